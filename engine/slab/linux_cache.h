// linux_cache.h — one object cache of a machine with Linux 6.1: SLUB or classic SLAB, by the
// profile.
#ifndef KMEM_SLAB_LINUX_CACHE_H_
#define KMEM_SLAB_LINUX_CACHE_H_

#include <string>
#include <utility>
#include <variant>

#include "slab/slab61_cache.h"
#include "slab/slub_cache.h"

namespace kmem {

// A cache of either policy, to look at or to ask. A value.
class LinuxCache {
 public:
  LinuxCache(std::string name, SlubCache cache)
      : name_(std::move(name)), policy_(std::move(cache)) {}
  LinuxCache(std::string name, Slab61Cache cache)
      : name_(std::move(name)), policy_(std::move(cache)) {}

  const std::string& name() const { return name_; }
  bool destroyed() const { return destroyed_; }
  // The cache as its policy has it; nullptr if it has the other one.
  const SlubCache* slub() const { return std::get_if<SlubCache>(&policy_); }
  const Slab61Cache* slab() const { return std::get_if<Slab61Cache>(&policy_); }

  uint32_t object_size() const;
  uint32_t size() const;  // from one slot to the next
  uint32_t align() const;
  uint32_t flags() const;
  bool has_ctor() const;
  Order order() const;       // of a normal slab
  uint32_t objects() const;  // in a normal slab
  SlabinfoRow slabinfo() const;
  uint32_t slab_count() const;
  uint64_t ctor_runs() const;
  CacheFault fault() const;

  // Of an object in one of this cache's slabs; kNone: no slab is there.
  uint32_t slot_of(Address object) const;
  // The object whose slot holds this byte; 0: no slot does.
  Address object_around(Address byte) const;
  // Whether the address is that of an object of this cache.
  bool starts_object(Address object) const { return object_around(object) == object; }
  // The next allocation, or a release of this object, on this CPU needs no slow path.
  bool fast_alloc(uint32_t cpu) const;
  bool fast_free(uint32_t cpu, Address object) const;
  bool read(Address at, std::span<uint8_t> bytes) const;
  bool write(Address at, std::span<const uint8_t> bytes);
  uint64_t memory_bytes() const;

  template <class Verb>
  auto ask(Verb verb) {
    if (SlubCache* cache = std::get_if<SlubCache>(&policy_)) return verb(*cache);
    return verb(*std::get_if<Slab61Cache>(&policy_));
  }
  template <class Look>
  auto look(Look look) const {
    if (const SlubCache* cache = slub()) return look(*cache);
    return look(*slab());
  }
  // Releases an object of this cache that its owner says is of another: SLUB's warning if that one
  // checks, and CacheFault::foreign if it does not.
  CacheFault free_as(const LinuxCache& named, const Caller& caller, Address object,
                     SlabPages& pages);
  // Classic SLAB's reaper; SLUB has none.
  CacheFault reap(uint32_t cpu, bool node, SlabPages& pages);
  // The cache is gone; its id stays taken.
  void end() { destroyed_ = true; }

  friend bool operator==(const LinuxCache&, const LinuxCache&) = default;

 private:
  std::string name_;
  bool destroyed_ = false;
  std::variant<SlubCache, Slab61Cache> policy_;
};

}  // namespace kmem

#endif  // KMEM_SLAB_LINUX_CACHE_H_
