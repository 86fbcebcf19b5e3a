#include "base/types.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <type_traits>

namespace kmem {
namespace {

// Two kinds of number never mix, and none is made from a plain integer by accident.
static_assert(!std::is_convertible_v<uint32_t, Pfn>);
static_assert(!std::is_convertible_v<Pfn, uint32_t>);
static_assert(!std::is_constructible_v<Pfn, Order>);
static_assert(!std::is_assignable_v<Pfn&, Order>);

// Numbers of one kind compare as their values do.
TEST(Types, Compare) {
  EXPECT_EQ(Pfn(3), Pfn(3));
  EXPECT_NE(Pfn(3), Pfn(4));
  EXPECT_LT(Order(2), Order(10));
  EXPECT_EQ(Order(), Order(0));
}

// A block of order k has 2^k frames, up to the largest segment.
TEST(Types, FramesOfAnOrder) {
  EXPECT_EQ(frames_of(Order(0)), 1u);
  EXPECT_EQ(frames_of(Order(3)), 8u);
  EXPECT_EQ(frames_of(Order(kMaxOrder)), kMaxFrames);
}

// Buddies are each other's buddy, lie side by side, and together are a block of the next order.
TEST(Types, BuddiesArePairs) {
  EXPECT_EQ(buddy_of(Pfn(0), Order(3)), Pfn(8));
  EXPECT_EQ(buddy_of(Pfn(8), Order(3)), Pfn(0));
  EXPECT_EQ(buddy_of(Pfn(4), Order(1)), Pfn(6));
  for (uint32_t order = 0; order < 6; ++order) {
    for (uint32_t pfn = 0; pfn < 64; pfn += frames_of(Order(order))) {
      const Pfn buddy = buddy_of(Pfn(pfn), Order(order));
      EXPECT_EQ(buddy_of(buddy, Order(order)), Pfn(pfn));
      EXPECT_EQ(std::max(pfn, buddy.value) - std::min(pfn, buddy.value), frames_of(Order(order)));
      EXPECT_EQ(std::min(pfn, buddy.value) % frames_of(Order(order + 1)), 0u);
    }
  }
}

}  // namespace
}  // namespace kmem
