#include "base/result.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace kmem {
namespace {

// A result holds a value, or the reason why there is none.
TEST(Result, HoldsAValueOrAReason) {
  const Result<int> good = 7;
  EXPECT_TRUE(good.ok());
  EXPECT_EQ(*good, 7);
  EXPECT_EQ(good.errc(), Errc::none);
  const Result<int> bad = Errc::double_free;
  EXPECT_FALSE(bad.ok());
  EXPECT_EQ(bad.errc(), Errc::double_free);
}

// The value can be changed in place and reached into.
TEST(Result, GivesAccessToTheValue) {
  Result<std::string> text = std::string("page");
  *text += "s";
  EXPECT_EQ(*text, "pages");
  EXPECT_EQ(text->size(), 5u);
}

// Reading the value of a refusal is a bug of ours: the program stops and says where.
TEST(ResultDeathTest, StopsWhereThereIsNoValue) {
  const Result<int> bad = Errc::exhausted;
  EXPECT_DEATH((void)*bad, "result.h:[0-9]+: check failed: ok\\(\\)");
}

// A refusal without a reason is a bug of ours too.
TEST(ResultDeathTest, StopsAtARefusalWithoutAReason) {
  EXPECT_DEATH((void)Result<int>(Errc::none), "check failed: errc != Errc::none");
}

// Every reason has a name of its own.
TEST(Errc, HasNames) {
  std::set<std::string> names;
  for (uint32_t i = 0; i < kErrcCount; ++i) names.insert(errc_name(static_cast<Errc>(i)));
  EXPECT_EQ(names.size(), kErrcCount);
  EXPECT_STREQ(errc_name(Errc::none), "none");
  EXPECT_STREQ(errc_name(Errc::reserved_cache), "reserved_cache");
}

}  // namespace
}  // namespace kmem
