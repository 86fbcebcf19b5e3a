// object_cache.h — the one interface of the three slab policies: the textbooks' full, partial and
// empty slabs (kmem_cache.h), Linux 6.1's SLUB (slub_cache.h) and its classic SLAB
// (slab61_cache.h).
//
// A policy is chosen when a cache is created; whoever uses one need not know which it is.
#ifndef KMEM_SLAB_OBJECT_CACHE_H_
#define KMEM_SLAB_OBJECT_CACHE_H_

#include <concepts>
#include <span>
#include <utility>
#include <variant>

#include "slab/slab61_cache.h"
#include "slab/slub_cache.h"
#include "slab/textbook_cache.h"

namespace kmem {

template <class C>
concept ObjectCachePolicy = requires(C cache, const C& looked_at, const Caller& caller,
                                     Address object, SlabPages& pages,
                                     std::vector<Address>& objects) {
  { cache.alloc(caller, pages) } -> std::same_as<CacheAnswer>;
  { cache.free(caller, object, pages) } -> std::same_as<CacheFault>;
  { cache.alloc_bulk(caller, 1u, objects, pages) } -> std::same_as<CacheFault>;
  { cache.free_bulk(caller, objects, pages) } -> std::same_as<CacheFault>;
  { cache.shrink(pages) } -> std::same_as<CacheFault>;
  { cache.destroy(caller, pages) } -> std::same_as<bool>;
  { looked_at.slabinfo() } -> std::same_as<SlabinfoRow>;
  { looked_at.slab_of(object) } -> std::same_as<uint32_t>;
  { looked_at.slab_count() } -> std::same_as<uint32_t>;
  { looked_at.ctor_runs() } -> std::same_as<uint64_t>;
};

static_assert(ObjectCachePolicy<TextbookCache>);
static_assert(ObjectCachePolicy<SlubCache>);
static_assert(ObjectCachePolicy<Slab61Cache>);

// A cache of any policy. A value: copying it copies the slabs.
class ObjectCache {
 public:
  template <ObjectCachePolicy Policy>
  explicit ObjectCache(Policy policy) : policy_(std::move(policy)) {}

  CacheAnswer alloc(const Caller& caller, SlabPages& pages) {
    return std::visit([&](auto& cache) { return cache.alloc(caller, pages); }, policy_);
  }
  CacheFault free(const Caller& caller, Address object, SlabPages& pages) {
    return std::visit([&](auto& cache) { return cache.free(caller, object, pages); }, policy_);
  }
  CacheFault alloc_bulk(const Caller& caller, uint32_t n, std::vector<Address>& objects,
                        SlabPages& pages) {
    return std::visit([&](auto& cache) { return cache.alloc_bulk(caller, n, objects, pages); },
                      policy_);
  }
  CacheFault free_bulk(const Caller& caller, const std::vector<Address>& objects,
                       SlabPages& pages) {
    return std::visit([&](auto& cache) { return cache.free_bulk(caller, objects, pages); },
                      policy_);
  }
  CacheFault shrink(SlabPages& pages) {
    return std::visit([&](auto& cache) { return cache.shrink(pages); }, policy_);
  }
  bool destroy(const Caller& caller, SlabPages& pages) {
    return std::visit([&](auto& cache) { return cache.destroy(caller, pages); }, policy_);
  }
  SlabinfoRow slabinfo() const {
    return std::visit([](const auto& cache) { return cache.slabinfo(); }, policy_);
  }
  uint32_t slab_of(Address object) const {
    return std::visit([&](const auto& cache) { return cache.slab_of(object); }, policy_);
  }

  template <class Policy>
  const Policy* as() const {
    return std::get_if<Policy>(&policy_);
  }

 private:
  std::variant<TextbookCache, SlubCache, Slab61Cache> policy_;
};

}  // namespace kmem

#endif  // KMEM_SLAB_OBJECT_CACHE_H_
