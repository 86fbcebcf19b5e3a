// slab_pages.h — where the slabs of a cache come from, and where in memory they lie.
//
// The policies of Linux 6.1 name objects by address, as the kernel does: a page frame lies at the
// direct map's start plus its number times the page size.
#ifndef KMEM_SLAB_SLAB_PAGES_H_
#define KMEM_SLAB_SLAB_PAGES_H_

#include <vector>

#include "slab/slab_flags.h"
#include "trace/event_kinds.h"

namespace kmem {

inline constexpr Address kDirectMap = 0xffff888000000000;    // x86-64, four levels of page tables
inline constexpr Address kPageStructs = 0xffffea0000000000;  // the array of struct page
inline constexpr uint32_t kPageStructBytes = 64;

// What the simulated constructor writes into an object's first byte.
inline constexpr uint8_t kConstructed = 0x63;

// The page allocator as a cache sees it.
class SlabPages {
 public:
  Address direct_map = kDirectMap;
  // What fresh memory happens to hold. A real machine hands out whatever was there before.
  uint8_t fresh_byte = 0;

  // The first page frame of a block, or kNone: refused.
  virtual uint32_t alloc_slab(Order order) = 0;
  virtual void free_slab(Pfn head, Order order) = 0;

  // A cache says what it has just done, if anybody listens. `where`, `what` and `slot` are the
  // event's numbers of event_kinds.h; the listener knows which cache it is.
  void tell(EventKind kind, uint32_t where, uint32_t what) {
    if (heard) [[unlikely]]
      on_event(kind, where, what);
  }
  void tell_slot(EventKind kind, uint32_t slot, Pfn slab) {
    if (heard) [[unlikely]]
      on_slot(kind, slot, slab);
  }

  bool heard = false;

 protected:
  ~SlabPages() = default;
  virtual void on_event(EventKind, uint32_t, uint32_t) {}
  virtual void on_slot(EventKind, uint32_t, Pfn) {}
};

// Who calls: the CPU, and what an owner record keeps of the caller.
struct Caller {
  uint32_t cpu = 0;
  uint32_t pid = 0;
  Address code = 0;         // the instruction that called
  uint32_t stack = 0;       // its call stack's number in the kernel's store of stacks
  uint32_t filler = 0;      // nobody sets these bytes of a record
  uint64_t when = 0;        // jiffies
  uint32_t asked_size = 0;  // kmalloc: what was asked for; 0: the object's size
};

// What became of a request.
enum class CacheFault : uint8_t {
  none,
  no_memory,  // the page allocator refused
  refused,    // debugging found a mistake: see the report; nothing was released
  foreign,    // the address lies in no slab of this cache
  crash,      // the kernel follows a wild pointer and dies
  hang,       // the kernel follows a looped list and never comes back
};
constexpr const char* cache_fault_name(CacheFault fault) {
  constexpr const char* kNames[] = {"none", "no_memory", "refused", "foreign", "crash", "hang"};
  return kNames[static_cast<unsigned>(fault)];
}

struct CacheAnswer {
  Address object = 0;  // 0: none
  CacheFault fault = CacheFault::none;
  bool ok() const { return fault == CacheFault::none; }
};

// The numbers of a row of /proc/slabinfo.
struct SlabinfoRow {
  uint64_t active_objs = 0;
  uint64_t num_objs = 0;
  uint64_t active_slabs = 0;
  uint64_t num_slabs = 0;
  uint64_t shared_avail = 0;
  friend bool operator==(const SlabinfoRow&, const SlabinfoRow&) = default;
};

// Which slab owns a page frame: two levels, so that memory with holes costs little.
class PageOwners {
 public:
  // The slab, or kNone.
  uint32_t find(uint64_t pfn) const {
    if (pfn / kChunk >= chunks_.size()) return kNone;
    const std::vector<uint32_t>& chunk = chunks_[static_cast<size_t>(pfn / kChunk)];
    return chunk.empty() ? kNone : chunk[static_cast<size_t>(pfn % kChunk)];
  }
  void set(Pfn head, Order order, uint32_t owner) {
    for (uint32_t i = 0; i < frames_of(order); ++i) {
      const uint32_t pfn = head.value + i;
      if (pfn / kChunk >= chunks_.size()) chunks_.resize(pfn / kChunk + 1);
      std::vector<uint32_t>& chunk = chunks_[pfn / kChunk];
      if (chunk.empty()) chunk.assign(kChunk, kNone);
      chunk[pfn % kChunk] = owner;
    }
  }

  uint64_t memory_bytes() const {
    uint64_t bytes = chunks_.capacity() * sizeof(std::vector<uint32_t>);
    for (const std::vector<uint32_t>& chunk : chunks_) bytes += chunk.capacity() * sizeof(uint32_t);
    return bytes;
  }
  friend bool operator==(const PageOwners&, const PageOwners&) = default;

 private:
  static constexpr uint32_t kChunk = 512;
  std::vector<std::vector<uint32_t>> chunks_;
};

}  // namespace kmem

#endif  // KMEM_SLAB_SLAB_PAGES_H_
