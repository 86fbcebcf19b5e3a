#include "machine/expectation_linux.h"

#include <array>

#include "buddy/fragmentation.h"

namespace kmem {
namespace {

using OrderCounts = std::array<uint32_t, kLinuxOrders>;

// The zones and types that a quantity is about.
struct Scope {
  AreaKey key;
  bool has(const LinuxZone& zone) const {
    return key.zone == kAnyZone || key.zone == zone.layout.index;
  }
  bool has(uint32_t type) const { return key.type == kAnyType || key.type == type; }
};

OrderCounts counts_of(const LinuxMemory& memory, const Scope& scope) {
  OrderCounts counts{};
  for (const LinuxZone& zone : memory.node().zones())
    for (uint32_t order = 0; scope.has(zone) && order < kLinuxOrders; ++order)
      for (uint32_t type = 0; type < kMigrateTypes; ++type)
        if (scope.has(type)) counts[order] += zone.areas.list(order, MigrateType(type)).count;
  return counts;
}

uint64_t index_of_order(const Quantity& quantity, const OrderCounts& counts, uint32_t order) {
  if (quantity.kind == QuantityKind::unusable_index)
    return static_cast<uint64_t>(unusable_index(counts, order));
  const int32_t index = extfrag_index(counts, order);
  return index < 0 ? kUndefined : static_cast<uint64_t>(index);
}

uint64_t nth(const FrameLinks& links, const FrameList& list, const LinuxZone& zone, uint32_t n) {
  uint32_t frame = links.head(list);
  for (uint32_t i = 0; i < n; ++i) frame = links.next(frame);
  return zone.areas.pfn_of(frame);
}

// The lists of the scope in the order of the zonelist and of the types, one behind the other.
uint64_t nth_free(const Quantity& quantity, const LinuxMemory& memory, const Scope& scope) {
  uint64_t left = quantity.place;
  for (const uint32_t index : memory.node().layout().zonelist)
    for (const LinuxZone& zone : memory.node().zones()) {
      if (zone.layout.index != index || !scope.has(zone)) continue;
      for (uint32_t type = 0; type < kMigrateTypes; ++type) {
        const FrameList& list =
            zone.areas.list(static_cast<uint32_t>(scope.key.order), MigrateType(type));
        if (!scope.has(type)) continue;
        if (left < list.count)
          return nth(zone.areas.links(), list, zone, static_cast<uint32_t>(left));
        left -= list.count;
      }
    }
  return kUndefined;
}

bool list_in(uint32_t list, const Scope& scope) {
  const uint32_t type = list < 12 ? list % kPcpTypes : list - 12;
  const bool same_type = scope.has(type) || (list == 12 && scope.has(uint32_t{2}));  // [R9b]
  return percpu_list_order(list) == scope.key.order && same_type;
}

uint64_t of_percpu(const Quantity& quantity, const LinuxMemory& memory, const Scope& scope) {
  uint64_t count = 0;
  for (const LinuxZone& zone : memory.node().zones())
    for (uint32_t i = 0; scope.has(zone) && i < kPcpLists; ++i) {
      const FrameList& list = zone.pcp.lists[i];
      if (!list_in(i, scope)) continue;
      const bool here = quantity.place >= count && quantity.place - count < list.count;
      if (quantity.kind == QuantityKind::pcp_list && here)
        return nth(zone.areas.links(), list, zone, static_cast<uint32_t>(quantity.place - count));
      count += list.count;
    }
  return quantity.kind == QuantityKind::pcp_count ? count : kUndefined;
}

uint64_t of_order(const Quantity& quantity, const LinuxMemory& memory) {
  const Scope scope{area_of_key(quantity.subject)};
  if (scope.key.order > kLinuxTopOrder) return kUndefined;
  const uint32_t order = static_cast<uint32_t>(scope.key.order);
  switch (quantity.kind) {
    case QuantityKind::nr_free:
      return counts_of(memory, scope)[order];
    case QuantityKind::free_list:
      return nth_free(quantity, memory, scope);
    case QuantityKind::pcp_count:
    case QuantityKind::pcp_list:
      return of_percpu(quantity, memory, scope);
    default:
      return index_of_order(quantity, counts_of(memory, scope), order);
  }
}

uint64_t list_type(const LinuxZone& zone, Block block) {
  const PageState state = zone.areas.state(zone.areas.frame_of(block.head.value));
  if (block.kind == FrameKind::free) return index_of(state.list_type());
  return block.kind == FrameKind::percpu ? index_of(state.remembered()) : kUndefined;
}

uint64_t of_frame(const Quantity& quantity, const LinuxMemory& memory) {
  using enum QuantityKind;
  if (quantity.subject >= memory.frames()) return kUndefined;
  const Pfn pfn(static_cast<uint32_t>(quantity.subject));
  const Block block = memory.block_of(pfn);
  const LinuxZone* zone = memory.zone_of(pfn);
  switch (quantity.kind) {
    case frame_head:
      return block.head.value;
    case frame_order:
      return block.order.value;
    case frame_free:
      return block.kind == FrameKind::free;
    case frame_slab:
      return block.kind == FrameKind::slab;
    case frame_percpu:
      return block.kind == FrameKind::percpu;
    case frame_hole:
      return block.kind == FrameKind::hole;
    case frame_reserved:
      return block.kind == FrameKind::reserved;
    default:
      break;
  }
  if (zone == nullptr) return kUndefined;
  if (quantity.kind == frame_zone) return zone->layout.index;
  if (quantity.kind == frame_list_type) return list_type(*zone, block);
  const MigrateType type = zone->block_type(zone->areas.frame_of(pfn.value));
  return type == MigrateType::none ? kUndefined : index_of(type);
}

uint64_t of_zone(QuantityKind kind, const LinuxZone& zone) {
  using enum QuantityKind;
  const ZoneLayout& layout = zone.layout;
  switch (kind) {
    case zone_free:
      return static_cast<uint64_t>(zone.free.exact());
    case zone_shared:
      return static_cast<uint64_t>(zone.free.shared);
    case zone_present:
      return layout.present;
    case zone_managed:
      return layout.managed;
    case zone_start:
      return layout.start;
    case zone_end:
      return layout.end();
    case zone_min:
      return layout.min;
    case zone_low:
      return layout.low;
    case zone_high:
      return layout.high;
    case zone_boost:
      return zone.boost;
    case zone_highatomic:
      return zone.highatomic;
    case zone_pcp_count:
      return zone.pcp.count;
    case zone_pcp_high:
      return layout.pcp_high;
    case zone_pcp_batch:
      return layout.pcp_batch;
    default:
      return zone.pcp.free_factor;
  }
}

uint64_t of_machine(QuantityKind kind, const LinuxMemory& memory) {
  using enum QuantityKind;
  const Ledger ledger = memory.ledger();
  switch (kind) {
    case free_pages:
      return ledger.free_pages >> kLinuxPageShift;
    case used_pages:
      return memory.held_pages();
    case slab_pages:
      return memory.objects().set().slab_bytes() >> kLinuxPageShift;
    case percpu_pages:
      return memory.percpu_pages();
    case percpu_bytes:
      return ledger.percpu_pages;
    case reserved_bytes:
      return ledger.reserved_pages;
    case splits:
      return memory.work().splits;
    case merges:
      return memory.work().merges;
    case largest_free: {
      const OrderCounts counts = counts_of(memory, {area_of_key(0)});
      for (uint32_t order = kLinuxOrders; order-- > 0;)
        if (counts[order] != 0) return order;
      return kUndefined;
    }
    default:
      return kUndefined;
  }
}

}  // namespace

uint64_t evaluate_linux(const Quantity& quantity, const LinuxMemory& memory) {
  using enum QuantityKind;
  const QuantityKind kind = quantity.kind;
  if (kind >= zone_free) {
    for (const LinuxZone& zone : memory.node().zones())
      if (zone.layout.index == quantity.subject) return of_zone(kind, zone);
    return kUndefined;
  }
  if (kind == handle_type)
    return index_of(memory.held(Pfn(static_cast<uint32_t>(quantity.subject))).type);
  const bool frame =
      (kind >= frame_head && kind <= frame_slab) || (kind >= frame_zone && kind <= frame_reserved);
  if (frame) return of_frame(quantity, memory);
  const bool order = kind == nr_free || kind == unusable_index || kind == free_list ||
                     kind == extfrag_index || kind == pcp_count || kind == pcp_list;
  return order ? of_order(quantity, memory) : of_machine(kind, memory);
}

}  // namespace kmem
