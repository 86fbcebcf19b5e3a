// slab61_alloc.cc — rule 2.3: filling a CPU's empty array.
#include <algorithm>

#include "slab/slab61_cache.h"

namespace kmem {
namespace {

constexpr uint32_t kIdleRefill = 16;  // for an array that nobody used since the reaper came

}  // namespace

// False: the page allocator refused, or the kernel died.
bool Slab61Cache::refill(ArrayCache& array, SlabPages& pages) {
  if (fault_ != CacheFault::none) return false;
  uint32_t want = array.batchcount;
  if (!array.touched && want > kIdleRefill) want = kIdleRefill;
  tell(EventKind::array_refill, array, want, pages);
  if (take_shared(array, want, pages)) return true;
  if (free_objects_ > 0) take_from_lists(array, want, pages);
  if (!array.entries.empty()) return true;

  const uint32_t id = new_slab(pages);
  if (id == kNone) return false;
  take_slots(array, id, want, pages);
  free_objects_ += layout_.num - slabs_[id].active;
  list_used_slab(id, Slab61List::unused, pages);
  return true;
}

bool Slab61Cache::take_shared(ArrayCache& array, uint32_t want, SlabPages& pages) {
  std::vector<Address>& from = shared_.entries;
  const size_t n = std::min<size_t>(want, from.size());
  if (n == 0) return false;
  array.entries.insert(array.entries.end(), from.end() - static_cast<ptrdiff_t>(n), from.end());
  from.resize(from.size() - n);
  shared_.touched = true;
  tell(EventKind::shared_take, array, static_cast<uint32_t>(n), pages);
  return true;
}

void Slab61Cache::take_from_lists(ArrayCache& array, uint32_t want, SlabPages& pages) {
  while (array.entries.size() < want) {
    const uint32_t id = first_slab(pages);
    if (id == kNone) break;
    const Slab61List from = slabs_[id].list;
    queue(from).remove(slabs_, id);
    take_slots(array, id, want - static_cast<uint32_t>(array.entries.size()), pages);
    list_used_slab(id, from, pages);
  }
  free_objects_ -= static_cast<uint32_t>(array.entries.size());
}

// The head of partial, else the head of free. The reaper learns that free was looked at.
uint32_t Slab61Cache::first_slab(SlabPages& pages) {
  pages.tell(EventKind::look_partial, 0, list(Slab61List::partial).count);
  const uint32_t partial = list(Slab61List::partial).head;
  if (partial != kNone) return partial;
  free_touched_ = true;
  pages.tell(EventKind::look_empty, 0, list(Slab61List::free).count);
  return list(Slab61List::free).head;
}

void Slab61Cache::take_slots(ArrayCache& array, uint32_t id, uint32_t want, SlabPages& pages) {
  Slab61Slab& slab = slabs_[id];
  const uint32_t before = slab.active;
  for (; want > 0 && slab.active < layout_.num; --want)
    array.entries.push_back(object_at(slab, table_entry(slab, slab.active++)));
  pages.tell(EventKind::slots_taken, slab.active - before, slab.head.value);
}

void Slab61Cache::list_used_slab(uint32_t id, Slab61List from, SlabPages& pages) {
  Slab61Slab& slab = slabs_[id];
  const bool is_full = slab.active == layout_.num;
  // The table lay in an object that is now in use; the next one released will hold it.
  if (is_full && layout_.table == IndexTable::object) slab.table_at = kNone;
  move_to(id, from, is_full ? Slab61List::full : Slab61List::partial, true, pages);
}

CacheFault Slab61Cache::alloc_bulk(const Caller& caller, uint32_t n, std::vector<Address>& objects,
                                   SlabPages& pages) {
  for (uint32_t i = 0; i < n; ++i) {
    const CacheAnswer answer = alloc(caller, pages);
    if (!answer.ok()) {
      if (answer.fault == CacheFault::no_memory) free_bulk(caller, objects, pages);
      objects.clear();
      return answer.fault;
    }
    objects.push_back(answer.object);
  }
  return CacheFault::none;
}

}  // namespace kmem
