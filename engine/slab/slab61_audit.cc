#include "slab/slab61_audit.h"

#include <set>

namespace kmem {
namespace {

class Audit {
 public:
  Audit(const Slab61Cache& cache, std::span<const Address> handed_out)
      : cache_(cache), handed_out_(handed_out), seen_(cache.slabs().size()) {}

  const char* run() {
    if (!lists_are_right()) return "lists";
    if (!counters_are_right()) return "counters";
    if (!arrays_are_right()) return "arrays";
    if (!pages_are_right()) return "pages";
    if (!tables_are_right()) return "table";
    return slots_are_right() ? nullptr : "slots";
  }

 private:
  const Slab61Slab& slab(uint32_t id) const { return cache_.slabs()[id]; }
  uint32_t num() const { return cache_.layout().num; }

  Slab61List list_for(const Slab61Slab& s) const {
    if (s.active == 0) return Slab61List::free;
    return s.active == num() ? Slab61List::full : Slab61List::partial;
  }

  bool lists_are_right() {
    for (const Slab61List which : {Slab61List::full, Slab61List::partial, Slab61List::free}) {
      const SlabQueue& queue = cache_.list(which);
      uint32_t count = 0, before = kNone;
      for (uint32_t id = queue.head; id != kNone; before = id, id = slab(id).next, ++count) {
        if (id >= seen_.size() || seen_[id] || slab(id).prev != before) return false;
        if (slab(id).list != which || list_for(slab(id)) != which) return false;
        seen_[id] = true;
      }
      if (count != queue.count || queue.tail != before) return false;
    }
    for (uint32_t id = 0; id < seen_.size(); ++id)
      if (seen_[id] == (slab(id).list == Slab61List::unused)) return false;
    return true;
  }

  bool counters_are_right() const {
    uint64_t slabs = 0, free = 0;
    for (const Slab61Slab& s : cache_.slabs()) {
      if (s.list == Slab61List::unused) continue;
      ++slabs;
      free += num() - s.active;
    }
    const SlabinfoRow row = cache_.slabinfo();
    return slabs == cache_.slab_count() && free == cache_.free_objects() &&
           row.num_objs == slabs * num() && row.active_objs == row.num_objs - free;
  }

  bool arrays_are_right() const {
    for (uint32_t cpu = 0; cpu < cache_.cpu_count(); ++cpu)
      if (cache_.array(cpu).entries.size() > cache_.layout().limit) return false;
    return cache_.shared().entries.size() <= cache_.layout().shared_limit;
  }

  bool pages_are_right() const {
    const size_t bytes = size_t{kLinuxPageSize} << cache_.layout().order.value;
    for (uint32_t id = 0; id < seen_.size(); ++id) {
      const bool live = slab(id).list != Slab61List::unused;
      if (slab(id).bytes.size() != (live ? bytes : 0)) return false;
      for (size_t at = 0; live && at < bytes; at += kLinuxPageSize)
        if (cache_.slab_of(slab(id).base + at) != id) return false;
    }
    return true;
  }

  bool tables_are_right() const {
    for (const Slab61Slab& s : cache_.slabs()) {
      std::set<uint32_t> free;
      if (s.list == Slab61List::unused) continue;
      for (uint32_t entry = s.active; entry < num(); ++entry)
        free.insert(cache_.table_entry(s, entry));
      if (free.size() != num() - s.active || (!free.empty() && *free.rbegin() >= num()))
        return false;
    }
    return true;
  }

  // Every slot once: free in its slab, in an array, or handed out.
  bool slots_are_right() const {
    std::set<Address> known;
    bool right = true;
    const auto add = [&](Address object) {
      const uint32_t id = cache_.slab_of(object);
      right &= id != kNone && known.insert(object).second &&
               object == cache_.object_at(slab(id), cache_.slot_of(slab(id), object));
    };
    for (const Address object : handed_out_) add(object);
    for (uint32_t cpu = 0; cpu < cache_.cpu_count(); ++cpu)
      for (const Address object : cache_.array(cpu).entries) add(object);
    for (const Address object : cache_.shared().entries) add(object);
    for (const Slab61Slab& s : cache_.slabs())
      for (uint32_t entry = s.active; s.list != Slab61List::unused && entry < num(); ++entry)
        add(cache_.object_at(s, cache_.table_entry(s, entry)));
    return right && known.size() == uint64_t{cache_.slab_count()} * num();
  }

  const Slab61Cache& cache_;
  std::span<const Address> handed_out_;
  std::vector<bool> seen_;
};

}  // namespace

const char* audit(const Slab61Cache& cache, std::span<const Address> handed_out) {
  return Audit(cache, handed_out).run();
}

}  // namespace kmem
