#include "machine/expectation.h"

#include "machine/expectation_linux.h"
#include "machine/expectation_objects.h"
#include "machine/machine.h"

namespace kmem {
namespace {

uint64_t sum_of(const CacheSet& caches, uint64_t CacheWork::*count) {
  uint64_t sum = 0;
  for (uint32_t id = 0; id < caches.size(); ++id) sum += caches[CacheId(id)].work().*count;
  return sum;
}

uint64_t largest_free(const Zone& zone) {
  return zone.largest_free() == 0 ? kUndefined : zone.largest_free() - 1;
}

uint64_t of_order(const Quantity& quantity, const Zone& zone) {
  if (quantity.subject > zone.top_order().value) return kUndefined;
  const Order order(static_cast<uint32_t>(quantity.subject));
  if (quantity.kind == QuantityKind::nr_free) return zone.area(order).nr_free;
  if (quantity.kind == QuantityKind::unusable_index) return unusable_index(zone, order);
  if (quantity.place >= zone.area(order).nr_free) return kUndefined;
  uint32_t pfn = zone.area(order).head;
  for (uint32_t i = 0; i < quantity.place; ++i) pfn = zone.next_free(Pfn(pfn));
  return pfn;
}

uint64_t of_frame(const Quantity& quantity, const Zone& zone) {
  if (quantity.subject >= zone.frames()) return kUndefined;
  const Block block = zone.block_of(Pfn(static_cast<uint32_t>(quantity.subject)));
  switch (quantity.kind) {
    case QuantityKind::frame_head:
      return block.head.value;
    case QuantityKind::frame_order:
      return block.order.value;
    case QuantityKind::frame_free:
      return block.kind == FrameKind::free;
    default:
      return block.kind == FrameKind::slab;
  }
}

uint64_t of_pages(QuantityKind kind, Block block, const Machine& machine) {
  switch (kind) {
    case QuantityKind::handle_order:
      return block.order.value;
    case QuantityKind::handle_requested:
      return machine.requested_of(block.head);
    case QuantityKind::handle_granted:
      return machine.zone().page_size() << block.order.value;
    default:
      return kUndefined;
  }
}

uint64_t of_object(QuantityKind kind, Address address, Block block, const Machine& machine) {
  const Result<ObjectPlace> place = machine.caches().find_object(address, machine.zone());
  if (!place.ok()) return kUndefined;
  const KmemCache& cache = machine.caches()[place->cache];
  const uint32_t requested = cache.slot(place->object.slab, place->object.index).requested();
  switch (kind) {
    case QuantityKind::handle_object:
      return place->object.index.value;
    case QuantityKind::handle_slab:
      return block.head.value;
    case QuantityKind::handle_requested:
      return requested == 0 ? cache.layout().object_size : requested;
    case QuantityKind::handle_granted:
      return cache.layout().size;
    default:
      return kUndefined;
  }
}

uint64_t of_handle(const Quantity& quantity, const Machine& machine) {
  const Handle handle = machine.handle(HandleId(static_cast<uint32_t>(quantity.subject)));
  const bool live = handle.status == HandleStatus::live;
  if (quantity.kind == QuantityKind::handle_live) return live;
  if (quantity.kind == QuantityKind::handle_failed) return handle.status == HandleStatus::failed;
  if (!live) return kUndefined;
  if (quantity.kind == QuantityKind::handle_pfn) return handle.pfn;
  const Address address = machine.address_of(handle);
  if (quantity.kind == QuantityKind::handle_address) return address;
  if (const LinuxMemory* memory = machine.linux_memory();
      memory != nullptr && quantity.kind == QuantityKind::handle_type)
    return evaluate_linux({.kind = quantity.kind, .subject = handle.pfn}, *memory);
  const Block block = machine.block_of(Pfn(handle.pfn));
  if (const LinuxMemory* memory = machine.linux_memory();
      memory != nullptr && block.kind == FrameKind::slab)
    return evaluate_object(quantity.kind, address, memory->objects().set());
  return block.kind == FrameKind::slab ? of_object(quantity.kind, address, block, machine)
                                       : of_pages(quantity.kind, block, machine);
}

uint64_t slabs_on(const KmemCache& cache, SlabList list) { return cache.list(list).count; }

uint64_t of_cache(QuantityKind kind, const KmemCache& cache) {
  using enum QuantityKind;
  const SlabLayout& layout = cache.layout();
  switch (kind) {
    case cache_size:
      return layout.size;
    case cache_object_size:
      return layout.object_size;
    case cache_objects_per_slab:
      return layout.objects;
    case cache_pages_per_slab:
      return frames_of(layout.order);
    case cache_tail:
      return layout.tail;
    case cache_slabs:
      return cache.slab_count();
    case cache_full:
      return slabs_on(cache, SlabList::full);
    case cache_partial:
      return slabs_on(cache, SlabList::partial);
    case cache_empty:
      return slabs_on(cache, SlabList::empty);
    case cache_active:
      return cache.objects_in_use();
    case cache_free:
      return uint64_t{cache.slab_count()} * layout.objects - cache.objects_in_use();
    case cache_grown:
      return cache.work().grown;
    case cache_reaped:
      return cache.work().reaped;
    case cache_ctor_runs:
      return cache.work().ctor_runs;
    case cache_ctor_saved:
      return cache.work().ctor_saved;
    default:
      return kUndefined;
  }
}

uint64_t of_ledger(QuantityKind kind, const Ledger& ledger) {
  using enum QuantityKind;
  switch (kind) {
    case payload_bytes:
      return ledger.payload;
    case block_rounding_bytes:
      return ledger.block_rounding;
    case object_rounding_bytes:
      return ledger.object_rounding;
    case slab_tail_bytes:
      return ledger.slab_tails;
    case free_object_bytes:
      return ledger.free_objects;
    case empty_slab_bytes:
      return ledger.empty_slabs;
    case free_bytes:
      return ledger.free_pages;
    default:
      return ledger.total();
  }
}

uint64_t of_machine(QuantityKind kind, const Machine& machine) {
  using enum QuantityKind;
  const Zone& zone = machine.zone();
  switch (kind) {
    case QuantityKind::free_pages:
      return zone.free_frames();
    case used_pages:
      return zone.page_frames();
    case slab_pages:
      return zone.slab_frames();
    case QuantityKind::largest_free:
      return kmem::largest_free(zone);
    case list_looks:
      return zone.work().list_looks;
    case splits:
      return zone.work().splits;
    case merges:
      return zone.work().merges;
    case slabs_grown:
      return sum_of(machine.caches(), &CacheWork::grown);
    case slabs_reaped:
      return sum_of(machine.caches(), &CacheWork::reaped);
    case ctor_runs:
      return sum_of(machine.caches(), &CacheWork::ctor_runs);
    case ctor_saved:
      return sum_of(machine.caches(), &CacheWork::ctor_saved);
    case failures:
      return machine.failures();
    case error:
      return static_cast<uint64_t>(machine.last_errc());
    default:
      return of_ledger(kind, machine.ledger());
  }
}

}  // namespace

uint64_t evaluate(const Quantity& quantity, const Machine& machine, const Program& program) {
  using enum QuantityKind;
  if (quantity.kind == number) return quantity.subject;
  const bool of_a_handle = (quantity.kind >= handle_live && quantity.kind <= handle_granted) ||
                           quantity.kind == handle_type;
  if (of_a_handle) return of_handle(quantity, machine);
  if (is_cache_quantity(quantity.kind)) {
    if (const LinuxMemory* memory = machine.linux_memory()) {
      const uint32_t cache = machine.cache_of(static_cast<uint16_t>(quantity.subject), program);
      return cache == kNone
                 ? kUndefined
                 : evaluate_cache(quantity.kind, CacheId(cache), memory->objects().set());
    }
  }
  const bool everywhere = quantity.kind == failures || quantity.kind == error ||
                          (quantity.kind >= payload_bytes && quantity.kind <= total_bytes);
  if (const LinuxMemory* memory = machine.linux_memory(); memory != nullptr && !everywhere)
    return evaluate_linux(quantity, *memory);
  if (quantity.kind <= total_bytes) return of_machine(quantity.kind, machine);
  if (quantity.kind <= free_list) return of_order(quantity, machine.zone());
  if (quantity.kind <= frame_slab) return of_frame(quantity, machine.zone());
  const uint32_t cache = machine.cache_of(static_cast<uint16_t>(quantity.subject), program);
  if (cache == kNone) return kUndefined;
  return of_cache(quantity.kind, machine.caches()[CacheId(cache)]);
}

bool holds(const Expectation& expectation, const Machine& machine, const Program& program) {
  const uint64_t left = evaluate(expectation.left, machine, program);
  const uint64_t right = evaluate(expectation.right, machine, program);
  if (expectation.comparison == Comparison::eq) return left == right;
  if (expectation.comparison == Comparison::ne) return left != right;
  if (left == kUndefined || right == kUndefined) return false;
  switch (expectation.comparison) {
    case Comparison::lt:
      return left < right;
    case Comparison::le:
      return left <= right;
    case Comparison::gt:
      return left > right;
    default:
      return left >= right;
  }
}

}  // namespace kmem
