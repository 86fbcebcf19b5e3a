#include "base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace kmem {
namespace {

// The published test vector of SplitMix64: the same bits in every compiler.
TEST(Random, HasThePublishedBits) {
  Random random(1234567);
  EXPECT_EQ(random.next(), 6457827717110365317ull);
  EXPECT_EQ(random.next(), 3203168211198807973ull);
  EXPECT_EQ(random.next(), 9817491932198370423ull);
  EXPECT_EQ(random.next(), 4593380528125082431ull);
  EXPECT_EQ(random.next(), 16408922859458223821ull);
}

// Also at compile time.
static_assert(Random(0).next() == 16294208416658607535ull);

// Equal seeds give equal numbers, different seeds different ones.
TEST(Random, IsItsSeed) {
  Random a(7), b(7), c(8);
  for (int i = 0; i < 100; ++i) {
    const uint64_t number = a.next();
    EXPECT_EQ(number, b.next());
    EXPECT_NE(number, c.next());
  }
}

// below(n) stays below n and reaches every number about equally often.
TEST(Random, BelowIsEven) {
  Random random(1);
  std::array<int, 10> hits{};
  for (int i = 0; i < 100000; ++i) {
    const uint32_t number = random.below(10);
    ASSERT_LT(number, 10u);
    ++hits[number];
  }
  for (const int count : hits) {
    EXPECT_GT(count, 9500);
    EXPECT_LT(count, 10500);
  }
}

// The bounds 1 and 2^32 − 1 are bounds like others.
TEST(Random, BelowTakesEveryBound) {
  Random random(2);
  uint32_t largest = 0;
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(random.below(1), 0u);
    largest = std::max(largest, random.below(0xffffffffu));
  }
  EXPECT_GT(largest, 0xf0000000u);
}

}  // namespace
}  // namespace kmem
