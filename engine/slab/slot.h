// slot.h — what is known of every object of a cache, in two bytes each.
//
// A free object's slot holds the index of the next free object of its slab (the freelist; in the
// kernel this link lies inside the free object itself). A live object's slot has the top bit set;
// for kmalloc the other bits are the bytes asked for.
#ifndef KMEM_SLAB_SLOT_H_
#define KMEM_SLAB_SLOT_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace kmem {

inline constexpr uint16_t kFreelistEnd = 0x7fff;
inline constexpr uint16_t kLiveBit = 0x8000;

struct Slot {
  uint16_t bits = kFreelistEnd;

  constexpr bool live() const { return (bits & kLiveBit) != 0; }
  // Free objects: index of the next free one, or kFreelistEnd.
  constexpr uint16_t next_free() const { return bits; }
  // Live kmalloc objects: bytes asked for. Live objects of other caches: 0.
  constexpr uint16_t requested() const { return static_cast<uint16_t>(bits & ~kLiveBit); }

  static constexpr Slot free(uint32_t next) { return {static_cast<uint16_t>(next)}; }
  static constexpr Slot in_use(uint32_t requested) {
    return {static_cast<uint16_t>(kLiveBit | requested)};
  }
  friend constexpr bool operator==(Slot, Slot) = default;
};
static_assert(sizeof(Slot) == 2);

}  // namespace kmem

#endif  // KMEM_SLAB_SLOT_H_
