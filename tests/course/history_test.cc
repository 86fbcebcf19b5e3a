#include "course/history.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "machine/timeline.h"
#include "race_support.h"
#include "support/random_program.h"

namespace kmem {
namespace {

// Every sample is the accounting of the machine at its command, and adds up to the segment.
TEST(History, SamplesAreTheAccounting) {
  Random random(11);
  ProgramMaker maker(random, {.frames = 64, .page_size = 1024});
  for (uint32_t i = 0; i < 777; ++i) maker.add();
  Timeline timeline(*Machine::create(maker.program.memory), maker.program);
  timeline.record(~0u);
  for (const uint32_t samples : {1u, 10u, 600u, 5000u}) {
    const std::vector<HistorySample> history = ledger_history(maker.program, samples);
    ASSERT_LE(history.size(), samples + 2);
    ASSERT_GE(history.size(), (samples > 777 ? 777 : samples) / 2 + 1);
    EXPECT_EQ(history.front().command, 0u);
    EXPECT_EQ(history.back().command, 777u);
    for (const HistorySample& sample : history) {
      timeline.seek({sample.command, 0});
      const Machine& machine = timeline.machine();
      ASSERT_TRUE(sample.ledger == machine.ledger());
      ASSERT_EQ(sample.ledger.total(), 65536u);
      ASSERT_EQ(sample.failures, machine.failures());
      ASSERT_EQ(sample.free_frames, machine.zone().free_frames());
      ASSERT_EQ(sample.largest, machine.zone().largest_free());
    }
  }
}

// Linux's formula, worked by hand: frames 1 and 3 of 4 are free, so a request for two gets none of
// it; nothing free is all unusable.
TEST(History, TellsWhatFreeMemoryIsGoodFor) {
  const Program program = parse_program(
      "memory 16K\na[1..4] = "
      "alloc_pages(0)\nfree_pages(a[2])\nfree_pages(a[4])\nfree_pages(a[3])\n");
  const std::vector<HistorySample> history = ledger_history(program, 100);
  ASSERT_EQ(history.size(), 8u);
  EXPECT_EQ(history[0].unusable, (std::vector<int32_t>{0, 0, 0}));
  EXPECT_EQ(history[4].unusable, (std::vector<int32_t>{1000, 1000, 1000}));
  EXPECT_EQ(history[6].unusable, (std::vector<int32_t>{0, 1000, 1000}));
  EXPECT_EQ(history[7].unusable, (std::vector<int32_t>{0, 333, 1000}));
}

TEST(History, OfNothingIsItsStart) {
  const std::vector<HistorySample> history = ledger_history(parse_program("memory 64K\n"), 600);
  ASSERT_EQ(history.size(), 1u);
  EXPECT_EQ(history[0].free_frames, 16u);
}

}  // namespace
}  // namespace kmem
