// naive_slab.h — the object caches' rules, once more, in the plainest way.
//
// A slab is an entry of one of three lists; its free objects are a list of numbers, its live ones a
// map. See naive_buddy.h for why.
#ifndef KMEM_TESTS_SUPPORT_NAIVE_SLAB_H_
#define KMEM_TESTS_SUPPORT_NAIVE_SLAB_H_

#include <list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "support/naive_buddy.h"

namespace naive {

struct Slab {
  uint64_t start = 0;                    // first page frame
  std::list<uint64_t> free_objects;      // the next one to hand out in front
  std::map<uint64_t, uint64_t> live;     // object number → bytes asked for
  std::set<uint64_t> handed_out_before;  // since the slab was made
};

struct Cache {
  std::string name;
  uint64_t object_size = 0;
  uint64_t stride = 0;  // from one object to the next
  unsigned order = 0;
  uint64_t objects = 0;  // per slab
  bool ctor = false;
  bool destroyed = false;
  std::list<Slab> full, partial, empty;
  uint64_t allocs = 0, frees = 0, grown = 0, reaped = 0, ctor_runs = 0, ctor_saved = 0;

  uint64_t live_objects() const {
    uint64_t sum = full.size() * objects;
    for (const Slab& slab : partial) sum += slab.live.size();
    return sum;
  }
};

// A whole slab's geometry, as the issue words it: the smallest order whose unused tail is at most
// 1/8 of the slab; where no order up to `top` is that good, the one that wastes the smallest share.
inline std::optional<unsigned> automatic_order(uint64_t stride, uint64_t page_size, unsigned top) {
  std::optional<unsigned> best;
  double best_share = 2;
  for (unsigned order = 0; order <= top; ++order) {
    const uint64_t bytes = Buddy::length_of(order) * page_size;
    const uint64_t objects = std::min<uint64_t>(bytes / stride, 32767);
    if (objects == 0) continue;
    const double share = static_cast<double>(bytes - objects * stride) / static_cast<double>(bytes);
    if (share <= 0.125) return order;
    if (share < best_share) {
      best = order;
      best_share = share;
    }
  }
  return best;
}

struct Place {
  size_t cache = 0;
  uint64_t slab = 0;  // first page frame
  uint64_t object = 0;
};

class Caches {
 public:
  explicit Caches(Buddy pages) : buddy(std::move(pages)) {}

  // pages_per_slab 0: automatic. The caller asks only for what is allowed.
  size_t create(std::string name, uint64_t size, uint64_t align, uint64_t pages_per_slab, bool ctor,
                unsigned max_order) {
    Cache cache;
    cache.name = std::move(name);
    cache.object_size = size;
    cache.stride = size;
    while (cache.stride % align != 0) ++cache.stride;
    cache.ctor = ctor;
    cache.order = pages_per_slab != 0 ? Buddy::order_of(pages_per_slab)
                                      : *automatic_order(cache.stride, buddy.page_size, max_order);
    const uint64_t bytes = Buddy::length_of(cache.order) * buddy.page_size;
    cache.objects = std::min<uint64_t>(bytes / cache.stride, 32767);
    caches.push_back(std::move(cache));
    return caches.size() - 1;
  }

  // First partial, else an empty, else grow. requested 0: the whole object.
  std::optional<Place> alloc(size_t id, uint64_t requested) {
    Cache& cache = caches[id];
    if (cache.partial.empty() && cache.empty.empty() && !grow(id)) return std::nullopt;
    std::list<Slab>& from = cache.partial.empty() ? cache.empty : cache.partial;
    Slab& slab = from.front();
    const uint64_t object = slab.free_objects.front();
    slab.free_objects.pop_front();
    slab.live[object] = requested == 0 ? cache.object_size : requested;
    ++cache.allocs;
    if (!slab.handed_out_before.insert(object).second && cache.ctor) ++cache.ctor_saved;
    const uint64_t start = slab.start;
    settle(cache, from, from.begin());
    return Place{id, start, object};
  }

  // The object becomes the first to be handed out again.
  void free(const Place& place) {
    Cache& cache = caches[place.cache];
    auto [list, slab] = find(cache, place.slab);
    slab->live.erase(place.object);
    slab->free_objects.push_front(place.object);
    ++cache.frees;
    settle(cache, *list, slab);
  }

  void shrink(size_t id) {
    Cache& cache = caches[id];
    while (!cache.empty.empty()) {
      const uint64_t start = cache.empty.front().start;
      cache.empty.pop_front();
      ++cache.reaped;
      buddy.free(start);
    }
  }

  void destroy(size_t id) {
    shrink(id);
    caches[id].destroyed = true;
  }

  // When no block is there, the empty slabs of all caches go first, and it is tried once more.
  std::optional<uint64_t> alloc_pages(unsigned order, uint64_t requested, Use use) {
    if (order > buddy.top()) return std::nullopt;
    std::optional<uint64_t> start = buddy.alloc(order, requested, use);
    if (start || !has_empty_slabs()) return start;
    for (size_t id = 0; id < caches.size(); ++id) shrink(id);
    return buddy.alloc(order, requested, use);
  }

  bool has_empty_slabs() const {
    for (const Cache& cache : caches)
      if (!cache.empty.empty()) return true;
    return false;
  }

  Buddy buddy;
  std::vector<Cache> caches;

 private:
  using SlabAt = std::list<Slab>::iterator;

  bool grow(size_t id) {
    const uint64_t bytes = Buddy::length_of(caches[id].order) * buddy.page_size;
    const auto start = alloc_pages(caches[id].order, bytes, Use::slab);
    if (!start) return false;
    Cache& cache = caches[id];
    Slab slab;
    slab.start = *start;
    for (uint64_t object = 0; object < cache.objects; ++object) slab.free_objects.push_back(object);
    cache.empty.push_front(slab);
    ++cache.grown;
    if (cache.ctor) cache.ctor_runs += cache.objects;
    return true;
  }

  static std::pair<std::list<Slab>*, SlabAt> find(Cache& cache, uint64_t start) {
    for (std::list<Slab>* list : {&cache.full, &cache.partial})
      for (SlabAt slab = list->begin(); slab != list->end(); ++slab)
        if (slab->start == start) return {list, slab};
    return {nullptr, {}};
  }

  // A slab on the wrong list goes to the head of the right one.
  static void settle(Cache& cache, std::list<Slab>& from, SlabAt slab) {
    std::list<Slab>& to = slab->live.empty()           ? cache.empty
                          : slab->free_objects.empty() ? cache.full
                                                       : cache.partial;
    if (&to != &from) to.splice(to.begin(), from, slab);
  }
};

}  // namespace naive

#endif  // KMEM_TESTS_SUPPORT_NAIVE_SLAB_H_
