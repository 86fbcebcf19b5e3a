// slub_stack.cc — a CPU's stack of slabs, and what happens when it overflows: rule 1.5c.
#include "slab/slub_cache.h"

namespace kmem {

// Puts a frozen slab on top. Never drains.
void SlubCache::stack_slab(SlubCpu& cpu, uint32_t id) {
  SlubSlab& slab = slabs_[id];
  slab.stack_count = cpu.stack == kNone ? 1 : slabs_[cpu.stack].stack_count + 1;
  slab.next = cpu.stack;
  slab.prev = kNone;
  slab.place = SlubPlace::stack;
  cpu.stack = id;
}

// A full slab got a free object: it goes on the stack of the CPU that released it. If the stack is
// at its limit, the whole old stack moves to the node's list.
void SlubCache::push_stack(SlubCpu& cpu, uint32_t id, SlabPages& pages) {
  uint32_t overflow = kNone;
  if (cpu.stack != kNone && slabs_[cpu.stack].stack_count >= layout_.cpu_partial_slabs) {
    overflow = cpu.stack;
    cpu.stack = kNone;
  }
  const uint32_t drained = overflow == kNone ? 0 : slabs_[overflow].stack_count;
  if (overflow != kNone) pages.tell(EventKind::cpu_partial_drain, number_of(cpu), drained);
  stack_slab(cpu, id);
  tell(EventKind::cpu_partial_put, cpu, id, pages);
  if (overflow == kNone) return;
  drain_stack(overflow, pages);
  count(SlubStat::CPU_PARTIAL_DRAIN);
}

// From the top: each slab to the node's tail, but an empty one is given back if the node has
// enough. Those are released after the walk, the last one first.
void SlubCache::drain_stack(uint32_t top, SlabPages& pages) {
  std::vector<uint32_t> empty;
  while (top != kNone) {
    SlubSlab& slab = slabs_[top];
    const uint32_t below = slab.next;
    slab.frozen = false;
    slab.stack_count = 0;
    if (slab.inuse == 0 && partial_.count >= layout_.min_partial) {
      empty.push_back(top);
    } else {
      partial_.push_tail(slabs_, top);
      slab.place = SlubPlace::partial;
      count(SlubStat::FREE_ADD_PARTIAL);
      pages.tell(EventKind::node_partial_add, 1, slab.head.value);
    }
    top = below;
  }
  for (size_t i = empty.size(); i-- > 0;) {
    count(SlubStat::DEACTIVATE_EMPTY);
    count(SlubStat::FREE_SLAB);
    discard(empty[i], pages);
  }
}

}  // namespace kmem
