// slub_stats.h — what SLUB counts, by the kernel's names (mm/slub.c, enum stat_item).
#ifndef KMEM_SLAB_SLUB_STATS_H_
#define KMEM_SLAB_SLUB_STATS_H_

#include <array>
#include <cstdint>

namespace kmem {

#define KMEM_SLUB_STATS(X)                                                     \
  X(ALLOC_FASTPATH)          /* from the CPU's own list */                     \
  X(ALLOC_SLOWPATH)          /* any other allocation */                        \
  X(FREE_FASTPATH)           /* to the CPU's own list */                       \
  X(FREE_SLOWPATH)           /* any other release */                           \
  X(FREE_FROZEN)             /* into a slab that belongs to a CPU */           \
  X(FREE_ADD_PARTIAL)        /* the slab went to the node's list */            \
  X(FREE_REMOVE_PARTIAL)     /* an empty slab left the node's list */          \
  X(ALLOC_FROM_PARTIAL)      /* the CPU slab came from the node's list */      \
  X(ALLOC_SLAB)              /* the CPU slab came from the page allocator */   \
  X(ALLOC_REFILL)            /* the CPU took its slab's list over */           \
  X(FREE_SLAB)               /* a slab went back to the page allocator */      \
  X(CPUSLAB_FLUSH)           /* a CPU slab was given up on request */          \
  X(DEACTIVATE_FULL)         /* … and was full */                            \
  X(DEACTIVATE_EMPTY)        /* … and was empty, and given back */           \
  X(DEACTIVATE_TO_HEAD)      /* … and went to the head of the node's list */ \
  X(DEACTIVATE_TO_TAIL)      /* … and went to its tail */                    \
  X(DEACTIVATE_REMOTE_FREES) /* … and others had freed into it */            \
  X(DEACTIVATE_BYPASS)       /* a CPU slab was full and was forgotten */       \
  X(ORDER_FALLBACK)          /* only the minimum order was to be had */        \
  X(CPU_PARTIAL_ALLOC)       /* the CPU slab came from the CPU's stack */      \
  X(CPU_PARTIAL_FREE)        /* a full slab got a free object: to the stack */ \
  X(CPU_PARTIAL_NODE)        /* a slab moved from the node to the stack */     \
  X(CPU_PARTIAL_DRAIN)       /* a whole stack moved to the node */

enum class SlubStat : uint8_t {
#define X(name) name,
  KMEM_SLUB_STATS(X)
#undef X
};

inline constexpr uint32_t kSlubStats = 0
#define X(name) +1
    KMEM_SLUB_STATS(X)
#undef X
    ;

constexpr const char* slub_stat_name(SlubStat stat) {
  constexpr const char* kNames[] = {
#define X(name) #name,
      KMEM_SLUB_STATS(X)
#undef X
  };
  return kNames[static_cast<unsigned>(stat)];
}

using SlubCounts = std::array<uint64_t, kSlubStats>;

}  // namespace kmem

#endif  // KMEM_SLAB_SLUB_STATS_H_
