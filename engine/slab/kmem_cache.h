// kmem_cache.h — one object cache: its slabs, their freelists, and the lists the slabs are on.
//
//   cache "dentry"     full     [slab]─[slab]          every object in use
//                      partial  [slab]─[slab]─[slab]   some
//                      empty    [slab]                 none; kept for the next request
//
// A slab is 2^order physically contiguous page frames cut into objects of one size (Bonwick, "The
// Slab Allocator", USENIX 1994). An allocation takes the first partial slab, else the first empty
// one; the newest freed object of the slab goes out first. A slab that changes list goes to the
// new list's head.
//
// A cache never asks for pages: CacheSet brings it slabs and takes them away.
//
// Invariants (slab_audit.cc checks each by this name):
//   lists      a slab is on the list that its objects in use say, once
//   freelist   a slab's freelist holds exactly its free objects, each once
//   counts     objects in use, slabs with objects in use, requested bytes are what the slots say
//   pages      every slab owns one block of the zone, tagged with this cache and slab
#ifndef KMEM_SLAB_KMEM_CACHE_H_
#define KMEM_SLAB_KMEM_CACHE_H_

#include <array>
#include <string>

#include "base/vector.h"
#include "slab/layout.h"
#include "slab/slot.h"
#include "trace/event.h"

namespace kmem {

struct Slab {
  Pfn head;               // first page frame
  uint32_t next = kNone;  // in its list, or among the unused slab ids
  uint32_t prev = kNone;
  uint16_t free_head = kFreelistEnd;  // first free object
  uint16_t in_use = 0;                // objects handed out
  uint16_t fresh = 0;                 // objects from here on were never handed out
  SlabList list = SlabList::none;
  friend bool operator==(const Slab&, const Slab&) = default;
};

struct SlabLists {
  uint32_t head = kNone;
  uint32_t count = 0;
  friend bool operator==(const SlabLists&, const SlabLists&) = default;
};

// Work done since the cache was created.
struct CacheWork {
  uint64_t allocs = 0;
  uint64_t frees = 0;
  uint64_t grown = 0;   // slabs taken from the page allocator
  uint64_t reaped = 0;  // slabs returned to it
  uint64_t ctor_runs = 0;
  uint64_t ctor_saved = 0;  // allocations of an object that was constructed before
  friend bool operator==(const CacheWork&, const CacheWork&) = default;
};

struct ObjectRef {
  SlabId slab;
  ObjectIndex index;
};

class KmemCache {
 public:
  KmemCache() = default;
  KmemCache(std::string name, CacheId id, SlabLayout layout, bool ctor)
      : name_(std::move(name)), id_(id), layout_(layout), ctor_(ctor) {}

  const std::string& name() const { return name_; }
  CacheId id() const { return id_; }
  const SlabLayout& layout() const { return layout_; }
  bool has_ctor() const { return ctor_; }
  bool destroyed() const { return destroyed_; }
  const CacheWork& work() const { return work_; }
  uint32_t objects_in_use() const { return in_use_; }
  uint32_t slabs_with_objects() const { return used_slabs_; }
  Bytes requested_bytes() const { return Bytes{in_use_} * layout_.object_size - unasked_; }
  const SlabLists& list(SlabList which) const { return lists_[static_cast<unsigned>(which)]; }
  uint32_t slab_count() const { return lists_[0].count + lists_[1].count + lists_[2].count; }
  const Slab& slab(SlabId id) const { return slabs_[id.value]; }
  Slot slot(SlabId id, ObjectIndex index) const { return slots_[slot_at(id, index)]; }
  // Slab ids run from 0 to slab_ids() − 1; those of reaped slabs wait in a list for reuse.
  uint32_t slab_ids() const { return static_cast<uint32_t>(slabs_.size()); }
  uint32_t unused_ids() const { return unused_ids_; }

  // Bytes that the slab and slot tables take.
  uint64_t memory_bytes() const {
    return name_.capacity() + slabs_.capacity() * sizeof(Slab) + slots_.capacity() * sizeof(Slot);
  }

  // Hands out an object for `requested` bytes, if a partial or an empty slab is there.
  // Returns false, with nothing changed, if the cache must grow first.
  template <class Log>
  bool alloc(uint32_t requested, ObjectRef& object, Log& log);

  // Takes an object back; it must be live.
  template <class Log>
  void free(ObjectRef object, Log& log);

  // Makes the block at `head` an empty slab and runs the constructor on each of its objects.
  SlabId add_slab(Pfn head);

  // Takes the first empty slab off the cache; there must be one. Its pages are the caller's.
  Pfn remove_empty();

  // The cache is gone; it must have no slab. Its id stays taken.
  void destroy() { destroyed_ = true; }

  friend bool operator==(const KmemCache&, const KmemCache&) = default;

 private:
  friend class CacheSurgeon;  // tests break a cache on purpose, to see the audit find it

  size_t slot_at(SlabId id, ObjectIndex index) const {
    return size_t{id.value} * layout_.objects + index.value;
  }
  SlabList list_for(const Slab& slab) const {
    if (slab.in_use == 0) return SlabList::empty;
    return slab.in_use == layout_.objects ? SlabList::full : SlabList::partial;
  }
  SlabId new_slab_id();
  void make_freelist(SlabId id);
  void insert(uint32_t id, SlabList which);
  void remove(uint32_t id);
  template <class Log>
  uint32_t find_slab(Log& log) const;
  template <class Log>
  void change_list(uint32_t id, Log& log);

  std::string name_;
  CacheId id_;
  SlabLayout layout_;
  bool ctor_ = false;
  bool destroyed_ = false;
  std::array<SlabLists, 3> lists_{};
  uint32_t unused_ids_ = kNone;  // slab ids whose slabs were reaped
  uint32_t in_use_ = 0;
  uint32_t used_slabs_ = 0;
  Bytes unasked_ = 0;  // bytes of live objects beyond what kmalloc was asked for
  CacheWork work_;
  Vector<Slab> slabs_;
  Vector<Slot> slots_;
};

}  // namespace kmem

#include "slab/kmem_cache_inl.h"

#endif  // KMEM_SLAB_KMEM_CACHE_H_
