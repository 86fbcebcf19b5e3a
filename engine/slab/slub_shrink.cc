// slub_shrink.cc — rule 1.7: kmem_cache_shrink, and the end of a cache.
#include <array>

#include "slab/slub_cache.h"

namespace kmem {
namespace {

constexpr uint32_t kMostPromoted = 32;  // slabs with more free slots keep their places

}  // namespace

CacheFault SlubCache::shrink(SlabPages& pages) {
  if (fault_ != CacheFault::none) return fault_;
  if (flush_cpus(pages) != CacheFault::none) return fault_;
  return sort_partial(pages) ? CacheFault::none : die(CacheFault::crash, 0);
}

// The kernel does this on all CPUs at once; here the lowest goes first.
CacheFault SlubCache::flush_cpus(SlabPages& pages) {
  for (SlubCpu& cpu : cpus_) {
    if (cpu.slab != kNone && deactivate(cpu, pages) != CacheFault::none) return fault_;
    const uint32_t top = cpu.stack;
    cpu.stack = kNone;
    if (top != kNone)
      pages.tell(EventKind::cpu_partial_drain, number_of(cpu), slabs_[top].stack_count);
    drain_stack(top, pages);
  }
  return CacheFault::none;
}

// The last object of a list, and how many there are. hang: the list runs in a circle.
CacheFault SlubCache::end_of(Address list, Address& last, uint32_t& length) const {
  Address slow = list;  // follows at half the speed: meets the walk again only in a circle
  last = list;
  for (length = 1;; ++length) {
    Address next = 0;
    if (!get_link(last, next)) return CacheFault::crash;
    if (next == 0) return CacheFault::none;
    last = next;
    if (length % 2 == 0) get_link(slow, slow);
    if (last == slow) return CacheFault::hang;
  }
}

// Gives a CPU's slab up: what the CPU had left of it goes in front of the slab's own list.
CacheFault SlubCache::deactivate(SlubCpu& cpu, SlabPages& pages) {
  const uint32_t id = cpu.slab;
  SlubSlab& slab = slabs_[id];
  count(SlubStat::CPUSLAB_FLUSH);
  const bool others_freed = slab.freelist != 0;
  if (others_freed) count(SlubStat::DEACTIVATE_REMOTE_FREES);
  if (cpu.freelist != 0) {
    Address last = 0;
    uint32_t length = 0;
    const CacheFault fault = end_of(cpu.freelist, last, length);
    if (fault != CacheFault::none) return die(fault, last);
    set_link(last, slab.freelist);
    slab.freelist = cpu.freelist;
    slab.inuse = static_cast<uint16_t>(slab.inuse - length);
  }
  cpu.slab = kNone;
  cpu.freelist = 0;
  slab.frozen = false;
  slab.place = SlubPlace::nowhere;
  tell(EventKind::cpu_slab_flush, cpu, id, pages);
  if (slab.inuse == 0 && partial_.count >= layout_.min_partial) {
    count(SlubStat::DEACTIVATE_EMPTY);
    count(SlubStat::FREE_SLAB);
    discard(id, pages);
  } else if (slab.freelist == 0) {
    count(SlubStat::DEACTIVATE_FULL);
  } else {
    slab.place = SlubPlace::partial;
    others_freed ? partial_.push_tail(slabs_, id) : partial_.push_head(slabs_, id);
    count(others_freed ? SlubStat::DEACTIVATE_TO_TAIL : SlubStat::DEACTIVATE_TO_HEAD);
    pages.tell(EventKind::node_partial_add, others_freed, slab.head.value);
  }
  return CacheFault::none;
}

// Empty slabs are given back, the last of the list first; then fewest free slots first, equals in
// reversed order, so that the fullest slabs are used up and the others may become empty. False: a
// slab of the list has no free slot, at which the kernel stops itself.
bool SlubCache::sort_partial(SlabPages& pages) {
  std::array<std::vector<uint32_t>, kMostPromoted + 1> by_free;
  std::vector<uint32_t> empty, rest;
  for (uint32_t id = partial_.head; id != kNone; id = slabs_[id].next) {
    const SlubSlab& slab = slabs_[id];
    if (slab.inuse >= slab.objects) return false;
    const uint32_t free = static_cast<uint32_t>(slab.objects - slab.inuse);
    (slab.inuse == 0 ? empty : free <= kMostPromoted ? by_free[free] : rest).push_back(id);
  }
  partial_ = {};
  for (const std::vector<uint32_t>& equals : by_free)
    for (size_t i = equals.size(); i-- > 0;) partial_.push_tail(slabs_, equals[i]);
  for (const uint32_t id : rest) partial_.push_tail(slabs_, id);
  for (const uint32_t id : empty) slabs_[id].place = SlubPlace::nowhere;
  pages.tell(EventKind::node_partial_sort, 0, partial_.count);
  for (size_t i = empty.size(); i-- > 0;) discard(empty[i], pages);
  return true;
}

bool SlubCache::destroy(const Caller& caller, SlabPages& pages) {
  if (fault_ != CacheFault::none || flush_cpus(pages) != CacheFault::none) return false;
  now_ = caller.when;
  for (uint32_t id = partial_.head; id != kNone;) {
    const uint32_t next = slabs_[id].next;
    if (slabs_[id].inuse == 0) {
      partial_.remove(slabs_, id);
      slabs_[id].place = SlubPlace::nowhere;
      pages.tell(EventKind::node_partial_remove, 0, slabs_[id].head.value);
      discard(id, pages);
    } else {
      list_objects_left(slabs_[id]);
    }
    id = next;
  }
  if (slab_count_ == 0) return true;
  SlubReport& said = new_report("kmem_cache_destroy " + name_ +
                                ": Slab cache still has objects when called from ");
  said.warning = true;
  said.called_from = caller.code;
  tell_reports(pages);
  return false;
}

}  // namespace kmem
