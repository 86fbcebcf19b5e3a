#include "fit/fit_allocator.h"

#include <gtest/gtest.h>

#include "fit/fit_audit.h"
#include "fit_compare.h"
#include "support/tools.h"

namespace kmem {
namespace {

// A segment with holes of 24, 64, 16 and 40 bytes, in this order, between blocks of 8; the end is
// in use as well.
FitAllocator with_holes(FitPolicy policy) {
  FitAllocator fit = *FitAllocator::create(policy, 24 + 8 + 64 + 8 + 16 + 8 + 40 + 8);
  for (const Bytes hole : {24u, 64u, 16u, 40u}) {
    EXPECT_TRUE(fit.alloc(hole).ok());
    EXPECT_TRUE(fit.alloc(8).ok());
  }
  for (const Address start : {0u, 32u, 104u, 128u}) EXPECT_EQ(fit.free(start), Errc::none);
  return fit;
}

struct Pick {
  FitPolicy policy;
  Address address;
  uint64_t looks;
};

// 12 bytes, rounded up to 16, fit into every hole; each policy takes another one.
TEST(Fit, EachPolicyChoosesItsHole) {
  for (const Pick& pick : {Pick{FitPolicy::first, 0, 1}, Pick{FitPolicy::best, 104, 4},
                           Pick{FitPolicy::worst, 32, 4}, Pick{FitPolicy::next, 0, 1}}) {
    FitAllocator fit = with_holes(pick.policy);
    const uint64_t looks = fit.work().looks;
    const Result<Address> got = fit.alloc(12);
    ASSERT_TRUE(got.ok());
    EXPECT_EQ(*got, pick.address) << fit_name(pick.policy);
    EXPECT_EQ(fit.work().looks - looks, pick.looks) << fit_name(pick.policy);
    EXPECT_STREQ(audit(fit), nullptr);
  }
}

TEST(Fit, NextFitGoesOnWhereItStoppedAndWrapsAround) {
  FitAllocator fit = with_holes(FitPolicy::next);
  EXPECT_EQ(*fit.alloc(24), 0u);
  EXPECT_EQ(*fit.alloc(40), 32u);
  EXPECT_EQ(*fit.alloc(40), 128u);  // past the rest of 24 bytes and the hole of 16
  EXPECT_EQ(*fit.alloc(8), 72u);    // around the end, to that rest
  EXPECT_EQ(fit.rover(), 80u);
}

TEST(Fit, ABlockGivenBackJoinsTheHolesOnBothSides) {
  FitAllocator fit = with_holes(FitPolicy::first);
  EXPECT_EQ(fit.holes(), 4u);
  EXPECT_EQ(fit.free(24), Errc::none);
  EXPECT_EQ(fit.holes(), 3u);
  EXPECT_EQ(fit.work().merges, 2u);
  EXPECT_EQ(fit.largest_hole(), 96u);
}

// A refused request says why, and changes nothing but the counters of the attempt.
TEST(Fit, RefusesWhatDoesNotFit) {
  for (const FitPolicy policy : kFitPolicies) {
    FitAllocator fit = with_holes(policy);
    const Bytes free = fit.free_bytes();
    EXPECT_EQ(fit.alloc(65).errc(), Errc::fragmented);
    EXPECT_EQ(fit.alloc(free + 1).errc(), Errc::exhausted);
    EXPECT_EQ(fit.alloc(~Bytes{0}).errc(), Errc::exhausted);
    EXPECT_EQ(fit.alloc(0).errc(), Errc::zero_bytes);
    EXPECT_EQ(fit.work().failures, 3u);
    EXPECT_EQ(fit.free_bytes(), free);
    EXPECT_STREQ(audit(fit), nullptr);
  }
}

TEST(Fit, RefusesMisuseAndChangesNothing) {
  for (const FitPolicy policy : kFitPolicies) {
    FitAllocator fit = with_holes(policy);
    const FitAllocator before = fit;
    EXPECT_EQ(fit.free(0), Errc::double_free);
    EXPECT_EQ(fit.free(40), Errc::double_free);  // inside a hole
    EXPECT_EQ(fit.free(25), Errc::interior_pointer);
    EXPECT_EQ(fit.free(31), Errc::interior_pointer);
    EXPECT_EQ(fit.free(fit.segment()), Errc::outside_segment);
    EXPECT_EQ(fit.free(~Address{0}), Errc::outside_segment);
    EXPECT_TRUE(fit == before);
  }
}

TEST(Fit, RefusesSegmentsItCannotCut) {
  EXPECT_EQ(FitAllocator::create(FitPolicy::first, 0).errc(), Errc::bad_size);
  EXPECT_EQ(FitAllocator::create(FitPolicy::first, 12).errc(), Errc::bad_size);
  EXPECT_TRUE(FitAllocator::create(FitPolicy::first, 8).ok());
}

// A copy is a machine of its own.
TEST(Fit, IsAValue) {
  FitAllocator fit = with_holes(FitPolicy::best);
  const FitAllocator copy = fit;
  EXPECT_TRUE(copy == fit);
  ASSERT_TRUE(fit.alloc(16).ok());
  EXPECT_FALSE(copy == fit);
  EXPECT_EQ(copy.holes(), 4u);
  EXPECT_STREQ(audit(copy), nullptr);
}

}  // namespace
}  // namespace kmem
