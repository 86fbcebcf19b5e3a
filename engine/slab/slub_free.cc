// slub_free.cc — rules 1.5 and 1.8: releasing into a slab that is not this CPU's, and in bulk.
#include <utility>

#include "slab/slub_cache.h"

namespace kmem {

CacheFault SlubCache::free_slow(const Caller& caller, uint32_t id, Chain chain, SlabPages& pages) {
  if (fault_ != CacheFault::none) return fault_;
  count(SlubStat::FREE_SLOWPATH);
  if (layout_.debug()) return free_debug(caller, id, chain, pages);
  SlubSlab& slab = slabs_[id];
  const bool was_full = slab.freelist == 0;
  if (!set_link(slab, chain.tail, slab.freelist)) return die(CacheFault::crash, chain.tail);
  slab.freelist = chain.head;
  // A double release makes the counter wrap, as in the kernel.
  slab.inuse = static_cast<uint16_t>(slab.inuse - chain.count);
  tell_chain(EventKind::slab_free, cpus_[caller.cpu], id, chain, pages);

  if (slab.frozen) {
    count(SlubStat::FREE_FROZEN);
    tell(EventKind::free_frozen, cpus_[caller.cpu], id, pages);
  } else if (was_full) {
    slab.frozen = true;
    push_stack(cpus_[caller.cpu], id, pages);
    count(SlubStat::CPU_PARTIAL_FREE);
  } else if (slab.inuse == 0 && partial_.count >= layout_.min_partial) {
    partial_.remove(slabs_, id);
    count(SlubStat::FREE_REMOVE_PARTIAL);
    count(SlubStat::FREE_SLAB);
    slab.place = SlubPlace::nowhere;
    pages.tell(EventKind::node_partial_remove, 0, slab.head.value);
    discard(id, pages);
  }
  return CacheFault::none;
}

// The objects of a chain that has just become the beginning of a list.
void SlubCache::tell_chain(EventKind kind, const SlubCpu& cpu, uint32_t id, Chain chain,
                           SlabPages& pages) const {
  if (!pages.heard) return;
  tell(kind, cpu, id, pages);
  Address object = chain.head;
  for (uint32_t i = 0; i < chain.count; ++i) {
    pages.tell_slot(EventKind::object_in, slot_of(slabs_[id], object), slabs_[id].head);
    if (!get_link(object, object)) return;
  }
}

// Several objects of one slab at once: one push.
CacheFault SlubCache::free_chain(const Caller& caller, Chain chain, SlabPages& pages) {
  const uint32_t id = slab_of(chain.head);
  SlubCpu& cpu = cpus_[caller.cpu];
  if (id != cpu.slab) return free_slow(caller, id, chain, pages);
  if (!set_link(chain.tail, cpu.freelist)) return die(CacheFault::crash, chain.tail);
  cpu.freelist = chain.head;
  count(SlubStat::FREE_FASTPATH);
  tell_chain(EventKind::cpu_free, cpu, id, chain, pages);
  return CacheFault::none;
}

CacheFault SlubCache::free_bulk(const Caller& caller, std::vector<Address> objects,
                                SlabPages& pages) {
  CacheFault worst = CacheFault::none;
  size_t left = objects.size();
  while (left > 0 && fault_ == CacheFault::none) {
    if (slab_of(objects[left - 1]) == kNone) {
      --left;
      worst = CacheFault::foreign;
      continue;
    }
    const Chain chain = detach_group(objects, left);
    const CacheFault fault = free_chain(caller, chain, pages);
    if (fault != CacheFault::none) worst = fault;
  }
  return worst;
}

// Rule 1.8: takes the last object and further ones of its slab out of the first `left`, going
// backwards up to the third stranger. Those found swap places with the end of the rest.
SlubCache::Chain SlubCache::detach_group(std::vector<Address>& objects, size_t& left) {
  size_t at = --left;
  Chain chain{objects[at], objects[at], 1};
  const uint32_t id = slab_of(chain.head);
  for (uint32_t strangers = 0; at > 0 && strangers < 3;) {
    const Address object = objects[--at];
    if (slab_of(object) != id) {
      ++strangers;
      continue;
    }
    set_link(chain.tail, object);
    chain.tail = object;
    ++chain.count;
    if (at != --left) std::swap(objects[at], objects[left]);
  }
  return chain;
}

}  // namespace kmem
