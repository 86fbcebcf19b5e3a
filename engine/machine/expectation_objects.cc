#include "machine/expectation_objects.h"

namespace kmem {
namespace {

uint64_t slabs_in(const SlubCache& cache, SlubPlace place) {
  uint64_t count = 0;
  for (const SlubSlab& slab : cache.slabs()) count += slab.place == place;
  return count;
}

uint64_t of_slub(QuantityKind kind, const SlubCache& cache) {
  switch (kind) {
    case QuantityKind::cache_full:  // no list of the allocator has them, unless owners are recorded
      return slabs_in(cache, SlubPlace::nowhere) + slabs_in(cache, SlubPlace::full_list);
    case QuantityKind::cache_partial:
      return cache.partial().count;
    case QuantityKind::cache_frozen:
      return slabs_in(cache, SlubPlace::cpu) + slabs_in(cache, SlubPlace::stack);
    case QuantityKind::cache_stacked:
      return slabs_in(cache, SlubPlace::stack);
    case QuantityKind::cache_reports:
      return cache.reports_made();
    default:
      return kUndefined;
  }
}

uint64_t of_slab(QuantityKind kind, const Slab61Cache& cache) {
  uint64_t arrayed = cache.shared().entries.size();
  switch (kind) {
    case QuantityKind::cache_full:
      return cache.list(Slab61List::full).count;
    case QuantityKind::cache_partial:
      return cache.list(Slab61List::partial).count;
    case QuantityKind::cache_empty:
      return cache.list(Slab61List::free).count;
    case QuantityKind::cache_arrayed:
      for (uint32_t cpu = 0; cpu < cache.cpu_count(); ++cpu)
        arrayed += cache.array(cpu).entries.size();
      return arrayed;
    case QuantityKind::cache_colour_next:
      return uint64_t{cache.colour_next()} * cache.layout().colour_off;
    default:
      return kUndefined;
  }
}

uint32_t created(const LinuxCache& cache) {
  return cache.look([](const auto& policy) { return policy.created(); });
}

}  // namespace

uint64_t evaluate_cache(QuantityKind kind, CacheId id, const LinuxCacheSet& set) {
  using enum QuantityKind;
  const LinuxCache& cache = set[id];
  const SlabinfoRow row = cache.slabinfo();
  switch (kind) {
    case cache_size:
      return cache.size();
    case cache_object_size:
      return cache.object_size();
    case cache_objects_per_slab:
      return cache.objects();
    case cache_pages_per_slab:
      return frames_of(cache.order());
    case cache_tail:
      return (uint64_t{kLinuxPageSize} << cache.order().value) -
             uint64_t{cache.objects()} * cache.size();
    case cache_slabs:
      return cache.slab_count();
    case cache_active:
      return row.active_objs;
    case cache_free:
      return row.num_objs - row.active_objs;
    case cache_objects:
      return row.num_objs;
    case cache_in_use:
      return set.use_of(id).live;
    case cache_grown:
      return created(cache);
    case cache_reaped:
      return created(cache) - cache.slab_count();
    case cache_ctor_runs:
      return cache.ctor_runs();
    case cache_empty:
      if (cache.slub() != nullptr) return set.use_of(id).empty_slabs;
      break;
    default:
      break;
  }
  return cache.slub() != nullptr ? of_slub(kind, *cache.slub()) : of_slab(kind, *cache.slab());
}

uint64_t evaluate_object(QuantityKind kind, Address address, const LinuxCacheSet& set) {
  const SlabRecord* slab = set.slab_at(address);
  if (slab == nullptr) return kUndefined;
  const LinuxCache& cache = set[CacheId(slab->cache)];
  const uint32_t slot = cache.slot_of(LinuxCacheSet::to_kernel(address));
  switch (kind) {
    case QuantityKind::handle_object:
      return slot;
    case QuantityKind::handle_slab:
      return slab->head.value;
    case QuantityKind::handle_requested: {
      const uint32_t asked = slot < slab->slots.size() ? slab->slots[slot].requested() : 0;
      return asked == 0 ? cache.object_size() : asked;
    }
    case QuantityKind::handle_granted:
      return cache.size();
    default:
      return kUndefined;
  }
}

}  // namespace kmem
