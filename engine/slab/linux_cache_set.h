// linux_cache_set.h — all object caches of a machine with Linux 6.1, over its page allocator.
//
//   kmalloc ─▶ class ─┐
//   kmem_cache_alloc ─┴▶ cache (SLUB or classic SLAB) ─▶ CPU's own ─▶ node ─▶ page allocator
//
// Addresses here count from the machine's first byte, as everywhere; the caches and the free
// pointers in memory use the kernel's direct map, which starts at kDirectMap.
//
// What an owner does wrong happens as in a kernel: nobody looks unless the cache was made with
// consistency checks. A report stays with its cache; an oops ends the cache.
//
// The page allocator is passed in. It has LinuxNode's two verbs:
//   Result<Pfn> alloc_pages(const LinuxRequest&, Log&)     Errc free_pages(Pfn, Order, Log&)
//
// Invariants (linux_cache_audit.cc checks each by this name, for machines nobody damaged):
//   frames    every frame of a slab belongs to one record, and that to one cache
//   slots     as many slots are in use as objects are handed out
//   and those of each cache: slub_audit.h, slab61_audit.h
#ifndef KMEM_SLAB_LINUX_CACHE_SET_H_
#define KMEM_SLAB_LINUX_CACHE_SET_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "buddy/alloc_flags.h"
#include "slab/kmalloc61.h"
#include "slab/linux_cache.h"
#include "slab/slot.h"
#include "trace/event.h"

namespace kmem {

inline constexpr uint32_t kMostLinuxCaches = 1024;  // the kmalloc classes included
// The bytes of slabs are kept, so a machine cannot have any number of them.
inline constexpr uint64_t kMostSlabBytes = uint64_t{64} << 20;

// What kmem_cache_create is asked for. Wide, so that a size out of range is seen as such.
struct LinuxCacheSpec {
  uint64_t size = 0;   // bytes of one object, 1 to 4 MiB
  uint64_t align = 0;  // a power of two up to 4 MiB; 0: no wish
  uint32_t flags = 0;  // kSlab… of slab_flags.h
  bool ctor = false;
  friend bool operator==(const LinuxCacheSpec&, const LinuxCacheSpec&) = default;
};

// A slab, as the page allocator's side sees it, and which of its slots owners hold.
struct SlabRecord {
  uint32_t cache = kNone;  // kNone: unused record
  Pfn head;
  Order order;
  uint32_t live = 0;        // slots in use
  uint64_t requested = 0;   // bytes asked for, of the slots in use
  std::vector<Slot> slots;  // in_use(bytes): held by an owner; kmalloc: the bytes asked for
  uint32_t next = kNone;    // among the unused records
  friend bool operator==(const SlabRecord&, const SlabRecord&) = default;
};

// What a cache's slabs hold, in bytes and objects. slab_bytes is the sum of the other bytes.
struct LinuxCacheUse {
  uint64_t slabs = 0;
  uint64_t empty_slabs = 0;  // no slot held by an owner
  uint64_t objects = 0;      // slots
  uint64_t live = 0;         // of them held by an owner
  uint64_t slab_bytes = 0;
  uint64_t payload = 0;       // asked for, of objects in use
  uint64_t rounding = 0;      // the rest of their slots: alignment, guards, records
  uint64_t free_objects = 0;  // slots of free objects in slabs with objects in use
  uint64_t tails = 0;         // behind the slots of those slabs, colour and index tables
  uint64_t empty = 0;         // slabs without an object in use, whole
};

class LinuxCacheSet {
 public:
  LinuxCacheSet() = default;
  // With the classes of kmalloc, which have no slabs yet. cpus_online: 1 to kMostCpus.
  LinuxCacheSet(SlabAllocator allocator, const SlabMachine& machine);

  SlabAllocator allocator() const { return allocator_; }
  const SlabMachine& machine() const { return machine_; }
  uint32_t cpus() const { return machine_.cpus_online; }
  uint32_t size() const { return static_cast<uint32_t>(caches_.size()); }
  const LinuxCache& operator[](CacheId id) const { return caches_[id.value]; }
  bool exists(CacheId id) const { return id.value < size() && !caches_[id.value].destroyed(); }
  // The cache of this name that was not destroyed, or kNone.
  uint32_t find(std::string_view name) const;
  // The class that serves a kmalloc of so many bytes, or kNone: whole pages.
  uint32_t kmalloc_class(uint64_t bytes) const;
  uint32_t kmalloc_classes() const { return kmalloc_classes_; }
  // The slab that the byte lies in, or nullptr.
  const SlabRecord* slab_at(Address address) const;
  // Whether an owner holds the object that starts here.
  bool is_live(Address address) const;
  uint64_t slab_bytes() const { return slab_bytes_; }
  LinuxCacheUse use_of(CacheId id) const;
  uint64_t memory_bytes() const;

