// session_linux.cc — the part of Session that shows the memory of a profile of Linux.
#include <algorithm>

#include "buddy/fragmentation.h"
#include "buddy/high_atomic.h"
#include "machine/linux_link.h"
#include "machine/proc_text_linux.h"
#include "machine/slab_proc_text.h"
#include "machine/tracepoint_text.h"
#include "wasm/session.h"

namespace kmem {
namespace {

// Fills an array of one byte per frame, block by block.
template <class ByteOf>
const uint8_t* fill(Vector<uint8_t>& bytes, uint8_t other, const LinuxMemory& memory,
                    ByteOf byte_of) {
  bytes.resize(memory.frames());
  std::fill(bytes.begin(), bytes.end(), other);
  for (uint32_t pfn = 0; pfn < memory.frames();) {
    const Block block = memory.block_of(Pfn(pfn));
    bytes[pfn] = byte_of(block);
    pfn += frames_of(block.order);
  }
  return bytes.data();
}

std::array<uint32_t, kLinuxOrders> counts_of(const LinuxZone& zone) {
  std::array<uint32_t, kLinuxOrders> counts{};
  for (uint32_t order = 0; order < kLinuxOrders; ++order) counts[order] = zone.areas.nr_free(order);
  return counts;
}

// In the order of the zonelist.
template <class Use>
void each_zone(const LinuxMemory& memory, Use use) {
  for (const uint32_t index : memory.node().layout().zonelist)
    for (const LinuxZone& zone : memory.node().zones())
      if (zone.layout.index == index) use(zone);
}

uint8_t type_of(const Block& block, const LinuxMemory& memory) {
  if (block.kind == FrameKind::pages)
    return static_cast<uint8_t>(index_of(memory.held(block.head).type));
  if (block.kind != FrameKind::free && block.kind != FrameKind::percpu) return 255;
  const LinuxZone& zone = *memory.zone_of(block.head);
  const PageState state = zone.areas.state(zone.areas.frame_of(block.head.value));
  return static_cast<uint8_t>(
      index_of(block.kind == FrameKind::free ? state.list_type() : state.remembered()));
}

}  // namespace

const uint8_t* Session::linux_states(const LinuxMemory& memory) const {
  return fill(frame_bytes_, 0, memory, [](const Block& block) {
    return static_cast<uint8_t>(static_cast<uint32_t>(block.kind) << 5 | block.order.value);
  });
}

const uint8_t* Session::linux_types() const {
  const LinuxMemory* memory = machine().linux_memory();
  if (memory == nullptr) return nullptr;
  return fill(frame_bytes_, 255, *memory,
              [memory](const Block& block) { return type_of(block, *memory); });
}

Words Session::linux_areas() const {
  std::array<uint32_t, kLinuxOrders> counts{};
  each_zone(*machine().linux_memory(), [&](const LinuxZone& zone) {
    for (uint32_t order = 0; order < kLinuxOrders; ++order)
      counts[order] += zone.areas.nr_free(order);
  });
  Words words;
  for (uint32_t order = 0; order < kLinuxOrders; ++order)
    words.append({counts[order], static_cast<uint32_t>(unusable_index(counts, order)), 0});
  return words;
}

Words Session::linux_free_list(uint32_t order, uint32_t limit) const {
  Words words;
  each_zone(*machine().linux_memory(), [&](const LinuxZone& zone) {
    const FrameLinks& links = zone.areas.links();
    for (uint32_t type = 0; type < kMigrateTypes; ++type) {
      const FrameList& list = zone.areas.list(order, MigrateType(type));
      uint32_t frame = links.head(list);
      for (uint32_t i = 0; i < list.count && words.size() < limit; ++i, frame = links.next(frame))
        words.push_back(zone.areas.pfn_of(frame));
    }
  });
  return words;
}

std::string Session::linux_proc_text(const std::string& name) const {
  const LinuxNode& node = machine().linux_memory()->node();
  if (name == "buddyinfo") return buddyinfo(node);
  if (name == "pagetypeinfo") return pagetypeinfo(node);
  if (name == "zoneinfo") return zoneinfo(node);
  if (name == "unusable_index") return kmem::unusable_index(node);
  if (name == "extfrag_index") return kmem::extfrag_index(node);
  const LinuxObjects& objects = machine().linux_memory()->objects();
  if (name == "slabinfo") return slabinfo_text(objects.set());
  if (name == "slabtop") return slabtop_text(objects.set());
  if (name == "dmesg") return objects.reports_text();
  const uint32_t cache = objects.set().find(name.rfind("slab/", 0) == 0 ? name.substr(5) : "");
  return cache == kNone ? std::string() : sysfs_slab_text(objects.set()[CacheId(cache)]);
}

Words Session::linux_node() const {
  const LinuxMemory* memory = machine().linux_memory();
  if (memory == nullptr) return {};
  const NodeLayout& layout = memory->boot().layout;
  const uint32_t mechanisms = program_->memory.mechanisms;
  Words words{static_cast<uint32_t>(program_->memory.profile), mechanisms,
              memory->objects().set().cpus(), kPageblockOrder};
  for (const uint32_t index : layout.zonelist) words.push_back(index);
  return words;
}

Words Session::linux_zones() const {
  Words words;
  const LinuxMemory* memory = machine().linux_memory();
  if (memory == nullptr) return words;
  for (const LinuxZone& zone : memory->node().zones()) {
    const ZoneLayout& layout = zone.layout;
    words.append({layout.index, layout.start, layout.end(), layout.present, layout.managed,
                  layout.min, layout.low, layout.high, zone.boost});
    for (const uint32_t reserve : layout.lowmem_reserve) words.push_back(reserve);
    words.append({static_cast<uint32_t>(std::max<int64_t>(zone.free.shared, 0)),
                  static_cast<uint32_t>(zone.free.diff), layout.stat_threshold, zone.highatomic,
                  high_atomic_limit(zone), zone.reclaim_active, zone.pcp.count, layout.pcp_high,
                  layout.pcp_batch, zone.pcp.free_factor});
  }
  return words;
}

Words Session::linux_runs() const {
  Words words;
  const LinuxMemory* memory = machine().linux_memory();
  if (memory == nullptr) return words;
  for (const FrameRun run : memory->boot().holes) words.append({0, run.start, run.end});
  for (const FrameRun run : memory->boot().used) words.append({1, run.start, run.end});
  return words;
}

Words Session::linux_lists(uint32_t limit) const {
  Words words;
  const LinuxMemory* memory = machine().linux_memory();
  if (memory == nullptr) return words;
  for (const LinuxZone& zone : memory->node().zones())
    for (uint32_t order = 0; order < kLinuxOrders; ++order)
      for (uint32_t type = 0; type < kMigrateTypes; ++type) {
        const FrameList& list = zone.areas.list(order, MigrateType(type));
        if (list.empty()) continue;
        const uint32_t shown = std::min(list.count, limit);
        words.append({zone.layout.index, order, type, list.count, shown});
        uint32_t frame = zone.areas.links().head(list);
        for (uint32_t i = 0; i < shown; ++i, frame = zone.areas.links().next(frame))
          words.push_back(zone.areas.pfn_of(frame));
      }
  return words;
}

Words Session::linux_percpu(uint32_t limit) const {
  Words words;
  const LinuxMemory* memory = machine().linux_memory();
  if (memory == nullptr) return words;
  for (const LinuxZone& zone : memory->node().zones())
    for (uint32_t index = 0; index < kPcpLists; ++index) {
      const FrameList& list = zone.pcp.lists[index];
      if (list.empty()) continue;
      const uint32_t shown = std::min(list.count, limit);
      words.append({zone.layout.index, index, list.count, shown});
      uint32_t frame = zone.areas.links().head(list);
      for (uint32_t i = 0; i < shown; ++i, frame = zone.areas.links().next(frame))
        words.append({zone.areas.pfn_of(frame), index_of(zone.areas.state(frame).remembered())});
    }
  return words;
}

Words Session::linux_indices() const {
  Words words;
  const LinuxMemory* memory = machine().linux_memory();
  if (memory == nullptr) return words;
  for (const LinuxZone& zone : memory->node().zones())
    for (uint32_t order = 0; order < kLinuxOrders; ++order) {
      const auto counts = counts_of(zone);
      words.append({static_cast<uint32_t>(unusable_index(counts, order)),
                    static_cast<uint32_t>(extfrag_index(counts, order))});
    }
  return words;
}

Words Session::linux_pageblocks(uint32_t index) const {
  Words words;
  const LinuxMemory* memory = machine().linux_memory();
  if (memory == nullptr) return words;
  for (const LinuxZone& zone : memory->node().zones()) {
    if (zone.layout.index != index) continue;
    const uint32_t first = zone.first_frame() >> kPageblockOrder;
    const uint32_t last = (zone.end_frame() - 1) >> kPageblockOrder;
    for (uint32_t block = first; block <= last; ++block)
      words.push_back(index_of(zone.block_types[block]));
  }
  return words;
}

std::string Session::linux_trace(uint32_t command) const {
  if (!linux_linked() || command >= recorded()) return {};
  return tracepoint_text(timeline_->events(command));
}

}  // namespace kmem
