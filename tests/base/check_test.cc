#include "base/check.h"

#include <gtest/gtest.h>

namespace kmem {
namespace {

// A check that holds does nothing, and its condition is evaluated once.
TEST(Check, EvaluatesOnce) {
  int count = 0;
  KMEM_CHECK(++count == 1);
  EXPECT_EQ(count, 1);
}

// A check that fails prints its place and its text, and aborts, in every build type.
TEST(CheckDeathTest, PrintsAndAborts) {
  const int pages = 3;
  EXPECT_DEATH(KMEM_CHECK(pages == 4), "check_test.cc:[0-9]+: check failed: pages == 4");
}

}  // namespace
}  // namespace kmem
