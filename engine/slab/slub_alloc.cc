// slub_alloc.cc — rule 1.4: the places a CPU looks for a free object, nearest first.
#include "slab/slub_cache.h"

namespace kmem {

CacheAnswer SlubCache::alloc_slow(const Caller& caller, SlabPages& pages) {
  if (fault_ != CacheFault::none) return {0, fault_};
  count(SlubStat::ALLOC_SLOWPATH);
  if (layout_.debug()) return alloc_debug(caller, pages);
  SlubCpu& cpu = cpus_[caller.cpu];
  do {  // rules 1.4b and c
    if (cpu.slab == kNone) continue;
    if (const Address list = take_list(cpu.slab); list != 0) {
      count(SlubStat::ALLOC_REFILL);
      cpu.freelist = list;
      tell(EventKind::cpu_refill, cpu, cpu.slab, pages);
      return load_list(cpu, list);
    }
    forget_full(cpu, pages);
  } while (pop_stack(cpu, pages));

  Address list = take_from_node(cpu, pages);
  if (list == 0) {  // rule 1.4e
    cpu.slab = new_slab(pages);
    if (cpu.slab == kNone) return {0, CacheFault::no_memory};
    slabs_[cpu.slab].frozen = true;
    slabs_[cpu.slab].place = SlubPlace::cpu;
    list = cpu.freelist = take_list(cpu.slab);
    tell(EventKind::cpu_slab_new, cpu, cpu.slab, pages);
  }
  return load_list(cpu, list);
}

// The CPU's list begins outside its slab. If that is still this cache's memory, nobody notices.
CacheAnswer SlubCache::alloc_astray(SlubCpu& cpu) {
  count(SlubStat::ALLOC_FASTPATH);
  return load_list(cpu, cpu.freelist);
}

// The list's first object is the answer, the rest becomes the CPU's own list.
CacheAnswer SlubCache::load_list(SlubCpu& cpu, Address list) {
  if (const uint8_t* link = link_in(slabs_[cpu.slab], list); link != nullptr) {
    cpu.freelist = load(link);
    return {list};
  }
  Address next = 0;
  if (!get_link(list, next)) return {0, die(CacheFault::crash, list + layout_.offset)};
  cpu.freelist = next;
  return {list};
}

// Takes a slab's whole list; from now on all its objects count as used (rule 1.2).
Address SlubCache::take_list(uint32_t id) {
  SlubSlab& slab = slabs_[id];
  const Address list = slab.freelist;
  if (list == 0) return 0;
  slab.freelist = 0;
  slab.inuse = slab.objects;
  return list;
}

// The CPU's slab has nothing left: it is full, and belongs to nobody.
void SlubCache::forget_full(SlubCpu& cpu, SlabPages& pages) {
  const uint32_t id = cpu.slab;
  slabs_[id].frozen = false;
  slabs_[id].place = SlubPlace::nowhere;
  cpu.slab = kNone;
  count(SlubStat::DEACTIVATE_BYPASS);
  tell(EventKind::cpu_slab_full, cpu, id, pages);
}

bool SlubCache::pop_stack(SlubCpu& cpu, SlabPages& pages) {
  if (cpu.stack == kNone) {
    pages.tell(EventKind::cpu_partial_none, number_of(cpu), 0);
    return false;
  }
  SlubSlab& slab = slabs_[cpu.stack];
  cpu.slab = cpu.stack;
  cpu.stack = slab.next;
  slab.next = kNone;
  slab.stack_count = 0;
  slab.place = SlubPlace::cpu;
  count(SlubStat::CPU_PARTIAL_ALLOC);
  tell(EventKind::cpu_partial_take, cpu, cpu.slab, pages);
  return true;
}

// Rule 1.4d: the first slab becomes the CPU's, some more go to its stack. Returns the first's list.
Address SlubCache::take_from_node(SlubCpu& cpu, SlabPages& pages) {
  Address list = 0;
  uint32_t moved = 0;
  pages.tell(EventKind::look_partial, 0, partial_.count);
  while (partial_.head != kNone && moved <= layout_.cpu_partial_slabs / 2) {
    const uint32_t id = partial_.head;
    if (slabs_[id].freelist == 0) break;
    partial_.remove(slabs_, id);
    slabs_[id].frozen = true;
    if (list == 0) {
      cpu.slab = id;
      slabs_[id].place = SlubPlace::cpu;
      list = cpu.freelist = take_list(id);
      count(SlubStat::ALLOC_FROM_PARTIAL);
      tell(EventKind::node_partial_take, cpu, id, pages);
    } else {
      stack_slab(cpu, id);
      ++moved;
      count(SlubStat::CPU_PARTIAL_NODE);
      tell(EventKind::cpu_partial_fill, cpu, id, pages);
    }
  }
  return list;
}

CacheFault SlubCache::alloc_bulk(const Caller& caller, uint32_t n, std::vector<Address>& objects,
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
