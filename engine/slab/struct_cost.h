// struct_cost.h — what would my struct cost? The slabs that a cache of such objects gets from SLUB
// and from classic SLAB, the kmalloc class it would fall into, and the sizes next to it. Pure
// functions of what is asked and of the machine; worked examples at the end.
#ifndef KMEM_SLAB_STRUCT_COST_H_
#define KMEM_SLAB_STRUCT_COST_H_

#include <string>

#include "base/result.h"
#include "slab/kmalloc61.h"

namespace kmem {

// How one allocator stores objects of `object_size` bytes.
struct CostRow {
  SlabAllocator allocator = SlabAllocator::slub;
  uint32_t class_size = 0;   // kmalloc's class; 0: a cache of its own, or whole pages
  bool pages = false;        // kmalloc beyond the largest class: pages, no slab
  uint32_t object_size = 0;  // asked for
  uint32_t size = 0;         // from one slot to the next
  uint32_t order = 0;        // of a slab
  uint32_t objects = 0;      // in a slab
  uint32_t colours = 0;      // classic SLAB: different offsets of the first object
  uint32_t table = 0;        // classic SLAB: bytes of the slab that the index table takes

  constexpr uint64_t slab_bytes() const { return uint64_t{kLinuxPageSize} << order; }
  // Bytes of a slab: asked for; in slots beyond that; behind the last slot, index table included.
  constexpr uint64_t used() const { return uint64_t{objects} * object_size; }
  constexpr uint64_t rounding() const { return uint64_t{objects} * (size - object_size); }
  constexpr uint64_t tail() const { return slab_bytes() - uint64_t{objects} * size; }
  // Whether an object costs less memory here than there.
  constexpr bool cheaper_than(const CostRow& other) const {
    return slab_bytes() * other.objects < other.slab_bytes() * objects;
  }
  constexpr bool as_cheap_as(const CostRow& other) const {
    return slab_bytes() * other.objects == other.slab_bytes() * objects;
  }
  friend constexpr bool operator==(const CostRow&, const CostRow&) = default;
};

// A cache of its own. Errors: bad_size, bad_align.
constexpr Result<CostRow> cache_cost(const CacheArgs& args, SlabAllocator allocator,
                                     const SlabMachine& machine) {
  CostRow row{.allocator = allocator, .object_size = args.object_size};
  if (allocator == SlabAllocator::slub) {
    const Result<SlubLayout> at = slub_layout(args, machine);
    if (!at.ok()) return at.errc();
    row.size = at->size;
    row.order = at->order.value;
    row.objects = at->objects;
    return row;
  }
  const Result<Slab61Layout> at = slab61_layout(args, machine);
  if (!at.ok()) return at.errc();
  row.size = at->size;
  row.order = at->order.value;
  row.objects = at->num;
  row.colours = at->colour > 1 ? at->colour : 1;
  row.table = at->table == IndexTable::on ? at->freelist_size() : 0;
  return row;
}

// The same struct from kmalloc. Errors: bad_size.
constexpr Result<CostRow> kmalloc_cost(uint32_t object_size, SlabAllocator allocator,
                                       const SlabMachine& machine) {
  if (object_size == 0 || object_size > kMostObjectBytes) return Errc::bad_size;
  const KmallocPlace place = kmalloc61_place(object_size, allocator);
  if (place.class_size == 0) {
    CostRow row{.allocator = allocator, .pages = true, .object_size = object_size};
    row.order = place.order;
    row.size = kLinuxPageSize << place.order;
    row.objects = 1;
    return row;
  }
  const Result<CostRow> cache =
      cache_cost(kmalloc61_request(place.class_size, allocator), allocator, machine);
  if (!cache.ok()) return cache;
  CostRow row = *cache;
  row.class_size = place.class_size;
  row.object_size = object_size;
  return row;
}

// The sizes at which the memory per object changes, going down and going up.
struct CostNeighbours {
  uint32_t same_from = 0;  // from here …
  uint32_t same_to = 0;    // … to here an object costs as much
  CostRow below;           // of same_from − 1; objects 0: there is none
  CostRow above;           // of same_to + 1
};
CostNeighbours cost_neighbours(const CacheArgs& args, SlabAllocator allocator,
                               const SlabMachine& machine);

// All of it. The four rows: own cache and kmalloc of SLUB, then of classic SLAB.
struct StructCost {
  CacheArgs args;
  uint32_t cpus = 1;
  CostRow rows[4];
  CostNeighbours neighbours[2];  // SLUB, classic SLAB
};
// Sizes as they were typed. Errors: bad_size, bad_align.
Result<StructCost> struct_cost(uint64_t size, uint64_t align, uint32_t flags, bool ctor,
                               uint32_t cpus);
// {"size":…,"align":…,"cpus":…,"rows":[…],"neighbours":[…]}
std::string struct_cost_json(const StructCost& cost);

// 700 bytes, one CPU: SLUB has 11 in two pages (8192 − 11 · 704 = 448 behind the last), kmalloc's
// class of 1024 bytes 8. Classic SLAB: 11 in two pages, too.
static_assert(cache_cost({.object_size = 700}, SlabAllocator::slub, {})->objects == 11);
static_assert(cache_cost({.object_size = 700}, SlabAllocator::slub, {})->tail() == 448);
static_assert(cache_cost({.object_size = 700}, SlabAllocator::slub, {})->rounding() == 44);
static_assert(kmalloc_cost(700, SlabAllocator::slub, {})->class_size == 1024);
static_assert(kmalloc_cost(700, SlabAllocator::slub, {})->rounding() == 8 * 324);
static_assert(cache_cost({.object_size = 700}, SlabAllocator::slab, {})->objects == 11);
static_assert(kmalloc_cost(9000, SlabAllocator::slub, {})->order == 2);
static_assert(cache_cost({.object_size = 0}, SlabAllocator::slub, {}).errc() == Errc::bad_size);
static_assert(cache_cost({.object_size = 8, .align = 24}, SlabAllocator::slab, {}).errc() ==
              Errc::bad_align);

}  // namespace kmem

#endif  // KMEM_SLAB_STRUCT_COST_H_
