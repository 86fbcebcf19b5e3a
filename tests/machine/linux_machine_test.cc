// A machine with a profile of Linux: audited after every command, the same with and without a log,
// and at every position of its timeline.
#include <gtest/gtest.h>

#include <random>

#include "machine/machine_audit.h"
#include "machine/scenario_support.h"
#include "machine/timeline.h"
#include "support/seed.h"

namespace kmem {
namespace {

// Zones of random sizes, with holes and memory in use, and some mechanisms off.
std::string random_head(std::mt19937_64& random) {
  std::string text = "profile linux-6.1\n";
  const auto below = [&](uint64_t n) { return random() % n; };
  if (below(3) == 0) {
    text += "memory " + std::to_string(below(4) == 0 ? 16384 + below(9000) : 1 + below(9000)) +
            " frames\n";
  } else {
    uint64_t at = below(600);
    for (const char* name : {"DMA", "DMA32", "Normal"}) {
      if (below(3) == 0) continue;
      const uint64_t frames = 64 + below(3000);
      text += std::string("zone ") + name + ' ' + std::to_string(at) + ".." +
              std::to_string(at + frames - 1);
      if (below(2) == 0)
        text += ", hole " + std::to_string(at + 5) + ".." + std::to_string(at + 5 + below(30));
      if (below(2) == 0)
        text += ", used " + std::to_string(at + 40) + ".." + std::to_string(at + 40 + below(20));
      text += '\n';
      at += frames + (below(2) == 0 ? 0 : below(700));
    }
  }
  constexpr const char* kMechanisms[] = {"", "mechanisms none\n", "mechanisms percpu\n",
                                         "mechanisms mobility, zones\n",
                                         "mechanisms watermarks, percpu\n"};
  return text + kMechanisms[below(5)];
}

std::string random_commands(std::mt19937_64& random, uint32_t count) {
  const auto below = [&](uint64_t n) { return random() % n; };
  constexpr const char* kTypes[] = {"", ", type=movable", ", type=reclaimable", ", type=movable"};
  constexpr const char* kZones[] = {"", "", "", ", zone=dma", ", zone=dma32"};
  constexpr const char* kClasses[] = {"", "", "", ", atomic", ", memalloc"};
  std::string text = "h[0] = alloc_pages(0)\n";
  uint32_t made = 1;
  for (uint32_t i = 0; i < count; ++i) {
    const uint64_t what = below(100);
    if (what < 55) {
      const uint64_t order = below(3) == 0 ? below(12) : below(4);
      text += "h[" + std::to_string(made++) + "] = alloc_pages(" + std::to_string(order) +
              kTypes[below(4)] + kZones[below(5)] + kClasses[below(5)] + ")\n";
    } else if (what < 97) {
      text += "free_pages(h[" + std::to_string(below(made)) + "])\n";
    } else if (what < 98) {
      text += "drain_pages()\n";
    } else {
      text += "free_pages(@" + std::to_string(below(9000) * 4096) + ", " +
              std::to_string(below(4)) + ")\n";
    }
  }
  return text;
}

Program random_program(uint64_t seed) {
  std::mt19937_64 random(seed);
  std::string text = random_head(random);
  text += random_commands(random, 250);
  const Parsed parsed = parse(text);
  EXPECT_EQ(codes(parsed), "") << text;
  return parsed.program;
}

TEST(LinuxMachine, HoldsItsInvariantsAfterEveryCommand) {
  for (const uint64_t seed : seeds(40)) {
    const Program program = random_program(seed);
    Machine told = *Machine::create(program.memory);
    Machine silent = told;
    ASSERT_NE(told.linux_memory(), nullptr);
    ASSERT_EQ(audit(told), nullptr) << "seed " << seed;
    const Bytes total = told.ledger().total();
    NullLog nothing;
    for (size_t i = 0; i < program.commands.size(); ++i) {
      EventLog log;
      told.execute(program.commands[i], program, log);
      silent.execute(program.commands[i], program, nothing);
      ASSERT_EQ(audit(told), nullptr) << "seed " << seed << ", command " << i;
      ASSERT_EQ(told.ledger().total(), total);
    }
    EXPECT_TRUE(told == silent) << "seed " << seed;
  }
}

// A refused free changes nothing but the count of failures.
TEST(LinuxMachine, RefusesMisuseAndStaysAsItWas) {
  const Parsed parsed = parse(
      "profile linux-6.1\nmemory 64M\na = alloc_pages(2)\nb = alloc_pages(0)\n"
      "free_pages(a, 3)\nfree_pages(a + 4K)\nfree_pages(@0x9f000)\nfree_pages(@1G)\n"
      "free_pages(b)\nfree_pages(b)\n");
  ASSERT_EQ(codes(parsed), "");
  Machine machine = *Machine::create(parsed.program.memory);
  const Errc expected[] = {Errc::none,           Errc::none,
                           Errc::wrong_order,    Errc::interior_pointer,
                           Errc::unknown_handle, Errc::outside_segment,
                           Errc::none,           Errc::double_free};
  for (size_t i = 0; i < std::size(expected); ++i) {
    const LinuxMemory before = *machine.linux_memory();
    EventLog log;
    machine.execute(parsed.program.commands[i], parsed.program, log);
    EXPECT_EQ(machine.last_errc(), expected[i]) << i;
    if (expected[i] != Errc::none) {
      EXPECT_TRUE(before == *machine.linux_memory()) << i;
    }
  }
}

TEST(LinuxMachine, IsTheSameHoweverAPositionIsReached) {
  for (const uint64_t seed : seeds(6)) {
    const Program program = random_program(seed);
    const Machine start = *Machine::create(program.memory);
    Timeline timeline(start, program, 1 << 20);
    timeline.record(~0u);
    std::mt19937_64 random(seed);
    for (int round = 0; round < 12; ++round) {
      const uint32_t command = static_cast<uint32_t>(random() % (timeline.recorded() + 1));
      timeline.seek({command, 0});
      Machine replayed = start;
      NullLog nothing;
      for (uint32_t i = 0; i < command; ++i)
        replayed.execute(program.commands[i], program, nothing);
      ASSERT_TRUE(timeline.machine() == replayed) << "seed " << seed << ", command " << command;
    }
  }
}

// Inside a command, too, every byte is in one row, and every frame in one block.
TEST(LinuxMachine, AddsUpAtEveryEvent) {
  const Parsed parsed = parse(
      "profile linux-6.1\nzone DMA32 0..2047, hole 100..120, min=20, low=30, high=40, batch=7, "
      "pcp_high=12\na[1..20] = alloc_pages(0)\nb = alloc_pages(4, type=movable)\n"
      "free_pages(a[1..20])\nc = alloc_pages(1, atomic)\ndrain_pages()\n");
  ASSERT_EQ(codes(parsed), "");
  const Machine start = *Machine::create(parsed.program.memory);
  Timeline timeline(start, parsed.program);
  timeline.record(~0u);
  for (uint32_t event = 0; event <= timeline.event_count(); ++event) {
    timeline.seek(timeline.position_at(event));
    const Machine& machine = timeline.machine();
    ASSERT_EQ(machine.ledger().total(), start.ledger().total());
    uint32_t pfn = 0;
    while (pfn < machine.frames()) {
      const Block block = machine.block_of(Pfn(pfn));
      ASSERT_EQ(block.head.value, pfn) << "event " << event;
      pfn += frames_of(block.order);
    }
    ASSERT_EQ(pfn, machine.frames());
  }
}

// program_text gives a program again, zones and options included.
TEST(LinuxMachine, IsWrittenAsItWasRead) {
  for (const uint64_t seed : seeds(10)) {
    const Program program = random_program(seed);
    const Parsed again = parse(program_text(program, ~0u));
    ASSERT_EQ(codes(again), "");
    EXPECT_EQ(commands_text(again.program), commands_text(program));
    EXPECT_TRUE(*again.program.memory.boot == *program.memory.boot);
  }
}

}  // namespace
}  // namespace kmem
