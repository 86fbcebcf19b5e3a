#include "course/race.h"

#include <gtest/gtest.h>

#include <map>

#include "base/random.h"
#include "buddy/zone_audit.h"
#include "fit/fit_audit.h"
#include "machine/machine_audit.h"
#include "race_support.h"
#include "support/random_program.h"
#include "support/seed.h"
#include "support/tools.h"

namespace kmem {
namespace {

Race run(const Program& program) {
  Race race(program.memory, kAllContenders);
  while (race.position() < program.commands.size()) race.step(program);
  return race;
}

const char* audit_all(const Race& race) {
  for (const ContenderKind kind : kEverybody)
    if (kind < ContenderKind::buddy)
      if (const char* broken = audit(race.fit(kind).allocator())) return broken;
  if (const char* broken = audit(race.buddy().zone())) return broken;
  return audit(race.slab().machine());
}

// The books of a contender, added up from its picture.
RaceBytes books(const Race& race, ContenderKind kind) {
  RaceBytes sum;
  Address end = 0;
  race.each_part(kind, [&](const StripPart& part) {
    EXPECT_EQ(part.start, end);
    end += part.size;
    sum.payload += part.payload;
    switch (part.kind) {
      case StripKind::free:
        sum.free += part.size;
        if (part.size > sum.largest) sum.largest = part.size;
        break;
      case StripKind::pages:
      case StripKind::object:
        sum.rounding += part.size - part.payload;
        break;
      case StripKind::kept:
        sum.kept += part.size;
        break;
      case StripKind::tail:
        sum.tails += part.size;
        break;
    }
  });
  return sum;
}

void expect_sound(const Race& race, const Program& program) {
  const Bytes segment = program.memory.frames * program.memory.page_size;
  for (const ContenderKind kind : kEverybody) {
    const RaceBytes bytes = race.bytes(kind);
    ASSERT_EQ(bytes.total(), segment) << static_cast<int>(kind);
    ASSERT_TRUE(books(race, kind) == bytes) << static_cast<int>(kind);
  }
  ASSERT_STREQ(audit_all(race), nullptr);
}

bool is_misuse(Errc errc) {
  return errc != Errc::none && errc != Errc::exhausted && errc != Errc::fragmented &&
         errc != Errc::order_too_large;
}

bool is_release(Op op) {
  return op == Op::free_pages || op == Op::kmem_cache_free || op == Op::kfree;
}

// What a stream reads of a command is what the machine makes of it: a misuse is one there too, and
// a release frees there exactly what the request had got.
void expect_read_right(const Race& race, const Command& command, const Handle& before) {
  const Machine& machine = race.slab().machine();
  const bool had_failed = command.handle != kNone && before.status == HandleStatus::failed;
  const bool request = command.op == Op::alloc_pages || command.op == Op::kmalloc ||
                       command.op == Op::kmem_cache_alloc;
  if (!request && !is_release(command.op)) {
    ASSERT_EQ(race.ask().kind, AskKind::nothing);
  } else if (request || !had_failed) {
    ASSERT_EQ(race.ask().kind == AskKind::misuse, is_misuse(machine.last_errc()))
        << errc_name(machine.last_errc());
  }
  if (request && race.ask().kind != AskKind::misuse) {
    ASSERT_EQ(race.ask().kind, AskKind::request);
    ASSERT_EQ(race.outcome(ContenderKind::slab).kind == OutcomeKind::placed,
              machine.last_errc() == Errc::none);
  }
}

// What each contender has handed out and not got back, told by the outcomes alone.
class Payloads {
 public:
  void follow(const Race& race) {
    const Ask& ask = race.ask();
    if (ask.slot == kNone) return;
    for (const ContenderKind kind : kEverybody) {
      const Outcome& outcome = race.outcome(kind);
      Live& mine = live_[static_cast<uint32_t>(kind)];
      if (outcome.kind == OutcomeKind::placed) mine[ask.slot] = {outcome.address, ask.bytes};
      if (outcome.kind == OutcomeKind::released) {
        ASSERT_TRUE(mine.count(ask.slot) == 1);
        ASSERT_EQ(mine[ask.slot].first, outcome.address);
      }
      if (ask.kind == AskKind::release) mine.erase(ask.slot);
    }
  }
  Bytes of(ContenderKind kind) const {
    Bytes sum = 0;
    for (const auto& [slot, place] : live_[static_cast<uint32_t>(kind)]) sum += place.second;
    return sum;
  }

