// Random requests on larger segments, against the naive model and the audit; and one long stream.

#include <gtest/gtest.h>

#include "base/random.h"
#include "fit/fit_audit.h"
#include "fit_compare.h"
#include "support/seed.h"

namespace kmem {
namespace {

class RandomFit : public testing::TestWithParam<FitPolicy> {
 protected:
  void alloc(Random& random) {
    const Bytes bytes = 1 + random.below(random.below(3) == 0 ? 900 : 90);
    const uint64_t looks = fit_.work().looks;
    const Result<Address> got = fit_.alloc(bytes);
    const naive::Fit::Answer expected = model_.alloc(bytes);
    ASSERT_EQ(got.ok(), expected.address.has_value());
    ASSERT_EQ(fit_.work().looks - looks, expected.looks);
    if (!got.ok()) return;
    ASSERT_EQ(*got, *expected.address);
    live_.push_back(*got);
  }

  void free(Random& random) {
    const size_t i = random.below(static_cast<uint32_t>(live_.size()));
    ASSERT_EQ(fit_.free(live_[i]), Errc::none);
    ASSERT_TRUE(model_.free(live_[i]));
    live_[i] = live_.back();
    live_.pop_back();
  }

  void run(uint64_t seed) {
    constexpr Bytes kSegment = 16384;
    Random random(seed);
    fit_ = *FitAllocator::create(GetParam(), kSegment);
    model_ = naive::Fit(GetParam(), kSegment);
    live_.clear();
    for (uint64_t step = 1; step <= steps(6000); ++step) {
      SCOPED_TRACE(replay_line(std::string("*RandomFit*/") + fit_name(GetParam()), seed, step));
      const bool grow =
          fit_.free_bytes() * 5 > kSegment ? random.below(3) != 0 : random.below(3) == 0;
      if (grow || live_.empty()) {
        alloc(random);
      } else {
        free(random);
      }
      ASSERT_EQ(difference(fit_, model_), "");
      ASSERT_STREQ(audit(fit_), nullptr);
      if (HasFatalFailure()) return;
    }
  }

  FitAllocator fit_;
  naive::Fit model_{FitPolicy::first, 8};
  std::vector<Address> live_;
};

TEST_P(RandomFit, AgreesWithTheNaiveModel) {
  for (const uint64_t seed : seeds(3)) {
    run(seed);
    if (HasFatalFailure()) return;
  }
}

// What was handed out and given back leaves one hole, whatever happened in between; and the memory
// that the allocator itself takes follows what is live, not what ever was.
TEST_P(RandomFit, LongStreamsEndWhereTheyBegan) {
  FitAllocator fit = *FitAllocator::create(GetParam(), Bytes{1} << 28);
  Random random(7);
  std::vector<Address> live;
  for (uint64_t step = 0; step < steps(400'000); ++step) {
    if (live.size() < 4000 || random.below(2) == 0) {
      const Result<Address> got = fit.alloc(1 + random.below(20'000));
      if (got.ok()) live.push_back(*got);
    } else {
      const size_t i = random.below(static_cast<uint32_t>(live.size()));
      ASSERT_EQ(fit.free(live[i]), Errc::none);
      live[i] = live.back();
      live.pop_back();
    }
  }
  ASSERT_STREQ(audit(fit), nullptr);
  EXPECT_LT(fit.memory_bytes(), 8u << 20);
  for (const Address address : live) ASSERT_EQ(fit.free(address), Errc::none);
  EXPECT_EQ(fit.holes(), 1u);
  EXPECT_EQ(fit.free_bytes(), fit.segment());
  EXPECT_EQ(fit.requested_bytes(), 0u);
  ASSERT_STREQ(audit(fit), nullptr);
}

INSTANTIATE_TEST_SUITE_P(All, RandomFit, testing::ValuesIn(kFitPolicies),
                         [](const auto& one) { return fit_name(one.param); });

}  // namespace
}  // namespace kmem
