// expectation.h — quantities of a machine that a scenario can name, and claims about them.
#ifndef KMEM_MACHINE_EXPECTATION_H_
#define KMEM_MACHINE_EXPECTATION_H_

#include <string>

#include "base/types.h"

namespace kmem {

class Machine;

// Every quantity has 64 bits; what does not exist at the moment is `undefined`.
inline constexpr uint64_t kUndefined = ~uint64_t{0};

// One row per quantity a scenario can name: X(name, arguments). The arguments are
//   machine   none: `splits`
//   order     an order: `nr_free(3)`
//   element   an order and a place: `free_list(3, 0)`
//   frame     a page frame: `frame(16).order`
//   handle    a handle: `a.pfn`
//   cache     a cache: `dentry.partial`
#define KMEM_QUANTITY_TABLE(X)                                                            \
  X(free_pages, machine)   /* free page frames */                                         \
  X(used_pages, machine)   /* page frames of pages handed out, slabs not included */      \
  X(slab_pages, machine)   /* page frames of slabs */                                     \
  X(largest_free, machine) /* order of the largest free block; undefined if none */       \
  X(list_looks, machine)                                                                  \
  X(splits, machine)                                                                      \
  X(merges, machine)                                                                      \
  X(slabs_grown, machine)                                                                 \
  X(slabs_reaped, machine)                                                                \
  X(ctor_runs, machine)                                                                   \
  X(ctor_saved, machine)                                                                  \
  X(failures, machine)      /* requests refused so far: no memory or misuse */            \
  X(error, machine)         /* Errc of the last request; 0: none */                       \
  X(payload_bytes, machine) /* the rows of the ledger */                                  \
  X(block_rounding_bytes, machine)                                                        \
  X(object_rounding_bytes, machine)                                                       \
  X(slab_tail_bytes, machine)                                                             \
  X(free_object_bytes, machine)                                                           \
  X(empty_slab_bytes, machine)                                                            \
  X(free_bytes, machine)                                                                  \
  X(total_bytes, machine)                                                                 \
  X(nr_free, order)        /* free blocks of this order */                                \
  X(unusable_index, order) /* share of free memory no block of this order can use, ‰ */ \
  X(free_list, element)    /* pfn of the n-th block of a free list, head first */         \
  X(frame_head, frame)     /* head pfn of the frame's block */                            \
  X(frame_order, frame)    /* order of the frame's block */                               \
  X(frame_free, frame)     /* 1 if the block is free */                                   \
  X(frame_slab, frame)     /* 1 if the block is a slab */                                 \
  X(handle_live, handle)   /* 1 while what the handle names is in use */                  \
  X(handle_failed, handle) /* 1 if its request was refused */                             \
  X(handle_pfn, handle)                                                                   \
  X(handle_order, handle) /* of its block of pages */                                     \
  X(handle_address, handle)                                                               \
  X(handle_object, handle)    /* index in the slab */                                     \
  X(handle_slab, handle)      /* pfn of the slab */                                       \
  X(handle_requested, handle) /* bytes asked for */                                       \
  X(handle_granted, handle)   /* bytes of the block or the object's slot */               \
  X(cache_size, cache)        /* bytes from one object to the next */                     \
  X(cache_object_size, cache)                                                             \
  X(cache_objects_per_slab, cache)                                                        \
  X(cache_pages_per_slab, cache)                                                          \
  X(cache_tail, cache)                                                                    \
  X(cache_slabs, cache)                                                                   \
  X(cache_full, cache)                                                                    \
  X(cache_partial, cache)                                                                 \
  X(cache_empty, cache)                                                                   \
  X(cache_active, cache) /* objects in use */                                             \
  X(cache_free, cache)   /* free objects in all its slabs */                              \
  X(cache_grown, cache)                                                                   \
  X(cache_reaped, cache)                                                                  \
  X(cache_ctor_runs, cache)                                                               \
  X(cache_ctor_saved, cache)

// Those of the profiles of Linux, where besides
//   order, element   take a type and a zone: `nr_free(3, movable, dma32)`
//   zone             a zone: `zone(dma32).free`
#define KMEM_LINUX_QUANTITY_TABLE(X)                                         \
  X(percpu_pages, machine)                                                   \
  X(percpu_bytes, machine) /* rows of the ledger */                          \
  X(reserved_bytes, machine)                                                 \
  X(extfrag_index, order) /* thousandths; undefined if it would be served */ \
  X(pcp_count, order)     /* blocks on per-CPU lists */                      \
  X(pcp_list, element)    /* pfn of the n-th block of a per-CPU list */      \
  X(frame_zone, frame)                                                       \
  X(frame_block_type, frame) /* MigrateType of its pageblock */              \
  X(frame_list_type, frame)  /* of its block's free or per-CPU list */       \
  X(frame_percpu, frame)     /* 1 if the block is on a per-CPU list */       \
  X(frame_hole, frame)                                                       \
  X(frame_reserved, frame)                                                   \
  X(handle_type, handle) /* MigrateType that was asked for */                \
  X(zone_free, zone)     /* both parts of the counter */                     \
  X(zone_shared, zone)   /* the part that watermark checks read */           \
  X(zone_present, zone)                                                      \
  X(zone_managed, zone)                                                      \
  X(zone_start, zone)                                                        \
  X(zone_end, zone)                                                          \
  X(zone_min, zone)                                                          \
  X(zone_low, zone)                                                          \
  X(zone_high, zone)                                                         \
  X(zone_boost, zone)                                                        \
  X(zone_highatomic, zone)                                                   \
  X(zone_pcp_count, zone)                                                    \
  X(zone_pcp_high, zone)                                                     \
  X(zone_pcp_batch, zone)                                                    \
  X(zone_free_factor, zone)                                                  \
  /* cache_active and cache_free are those of /proc/slabinfo */              \
  X(cache_in_use, cache)      /* objects that owners hold */                 \
  X(cache_objects, cache)     /* in all its slabs */                         \
  X(cache_frozen, cache)      /* SLUB: slabs that belong to CPUs */          \
  X(cache_stacked, cache)     /* SLUB: of them in partial stacks */          \
  X(cache_reports, cache)     /* SLUB: what debugging has reported */        \
  X(cache_arrayed, cache)     /* SLAB: objects in CPU and shared arrays */   \
  X(cache_colour_next, cache) /* SLAB: the offset of the slab made last */

enum class QuantityKind : uint8_t {
  number,  // a constant
#define X(name, arguments) name,
  KMEM_QUANTITY_TABLE(X) KMEM_LINUX_QUANTITY_TABLE(X)
#undef X
};
inline constexpr QuantityKind kFirstLinuxQuantity = QuantityKind::percpu_pages;

// Type and zone of a quantity of Linux stand above the order in its subject; 0: any.
inline constexpr uint32_t kAreaShift = 48;
inline constexpr uint32_t kAnyType = 0xff, kAnyZone = 0xff;
constexpr uint64_t area_key(uint32_t type, uint32_t zone) {
  return uint64_t{(type + 1) & 0xff} << kAreaShift | uint64_t{(zone + 1) & 0xff}
                                                         << (kAreaShift + 8);
}
struct AreaKey {
  uint64_t order;
  uint32_t type;
  uint32_t zone;
};
constexpr AreaKey area_of_key(uint64_t subject) {
  const auto part = [subject](uint32_t shift) {
    return (static_cast<uint32_t>(subject >> shift) - 1) & 0xff;
  };
  return {subject & ((uint64_t{1} << kAreaShift) - 1), part(kAreaShift), part(kAreaShift + 8)};
}
static_assert(area_of_key(area_key(1, kAnyZone) | 3).type == 1);
static_assert(area_of_key(area_key(1, kAnyZone) | 3).zone == kAnyZone);
static_assert(area_of_key(3).type == kAnyType);

struct Quantity {
  QuantityKind kind = QuantityKind::number;
  uint64_t subject = 0;  // the number; or order, pfn, HandleId, index into Program::cache_vars
  uint32_t place = 0;    // element: place in the list, 0 is the head
  friend bool operator==(const Quantity&, const Quantity&) = default;
};

enum class Comparison : uint8_t { eq, ne, lt, le, gt, ge };

struct Expectation {
  Quantity left;
  Comparison comparison = Comparison::eq;
  Quantity right;
  std::string text;  // as the scenario has it
};

struct Program;

// The value now, or kUndefined (a handle without a block, an order above the top order, …).
uint64_t evaluate(const Quantity& quantity, const Machine& machine, const Program& program);

// Undefined equals only undefined, and is neither less nor greater than anything.
bool holds(const Expectation& expectation, const Machine& machine, const Program& program);

}  // namespace kmem

#endif  // KMEM_MACHINE_EXPECTATION_H_
