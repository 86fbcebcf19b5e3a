// types.h — the numbers of kernel memory, each with its own type so that none is taken for another.
#ifndef KMEM_BASE_TYPES_H_
#define KMEM_BASE_TYPES_H_

#include <compare>
#include <cstdint>

namespace kmem {

// A number with a meaning. Two kinds never mix without saying so.
template <class Tag>
struct Number {
  uint32_t value = 0;

  constexpr Number() = default;
  constexpr explicit Number(uint32_t v) : value(v) {}
  friend constexpr bool operator==(Number, Number) = default;
  friend constexpr auto operator<=>(Number, Number) = default;
};

// Page frame number: the index of a page frame, counted from the start of the segment.
using Pfn = Number<struct PfnTag>;
// log2 of the page frames in a block.
using Order = Number<struct OrderTag>;
// A cache of the machine, in order of creation. Ids are never used twice.
using CacheId = Number<struct CacheIdTag>;
// A slab of one cache: its place in the cache's slab table.
using SlabId = Number<struct SlabIdTag>;
// One slot of a slab, counted from the slab's first byte.
using ObjectIndex = Number<struct ObjectIndexTag>;
// A name of the scenario that holds the result of a request.
using HandleId = Number<struct HandleIdTag>;

// Sizes and addresses reach 64 GiB, so they have 64 bits. Addresses count from the segment's start.
using Bytes = uint64_t;
using Address = uint64_t;

inline constexpr uint32_t kNone = 0xffffffffu;

// The limits of a textbook segment.
inline constexpr uint32_t kMaxFrames = 1u << 20;
inline constexpr uint32_t kMaxOrder = 20;
inline constexpr Bytes kMinPageSize = 1024;
inline constexpr Bytes kMaxPageSize = 65536;
inline constexpr Bytes kDefaultPageSize = 4096;

constexpr uint32_t frames_of(Order order) { return 1u << order.value; }

// The buddy of a block differs from it in one pfn bit: the one its order names.
constexpr Pfn buddy_of(Pfn pfn, Order order) { return Pfn(pfn.value ^ frames_of(order)); }

}  // namespace kmem

#endif  // KMEM_BASE_TYPES_H_
