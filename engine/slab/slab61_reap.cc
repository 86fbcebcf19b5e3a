// slab61_reap.cc — rules 2.7 and 2.8: shrinking, and the reaper that comes every two seconds.
#include <algorithm>

#include "slab/slab61_cache.h"

namespace kmem {

// The kernel drains all CPUs at once; here the lowest goes first.
CacheFault Slab61Cache::shrink(SlabPages& pages) {
  if (fault_ != CacheFault::none) return fault_;
  for (ArrayCache& array : arrays_) {
    const uint32_t all = static_cast<uint32_t>(array.entries.size());
    if (release_oldest(array, all, pages) != CacheFault::none) return fault_;
  }
  const uint32_t all = static_cast<uint32_t>(shared_.entries.size());
  if (release_oldest(shared_, all, pages) != CacheFault::none) return fault_;
  drain_free(kNone, pages);
  return CacheFault::none;
}

CacheFault Slab61Cache::reap(uint32_t cpu, bool node, SlabPages& pages) {
  if (fault_ != CacheFault::none) return fault_;
  if (drain_array(arrays_[cpu], pages) != CacheFault::none || !node) return fault_;
  if (drain_array(shared_, pages) != CacheFault::none) return fault_;
  if (free_touched_) {
    free_touched_ = false;
  } else {
    drain_free((layout_.free_limit + 5 * layout_.num - 1) / (5 * layout_.num), pages);
  }
  return CacheFault::none;
}

// An array that was used since the last visit is spared; another loses a fifth of its limit.
CacheFault Slab61Cache::drain_array(ArrayCache& array, SlabPages& pages) {
  const uint32_t avail = static_cast<uint32_t>(array.entries.size());
  if (avail == 0) return CacheFault::none;
  if (array.touched) {
    array.touched = false;
    return CacheFault::none;
  }
  const uint32_t fifth = (array.limit + 4) / 5;
  return release_oldest(array, fifth > avail ? (avail + 1) / 2 : fifth, pages);
}

// From the tail of free, each at once.
void Slab61Cache::drain_free(uint32_t most, SlabPages& pages) {
  for (; most > 0 && list(Slab61List::free).count > 0; --most) {
    const uint32_t id = list(Slab61List::free).tail;
    queue(Slab61List::free).remove(slabs_, id);
    free_objects_ -= layout_.num;
    discard(id, pages);
  }
}

bool Slab61Cache::destroy(const Caller&, SlabPages& pages) {
  return shrink(pages) == CacheFault::none && slab_count_ == 0;
}

}  // namespace kmem
