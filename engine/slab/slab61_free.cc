// slab61_free.cc — rules 2.5 and 2.6: a full array flushes its oldest entries.
#include <algorithm>

#include "slab/slab61_cache.h"

namespace kmem {

// To the shared array as far as it has room; if it has none, into the slabs.
CacheFault Slab61Cache::flush(ArrayCache& array, SlabPages& pages) {
  const uint32_t room = shared_.room();
  if (room == 0) return release_oldest(array, array.batchcount, pages);
  const ptrdiff_t n = std::min(array.batchcount, room);
  const auto first = array.entries.begin();
  shared_.entries.insert(shared_.entries.end(), first, first + n);
  array.entries.erase(first, first + n);
  tell(EventKind::shared_put, array, static_cast<uint32_t>(n), pages);
  return CacheFault::none;
}

// Rule 2.6: the array's n oldest objects go into their slabs, oldest first.
CacheFault Slab61Cache::release_oldest(ArrayCache& array, uint32_t n, SlabPages& pages) {
  const auto end = array.entries.begin() + static_cast<ptrdiff_t>(n);
  const std::vector<Address> going(array.entries.begin(), end);
  array.entries.erase(array.entries.begin(), end);
  if (n > 0) tell(EventKind::array_flush, array, n, pages);
  free_objects_ += n;
  for (const Address object : going)
    if (!put_slot(object, pages)) return die(CacheFault::crash);
  give_back_surplus(pages);
  return CacheFault::none;
}

// False: the address lies in no slab, or its slab has nothing in use: the kernel would write before
// the table's first byte.
bool Slab61Cache::put_slot(Address object, SlabPages& pages) {
  const uint32_t id = slab_of(object);
  if (id == kNone || slabs_[id].active == 0) return false;
  Slab61Slab& slab = slabs_[id];
  const Slab61List from = slab.list;
  queue(from).remove(slabs_, id);
  --slab.active;
  if (slab.table_at == kNone && layout_.table == IndexTable::object)
    slab.table_at = static_cast<uint32_t>(object - slab.base);
  set_table_entry(slab, slab.active, static_cast<uint8_t>(slot_of(slab, object)));
  pages.tell_slot(EventKind::slot_back, slot_of(slab, object), slab.head);
  const bool empty = slab.active == 0;
  move_to(id, from, empty ? Slab61List::free : Slab61List::partial, empty, pages);
  return true;
}

// The last free slabs, as long as there are more free objects than the node should keep.
void Slab61Cache::give_back_surplus(SlabPages& pages) {
  std::vector<uint32_t> going;
  while (free_objects_ > layout_.free_limit && list(Slab61List::free).count > 0) {
    const uint32_t id = list(Slab61List::free).tail;
    queue(Slab61List::free).remove(slabs_, id);
    free_objects_ -= layout_.num;
    going.push_back(id);
  }
  for (size_t i = going.size(); i-- > 0;) discard(going[i], pages);
}

CacheFault Slab61Cache::free_bulk(const Caller& caller, const std::vector<Address>& objects,
                                  SlabPages& pages) {
  CacheFault worst = CacheFault::none;
  for (const Address object : objects) {
    const CacheFault fault = free(caller, object, pages);
    if (fault != CacheFault::none) worst = fault;
  }
  return worst;
}

}  // namespace kmem
