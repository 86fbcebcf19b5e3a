// Random page requests on zones of every size, against the naive model.
//
// A failing case prints the command line that runs it again up to the failing step.

#include <gtest/gtest.h>

#include "base/random.h"
#include "buddy/zone_audit.h"
#include "support/compare.h"
#include "support/seed.h"
#include "support/tools.h"

namespace kmem {
namespace {

struct Workload {
  const char* name;
  uint64_t frames;
  uint32_t max_order;  // of the requests
  uint32_t fill;       // per cent of the frames to keep in use
  uint64_t steps;
  uint64_t audit_every;  // walk over the whole segment after so many steps
  uint64_t seeds;
};
void PrintTo(const Workload& one, std::ostream* out) { *out << one.name; }

const Workload kWorkloads[] = {
    {"Frames16", 16, 4, 70, 4000, 1, 4},
    {"Frames256", 256, 5, 80, 4000, 1, 4},
    {"Frames4096", 4096, 8, 70, 10000, 1, 2},
    {"Frames4096Full", 4096, 12, 99, 10000, 1, 2},
    {"Frames65536", 65536, 5, 70, 60000, 6000, 2},
    {"Frames65536AllOrders", 65536, 16, 90, 60000, 6000, 1},
    {"Frames1048576", 1048576, 5, 70, 250000, 125000, 1},
};

class RandomBuddy : public testing::TestWithParam<Workload> {
 protected:
  void run(uint64_t seed) {
    const Workload& load = GetParam();
    Random random(seed);
    zone_ = make_zone(load.frames);
    quiet_ = zone_;
    model_ = naive::Buddy(load.frames, kDefaultPageSize);
    live_.clear();
    for (uint64_t step = 1; step <= steps(load.steps); ++step) {
      SCOPED_TRACE(replay_line("*RandomBuddy*/" + std::string(load.name), seed, step));
      const uint64_t in_use = load.frames - model_.free_frames();
      const bool grow =
          in_use * 100 < load.frames * load.fill ? random.below(4) != 0 : random.below(4) == 0;
      if (grow || live_.empty()) {
        alloc(random.below(load.max_order + 1), random);
      } else {
        free(random.below(static_cast<uint32_t>(live_.size())));
      }
      ASSERT_EQ(quick_difference(zone_, model_), "");
      if (step % load.audit_every == 0) check_all();
      if (HasFatalFailure()) return;
    }
    check_all();
  }

  void check_all() {
    ASSERT_EQ(difference(zone_, model_), "");
    ASSERT_TRUE(zone_ == quiet_);
    ASSERT_STREQ(audit(zone_), nullptr);
  }

 private:
  void alloc(uint32_t order, Random& random) {
    const Bytes requested = (kDefaultPageSize << order) - random.below(kDefaultPageSize);
    EventLog log;
    NullLog silent;
    const auto got = zone_.alloc_pages(Order(order), requested, BlockOwner::pages, log);
    const auto quiet = quiet_.alloc_pages(Order(order), requested, BlockOwner::pages, silent);
    const auto expected = model_.alloc(order, requested, naive::Use::pages);
    ASSERT_EQ(got.ok(), expected.has_value());
    ASSERT_EQ(got.errc(), quiet.errc());
    if (!expected) return;
    ASSERT_EQ(got->value, *expected);
    live_.push_back(got->value);
  }

  void free(uint32_t i) {
    EventLog log;
    NullLog silent;
    zone_.free_pages(Pfn(live_[i]), log);
    quiet_.free_pages(Pfn(live_[i]), silent);
    model_.free(live_[i]);
    live_[i] = live_.back();
    live_.pop_back();
  }

  Zone zone_;
  Zone quiet_;
  naive::Buddy model_{1, 1};
  std::vector<uint32_t> live_;
};

// With the log on and off the engine does what the model does, request after request; frames, lists
// and audit are walked after every request up to 4096 frames, and now and then above.
TEST_P(RandomBuddy, AgreesWithTheModel) {
  for (const uint64_t seed : seeds(GetParam().seeds)) {
    run(seed);
    if (HasFatalFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Zones, RandomBuddy, testing::ValuesIn(kWorkloads),
                         [](const auto& load) { return std::string(load.param.name); });

}  // namespace
}  // namespace kmem
