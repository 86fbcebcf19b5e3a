// Every history of requests and frees up to a length, in small segments, against the naive model.

#include <gtest/gtest.h>

#include "fit/fit_audit.h"
#include "fit_compare.h"
#include "support/seed.h"

namespace kmem {
namespace {

struct World {
  FitAllocator fit;
  naive::Fit model;
  std::vector<Address> live;
};

class Explorer {
 public:
  Explorer(FitPolicy policy, Bytes segment)
      : policy_(policy),
        start_{*FitAllocator::create(policy, segment), naive::Fit(policy, segment), {}} {}

  void run(uint32_t depth) { explore(start_, depth); }
  uint64_t histories() const { return histories_; }

 private:
  void explore(const World& world, uint32_t depth) {
    if (depth == 0) return;
    for (const Bytes bytes : {1u, 8u, 13u, 24u, 40u})
      branch(world, depth, "alloc " + std::to_string(bytes), [&](World& w) { alloc(w, bytes); });
    for (size_t i = 0; i < world.live.size(); ++i)
      branch(world, depth, "free " + std::to_string(world.live[i]), [&](World& w) { free(w, i); });
  }

  template <class Operation>
  void branch(const World& world, uint32_t depth, const std::string& name, Operation operate) {
    if (testing::Test::HasFatalFailure()) return;
    World next = world;
    history_.push_back(name);
    ++histories_;
    operate(next);
    ASSERT_EQ(difference(next.fit, next.model), "") << story();
    ASSERT_STREQ(audit(next.fit), nullptr) << story();
    explore(next, depth - 1);
    history_.pop_back();
  }

  void alloc(World& world, Bytes bytes) {
    const FitWork before = world.fit.work();
    const Bytes free = world.model.free_bytes();
    const Result<Address> got = world.fit.alloc(bytes);
    const naive::Fit::Answer expected = world.model.alloc(bytes);
    ASSERT_EQ(got.ok(), expected.address.has_value()) << story();
    ASSERT_EQ(world.fit.work().looks - before.looks, expected.looks) << story();
    ASSERT_EQ(world.fit.work().failures - before.failures, got.ok() ? 0u : 1u) << story();
    if (got.ok()) {
      ASSERT_EQ(*got, *expected.address) << story();
      world.live.push_back(*got);
    } else {
      ASSERT_EQ(got.errc(), free < (bytes + 7) / 8 * 8 ? Errc::exhausted : Errc::fragmented)
          << story();
    }
  }

  // Merges show in the number of holes: one more hole, less one for each join.
  void free(World& world, size_t i) {
    const Address address = world.live[i];
    const FitWork before = world.fit.work();
    const size_t holes = world.model.holes().size();
    world.live.erase(world.live.begin() + static_cast<ptrdiff_t>(i));
    ASSERT_EQ(world.fit.free(address), Errc::none) << story();
    ASSERT_TRUE(world.model.free(address)) << story();
    ASSERT_EQ(world.fit.work().merges - before.merges, holes + 1 - world.model.holes().size())
        << story();
  }

  std::string story() const {
    std::string text = fit_name(policy_) + std::string(" fit:");
    for (const std::string& one : history_) text += " " + one + ";";
    return text;
  }

  FitPolicy policy_;
  World start_;
  std::vector<std::string> history_;
  uint64_t histories_ = 0;
};

struct Size {
  Bytes segment;
  uint32_t depth;
};
constexpr Size kSizes[] = {{8, 9}, {32, 6}, {64, 5}, {96, 5}};
constexpr Size kSanitizedSizes[] = {{8, 7}, {32, 5}, {64, 5}, {96, 4}};

// In all of them the engine and the model agree on every byte, on the holes looked at and on the
// merges after every operation, and the audit finds nothing.
TEST(ExhaustiveFit, AllHistoriesOfSmallSegments) {
  for (const FitPolicy policy : kFitPolicies) {
    uint64_t histories = 0;
    for (const Size& size : kSanitized ? kSanitizedSizes : kSizes) {
      Explorer explorer(policy, size.segment);
      explorer.run(size.depth);
      if (HasFatalFailure()) return;
      histories += explorer.histories();
    }
    std::printf("%s fit: %llu histories\n", fit_name(policy),
                static_cast<unsigned long long>(histories));
    EXPECT_GT(histories, kSanitized ? 20'000u : 200'000u);
  }
}

}  // namespace
}  // namespace kmem