  // Errors: cache_exists, too_many_caches, bad_size, bad_align.
  template <class Log>
  Result<CacheId> create(std::string_view name, const LinuxCacheSpec& spec, Log& log);

  // caller.asked_size: for kmalloc. Errors: exhausted, fragmented, slab_bytes, kernel_oops,
  // kernel_hang.
  template <class Pages, class Log>
  Result<Address> alloc(CacheId id, const Caller& caller, Pages& pages, Log& log);

  // kmem_cache_free under the name of a cache. Errors: debug_report (nothing was released),
  // wrong_cache, kernel_oops, kernel_hang.
  template <class Pages, class Log>
  Errc free(CacheId named, const Caller& caller, Address address, Pages& pages, Log& log);

  // An object of whatever cache. Errors: those of free; wrong_free: no slab is there.
  template <class Pages, class Log>
  Errc kfree(const Caller& caller, Address address, Pages& pages, Log& log);

  // n objects or none. Errors: those of alloc.
  template <class Pages, class Log>
  Errc alloc_bulk(CacheId id, const Caller& caller, uint32_t n, std::vector<Address>& objects,
                  Pages& pages, Log& log);
  // Errors: those of free, of the last object that had one.
  template <class Pages, class Log>
  Errc free_bulk(CacheId id, const Caller& caller, std::span<const Address> objects, Pages& pages,
                 Log& log);

  template <class Pages, class Log>
  Errc shrink(CacheId id, Pages& pages, Log& log);
  // Classic SLAB's reaper visits every cache on this CPU; `node`: the four-second part runs too.
  template <class Pages, class Log>
  Errc reap(uint32_t cpu, bool node, Pages& pages, Log& log);

  // Errors: reserved_cache; cache_in_use: the slabs with objects stay, and the cache.
  template <class Pages, class Log>
  Errc destroy(CacheId id, const Caller& caller, Pages& pages, Log& log);

  // An owner writes to memory; `object` is what it means to write to, so that the event can say
  // where the bytes went. Errors: wrong_free: not all of it lies in one slab.
  template <class Log>
  Errc write(Address object, uint64_t at, std::span<const uint8_t> bytes, Log& log);
  WritePlace place_of(Address object, uint64_t at, uint64_t count) const;
  // False unless all of it lies in one slab.
  bool read(Address at, std::span<uint8_t> bytes) const;

  static constexpr Address to_kernel(Address address) { return kDirectMap + address; }
  static constexpr Address from_kernel(Address address) { return address - kDirectMap; }

  friend bool operator==(const LinuxCacheSet&, const LinuxCacheSet&) = default;

 private:
  template <class Pages, class Log>
  friend class CachePages;

  Result<CacheId> add(std::string_view name, const LinuxCacheSpec& spec);
  void add_slab(CacheId cache, Pfn head, Order order);
  void drop_slab(Pfn head);
  bool has_room(Order order) const {
    return slab_bytes_ + (uint64_t{kLinuxPageSize} << order.value) <= kMostSlabBytes;
  }
  SlabRecord* record_at(Address address) {
    return const_cast<SlabRecord*>(std::as_const(*this).slab_at(address));
  }
  // Marks the slot of a kernel address as held, or as free; returns how it was.
  Slot set_slot(Address object, Slot slot);
  MigrateType mobility(CacheId id) const {
    return (caches_[id.value].flags() & kSlabReclaimAccount) != 0 ? MigrateType::reclaimable
                                                                  : MigrateType::unmovable;
  }
  Errc errc_of(CacheFault fault, Errc refusal) const;
  template <class Log>
  Errc fail(CacheId id, CacheFault fault, Errc refusal, Address at, Log& log) const;
  template <class Log>
  Address hand_out(CacheId id, Address object, uint32_t asked, Log& log);
  template <class Pages, class Log>
  Errc release(CacheId named, CacheId owner, const Caller& caller, Address object, Pages& pages,
               Log& log);

  SlabAllocator allocator_ = SlabAllocator::slub;
  SlabMachine machine_;
  uint32_t kmalloc_classes_ = 0;
  std::vector<LinuxCache> caches_;
  std::vector<SlabRecord> records_;
  uint32_t unused_ = kNone;
  PageOwners frames_;  // record of each page frame
  uint64_t slab_bytes_ = 0;
};

}  // namespace kmem

#include "slab/linux_cache_set_inl.h"

#endif  // KMEM_SLAB_LINUX_CACHE_SET_H_
