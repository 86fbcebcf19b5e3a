// Events and machine tell the same story, at every single event.

#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"
#include "machine/machine_audit.h"
#include "machine/machine_inl.h"
#include "support/event_reader.h"
#include "support/random_program.h"
#include "support/seed.h"
#include "support/tools.h"

namespace kmem {
namespace {

// A log that compares the machine with its events' picture whenever one is emitted.
struct ComparingLog : WatchingLog {
  explicit ComparingLog(const Machine& watched) : machine(watched), reader(watched.zone()) {}

  void emit(Event event) {
    ++events;
    if (!trouble.empty()) return;
    trouble = reader.read(event);
    if (trouble.empty()) trouble = reader.difference(machine);
    if (!trouble.empty())
      trouble += " after " + std::string(kEventKinds[static_cast<size_t>(event.kind)].name);
  }

  const Machine& machine;
  EventReader reader;
  std::string trouble;
  uint64_t events = 0;
};

const MemoryConfig kMemories[] = {{1, 1024}, {4, 1024}, {8, 4096}, {16, 2048}, {64, 4096}};

// The picture painted from the events alone agrees with the machine after every event: free lists,
// blocks, slab lists, freelists, counts; and the ledger's rows add up to the segment.
TEST(EventConsistency, EventsAloneRebuildTheMachine) {
  uint64_t events = 0;
  for (const MemoryConfig& memory : kMemories) {
    for (const uint64_t seed : seeds(6)) {
      Random random(seed);
      ProgramMaker<Random> maker(random, memory);
      Machine machine = *Machine::create(memory);
      ComparingLog log(machine);
      for (uint64_t step = 1; step <= steps(600); ++step) {
        maker.add();
        machine.execute(maker.program.commands.back(), maker.program, log);
        ASSERT_EQ(log.trouble, "")
            << memory.frames << " frames: " << replay_line("EventConsistency.*", seed, step);
      }
      events += log.events;
    }
  }
  EXPECT_GT(events, 20000u * steps(100) / 100);
}

// The state seen at the k-th event through ProbeLog::stop_after is the state that any log sees
// there, for every k of every command; and watching does not change what happens.
TEST(EventConsistency, StopAfterShowsThatVeryState) {
  struct Stop {
    const Machine* machine;
    Machine seen;
  };
  Random random(11);
  const MemoryConfig memory{8, 1024};
  ProgramMaker<Random> maker(random, memory);
  Machine machine = *Machine::create(memory);
  EventReader before(machine.zone());
  for (uint64_t step = 0; step < steps(250); ++step) {
    maker.add();
    const Command what = maker.program.commands.back();
    EventLog whole;
    Machine after = machine;
    after.execute(what, maker.program, whole);
    const std::vector<Event> events = whole.events();
    ASSERT_EQ(whole.size(), events.size());
    EventReader reader = before;
    for (size_t k = 1; k <= events.size(); ++k) {
      Machine running = machine;
      Stop stop{&running, {}};
      ProbeLog log;
      log.stop_after(
          k,
          [](void* context) {
            auto* self = static_cast<Stop*>(context);
            self->seen = *self->machine;
          },
          &stop);
      running.execute(what, maker.program, log);
      ASSERT_TRUE(running == after);
      ASSERT_EQ(log.events(), events);
      ASSERT_EQ(reader.read(events[k - 1]), "");
      ASSERT_EQ(reader.difference(stop.seen), "") << "event " << k << " of command " << step;
    }
    machine = after;
    before = reader;
  }
}

// Every log gets the same events: those that keep a request as one run, and the one that hands out
// each at once. The ring has at least the newest of them.
TEST(EventConsistency, AllLogsGetTheSameEvents) {
  for (const MemoryConfig& memory : kMemories) {
    Random random(3);
    ProgramMaker<Random> maker(random, memory);
    Machine machine = *Machine::create(memory);
    EventLog log;
    EventRing ring(64);
    ProbeLog probe;
    std::vector<Event> all;
    for (uint64_t step = 0; step < steps(500); ++step) {
      maker.add();
      const Command what = maker.program.commands.back();
      Machine other = machine, third = machine;
      log.clear();
      probe.clear();
      machine.execute(what, maker.program, log);
      other.execute(what, maker.program, ring);
      third.execute(what, maker.program, probe);
      const std::vector<Event> events = probe.events(), newest = ring.events();
      ASSERT_EQ(log.events(), events);
      ASSERT_EQ(log.size(), events.size());
      all.insert(all.end(), events.begin(), events.end());
      ASSERT_GE(newest.size(), std::min(all.size(), ring.capacity()));
      ASSERT_TRUE(std::equal(newest.rbegin(), newest.rend(), all.rbegin()));
      ASSERT_TRUE(machine == other);
      ASSERT_TRUE(machine == third);
    }
  }
}

// The same commands give the same events, bit for bit, on a machine and on its copy.
TEST(EventConsistency, EventsAreDeterministic) {
  Random random(5);
  const MemoryConfig memory{16, 1024};
  ProgramMaker<Random> maker(random, memory);
  Machine machine = *Machine::create(memory);
  for (uint64_t step = 0; step < steps(1000); ++step) {
    maker.add();
    Machine copy = machine;
    EventLog log, again;
    machine.execute(maker.program.commands.back(), maker.program, log);
    copy.execute(maker.program.commands.back(), maker.program, again);
    ASSERT_EQ(log.events(), again.events());
    ASSERT_TRUE(machine == copy);
  }
}

}  // namespace
}  // namespace kmem
