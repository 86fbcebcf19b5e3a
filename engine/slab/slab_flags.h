// slab_flags.h — what a cache of Linux 6.1 is asked for: size, alignment, flags, constructor; and
// the machine that answers.
#ifndef KMEM_SLAB_SLAB_FLAGS_H_
#define KMEM_SLAB_SLAB_FLAGS_H_

#include <bit>

#include "base/types.h"

namespace kmem {

// Flags of kmem_cache_create, with the kernel's values (include/linux/slab.h). The letter is the
// one that the boot parameter slub_debug takes.
inline constexpr uint32_t kSlabConsistencyChecks = 0x100;  // F: look before believing
inline constexpr uint32_t kSlabRedZone = 0x400;            // Z: guard bytes around every object
inline constexpr uint32_t kSlabPoison = 0x800;             // P: fill patterns in free objects
inline constexpr uint32_t kSlabKmalloc = 0x1000;           // a cache of kmalloc
inline constexpr uint32_t kSlabHwcacheAlign = 0x2000;      // objects do not share cache lines
inline constexpr uint32_t kSlabStoreUser = 0x10000;        // U: who allocated, who freed
inline constexpr uint32_t kSlabReclaimAccount = 0x20000;   // reclaim can shrink it
inline constexpr uint32_t kSlabTypesafeByRcu = 0x80000;    // readers may look at freed objects
inline constexpr uint32_t kSlabTrace = 0x200000;           // T: print every call
inline constexpr uint32_t kSlabNoLeakTrace = 0x800000;     // kmemleak does not watch it

inline constexpr uint32_t kSlabDebugFlags =
    kSlabConsistencyChecks | kSlabRedZone | kSlabPoison | kSlabStoreUser | kSlabTrace;
inline constexpr uint32_t kSlabDebugDefault =
    kSlabConsistencyChecks | kSlabRedZone | kSlabPoison | kSlabStoreUser;

// Bits that the allocators add for themselves.
inline constexpr uint32_t kSlubCmpxchgDouble = 0x40000000;  // SLUB: list and counters in one swap
inline constexpr uint32_t kSlubObjectPoison = 0x80000000;   // SLUB: the objects too are poisoned
inline constexpr uint32_t kSlabFreelistInObject = 0x40000000;  // SLAB: index table in a free object
inline constexpr uint32_t kSlabFreelistOffSlab = 0x80000000;   // SLAB: index table in another cache

inline constexpr uint32_t kLinuxPageShift = 12;
inline constexpr uint32_t kLinuxPageSize = 1u << kLinuxPageShift;
inline constexpr uint32_t kCacheLine = 64;
inline constexpr uint32_t kPointerBytes = 8;
inline constexpr uint32_t kMostSlabOrder = 10;
inline constexpr uint32_t kMostCpus = 64;

struct CacheArgs {
  uint32_t object_size = 0;
  uint32_t align = 0;  // 0: no wish
  uint32_t flags = 0;
  bool ctor = false;
  friend bool operator==(const CacheArgs&, const CacheArgs&) = default;
};

// The machine and its boot settings.
struct SlabMachine {
  uint32_t cpus_online = 1;
  uint32_t cpus_present = 1;
  uint32_t cpus_possible = 1;
  uint32_t nr_cpu_ids = 1;
  uint32_t slub_min_order = 0;
  uint32_t slub_max_order = 3;
  uint32_t slub_min_objects = 0;      // 0: chosen by the CPUs present
  uint32_t slub_debug = 0;            // flags that every cache gets
  bool slub_debug_low_order = false;  // O: no debugging where it would need larger slabs
  uint32_t slab_max_order = 1;        // SLAB: 0 on machines of at most 32 MiB
  friend bool operator==(const SlabMachine&, const SlabMachine&) = default;
};

constexpr SlabMachine slab_machine(uint32_t cpus) {
  return {.cpus_online = cpus, .cpus_present = cpus, .cpus_possible = cpus, .nr_cpu_ids = cpus};
}

constexpr uint64_t round_up(uint64_t number, uint64_t align) {
  return (number + align - 1) / align * align;
}

// The smallest order whose block holds so many bytes.
constexpr uint32_t get_order(uint64_t bytes) {
  uint32_t order = 0;
  while ((uint64_t{kLinuxPageSize} << order) < bytes) ++order;
  return order;
}

// Rule 1.1.1. With HWCACHE_ALIGN small objects share a cache line, evenly.
constexpr uint32_t calculate_alignment(const CacheArgs& request) {
  uint32_t align = request.align;
  if ((request.flags & kSlabHwcacheAlign) != 0) {
    uint32_t line = kCacheLine;
    while (request.object_size <= line / 2) line /= 2;
    if (line > align) align = line;
  }
  return static_cast<uint32_t>(round_up(align < kPointerBytes ? kPointerBytes : align, 8));
}

static_assert(calculate_alignment({.object_size = 21, .flags = kSlabHwcacheAlign}) == 32);
static_assert(calculate_alignment({.object_size = 16, .flags = kSlabHwcacheAlign}) == 16);
static_assert(calculate_alignment({.object_size = 100, .flags = kSlabHwcacheAlign}) == 64);
static_assert(calculate_alignment({.object_size = 4, .align = 4}) == 8);
static_assert(get_order(1) == 0 && get_order(4096) == 0 && get_order(4097) == 1);

}  // namespace kmem

#endif  // KMEM_SLAB_SLAB_FLAGS_H_
