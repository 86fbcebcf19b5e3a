// Every history of page requests up to a length, in small worlds, against the naive model.

#include <gtest/gtest.h>

#include "buddy/zone_audit.h"
#include "support/compare.h"
#include "support/seed.h"
#include "support/tools.h"

namespace kmem {
namespace {

// What each history adds: a request of an order (also one that fails), or a free of one of the live
// blocks. Both the silent and the logged code run, and are compared after every operation.
struct World {
  Zone silent;
  Zone logged;
  naive::Buddy model;
  std::vector<uint32_t> live;
};

class Explorer {
 public:
  explicit Explorer(uint64_t frames)
      : start_{make_zone(frames), make_zone(frames), naive::Buddy(frames, kDefaultPageSize), {}} {}

  void run(uint32_t depth) { explore(start_, depth); }
  uint64_t histories() const { return histories_; }

 private:
  void explore(const World& world, uint32_t depth) {
    if (depth == 0) return;
    for (uint32_t order = 0; order <= world.silent.top_order().value; ++order)
      branch(world, depth, "alloc " + std::to_string(order),
             [&](World& next) { alloc(next, order); });
    for (size_t i = 0; i < world.live.size(); ++i)
      branch(world, depth, "free " + std::to_string(world.live[i]),
             [&](World& next) { free(next, i); });
  }

  template <class Operation>
  void branch(const World& world, uint32_t depth, const std::string& name, Operation operate) {
    if (testing::Test::HasFatalFailure()) return;
    World next = world;
    history_.push_back(name);
    ++histories_;
    operate(next);
    check(next);
    explore(next, depth - 1);
    history_.pop_back();
  }

  void alloc(World& world, uint32_t order) {
    const Bytes requested = (kDefaultPageSize << order) - order;
    NullLog silent;
    EventLog log;
    const auto got = world.silent.alloc_pages(Order(order), requested, BlockOwner::pages, silent);
    const auto logged = world.logged.alloc_pages(Order(order), requested, BlockOwner::pages, log);
    const uint64_t free_before = world.model.free_frames();
    const auto expected = world.model.alloc(order, requested, naive::Use::pages);
    ASSERT_EQ(got.ok(), expected.has_value()) << story();
    ASSERT_EQ(logged.ok(), expected.has_value()) << story();
    if (expected) {
      ASSERT_EQ(got->value, *expected) << story();
      world.live.push_back(got->value);
    } else {
      const bool enough = free_before >= naive::Buddy::length_of(order);
      ASSERT_EQ(got.errc(), enough ? Errc::fragmented : Errc::exhausted) << story();
    }
  }

  void free(World& world, size_t i) {
    const uint32_t pfn = world.live[i];
    world.live.erase(world.live.begin() + static_cast<ptrdiff_t>(i));
    NullLog silent;
    EventLog log;
    world.silent.free_pages(Pfn(pfn), silent);
    world.logged.free_pages(Pfn(pfn), log);
    world.model.free(pfn);
  }

  void check(const World& world) {
    ASSERT_EQ(difference(world.silent, world.model), "") << story();
    ASSERT_TRUE(world.silent == world.logged) << story();
    ASSERT_STREQ(audit(world.silent), nullptr) << story();
  }

  std::string story() const {
    std::string text = std::to_string(start_.silent.frames()) + " frames:";
    for (const std::string& one : history_) text += " " + one + ";";
    return text;
  }

  World start_;
  std::vector<std::string> history_;
  uint64_t histories_ = 0;
};

// So many histories there are of each length; the number is checked, so that a change of the test
// cannot quietly run fewer.
struct Size {
  uint64_t frames;
  uint32_t depth;
  uint64_t histories;
};
constexpr Size kSizes[] = {
    {1, 16, 4179}, {2, 11, 196594}, {4, 9, 549759}, {8, 8, 923765}, {16, 7, 580231}};
constexpr Size kSanitizedSizes[] = {
    {1, 12, 608}, {2, 9, 20242}, {4, 8, 116153}, {8, 7, 147419}, {16, 6, 76939}};

// In all of them the engine and the model agree on every frame, list and counter after every
// operation, and the audit finds nothing.
TEST(ExhaustiveBuddy, AllHistoriesOfSmallZones) {
  for (const Size& size : kSanitized ? kSanitizedSizes : kSizes) {
    Explorer explorer(size.frames);
    explorer.run(size.depth);
    if (HasFatalFailure()) return;
    std::printf("%llu frames, up to %u operations: %llu histories\n",
                static_cast<unsigned long long>(size.frames), size.depth,
                static_cast<unsigned long long>(explorer.histories()));
    EXPECT_EQ(explorer.histories(), size.histories);
  }
}

}  // namespace
}  // namespace kmem
