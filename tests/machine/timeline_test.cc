#include "machine/timeline.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "machine/machine_inl.h"
#include "support/event_reader.h"
#include "support/random_program.h"
#include "support/seed.h"
#include "support/tools.h"

namespace kmem {
namespace {

// A log that films the machine: one copy of it per event.
struct FilmLog : WatchingLog {
  explicit FilmLog(const Machine& watched) : machine(&watched), film{watched} {}

  void emit(Event event) {
    events.push_back(event);
    film.push_back(*machine);
  }

  const Machine* machine;
  std::vector<Event> events;
  std::vector<Machine> film;
};

// The whole run of a program, made without a timeline: the machine after n events for every n.
// After a command's last event that is the machine after the command.
struct Replay {
  explicit Replay(const Program& program) : machine(*Machine::create(program.memory)) {
    FilmLog log(machine);
    for (const Command& command : program.commands) {
      machine.execute(command, program, log);
      log.film.back() = machine;
      ends.push_back(static_cast<uint32_t>(log.events.size()));
    }
    film = std::move(log.film);
    events = std::move(log.events);
  }

  // Commands complete, and events of the next one, after n events.
  Position position(uint32_t n) const {
    uint32_t command = 0;
    while (command < ends.size() && ends[command] <= n) ++command;
    return {command, n - (command == 0 ? 0 : ends[command - 1])};
  }

  Machine machine;
  std::vector<Machine> film;
  std::vector<Event> events;
  Vector<uint32_t> ends;
};

Program random_program(uint64_t seed, uint64_t commands, const MemoryConfig& memory = {16, 1024}) {
  Random random(seed);
  ProgramMaker<Random> maker(random, memory);
  for (uint64_t i = 0; i < commands; ++i) maker.add();
  return maker.program;
}

class TimelineTest : public testing::TestWithParam<uint64_t> {
 protected:
  void expect_at(const Timeline& timeline, uint32_t n) {
    ASSERT_EQ(timeline.position(), replay_.position(n)) << "event " << n;
    ASSERT_TRUE(timeline.machine() == replay_.film[n]) << "event " << n;
  }
  uint32_t last() const { return static_cast<uint32_t>(replay_.events.size()); }
  static Timeline recorded(const Program& program, uint64_t budget = Timeline::kDefaultBudget) {
    Timeline timeline(*Machine::create(program.memory), program, budget);
    timeline.record(kNone);
    return timeline;
  }

