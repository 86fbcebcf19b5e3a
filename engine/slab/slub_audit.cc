#include "slab/slub_audit.h"

#include <algorithm>
#include <set>

namespace kmem {
namespace {

class Audit {
 public:
  Audit(const SlubCache& cache, std::span<const Address> handed_out)
      : cache_(cache), handed_out_(handed_out), seen_(cache.slabs().size()) {}

  const char* run() {
    if (!places_are_right()) return "places";
    if (!stacks_are_right()) return "stacks";
    if (!totals_are_right()) return "totals";
    if (!pages_are_right()) return "pages";
    if (!inuse_is_right()) return "inuse";
    return slots_are_right() ? nullptr : "slots";
  }

 private:
  const SlubSlab& slab(uint32_t id) const { return cache_.slabs()[id]; }

  // Every slab is seen once, where it says it is.
  bool see(uint32_t id, SlubPlace place) {
    if (id >= seen_.size() || seen_[id] || slab(id).place != place) return false;
    seen_[id] = true;
    const bool of_cpu = place == SlubPlace::cpu || place == SlubPlace::stack;
    return slab(id).frozen == of_cpu;
  }

  bool queue_is_right(const SlabQueue& queue, SlubPlace place) {
    uint32_t count = 0, before = kNone;
    for (uint32_t id = queue.head; id != kNone; before = id, id = slab(id).next, ++count)
      if (!see(id, place) || slab(id).prev != before) return false;
    return count == queue.count && queue.tail == before;
  }

  bool places_are_right() {
    for (uint32_t number = 0; number < cache_.cpu_count(); ++number) {
      const SlubCpu& cpu = cache_.cpu(number);
      if (cpu.slab == kNone && cpu.freelist != 0) return false;
      if (cpu.slab != kNone && !see(cpu.slab, SlubPlace::cpu)) return false;
      for (uint32_t id = cpu.stack; id != kNone; id = slab(id).next)
        if (!see(id, SlubPlace::stack)) return false;
    }
    if (!queue_is_right(cache_.partial(), SlubPlace::partial) ||
        !queue_is_right(cache_.full(), SlubPlace::full_list))
      return false;
    for (uint32_t id = 0; id < seen_.size(); ++id) {
      const SlubSlab& s = slab(id);
      const bool full = s.freelist == 0;
      // A slab that nobody holds is full; one that waits to be used is not.
      if (!seen_[id] && s.place != SlubPlace::unused &&
          (s.place != SlubPlace::nowhere || s.frozen || !full))
        return false;
      if (s.place == SlubPlace::full_list && !full) return false;
      if ((s.place == SlubPlace::partial || s.place == SlubPlace::stack) && full) return false;
    }
    return true;
  }

  bool stacks_are_right() const {
    for (uint32_t number = 0; number < cache_.cpu_count(); ++number) {
      const uint32_t top = cache_.cpu(number).stack;
      if (top == kNone) continue;
      if (slab(top).stack_count > most_in_stack()) return false;
      for (uint32_t id = top; id != kNone; id = slab(id).next) {
        const uint32_t below = slab(id).next;
        if (slab(id).stack_count != (below == kNone ? 1 : slab(below).stack_count + 1))
          return false;
      }
    }
    return true;
  }

  // A refill may put one more than half on an empty stack, beyond a limit of 1.
  uint32_t most_in_stack() const {
    const uint32_t limit = cache_.layout().cpu_partial_slabs;
    return std::max(limit, limit / 2 + 1);
  }

  bool totals_are_right() const {
    uint64_t slabs = 0, objects = 0;
    for (const SlubSlab& s : cache_.slabs()) {
      if (s.place == SlubPlace::unused) continue;
      ++slabs;
      objects += s.objects;
    }
    const SlabinfoRow row = cache_.slabinfo();
    return slabs == cache_.slab_count() && objects == cache_.object_count() &&
           row.num_slabs == slabs && row.num_objs == objects && row.active_objs <= objects;
  }

  bool pages_are_right() const {
    for (uint32_t id = 0; id < seen_.size(); ++id) {
      const SlubSlab& s = slab(id);
      if (s.place == SlubPlace::unused) {
        if (!s.bytes.empty()) return false;
        continue;
      }
      if (s.bytes.size() != size_t{kLinuxPageSize} << s.order.value) return false;
      for (size_t at = 0; at < s.bytes.size(); at += kLinuxPageSize)
        if (cache_.slab_of(s.base + at) != id) return false;
    }
    return true;
  }

  bool inuse_is_right() const {
    for (const SlubSlab& s : cache_.slabs()) {
      if (s.place == SlubPlace::unused) continue;
      bool sound = false;
      const size_t free = cache_.list_from(s, s.freelist, &sound).size();
      if (!sound || s.inuse + free != s.objects) return false;
    }
    return true;
  }

  // Every slot once: free in its slab, on its CPU's list, or handed out.
  bool slots_are_right() const {
    std::set<Address> known(handed_out_.begin(), handed_out_.end());
    if (known.size() != handed_out_.size()) return false;
    for (const Address object : known) {
      const uint32_t id = cache_.slab_of(object);
      if (id == kNone || !cache_.is_object(slab(id), object)) return false;
    }
    const auto add = [&](const SlubSlab& s, Address first) {
      bool sound = false;
      bool fresh = true;
      for (const Address object : cache_.list_from(s, first, &sound))
        fresh &= known.insert(object).second;
      return sound && fresh;
    };
    for (const SlubSlab& s : cache_.slabs())
      if (s.place != SlubPlace::unused && !add(s, s.freelist)) return false;
    for (uint32_t number = 0; number < cache_.cpu_count(); ++number) {
      const SlubCpu& cpu = cache_.cpu(number);
      if (cpu.slab != kNone && !add(slab(cpu.slab), cpu.freelist)) return false;
    }
    return known.size() == cache_.object_count();
  }

  const SlubCache& cache_;
  std::span<const Address> handed_out_;
  std::vector<bool> seen_;
};

}  // namespace

const char* audit(const SlubCache& cache, std::span<const Address> handed_out) {
  return Audit(cache, handed_out).run();
}

}  // namespace kmem
