#include "slab/cache_set.h"

namespace kmem {

// The classes exist on every segment, even on one too small for a slab of the large ones: there a
// request fails as any other does that finds no block.
CacheSet::CacheSet(const Zone& zone) {
  for (uint32_t i = 0; i < kKmallocClasses; ++i) {
    const uint32_t size = kKmallocSizes[i];
    const uint32_t order = slab_order_for(size, zone.page_shift(), kMaxSlabOrder);
    caches_.emplace_back(kKmallocNames[i], CacheId(i),
                         make_layout(size, size, kDefaultAlign, Order(order), zone.page_shift()),
                         false);
  }
}

uint32_t CacheSet::find(std::string_view name) const {
  for (uint32_t id = 0; id < size(); ++id)
    if (!caches_[id].destroyed() && caches_[id].name() == name) return id;
  return kNone;
}

uint32_t CacheSet::empty_slabs() const {
  uint32_t count = 0;
  for (const KmemCache& cache : caches_) count += cache.list(SlabList::empty).count;
  return count;
}

uint64_t CacheSet::memory_bytes() const {
  uint64_t bytes = caches_.capacity() * sizeof(KmemCache);
  for (const KmemCache& cache : caches_) bytes += cache.memory_bytes();
  return bytes;
}

}  // namespace kmem
