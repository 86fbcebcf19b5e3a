#include "slab/slab_audit.h"

#include <vector>

namespace kmem {
namespace {

// What the slots of one slab say.
struct Census {
  uint32_t live = 0;
  uint32_t beyond_fresh = 0;  // live objects that were, so says the slab, never handed out
  Bytes requested = 0;
  bool fits = true;  // nobody asked for more bytes than an object has
};

Census count_slots(const KmemCache& cache, SlabId id) {
  const SlabLayout& layout = cache.layout();
  Census census;
  for (uint32_t i = 0; i < layout.objects; ++i) {
    const Slot slot = cache.slot(id, ObjectIndex(i));
    if (!slot.live()) continue;
    ++census.live;
    if (i >= cache.slab(id).fresh) ++census.beyond_fresh;
    census.requested += slot.requested() == 0 ? layout.object_size : slot.requested();
    if (slot.requested() > layout.object_size) census.fits = false;
  }
  return census;
}

SlabList list_by(uint32_t live, uint32_t objects) {
  if (live == 0) return SlabList::empty;
  return live == objects ? SlabList::full : SlabList::partial;
}

// Walks one list, head to end, and marks the slabs it meets.
bool list_is_sound(const KmemCache& cache, SlabList which, std::vector<bool>& met) {
  uint32_t count = 0;
  uint32_t prev = kNone;
  for (uint32_t id = cache.list(which).head; id != kNone; id = cache.slab(SlabId(id)).next) {
    if (id >= cache.slab_ids() || met[id]) return false;
    met[id] = true;
    ++count;
    const Slab& slab = cache.slab(SlabId(id));
    if (slab.list != which || slab.prev != prev) return false;
    if (list_by(count_slots(cache, SlabId(id)).live, cache.layout().objects) != which) return false;
    prev = id;
  }
  return count == cache.list(which).count;
}

// An id that is on no list waits among the unused ones, once.
bool unused_ids_are_sound(const KmemCache& cache, std::vector<bool>& met) {
  for (uint32_t id = cache.unused_ids(); id != kNone; id = cache.slab(SlabId(id)).next) {
    if (id >= cache.slab_ids() || met[id]) return false;
    met[id] = true;
    if (cache.slab(SlabId(id)).list != SlabList::none) return false;
  }
  for (const bool one : met)
    if (!one) return false;
  return true;
}

bool freelist_is_sound(const KmemCache& cache, SlabId id) {
  const Slab& slab = cache.slab(id);
  const Census census = count_slots(cache, id);
  std::vector<bool> met(cache.layout().objects);
  uint32_t count = 0;
  for (uint32_t i = slab.free_head; i != kFreelistEnd; ++count) {
    if (i >= met.size() || met[i]) return false;
    met[i] = true;
    const Slot slot = cache.slot(id, ObjectIndex(i));
    if (slot.live()) return false;
    i = slot.next_free();
  }
  return count == met.size() - census.live && slab.fresh <= met.size() && census.beyond_fresh == 0;
}

bool counts_are_sound(const KmemCache& cache) {
  uint32_t live = 0, used = 0, slabs = 0;
  Bytes requested = 0;
  for (uint32_t i = 0; i < cache.slab_ids(); ++i) {
    if (cache.slab(SlabId(i)).list == SlabList::none) continue;
    const Census census = count_slots(cache, SlabId(i));
    if (census.live != cache.slab(SlabId(i)).in_use || !census.fits) return false;
    live += census.live;
    requested += census.requested;
    if (census.live != 0) ++used;
    ++slabs;
  }
  const CacheWork& work = cache.work();
  if (work.allocs - work.frees != live || work.grown - work.reaped != slabs) return false;
  if (work.ctor_runs != (cache.has_ctor() ? work.grown * cache.layout().objects : 0)) return false;
  if (work.ctor_saved > (cache.has_ctor() ? work.allocs : 0)) return false;
  return live == cache.objects_in_use() && used == cache.slabs_with_objects() &&
         requested == cache.requested_bytes();
}

bool owns_its_pages(const KmemCache& cache, SlabId id, const Zone& zone) {
  const Pfn head = cache.slab(id).head;
  if (head.value >= zone.frames()) return false;
  if (zone.state(head) != FrameState(FrameKind::slab, cache.layout().order)) return false;
  return zone.tag_high(head) == cache.id().value && zone.tag_low(head) == id.value;
}

const char* audit_cache(const KmemCache& cache, const Zone& zone) {
  std::vector<bool> met(cache.slab_ids());
  for (const SlabList which : {SlabList::full, SlabList::partial, SlabList::empty})
    if (!list_is_sound(cache, which, met)) return "lists";
  if (!unused_ids_are_sound(cache, met)) return "lists";
  if (cache.destroyed() && cache.slab_count() != 0) return "lists";
  for (uint32_t i = 0; i < cache.slab_ids(); ++i)
    if (cache.slab(SlabId(i)).list != SlabList::none && !freelist_is_sound(cache, SlabId(i)))
      return "freelist";
  if (!counts_are_sound(cache)) return "counts";
  for (uint32_t i = 0; i < cache.slab_ids(); ++i)
    if (cache.slab(SlabId(i)).list != SlabList::none && !owns_its_pages(cache, SlabId(i), zone))
      return "pages";
  return nullptr;
}

uint32_t slab_blocks(const Zone& zone) {
  uint32_t count = 0;
  for (const FrameState state : zone.states())
    if (state.kind() == FrameKind::slab) ++count;
  return count;
}

}  // namespace

const char* audit(const CacheSet& caches, const Zone& zone) {
  uint32_t slabs = 0;
  for (uint32_t id = 0; id < caches.size(); ++id) {
    const KmemCache& cache = caches[CacheId(id)];
    if (cache.id().value != id) return "pages";
    if (const char* broken = audit_cache(cache, zone)) return broken;
    slabs += cache.slab_count();
  }
  return slabs == slab_blocks(zone) ? nullptr : "pages";
}

}  // namespace kmem
