#include "base/digits.h"

#include <gtest/gtest.h>

#include <cinttypes>
#include <cstdio>

#include "base/random.h"

namespace kmem {
namespace {

template <class... Arguments>
std::string printed(const char* format, Arguments... arguments) {
  char text[128];
  std::snprintf(text, sizeof(text), format, arguments...);
  return text;
}

// Numbers of every length, and the ends of the range.
TEST(Digits, AreThoseOfPrintf) {
  Random random(1);
  for (uint32_t i = 0; i < 10'000; ++i) {
    const uint64_t n = i == 0 ? 0 : i == 1 ? ~uint64_t{0} : random.next() >> random.below(64);
    const uint32_t width = random.below(25);
    EXPECT_EQ(decimal_text(n), printed("%" PRIu64, n));
    EXPECT_EQ(right_text(n, width), printed("%*" PRIu64, width, n));
    EXPECT_EQ(hex_text(n), printed("%" PRIx64, n));
    EXPECT_EQ(hex_text(n, width), printed("%0*" PRIx64, width, n));
  }
}

}  // namespace
}  // namespace kmem
