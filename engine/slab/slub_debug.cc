// slub_debug.cc — rule 1.9: caches with a debug flag. Every request goes to the node's list.
#include "slab/slub_cache.h"

namespace kmem {

CacheAnswer SlubCache::alloc_debug(const Caller& caller, SlabPages& pages) {
  now_ = caller.when;
  pages.tell(EventKind::look_partial, 0, partial_.count);
  for (uint32_t id = partial_.head; id != kNone;) {
    const uint32_t next = slabs_[id].next;
    const Address object = alloc_single(caller, id, pages);
    if (fault_ != CacheFault::none) return {0, fault_};
    if (object != 0) {
      count(SlubStat::ALLOC_FROM_PARTIAL);
      return {object};
    }
    id = next;
  }
  const uint32_t id = new_slab(pages);
  if (id == kNone) return {0, CacheFault::no_memory};
  partial_.push_head(slabs_, id);
  slabs_[id].place = SlubPlace::partial;
  pages.tell(EventKind::node_partial_add, 0, slabs_[id].head.value);
  const Address object = alloc_single(caller, id, pages);
  KMEM_CHECK(object != 0);
  return {object};
}

// Takes the first slot of a slab of the node's list. 0: the slab is damaged, and leaves the list.
Address SlubCache::alloc_single(const Caller& caller, uint32_t id, SlabPages& pages) {
  SlubSlab& slab = slabs_[id];
  const Address object = slab.freelist;
  Address next = 0;
  if (!get_link(object, next)) {
    die(CacheFault::crash, object + layout_.offset);
    return 0;
  }
  slab.freelist = next;
  ++slab.inuse;
  if (layout_.has(kSlabConsistencyChecks) && !check_alloc(slab, object)) {
    mark_all_used(slab);
    partial_.remove(slabs_, id);
    slab.place = SlubPlace::nowhere;
    tell_reports(pages);
    pages.tell(EventKind::slab_disabled, 0, slab.head.value);
    return 0;
  }
  if (layout_.has(kSlabStoreUser) && layout_.has(kSlabKmalloc)) {
    const uint32_t asked = caller.asked_size == 0 ? layout_.object_size : caller.asked_size;
    uint8_t* at = bytes_at(object + layout_.track_offset() + 2 * kTrackBytes, kOrigSizeBytes);
    for (uint32_t i = 0; i < kOrigSizeBytes; ++i) at[i] = static_cast<uint8_t>(asked >> (8 * i));
  }
  fill_object(object, kRedActive);
  tell_reports(pages);
  pages.tell(EventKind::single_take, 0, slab.head.value);
  if (slab.inuse == slab.objects) leave_partial(id, pages);
  if (layout_.has(kSlabStoreUser)) set_track(object, false, caller);
  return object;
}

// A slab that has become full: with U the cache remembers it.
void SlubCache::leave_partial(uint32_t id, SlabPages& pages) {
  partial_.remove(slabs_, id);
  slabs_[id].place = SlubPlace::nowhere;
  const bool listed = layout_.has(kSlabStoreUser);
  if (listed) {
    full_.push_head(slabs_, id);
    slabs_[id].place = SlubPlace::full_list;
  }
  pages.tell(EventKind::single_full, listed, slabs_[id].head.value);
}

CacheFault SlubCache::free_debug(const Caller& caller, uint32_t id, Chain chain, SlabPages& pages) {
  SlubSlab& slab = slabs_[id];
  now_ = caller.when;
  // The kernel cuts the chain's end before it looks; a double release loses the list behind it.
  if (!set_link(chain.tail, 0)) return die(CacheFault::crash, chain.tail);
  const bool accepted = accept_free(caller, slab, chain);
  tell_reports(pages);
  if (!accepted) return fault_ == CacheFault::none ? CacheFault::refused : fault_;
  const bool was_full = slab.freelist == 0;
  slab.inuse = static_cast<uint16_t>(slab.inuse - chain.count);
  set_link(chain.tail, slab.freelist);
  slab.freelist = chain.head;
  tell_chain(EventKind::slab_free, cpus_[caller.cpu], id, chain, pages);

  const bool give_back = slab.inuse == 0 && partial_.count >= layout_.min_partial;
  if (slab.place == SlubPlace::full_list) full_.remove(slabs_, id);
  if (was_full && !give_back) {
    // After damage a slab of the list may look full: it then stays where it is.
    if (slab.place != SlubPlace::partial) partial_.push_tail(slabs_, id);
    slab.place = SlubPlace::partial;
    count(SlubStat::FREE_ADD_PARTIAL);
    pages.tell(EventKind::node_partial_add, 1, slab.head.value);
  }
  if (!give_back) return CacheFault::none;
  if (slab.place == SlubPlace::partial) {
    partial_.remove(slabs_, id);
    count(SlubStat::FREE_REMOVE_PARTIAL);
    pages.tell(EventKind::node_partial_remove, 0, slab.head.value);
  }
  slab.place = SlubPlace::nowhere;
  count(SlubStat::FREE_SLAB);
  discard(id, pages);
  return CacheFault::none;
}

// Looks at every object of a chain and makes it look free. False: a fault, nothing more is done.
bool SlubCache::accept_free(const Caller& caller, SlubSlab& slab, Chain& chain) {
  const bool checks = layout_.has(kSlabConsistencyChecks);
  if (checks && !check_slab(slab)) return refuse_free(chain.head);
  if (slab.inuse < chain.count) {
    report(slab, "Slab has " + std::to_string(slab.inuse) + " allocated objects but " +
                     std::to_string(chain.count) + " are to be freed\n");
    return refuse_free(chain.head);
  }
  Address object = chain.head;
  for (uint32_t i = 0; i < chain.count; ++i) {
    if (checks && !check_free(slab, object)) return refuse_free(object);
    if (layout_.has(kSlabStoreUser)) set_track(object, true, caller);
    fill_object(object, kRedInactive);
    if (object == chain.tail) {
      chain.count = i + 1;
      return true;
    }
    if (!get_link(object, object)) {
      die(CacheFault::crash, object);
      return false;
    }
  }
  return true;
}

// Says which reports are new.
void SlubCache::tell_reports(SlabPages& pages) {
  for (; reports_told_ < reports_made_; ++reports_told_)
    pages.tell(EventKind::slab_report, 0, reports_told_);
}

bool SlubCache::refuse_free(Address object) {
  fix("Object at " + pointer_text(object) + " not freed");
  return false;
}

// If the named cache looks at what it gets, it warns, and the object goes where it belongs. If not,
// the kernel mixes the two caches up, which is not simulated: nothing is done.
CacheFault SlubCache::free_as(const SlubCache& named, const Caller& caller, Address object,
                              SlabPages& pages) {
  if (&named == this) return free(caller, object, pages);
  if (slab_of(object) == kNone || !named.layout_.has(kSlabConsistencyChecks))
    return CacheFault::foreign;
  now_ = caller.when;
  SlubReport& said = new_report("cache_from_obj: Wrong slab cache. " + named.name_ +
                                " but object is from " + name_);
  said.warning = true;
  said.allocated = track_of(object, false);
  said.freed = track_of(object, true);
  tell_reports(pages);
  return free(caller, object, pages);
}

// A slab that is to go while objects of it are in use.
void SlubCache::list_objects_left(SlubSlab& slab) {
  SlubReport& said = report(slab, "Objects remaining in " + name_ + " on __kmem_cache_shutdown()");
  const std::vector<Address> free = list_from(slab, slab.freelist, nullptr);
  std::vector<bool> is_free(slab.objects);
  for (const Address object : free) is_free[slot_of(slab, object)] = true;
  for (uint32_t slot = 0; slot < slab.objects; ++slot) {
    if (is_free[slot]) continue;
    const Address object = object_at(slab, slot);
    said.left.push_back(
        {object, object - slab.base, track_of(object, false), track_of(object, true)});
  }
}

}  // namespace kmem
