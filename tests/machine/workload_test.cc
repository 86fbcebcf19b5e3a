// What `churn` stands for.
#include <gtest/gtest.h>

#include <set>

#include "machine/machine.h"
#include "machine/scenario_support.h"
#include "machine/workload.h"

namespace kmem {
namespace {

Program program_of(std::string text) {
  const Parsed parsed = parse(std::move(text));
  EXPECT_EQ(codes(parsed), "");
  return parsed.program;
}

Machine run(const Program& program) {
  Machine machine = *Machine::create(program.memory);
  NullLog log;
  for (const Command& command : program.commands) machine.execute(command, program, log);
  return machine;
}

// Written down, so that a change of the random numbers or of the choices is noticed: scenarios
// with a churn would come to something else.
TEST(Workload, SameCommandsForEver) {
  EXPECT_EQ(commands_of_scenario("churn(8, seed=7, orders=0..3, fill=70)"),
            "churn_pages[1] = alloc_pages(1)\nchurn_pages[2] = alloc_pages(0)\n"
            "churn_pages[3] = alloc_pages(2)\nchurn_pages[4] = alloc_pages(0)\n"
            "free_pages(churn_pages[2])\nchurn_pages[2] = alloc_pages(0)\n"
            "churn_pages[5] = alloc_pages(3)\nchurn_pages[6] = alloc_pages(3)\n");
  EXPECT_EQ(commands_of_scenario("churn(\"kmalloc-8\", 5, seed=7, live=2)"),
            "churn_objects[1] = kmem_cache_alloc(\"kmalloc-8\")\n"
            "churn_objects[2] = kmem_cache_alloc(\"kmalloc-8\")\n"
            "kmem_cache_free(\"kmalloc-8\", churn_objects[1])\n"
            "churn_objects[1] = kmem_cache_alloc(\"kmalloc-8\")\n"
            "kmem_cache_free(\"kmalloc-8\", churn_objects[1])\n");
}

TEST(Workload, SeedsDifferAndDefaults) {
  EXPECT_NE(commands_of_scenario("churn(50, seed=1)"), commands_of_scenario("churn(50, seed=2)"));
  EXPECT_EQ(commands_of_scenario("churn(50)"),
            commands_of_scenario("churn(50, seed=1, orders=0..3, fill=70)"));
  EXPECT_EQ(commands_of_scenario("churn(\"kmalloc-8\", 300)"),
            commands_of_scenario("churn(\"kmalloc-8\", 300, live=100, seed=1)"));
}

// A churn is exactly as many commands as it says.
TEST(Workload, Operations) {
  for (const char* text : {"churn(0)", "churn(\"kmalloc-8\", 0)"})
    EXPECT_EQ(program_of(text).commands.size(), 0u);
  for (const char* text : {"churn(321, fill=0)", "churn(321, fill=100, orders=10)",
                           "churn(\"kmalloc-8\", 321, live=0)", "churn(321, orders=20)"})
    EXPECT_EQ(program_of(text).commands.size(), 321u) << text;
}

TEST(Workload, OrdersStayInTheirRange) {
  std::set<uint32_t> orders;
  for (const Command& command : program_of("memory 4096 frames; churn(1000, orders=1..4)").commands)
    if (command.op == Op::alloc_pages) orders.insert(command.order);
  EXPECT_EQ(orders, (std::set<uint32_t>{1, 2, 3, 4}));
}

// In the end about the wanted share of the frames is in use, and never more.
TEST(Workload, Fill) {
  for (const uint32_t fill : {10u, 50u, 70u, 100u}) {
    const std::string text =
        "memory 4096 frames\nchurn(5000, orders=0..2, fill=" + std::to_string(fill) + ")";
    const Machine machine = run(program_of(text));
    const uint32_t wanted = 4096 * fill / 100;
    EXPECT_LE(machine.zone().page_frames(), wanted);
    EXPECT_GE(machine.zone().page_frames(), wanted * 9 / 10);
  }
}

// Pages that are in use already count, and a later churn brings the number down again.
TEST(Workload, FillCountsAllPages) {
  const std::string start = "memory 1024 frames\na = alloc_pages(9)\nb = alloc_pages(bytes=1M)\n";
  EXPECT_EQ(run(program_of(start)).zone().page_frames(), 768u);
  const Machine more = run(program_of(start + "churn(2000, fill=80, orders=0..1)"));
  EXPECT_LE(more.zone().page_frames(), 819u);
  EXPECT_GE(more.zone().page_frames(), 790u);
  const Machine less =
      run(program_of("memory 1024 frames\nchurn(3000, fill=80, orders=0..1)\n"
                     "churn(3000, fill=20, orders=0..1)"));
  EXPECT_LE(less.zone().page_frames(), 204u);
  EXPECT_GE(less.zone().page_frames(), 180u);
}

// Requests of churn that would be granted one after another are all granted.
TEST(Workload, FreesOnlyWhatIsLive) {
  const Machine machine =
      run(program_of("memory 4096 frames\nchurn(3000, orders=0..0, fill=90)\n"
                     "churn(\"kmalloc-64\", 3000, live=500)"));
  EXPECT_EQ(machine.failures(), 0u);
}

// Refused requests do no harm: their handles are freed without an effect.
TEST(Workload, RefusalsAreHarmless) {
  const Program program = program_of("memory 16 frames\nchurn(2000, orders=0..4, fill=100)");
  const Machine machine = run(program);
  EXPECT_GT(machine.failures(), 0u);
  NullLog log;
  Machine step = *Machine::create(program.memory);
  for (const Command& command : program.commands) {
    step.execute(command, program, log);
    const Errc errc = step.last_errc();
    EXPECT_TRUE(errc == Errc::none || errc == Errc::exhausted || errc == Errc::fragmented);
  }
}

TEST(Workload, LiveObjects) {
  const Machine machine =
      run(program_of("memory 4096 frames\nd = kmem_cache_create(\"d\", 192)\n"
                     "churn(d, 5000, live=100)\nchurn(d, 3000, live=40)\n"
                     "churn(\"kmalloc-8\", 5000, live=70)"));
  const CacheSet& caches = machine.caches();
  const uint32_t live = caches[CacheId(caches.find("d"))].objects_in_use();
  EXPECT_LE(live, 40u);
  EXPECT_GE(live, 30u);
  EXPECT_LE(caches[CacheId(caches.find("kmalloc-8"))].objects_in_use(), 70u);
  EXPECT_EQ(machine.failures(), 0u);
}

// Freed names are used again, so a long churn has few of them.
TEST(Workload, NamesAreUsedAgain) {
  const Program program = program_of("memory 1024 frames; churn(100000, orders=0..3)");
  EXPECT_LT(program.handles.size(), 1024u);
  EXPECT_EQ(program.names, (Vector<std::string>{kChurnPages}));
}

// What the learner frees or requests under churn's names is taken note of.
TEST(Workload, LearnerInBetween) {
  const Machine machine =
      run(program_of("memory 64 frames\nchurn(9, orders=0)\n"
                     "free_pages(churn_pages[1]); free_pages(churn_pages[2])\n"
                     "churn_pages[1] = alloc_pages(0)\n"
                     "churn_pages[90] = alloc_pages(0)\nchurn(500, orders=0)"));
  EXPECT_EQ(machine.failures(), 0u);
  EXPECT_LE(machine.zone().page_frames(), 44u);
}

}  // namespace
}  // namespace kmem