 private:
  using Live = std::map<uint32_t, std::pair<Address, Bytes>>;
  Live live_[kContenders];
};

// Programs with misuse, failures and addresses in them: every book adds up after every command.
TEST(Race, BooksAddUpAfterEveryCommandOfRandomPrograms) {
  for (const uint64_t seed : seeds(24)) {
    Random random(seed);
    const MemoryConfig memory{.frames = uint64_t{1} << random.below(9),
                              .page_size = uint64_t{1024} << random.below(4)};
    ProgramMaker maker(random, memory);
    Race race(memory, kAllContenders);
    Payloads payloads;
    for (uint64_t step = 1; step <= steps(1500); ++step) {
      SCOPED_TRACE(replay_line("Race.BooksAddUp*", seed, step));
      maker.add();
      const Command& command = maker.program.commands.back();
      const Handle before = race.slab().machine().handle(HandleId(command.handle));
      race.step(maker.program);
      expect_read_right(race, command, before);
      payloads.follow(race);
      expect_sound(race, maker.program);
      for (const ContenderKind kind : kEverybody)
        ASSERT_EQ(payloads.of(kind), race.bytes(kind).payload);
      if (HasFatalFailure()) return;
    }
  }
}

// The payload of two contenders that have refused nothing is the same.
TEST(Race, EverybodyServesTheSameRequests) {
  const Program program = parse_program(
      "memory 256K\n"
      "a = alloc_pages(bytes=21K); b = alloc_pages(2); c = kmalloc(100); d = kmalloc(20K)\n"
      "cache = kmem_cache_create(\"dentry\", 192, ctor)\n"
      "e[1..30] = kmem_cache_alloc(cache)\n"
      "free_pages(b); kfree(c); kmem_cache_free(cache, e[1..7])\n");
  const Race race = run(program);
  for (const ContenderKind kind : kEverybody) {
    EXPECT_EQ(race.bytes(kind).payload, 21504u + 20480 + 23 * 192) << static_cast<int>(kind);
    EXPECT_EQ(race.work(kind).exhausted + race.work(kind).fragmented, 0u);
  }
  EXPECT_EQ(race.work(ContenderKind::first_fit).ctor_runs, 30u);
  EXPECT_EQ(race.work(ContenderKind::buddy).ctor_runs, 30u);
  EXPECT_EQ(race.work(ContenderKind::slab).ctor_runs, 42u);  // two slabs of 21
}

// 192 bytes take a page of their own without object caches, and nothing is rounded by the fits.
TEST(Race, BuddyAloneGivesAnObjectAPage) {
  const Program program = parse_program(
      "memory 64K\n"
      "cache = kmem_cache_create(\"dentry\", 192)\n"
      "d[1..20] = kmem_cache_alloc(cache)\n");
  const Race race = run(program);
  EXPECT_EQ(race.bytes(ContenderKind::buddy).payload, 16u * 192);
  EXPECT_EQ(race.bytes(ContenderKind::buddy).rounding, 16u * (4096 - 192));
  EXPECT_EQ(race.work(ContenderKind::buddy).exhausted, 4u);
  EXPECT_EQ(race.bytes(ContenderKind::slab).rounding, 0u);
  EXPECT_EQ(race.bytes(ContenderKind::slab).tails, 64u);
  EXPECT_EQ(race.bytes(ContenderKind::slab).kept, 192u);
  EXPECT_EQ(race.bytes(ContenderKind::first_fit).rounding, 0u);
  EXPECT_EQ(race.outcome(ContenderKind::best_fit).address, 19u * 192);
}

// A request that one contender had to refuse is freed by the others, and by that one not.
TEST(Race, FreesWhereTheRequestWasGranted) {
  const Program program = parse_program(
      "memory 16K\n"
      "a = alloc_pages(bytes=9K); b = alloc_pages(bytes=5K)\n"  // 9K is the whole segment for buddy
      "free_pages(b)\n"
      "free_pages(b)\n");
  Race race(program.memory, kAllContenders);
  race.step(program);
  race.step(program);
  EXPECT_EQ(race.outcome(ContenderKind::slab).kind, OutcomeKind::failed);
  EXPECT_EQ(race.outcome(ContenderKind::slab).errc, Errc::exhausted);
  EXPECT_EQ(race.outcome(ContenderKind::first_fit).kind, OutcomeKind::placed);
  race.step(program);
  EXPECT_EQ(race.outcome(ContenderKind::slab).kind, OutcomeKind::nothing);
  EXPECT_EQ(race.outcome(ContenderKind::first_fit).kind, OutcomeKind::released);
  EXPECT_EQ(race.bytes(ContenderKind::first_fit).payload, 9216u);
  race.step(program);  // once more: nobody has it
  EXPECT_EQ(race.outcome(ContenderKind::first_fit).kind, OutcomeKind::nothing);
  EXPECT_EQ(race.bytes(ContenderKind::first_fit).payload, 9216u);
}

// An address of the textbook machine stands for the request that lies there.
TEST(Race, FreesByAddressWhatTheMachinePutThere) {
  const Program program = parse_program(
      "memory 64K\n"
      "a = alloc_pages(bytes=100); b = alloc_pages(0)\n"
      "free_pages(@0x1000)\n"   // b on the machine
      "free_pages(a+4096)\n");  // nothing any more
  Race race(program.memory, kAllContenders);
  for (int i = 0; i < 3; ++i) race.step(program);
  EXPECT_EQ(race.outcome(ContenderKind::first_fit).kind, OutcomeKind::released);
  EXPECT_EQ(race.outcome(ContenderKind::first_fit).address, 104u);
  race.step(program);
  EXPECT_EQ(race.ask().kind, AskKind::misuse);
}

// Only those that were chosen run, and the machine.
TEST(Race, RunsWhomItIsTold) {
  const Program program = parse_program("memory 64K\na = alloc_pages(0)\n");
  Race race(program.memory, 1u << static_cast<uint32_t>(ContenderKind::worst_fit));
  race.step(program);
  EXPECT_EQ(race.bytes(ContenderKind::worst_fit).payload, 4096u);
  EXPECT_EQ(race.bytes(ContenderKind::slab).payload, 4096u);
  EXPECT_EQ(race.bytes(ContenderKind::buddy).total(), 0u);
  EXPECT_EQ(race.outcome(ContenderKind::first_fit).kind, OutcomeKind::nothing);
}

}  // namespace
}  // namespace kmem
