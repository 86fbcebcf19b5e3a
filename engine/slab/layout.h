// layout.h — how objects fit into a slab. Pure arithmetic; worked examples at the end.
#ifndef KMEM_SLAB_LAYOUT_H_
#define KMEM_SLAB_LAYOUT_H_

#include <bit>

#include "base/result.h"
#include "base/types.h"

namespace kmem {

inline constexpr uint32_t kMaxObjectsPerSlab = 32767;    // Linux: MAX_OBJS_PER_PAGE
inline constexpr uint32_t kMaxSlabOrder = 10;            // the largest block of a Linux zone
inline constexpr Bytes kMaxObjectSize = Bytes{4} << 20;  // 4 MiB, KMALLOC_MAX_SIZE
inline constexpr uint32_t kDefaultAlign = 8;             // a pointer, on 64-bit machines

// What kmem_cache_create was asked for.
struct CacheSpec {
  Bytes size = 0;               // bytes of one object, 1 to 4 MiB
  Bytes align = 0;              // a power of two up to the page size; 0: 8 bytes
  uint64_t pages_per_slab = 0;  // a power of two up to 1024; 0: chosen by slab_order_for
  bool ctor = false;            // objects have a constructor
  uint32_t flags = 0;           // Linux only: kSlab… of slab_flags.h
};

// The geometry of every slab of a cache.
struct SlabLayout {
  uint32_t object_size = 0;  // bytes that a user of the object has
  uint32_t size = 0;         // bytes from one object to the next: object_size rounded up to align
  uint32_t align = 0;
  Order order;           // a slab is 2^order page frames
  uint32_t objects = 0;  // per slab
  uint32_t tail = 0;     // bytes behind the last object
  uint64_t inverse = 0;  // 2^32 / size, rounded up; for index_of

  friend constexpr bool operator==(const SlabLayout&, const SlabLayout&) = default;

  // The object that starts at `offset` bytes into the slab, or kNone if none does. Division by
  // multiplication: for offset = k * size the product lies between k and k + 1, because offset is
  // below 2^32; for any other offset multiplying back does not give it.
  constexpr uint32_t index_of(uint32_t offset) const {
    const uint32_t index = static_cast<uint32_t>((offset * inverse) >> 32);
    return index * size == offset && index < objects ? index : kNone;
  }
};

constexpr SlabLayout make_layout(uint32_t object_size, uint32_t size, uint32_t align, Order order,
                                 uint32_t page_shift) {
  const uint64_t bytes = uint64_t{1} << (order.value + page_shift);
  uint64_t objects = bytes / size;
  if (objects > kMaxObjectsPerSlab) objects = kMaxObjectsPerSlab;
  const uint64_t inverse = ((uint64_t{1} << 32) + size - 1) / size;
  return {object_size,
          size,
          align,
          order,
          static_cast<uint32_t>(objects),
          static_cast<uint32_t>(bytes - objects * size),
          inverse};
}

// The smallest order up to `top` whose unused tail is at most 1/8 of the slab; where none is, the
// order that wastes the smallest share. kNone if no slab holds even one object.
constexpr uint32_t slab_order_for(uint32_t size, uint32_t page_shift, uint32_t top) {
  uint32_t best = kNone;
  uint64_t best_tail = 0;  // scaled to the largest slab, so shares compare as numbers
  for (uint32_t order = 0; order <= top; ++order) {
    const SlabLayout layout = make_layout(size, size, 1, Order(order), page_shift);
    if (layout.objects == 0) continue;
    if (uint64_t{layout.tail} * 8 <= uint64_t{1} << (order + page_shift)) return order;
    const uint64_t tail = uint64_t{layout.tail} << (kMaxSlabOrder - order);
    if (best == kNone || tail < best_tail) {
      best = order;
      best_tail = tail;
    }
  }
  return best;
}

// The layout for a cache in a segment whose largest block has order `top`.
// Errors: bad_size, bad_align, bad_slab_pages.
constexpr Result<SlabLayout> layout_for(const CacheSpec& spec, uint32_t page_shift, uint32_t top) {
  if (spec.size == 0 || spec.size > kMaxObjectSize) return Errc::bad_size;
  const Bytes align = spec.align == 0 ? kDefaultAlign : spec.align;
  if (!std::has_single_bit(align) || align > (Bytes{1} << page_shift)) return Errc::bad_align;
  const uint32_t size = static_cast<uint32_t>((spec.size + align - 1) & ~(align - 1));
  const uint32_t limit = top < kMaxSlabOrder ? top : kMaxSlabOrder;

  uint32_t order = slab_order_for(size, page_shift, limit);
  if (order == kNone) return Errc::bad_size;
  if (spec.pages_per_slab != 0) {
    if (!std::has_single_bit(spec.pages_per_slab)) return Errc::bad_slab_pages;
    order = static_cast<uint32_t>(std::countr_zero(spec.pages_per_slab));
    if (order > limit || (uint64_t{1} << (order + page_shift)) < size) return Errc::bad_slab_pages;
  }
  return make_layout(static_cast<uint32_t>(spec.size), size, static_cast<uint32_t>(align),
                     Order(order), page_shift);
}

// 192 bytes: 21 objects in 4096, tail 64. 700 bytes: 5 in 4096 leave 576 > 512, so two pages,
// 11 objects. 5000 bytes: order 1 leaves 3192, order 2 leaves 1384 of 16384, at most 1/8.
static_assert(slab_order_for(192, 12, 10) == 0);
static_assert(make_layout(192, 192, 8, Order(0), 12).objects == 21);
static_assert(make_layout(192, 192, 8, Order(0), 12).tail == 64);
static_assert(slab_order_for(704, 12, 10) == 1);
static_assert(slab_order_for(5000, 12, 10) == 2);
static_assert(make_layout(192, 192, 8, Order(0), 12).index_of(20 * 192) == 20);
static_assert(make_layout(192, 192, 8, Order(0), 12).index_of(21 * 192) == kNone);
static_assert(make_layout(192, 192, 8, Order(0), 12).index_of(100) == kNone);

}  // namespace kmem

#endif  // KMEM_SLAB_LAYOUT_H_
