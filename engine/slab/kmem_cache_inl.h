// kmem_cache_inl.h — the verbs of kmem_cache.h. In a header so that a silent log costs nothing.
#ifndef KMEM_SLAB_KMEM_CACHE_INL_H_
#define KMEM_SLAB_KMEM_CACHE_INL_H_

#include "slab/kmem_cache.h"

namespace kmem {

inline void KmemCache::insert(uint32_t id, SlabList which) {
  SlabLists& list = lists_[static_cast<unsigned>(which)];
  Slab& slab = slabs_[id];
  slab.list = which;
  slab.next = list.head;
  slab.prev = kNone;
  if (list.head != kNone) slabs_[list.head].prev = id;
  list.head = id;
  ++list.count;
}

inline void KmemCache::remove(uint32_t id) {
  const Slab& slab = slabs_[id];
  SlabLists& list = lists_[static_cast<unsigned>(slab.list)];
  if (slab.prev == kNone) {
    list.head = slab.next;
  } else {
    slabs_[slab.prev].next = slab.next;
  }
  if (slab.next != kNone) slabs_[slab.next].prev = slab.prev;
  --list.count;
}

// Rare: a slab changes list with its first object and with its last one.
template <class Log>
inline void KmemCache::change_list(uint32_t id, Log& log) {
  const SlabList from = slabs_[id].list;
  const SlabList to = list_for(slabs_[id]);
  remove(id);
  insert(id, to);
  log.emit(make_event(EventKind::slab_moved,
                      static_cast<uint32_t>(from) * 16 + static_cast<uint32_t>(to), id_.value,
                      slabs_[id].head.value));
}

template <class Log>
uint32_t KmemCache::find_slab(Log& log) const {
  const SlabLists& partial = list(SlabList::partial);
  log.emit(make_event(EventKind::look_partial, 0, id_.value, partial.count));
  if (partial.head != kNone) return partial.head;
  const SlabLists& empty = list(SlabList::empty);
  log.emit(make_event(EventKind::look_empty, 0, id_.value, empty.count));
  return empty.head;
}

template <class Log>
inline bool KmemCache::alloc(uint32_t requested, ObjectRef& object, Log& log) {
  const uint32_t id = find_slab(log);
  if (id == kNone) return false;
  Slab& slab = slabs_[id];
  object = {SlabId(id), ObjectIndex(slab.free_head)};
  Slot& slot = slots_[slot_at(object.slab, object.index)];

  slab.free_head = slot.next_free();
  slot = Slot::in_use(requested);
  used_slabs_ += slab.in_use == 0;
  ++slab.in_use;
  ++in_use_;
  if (requested != 0) unasked_ += layout_.object_size - requested;
  ++work_.allocs;
  log.emit(make_event(EventKind::object_out, 0, object.index.value, slab.head.value));

  if (object.index.value == slab.fresh) {
    ++slab.fresh;
  } else if (ctor_) {
    ++work_.ctor_saved;
    log.emit(
        make_event(EventKind::ctor_saved, 0, id_.value, static_cast<uint32_t>(work_.ctor_saved)));
  }
  if (slab.in_use == 1 || slab.in_use == layout_.objects) [[unlikely]]
    change_list(id, log);
  return true;
}

template <class Log>
inline void KmemCache::free(ObjectRef object, Log& log) {
  Slab& slab = slabs_[object.slab.value];
  Slot& slot = slots_[slot_at(object.slab, object.index)];
  log.emit(make_event(EventKind::cache_free, 0, id_.value, slab.head.value));

  if (slot.requested() != 0) unasked_ -= layout_.object_size - slot.requested();
  slot = Slot::free(slab.free_head);
  slab.free_head = static_cast<uint16_t>(object.index.value);
  --slab.in_use;
  --in_use_;
  used_slabs_ -= slab.in_use == 0;
  ++work_.frees;
  log.emit(make_event(EventKind::object_in, 0, object.index.value, slab.head.value));
  const bool was_full = slab.in_use + 1u == layout_.objects;
  if (slab.in_use == 0 || was_full) [[unlikely]]
    change_list(object.slab.value, log);
}

}  // namespace kmem

#endif  // KMEM_SLAB_KMEM_CACHE_INL_H_
