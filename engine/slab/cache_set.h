// cache_set.h — all object caches of a machine, and their traffic with the page allocator.
//
// Slabs come from the zone and go back to it. When the zone has no block for a request, the empty
// slabs of every cache are reaped first and the request is tried once more (Linux: shrinkers under
// memory pressure; Bonwick 1994, 3.4, reaps in the same way).
#ifndef KMEM_SLAB_CACHE_SET_H_
#define KMEM_SLAB_CACHE_SET_H_

#include <string>
#include <string_view>

#include "base/vector.h"
#include "buddy/zone.h"
#include "slab/kmalloc_classes.h"
#include "slab/kmem_cache.h"

namespace kmem {

inline constexpr uint32_t kMaxCaches = 1024;  // the kmalloc classes included

// An object in memory: its cache, its slab, its slot.
struct ObjectPlace {
  CacheId cache;
  ObjectRef object;
};

class CacheSet {
 public:
  CacheSet() = default;
  // Makes the kmalloc classes, without slabs: caches 0 to kKmallocClasses − 1.
  explicit CacheSet(const Zone& zone);

  uint32_t size() const { return static_cast<uint32_t>(caches_.size()); }
  const KmemCache& operator[](CacheId id) const { return caches_[id.value]; }
  bool exists(CacheId id) const { return id.value < size() && !caches_[id.value].destroyed(); }
  // The cache of this name that was not destroyed, or kNone.
  uint32_t find(std::string_view name) const;

  // Errors: cache_exists, too_many_caches, bad_size, bad_align, bad_slab_pages.
  template <class Log>
  Result<CacheId> create(std::string_view name, const CacheSpec& spec, const Zone& zone, Log& log);

  // An object for `requested` bytes (0: the cache's object size). Errors: exhausted, fragmented.
  template <class Log>
  Result<Address> alloc(CacheId id, uint32_t requested, Zone& zone, Log& log);

  // Frees an object that find_object found, and that is live.
  template <class Log>
  void free(ObjectPlace place, Log& log) {
    caches_[place.cache.value].free(place.object, log);
  }

  // The object that starts at `address`, live or free. Errors: wrong_free if no slab is there,
  // interior_pointer if no object starts there.
  Result<ObjectPlace> find_object(Address address, const Zone& zone) const;

  // Returns every empty slab of one cache to the zone.
  template <class Log>
  void shrink(CacheId id, Zone& zone, Log& log);

  // Errors: cache_in_use; nothing has changed then.
  template <class Log>
  Result<uint32_t> destroy(CacheId id, Zone& zone, Log& log);

  // A block for `requested` bytes, after reaping if need be. Errors: exhausted, fragmented.
  template <class Log>
  Result<Pfn> alloc_pages(Order order, Bytes requested, BlockOwner owner, Zone& zone, Log& log);

  uint32_t empty_slabs() const;
  // Bytes that the caches take.
  uint64_t memory_bytes() const;

  friend bool operator==(const CacheSet&, const CacheSet&) = default;

 private:
  friend class CacheSurgeon;

  template <class Log>
  void reap_all(CacheId id, Zone& zone, Log& log);
  template <class Log>
  Result<Pfn> grow(CacheId id, Zone& zone, Log& log);

  Vector<KmemCache> caches_;
};

}  // namespace kmem

#include "slab/cache_set_inl.h"

#endif  // KMEM_SLAB_CACHE_SET_H_
