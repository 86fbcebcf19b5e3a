// Random programs, sensible and silly commands mixed, against the naive model.
//
// A failing case prints the command line that runs it again up to the failing step.

#include <gtest/gtest.h>

#include "base/random.h"
#include "machine/machine_audit.h"
#include "support/naive_machine.h"
#include "support/random_program.h"
#include "support/seed.h"
#include "support/tools.h"
#include "trace/linux_kinds.h"

namespace kmem {
namespace {

struct Place {
  const char* name;
  MemoryConfig memory;
  uint64_t steps;
  uint64_t seeds;
};
void PrintTo(const Place& one, std::ostream* out) { *out << one.name; }

const Place kPlaces[] = {
    {"Frames1", {1, 1024}, 1500, 6},     {"Frames2", {2, 4096}, 1500, 6},
    {"Frames4", {4, 1024}, 1500, 10},    {"Frames8", {8, 4096}, 1500, 10},
    {"Frames16", {16, 2048}, 1500, 20},  {"Frames64", {64, 4096}, 1500, 20},
    {"Frames256", {256, 65536}, 500, 3}, {"Frames4096", {4096, 4096}, 400, 4},
};

class RandomMachine : public testing::TestWithParam<Place> {};

// Errors, frames, lists, slabs, slots, handles and cache variables are what the model says, and the
// audit finds nothing, after every command. With the log off the machine is the same.
TEST_P(RandomMachine, AgreesWithTheModel) {
  for (const uint64_t seed : seeds(GetParam().seeds)) {
    Random random(seed);
    ProgramMaker<Random> maker(random, GetParam().memory);
    Machine machine = *Machine::create(GetParam().memory);
    Machine quiet = machine;
    naive::Machine model(GetParam().memory);
    NullLog silent;
    for (uint64_t step = 1; step <= steps(GetParam().steps); ++step) {
      SCOPED_TRACE(replay_line("*RandomMachine*/" + std::string(GetParam().name), seed, step));
      maker.add();
      const Command what = maker.program.commands.back();
      EventLog log;
      machine.execute(what, maker.program, log);
      quiet.execute(what, maker.program, silent);
      model.execute(what, maker.program);
      ASSERT_EQ(naive::difference(machine, model, maker.program), "");
      ASSERT_STREQ(audit(machine), nullptr);
      ASSERT_TRUE(machine == quiet);
      ASSERT_GT(log.size(), 0u);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Memories, RandomMachine, testing::ValuesIn(kPlaces),
                         [](const auto& place) { return std::string(place.param.name); });

// The random programs are worth running: every kind of refusal and every kind of event occurs.
TEST(RandomProgram, ReachesEveryRefusalAndEvent) {
  std::array<uint64_t, kErrcCount> refusals{};
  std::array<uint64_t, kEventKindCount> events{};
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    Random random(seed);
    const MemoryConfig memory{uint64_t{4} << (seed % 4), kDefaultPageSize};
    ProgramMaker<Random> maker(random, memory);
    Machine machine = *Machine::create(memory);
    EventLog log;
    for (int step = 0; step < 1500; ++step) {
      maker.add();
      machine.execute(maker.program.commands.back(), maker.program, log);
      ++refusals[static_cast<size_t>(machine.last_errc())];
    }
    for (const Event& event : log.events()) ++events[static_cast<size_t>(event.kind)];
  }
  for (uint32_t i = 0; i < kErrcCount; ++i) {
    const Errc errc = static_cast<Errc>(i);
    const bool of_a_config = errc == Errc::bad_frames || errc == Errc::bad_page_size;
    if (of_a_config || errc == Errc::too_many_caches) continue;  // tested where they arise
    if (errc >= Errc::debug_report) continue;                    // of the profiles of Linux
    EXPECT_GT(refusals[i], 0u) << errc_name(errc);
  }
  for (uint32_t i = 0; i < kEventKindCount; ++i)
    EXPECT_EQ(events[i] == 0, only_in_linux(static_cast<EventKind>(i))) << kEventKinds[i].name;
}

}  // namespace
}  // namespace kmem
