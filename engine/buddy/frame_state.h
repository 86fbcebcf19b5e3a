// frame_state.h — what one byte says about a page frame.
#ifndef KMEM_BUDDY_FRAME_STATE_H_
#define KMEM_BUDDY_FRAME_STATE_H_

#include "base/types.h"

namespace kmem {

// Only the head (first) frame of a block has a kind; the others are `interior`, whose byte is 0.
enum class FrameKind : uint8_t {
  interior = 0,    // not the first frame of its block
  free = 1,        // head of a free block, on the free list of its order
  pages = 2,       // head of a block handed out to a caller of alloc_pages
  slab = 3,        // head of a block that is a slab of a cache
  in_transit = 4,  // between two places, in the middle of a request; counts as free
  percpu = 5,      // Linux: on a per-CPU list
  hole = 6,        // Linux: no memory there
  reserved = 7,    // Linux: in use since before the first command
};

// An enumeration and no plain byte: a store of a plain byte may change any object, so the compiler
// would read everything again after each.
enum class FrameBits : uint8_t {};

// FrameKind in the high three bits, order in the low five.
struct FrameState {
  FrameBits bits{};

  constexpr FrameState() = default;
  constexpr FrameState(FrameKind kind, Order order)
      : bits(static_cast<FrameBits>((static_cast<uint32_t>(kind) << 5) | order.value)) {}

  constexpr FrameKind kind() const {
    return static_cast<FrameKind>(static_cast<uint32_t>(bits) >> 5);
  }
  constexpr Order order() const { return Order(static_cast<uint32_t>(bits) & 31u); }
  constexpr bool is_head() const { return bits != FrameBits{}; }
  friend constexpr bool operator==(FrameState, FrameState) = default;
};
static_assert(sizeof(FrameState) == 1);

}  // namespace kmem

#endif  // KMEM_BUDDY_FRAME_STATE_H_
