// surgeons.h — friends of the engine that break a zone or a cache on purpose, so that tests can see
// the audits find it.
#ifndef KMEM_TESTS_SUPPORT_SURGEONS_H_
#define KMEM_TESTS_SUPPORT_SURGEONS_H_

#include "buddy/zone.h"
#include "slab/cache_set.h"

namespace kmem {

class ZoneSurgeon {
 public:
  explicit ZoneSurgeon(Zone& zone) : zone_(zone) {}

  FrameState& state(uint32_t pfn) { return zone_.states_[pfn]; }
  uint32_t& next(uint32_t pfn) { return zone_.links_[pfn].next; }
  uint32_t& prev(uint32_t pfn) { return zone_.links_[pfn].prev; }
  FreeArea& area(uint32_t order) { return zone_.areas_[order]; }
  uint32_t& nonempty() { return zone_.nonempty_; }
  uint32_t& free_frames() { return zone_.free_frames_; }
  uint32_t& slab_frames() { return zone_.slab_frames_; }
  Bytes& requested_bytes() { return zone_.requested_bytes_; }
  void push(uint32_t pfn, uint32_t order) { zone_.push(pfn, order); }
  void unlink(uint32_t pfn, uint32_t order) { zone_.unlink(pfn, order); }

 private:
  Zone& zone_;
};

class CacheSurgeon {
 public:
  CacheSurgeon(CacheSet& caches, uint32_t id) : cache_(caches.caches_[id]) {}

  SlabLists& list(SlabList which) { return cache_.lists_[static_cast<unsigned>(which)]; }
  Slab& slab(uint32_t id) { return cache_.slabs_[id]; }
  Slot& slot(uint32_t slab, uint32_t index) {
    return cache_.slots_[cache_.slot_at(SlabId(slab), ObjectIndex(index))];
  }
  uint32_t& unused_ids() { return cache_.unused_ids_; }
  uint32_t& in_use() { return cache_.in_use_; }
  uint32_t& used_slabs() { return cache_.used_slabs_; }
  Bytes& unasked() { return cache_.unasked_; }
  CacheWork& work() { return cache_.work_; }
  CacheId& id() { return cache_.id_; }
  bool& destroyed() { return cache_.destroyed_; }
  void insert(uint32_t id, SlabList which) { cache_.insert(id, which); }
  void remove(uint32_t id) { cache_.remove(id); }

 private:
  KmemCache& cache_;
};

}  // namespace kmem

#endif  // KMEM_TESTS_SUPPORT_SURGEONS_H_
