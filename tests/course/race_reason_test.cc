#include "course/race_reason.h"

#include <gtest/gtest.h>

#include "ask_messages.h"
#include "base/digits.h"
#include "base/random.h"
#include "race_support.h"
#include "support/random_program.h"
#include "support/seed.h"

namespace kmem {
namespace {

const TextValue* value_of(const Text& text, std::string_view name) {
  for (const TextValue& value : text.values)
    if (value.name == name) return &value;
  return nullptr;
}

// What was said before the command is what it then came to.
void expect_kept(const Text& choice, const Outcome& outcome) {
  switch (outcome.kind) {
    case OutcomeKind::placed:
      ASSERT_NE(value_of(choice, "address"), nullptr) << choice.key;
      ASSERT_EQ(value_of(choice, "address")->text, "0x" + hex_text(outcome.address)) << choice.key;
      break;
    case OutcomeKind::failed:
      ASSERT_EQ(choice.key, std::string("race.refused.") + errc_name(outcome.errc));
      break;
    default:
      ASSERT_TRUE(choice.empty()) << choice.key;
  }
}

// In random programs every contender does what its reason says, and there is a sentence for it.
TEST(RaceReason, SaysWhatThenHappens) {
  const AskMessages messages;
  for (const uint64_t seed : seeds(12)) {
    Random random(seed);
    ProgramMaker maker(random, {.frames = uint64_t{1} << random.below(9), .page_size = 1024});
    Race race(maker.program.memory, kAllContenders);
    for (uint64_t step = 1; step <= steps(700); ++step) {
      SCOPED_TRACE(replay_line("RaceReason.SaysWhat*", seed, step));
      maker.add();
      std::vector<Text> choices;
      for (const ContenderKind kind : kEverybody)
        choices.push_back(race_choice(race, maker.program, kind));
      race.step(maker.program);
      for (const ContenderKind kind : kEverybody) {
        const Text& choice = choices[static_cast<uint32_t>(kind)];
        expect_kept(choice, race.outcome(kind));
        if (!choice.empty()) {
          ASSERT_EQ(messages.problem(choice), "");
        }
        const Text differ = race_difference(race, kind, ContenderKind::slab);
        ASSERT_EQ(differ.empty(),
                  difference(race.outcome(kind), race.outcome(ContenderKind::slab)) ==
                      DifferenceKind::none);
        if (!differ.empty()) {
          ASSERT_EQ(messages.problem(differ), "");
        }
        if (HasFatalFailure()) return;
      }
    }
  }
}

std::string keys_at(const std::string& script, uint32_t command) {
  const Program program = parse_program(script);
  Race race(program.memory, kAllContenders);
  while (race.position() < command) race.step(program);
  std::string keys;
  for (const ContenderKind kind : kEverybody) keys += race_choice(race, program, kind).key + '\n';
  return keys;
}

TEST(RaceReason, NamesTheWayEachContenderWent) {
  EXPECT_EQ(keys_at("memory 64K\na = alloc_pages(0); b = alloc_pages(0)\n", 0),
            "race.choice.first_fit\nrace.choice.best_fit\nrace.choice.worst_fit\n"
            "race.choice.next_fit\nrace.choice.split\nrace.choice.split\n");
  EXPECT_EQ(keys_at("memory 64K\na = alloc_pages(0); b = alloc_pages(0)\n", 1),
            "race.choice.first_fit\nrace.choice.best_fit\nrace.choice.worst_fit\n"
            "race.choice.next_fit\nrace.choice.block\nrace.choice.block\n");
  const std::string caches =
      "memory 4K\nc = kmem_cache_create(\"c\", 1024)\nd = kmem_cache_create(\"d\", 2048)\n"
      "a = kmem_cache_alloc(c); kmem_cache_free(c, a); b = kmem_cache_alloc(c)\n"
      "kmem_cache_free(c, b); e = kmem_cache_alloc(d); f = kmem_cache_alloc(d)\n";
  const auto last = [](std::string keys) {
    keys.pop_back();
    return keys.substr(keys.rfind('\n') + 1);
  };
  EXPECT_EQ(last(keys_at(caches, 2)), "race.choice.object.grown");
  EXPECT_EQ(last(keys_at(caches, 4)), "race.choice.object.empty");
  EXPECT_EQ(last(keys_at(caches, 6)), "race.choice.object.reaped");
  EXPECT_EQ(last(keys_at(caches, 7)), "race.choice.object.partial");
  EXPECT_EQ(last(keys_at("memory 4K\nc = kmem_cache_create(\"c\", 8)\na = kmem_cache_alloc(c)\n"
                         "kmem_cache_free(c, a)\nb = alloc_pages(0)\n",
                         3)),
            "race.choice.reaped");
}

// The sentence of a failure begins with the contender that serves the request.
TEST(RaceReason, SaysWhoFails) {
  const Program program = parse_program(
      "memory 16K\na = alloc_pages(bytes=9K)\nb = kmalloc(9K)\n"
      "c = alloc_pages(bytes=5K)\n");
  RaceRun run(program, kAllContenders);
  const auto found = run.search(ContenderKind::buddy, ContenderKind::first_fit, 0, 1u << 1, 100);
  EXPECT_EQ(found.command, 2u);
  EXPECT_EQ(found.kind, DifferenceKind::failed);
  const Text text = race_difference(run.at(3), ContenderKind::buddy, ContenderKind::first_fit);
  EXPECT_EQ(text.key, "race.differ.failed");
  EXPECT_EQ(value_of(text, "a")->text, "race.name.first_fit");
  EXPECT_EQ(value_of(text, "why_b")->text, "race.errc.exhausted");
}

}  // namespace
}  // namespace kmem