  Program program_ = random_program(GetParam(), steps(200));
  Replay replay_{program_};
};

// Recording learns how many events each command has, in one go or in pieces; the position stays.
TEST_P(TimelineTest, RecordsTheEvents) {
  Timeline timeline(*Machine::create(program_.memory), program_);
  EXPECT_EQ(timeline.recorded(), 0u);
  EXPECT_EQ(timeline.event_count(), 0u);
  uint32_t piece = 1, commands = 0;
  while (const uint32_t count = timeline.record(piece)) {
    ASSERT_LE(count, piece++);
    commands += count;
    ASSERT_EQ(timeline.recorded(), commands);
  }
  EXPECT_EQ(commands, program_.commands.size());
  EXPECT_EQ(timeline.event_ends(), replay_.ends);
  EXPECT_EQ(timeline.event_count(), last());
  EXPECT_EQ(timeline.position(), Position{});
  EXPECT_TRUE(timeline.machine() == replay_.film[0]);
  EXPECT_TRUE(timeline.end() == replay_.machine);
  for (uint32_t i = 0; i < commands; ++i) {
    EXPECT_EQ(timeline.events_through(i), replay_.ends[i]);
    EXPECT_EQ(timeline.events_of(i), replay_.ends[i] - (i == 0 ? 0 : replay_.ends[i - 1]));
  }
}

// Seek(n) equals replay(n) at every event, forwards.
TEST_P(TimelineTest, SeeksForwards) {
  Timeline timeline = recorded(program_);
  for (uint32_t n = 0; n <= last(); ++n) {
    timeline.seek(timeline.position_at(n));
    expect_at(timeline, n);
  }
}

// … backwards …
TEST_P(TimelineTest, SeeksBackwards) {
  Timeline timeline = recorded(program_);
  for (uint32_t n = last() + 1; n-- > 0;) {
    timeline.seek(timeline.position_at(n));
    expect_at(timeline, n);
  }
}

// … and in any order, with a budget for the start alone.
TEST_P(TimelineTest, SeeksAtRandom) {
  Timeline timeline = recorded(program_, 1);
  EXPECT_EQ(timeline.checkpoint_count(), 1u);
  Random random(GetParam());
  for (uint64_t i = 0; i < steps(600); ++i) {
    const uint32_t n = random.below(last() + 1);
    timeline.seek(timeline.position_at(n));
    expect_at(timeline, n);
  }
}

// Seeking between recordings sees the same, and recording goes on as if nobody had looked.
TEST_P(TimelineTest, SeeksWhileRecording) {
  Timeline timeline(*Machine::create(program_.memory), program_);
  Random random(GetParam());
  while (timeline.record(1 + random.below(20)) != 0) {
    const uint32_t n = random.below(timeline.event_count() + 1);
    timeline.seek(timeline.position_at(n));
    expect_at(timeline, n);
  }
  EXPECT_TRUE(timeline.end() == replay_.machine);
}

// What lies beyond the end is the end; what lies beyond a command's events is the next command.
TEST_P(TimelineTest, SeeksBeyondTheEnd) {
  Timeline timeline = recorded(program_);
  for (const Position to : {Position{timeline.recorded(), 5}, Position{kNone, 0},
                            Position{timeline.recorded() - 1, 100000}}) {
    timeline.seek({});
    timeline.seek(to);
    expect_at(timeline, last());
  }
  timeline.seek({0, timeline.events_of(0)});
  expect_at(timeline, replay_.ends[0]);
  EXPECT_EQ(timeline.position_at(last()), (Position{timeline.recorded(), 0}));
  EXPECT_EQ(timeline.position_at(kNone), (Position{timeline.recorded(), 0}));
}

// The events of any command, from any position, are those of the run; the position stays.
TEST_P(TimelineTest, TellsTheEventsOfEveryCommand) {
  Timeline timeline = recorded(program_);
  const uint32_t middle = last() / 2;
  timeline.seek(timeline.position_at(middle));
  std::vector<Event> all;
  for (uint32_t i = 0; i < timeline.recorded(); ++i)
    for (const Event& event : timeline.events(i)) all.push_back(event);
  EXPECT_EQ(all, replay_.events);
  expect_at(timeline, middle);
}

// Acting in the past forks the history: up to the position all stays, beyond it is another run.
// Inside a command, that command is kept and completed.
TEST_P(TimelineTest, ForksTheHistory) {
  const Program other = random_program(GetParam() + 100, steps(60));
  Random random(GetParam());
  for (int i = 0; i < 12; ++i) {
    Program program = program_;
    Timeline timeline = recorded(program, i % 2 == 0 ? Timeline::kDefaultBudget : 20000);
    timeline.seek(timeline.position_at(random.below(last() + 1)));
    const Position at = timeline.position();
    timeline.truncate_here();
    const uint32_t kept = at.command + (at.event != 0 ? 1 : 0);
    ASSERT_EQ(timeline.recorded(), kept);
    ASSERT_EQ(timeline.position(), (Position{kept, 0}));
    ASSERT_TRUE(timeline.machine() == timeline.end());
    program.commands.resize(kept);
    program.commands.append(other.commands.data(), other.commands.size());
    timeline.record(kNone);
    const Replay forked(program);
    ASSERT_EQ(timeline.event_ends(), forked.ends);
    for (uint32_t n = 0; n <= forked.events.size(); n += 1 + random.below(9)) {
      timeline.seek(timeline.position_at(n));
      ASSERT_TRUE(timeline.machine() == forked.film[n]) << "event " << n;
    }
    ASSERT_TRUE(timeline.end() == forked.machine);
  }
}

// A fork can be forked again, also at the very start and at the very end.
TEST_P(TimelineTest, ForksAtTheStartAndAtTheEnd) {
  Timeline timeline = recorded(program_);
  timeline.seek({kNone, 0});
  timeline.truncate_here();
  EXPECT_EQ(timeline.recorded(), program_.commands.size());
  EXPECT_TRUE(timeline.end() == replay_.machine);
  timeline.seek({});
  timeline.truncate_here();
  EXPECT_EQ(timeline.recorded(), 0u);
  EXPECT_EQ(timeline.event_count(), 0u);
  EXPECT_EQ(timeline.checkpoint_count(), 1u);
  EXPECT_TRUE(timeline.end() == replay_.film[0]);
  timeline.record(kNone);
  EXPECT_TRUE(timeline.end() == replay_.machine);
}

INSTANTIATE_TEST_SUITE_P(Programs, TimelineTest, testing::ValuesIn(seeds(3)));

// Checkpoints stay within their budget however long the history grows, and seeking stays right.
TEST(Timeline, KeepsToItsBudget) {
  const Program program = random_program(7, steps(20000), {64, 4096});
  for (const uint64_t budget : {uint64_t{50'000}, uint64_t{400'000}, uint64_t{3'000'000}}) {
    Timeline timeline(*Machine::create(program.memory), program, budget);
    Machine running = *Machine::create(program.memory);
    NullLog silent;
    Random random(budget);
    while (timeline.record(997) != 0) {
      ASSERT_LE(timeline.checkpoint_bytes(), budget);
      ASSERT_GE(timeline.checkpoint_count(), 1u);
    }
    std::vector<uint32_t> places = {0, 1, timeline.recorded() / 2, timeline.recorded()};
    for (uint32_t i = 0; i < places.size(); ++i) {
      Machine replayed = *Machine::create(program.memory);
      for (uint32_t k = 0; k < places[i]; ++k)
        replayed.execute(program.commands[k], program, silent);
      timeline.seek({places[i], 0});
      ASSERT_TRUE(timeline.machine() == replayed) << places[i];
    }
    EXPECT_GT(timeline.checkpoint_count(), budget / 2'000'000);
  }
}

// With memory to spare there are checkpoints along the way, and what they take is counted.
TEST(Timeline, CountsWhatCheckpointsTake) {
  const Program program = random_program(3, 1000);
  Timeline timeline(*Machine::create(program.memory), program);
  const uint64_t one = timeline.checkpoint_bytes();
  EXPECT_GE(one, sizeof(Machine));
  timeline.record(kNone);
  EXPECT_GT(timeline.checkpoint_count(), 4u);
  EXPECT_GE(timeline.checkpoint_bytes(), timeline.checkpoint_count() * one);
  timeline.seek({});
  timeline.truncate_here();
  EXPECT_EQ(timeline.checkpoint_count(), 1u);
  EXPECT_EQ(timeline.checkpoint_bytes(), one);
}

// A program without commands is a history of one state.
TEST(Timeline, MayBeEmpty) {
  const Program program = random_program(1, 0);
  Timeline timeline(*Machine::create(program.memory), program);
  EXPECT_EQ(timeline.record(10), 0u);
  timeline.seek({3, 3});
  EXPECT_EQ(timeline.position(), Position{});
  EXPECT_EQ(timeline.position_at(0), Position{});
  timeline.truncate_here();
  EXPECT_EQ(timeline.recorded(), 0u);
}

// A timeline may start from a machine that has a past.
TEST(Timeline, StartsFromAnyMachine) {
  const Program program = random_program(9, 100);
  Machine start = *Machine::create(program.memory);
  NullLog silent;
  for (uint32_t i = 0; i < 50; ++i) start.execute(program.commands[i], program, silent);
  Timeline timeline(start, program);
  timeline.record(20);
  timeline.seek({0, 0});
  EXPECT_TRUE(timeline.machine() == start);
  for (uint32_t i = 0; i < 20; ++i) start.execute(program.commands[i], program, silent);
  EXPECT_TRUE(timeline.end() == start);
}

}  // namespace
}  // namespace kmem
