// textbook_cache.h — the textbook policy behind the interface of object_cache.h: pages come through
// the seam, and objects are named by address. The CPU makes no difference to it.
#ifndef KMEM_SLAB_TEXTBOOK_CACHE_H_
#define KMEM_SLAB_TEXTBOOK_CACHE_H_

#include <string>
#include <vector>

#include "slab/kmem_cache.h"
#include "slab/slab_pages.h"
#include "trace/event_log.h"

namespace kmem {

class TextbookCache {
 public:
  TextbookCache(std::string name, const SlabLayout& layout, bool ctor)
      : cache_(std::move(name), CacheId(0), layout, ctor) {}

  CacheAnswer alloc(const Caller&, SlabPages& pages) {
    NullLog log;
    ObjectRef got;
    const uint32_t size = cache_.layout().object_size;
    if (!cache_.alloc(size, got, log)) {
      const uint32_t pfn = pages.alloc_slab(cache_.layout().order);
      if (pfn == kNone) return {0, CacheFault::no_memory};
      direct_map_ = pages.direct_map;
      owners_.set(Pfn(pfn), cache_.layout().order, cache_.add_slab(Pfn(pfn)).value);
      KMEM_CHECK(cache_.alloc(size, got, log));
    }
    return {base_of(got.slab) + uint64_t{got.index.value} * cache_.layout().size};
  }

  // A pointer that is no object in use is refused: the textbook allocator looks before it acts.
  CacheFault free(const Caller&, Address object, SlabPages&) {
    const uint32_t id = slab_of(object);
    if (id == kNone) return CacheFault::foreign;
    const uint32_t index =
        cache_.layout().index_of(static_cast<uint32_t>(object - base_of(SlabId(id))));
    if (index == kNone || !cache_.slot(SlabId(id), ObjectIndex(index)).live())
      return CacheFault::refused;
    NullLog log;
    cache_.free({SlabId(id), ObjectIndex(index)}, log);
    return CacheFault::none;
  }

  CacheFault alloc_bulk(const Caller& caller, uint32_t n, std::vector<Address>& objects,
                        SlabPages& pages) {
    for (uint32_t i = 0; i < n; ++i) {
      const CacheAnswer answer = alloc(caller, pages);
      if (!answer.ok()) {
        free_bulk(caller, objects, pages);
        objects.clear();
        return answer.fault;
      }
      objects.push_back(answer.object);
    }
    return CacheFault::none;
  }
  CacheFault free_bulk(const Caller& caller, const std::vector<Address>& objects,
                       SlabPages& pages) {
    CacheFault worst = CacheFault::none;
    for (const Address object : objects) {
      const CacheFault fault = free(caller, object, pages);
      if (fault != CacheFault::none) worst = fault;
    }
    return worst;
  }

  // Gives every empty slab back.
  CacheFault shrink(SlabPages& pages) {
    while (cache_.list(SlabList::empty).count > 0) {
      const Pfn head = cache_.remove_empty();
      owners_.set(head, cache_.layout().order, kNone);
      pages.free_slab(head, cache_.layout().order);
    }
    return CacheFault::none;
  }
  bool destroy(const Caller&, SlabPages& pages) {
    shrink(pages);
    return cache_.slab_count() == 0;
  }

  SlabinfoRow slabinfo() const {
    const uint64_t slabs = cache_.slab_count();
    return {cache_.objects_in_use(), slabs * cache_.layout().objects, cache_.slabs_with_objects(),
            slabs, 0};
  }
  uint32_t slab_of(Address address) const {
    return owners_.find((address - direct_map_) >> kLinuxPageShift);
  }
  uint32_t slab_count() const { return cache_.slab_count(); }
  uint64_t ctor_runs() const { return cache_.work().ctor_runs; }
  const KmemCache& cache() const { return cache_; }

 private:
  Address base_of(SlabId id) const {
    return direct_map_ + (uint64_t{cache_.slab(id).head.value} << kLinuxPageShift);
  }

  KmemCache cache_;
  Address direct_map_ = kDirectMap;
  PageOwners owners_;
};

}  // namespace kmem

#endif  // KMEM_SLAB_TEXTBOOK_CACHE_H_
