#include "course/race_run.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "race_support.h"
#include "support/random_program.h"
#include "support/seed.h"

namespace kmem {
namespace {

Program random_program(uint64_t seed, uint32_t commands) {
  Random random(seed);
  ProgramMaker maker(random, {.frames = 64, .page_size = 1024});
  for (uint32_t i = 0; i < commands; ++i) maker.add();
  return maker.program;
}

// Every position that is sought is the one that is reached by going there, with checkpoints kept
// and with so small a budget that they are thinned again and again.
TEST(RaceRun, SeekEqualsReplay) {
  const Program program = random_program(3, 3000);
  for (const uint64_t budget : {RaceRun::kDefaultBudget, uint64_t{200'000}, uint64_t{1}}) {
    RaceRun run(program, kAllContenders, 10, budget);
    while (run.record(700) != 0) {
    }
    EXPECT_TRUE(run.checkpoint_bytes() <= budget || budget == 1);
    Random random(9);
    for (uint32_t i = 0; i < 60; ++i) {
      const uint32_t to = random.below(3001);
      Race expected(program.memory, kAllContenders);
      while (expected.position() < to) expected.step(program);
      ASSERT_TRUE(run.at(to) == expected) << to;
    }
    EXPECT_EQ(run.at(~0u).position(), 3000u);
  }
}

// Going there piece by piece, from wherever it stands and while the curves are still being made,
// ends in the same race as going there at once.
TEST(RaceRun, ApproachEqualsReplay) {
  const Program program = random_program(6, 2000);
  RaceRun run(program, kAllContenders, 10, 200'000);
  Random random(10);
  for (uint32_t i = 0; i < 60; ++i) {
    run.record(100);
    const uint32_t to = random.below(2001);
    uint32_t left = run.approach(to, 50);
    for (uint32_t before = left + 50; left != 0; left = run.approach(to, 50)) {
      ASSERT_LT(left, before) << to;
      before = left;
    }
    Race expected(program.memory, kAllContenders);
    while (expected.position() < to) expected.step(program);
    ASSERT_TRUE(run.at(to) == expected) << to;
  }
  EXPECT_EQ(run.approach(~0u, 2000), 0u);
}

// The curves are the books at their positions: from the start to the end, and no more than asked.
TEST(RaceRun, SamplesAreTheBooks) {
  const Program program = random_program(4, 1234);
  RaceRun run(program, kAllContenders, 50);
  while (run.record(100) != 0) {
  }
  ASSERT_LE(run.samples().size(), 52u);
  ASSERT_GE(run.samples().size(), 25u);
  EXPECT_EQ(run.samples().front().position, 0u);
  EXPECT_EQ(run.samples().back().position, 1234u);
  for (const RaceSample& sample : run.samples())
    for (const ContenderKind kind : kEverybody) {
      const RaceBooks& books = sample.books[static_cast<uint32_t>(kind)];
      ASSERT_TRUE(books.bytes == run.at(sample.position).bytes(kind));
      ASSERT_TRUE(books.work == run.at(sample.position).work(kind));
    }
}

// The search finds the first command of its kind, and goes on where its budget ends.
TEST(RaceRun, FindsEveryDifference) {
  const Program program = random_program(5, 400);
  for (const ContenderKind other : kEverybody)
    for (const uint32_t kinds : {kAllDifferences, 1u << 1, 1u << 3}) {
      RaceRun run(program, kAllContenders);
      std::vector<uint32_t> expected;
      Race race(program.memory, kAllContenders);
      while (race.position() < program.commands.size()) {
        race.step(program);
        const auto kind = difference(race.outcome(ContenderKind::buddy), race.outcome(other));
        if (kind != DifferenceKind::none && ((kinds >> static_cast<uint32_t>(kind)) & 1) != 0)
          expected.push_back(race.position() - 1);
      }
      std::vector<uint32_t> found;
      for (uint32_t from = 0; from < run.commands();) {
        const auto next = run.search(ContenderKind::buddy, other, from, kinds, 7);
        ASSERT_GT(next.command + (next.kind != DifferenceKind::none), from);
        from = next.command;
        if (next.kind != DifferenceKind::none) found.push_back(from++);
      }
      ASSERT_EQ(found, expected);
      if (other == ContenderKind::buddy) {
        ASSERT_TRUE(expected.empty());
      }
    }
}

TEST(RaceRun, NamesTheKindOfADifference) {
  const Outcome low{.kind = OutcomeKind::placed, .address = 0, .granted = 8};
  const Outcome wide{.kind = OutcomeKind::placed, .address = 0, .granted = 16};
  const Outcome high{.kind = OutcomeKind::placed, .address = 64, .granted = 8};
  const Outcome exhausted{.kind = OutcomeKind::failed, .errc = Errc::exhausted};
  const Outcome fragmented{.kind = OutcomeKind::failed, .errc = Errc::fragmented};
  const Outcome released{.kind = OutcomeKind::released};
  EXPECT_EQ(difference(low, low), DifferenceKind::none);
  EXPECT_EQ(difference(low, wide), DifferenceKind::size);
  EXPECT_EQ(difference(low, high), DifferenceKind::place);
  EXPECT_EQ(difference(low, exhausted), DifferenceKind::failed);
  EXPECT_EQ(difference(fragmented, high), DifferenceKind::failed);
  EXPECT_EQ(difference(fragmented, exhausted), DifferenceKind::reason);
  EXPECT_EQ(difference(exhausted, exhausted), DifferenceKind::none);
  EXPECT_EQ(difference(released, Outcome{}), DifferenceKind::none);
}

// A program without a command has a start and nothing else.
TEST(RaceRun, OfNothing) {
  RaceRun run(parse_program("memory 64K\n"), kAllContenders);
  EXPECT_EQ(run.record(10), 0u);
  EXPECT_EQ(run.samples().size(), 1u);
  EXPECT_EQ(run.at(5).position(), 0u);
  EXPECT_EQ(run.search(ContenderKind::buddy, ContenderKind::slab, 3, kAllDifferences, 5).kind,
            DifferenceKind::none);
}

}  // namespace
}  // namespace kmem
