#include "slab/kmem_cache.h"

namespace kmem {

SlabId KmemCache::new_slab_id() {
  if (unused_ids_ != kNone) {
    const uint32_t id = unused_ids_;
    unused_ids_ = slabs_[id].next;
    return SlabId(id);
  }
  const SlabId id(static_cast<uint32_t>(slabs_.size()));
  slabs_.emplace_back();
  slots_.resize(slots_.size() + layout_.objects);
  return id;
}

// Ascending: a new slab hands out its objects from the first byte on.
void KmemCache::make_freelist(SlabId id) {
  const size_t first = slot_at(id, ObjectIndex(0));
  for (uint32_t i = 0; i < layout_.objects; ++i)
    slots_[first + i] = Slot::free(i + 1 < layout_.objects ? i + 1 : kFreelistEnd);
}

SlabId KmemCache::add_slab(Pfn head) {
  const SlabId id = new_slab_id();
  slabs_[id.value] = Slab{.head = head, .free_head = 0};
  make_freelist(id);
  insert(id.value, SlabList::empty);
  ++work_.grown;
  if (ctor_) work_.ctor_runs += layout_.objects;
  return id;
}

Pfn KmemCache::remove_empty() {
  const uint32_t id = list(SlabList::empty).head;
  const Pfn head = slabs_[id].head;
  remove(id);
  slabs_[id] = Slab{.head = Pfn(kNone), .next = unused_ids_};
  unused_ids_ = id;
  ++work_.reaped;
  return head;
}

}  // namespace kmem
