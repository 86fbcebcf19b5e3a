#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "ask_messages.h"
#include "base/random.h"
#include "course/why.h"
#include "race_support.h"
#include "support/random_program.h"
#include "support/seed.h"
#include "trace/linux_kinds.h"

namespace kmem {
namespace {

const AskMessages& messages() {
  static const AskMessages all;
  return all;
}

std::string keys(const WhyChain& chain) {
  std::string text;
  for (const WhyStep& step : chain) text += (text.empty() ? "" : " ") + step.text.key;
  return text;
}

// A chain says something, every sentence exists, and every place it names is one of the history.
void expect_told(const WhyChain& chain, const Timeline& timeline) {
  ASSERT_FALSE(chain.empty());
  for (const WhyStep& step : chain) {
    ASSERT_EQ(messages().problem(step.text), "");
    if (step.command == kNone) continue;
    ASSERT_LT(step.command, timeline.recorded()) << step.text.key;
    ASSERT_LT(step.event, timeline.events_of(step.command)) << step.text.key;
  }
}

Timeline recorded(const Program& program) {
  Timeline timeline(*Machine::create(program.memory), program);
  timeline.record(~0u);
  return timeline;
}

Program random_program(uint64_t seed, uint32_t commands) {
  Random random(seed);
  ProgramMaker maker(random, {.frames = uint64_t{1} << (2 + random.below(7)), .page_size = 1024});
  for (uint32_t i = 0; i < commands; ++i) maker.add();
  return maker.program;
}

Position random_position(const Timeline& timeline, Random& random) {
  return timeline.position_at(random.below(timeline.event_count() + 1));
}

struct BlockState {
  uint32_t head, order;
  FrameKind kind;
  friend bool operator==(const BlockState&, const BlockState&) = default;
};

BlockState block_at(Timeline& timeline, Position at, uint32_t pfn) {
  timeline.seek(at);
  const Block block = timeline.machine().zone().block_of(Pfn(pfn));
  return {block.head.value, block.order.value, block.kind};
}

// The event that a chain names as the cause of a block is the one that made the block: it is there
// after it, and was not before, unless nothing has happened yet.
TEST(Why, TheCauseOfABlockMadeIt) {
  for (const uint64_t seed : seeds(60)) {
    const Program program = random_program(seed, 200);
    Timeline timeline = recorded(program);
    Random random(seed);
    for (uint64_t i = 0; i < steps(30); ++i) {
      SCOPED_TRACE(replay_line("Why.TheCauseOfABlock*", seed, i + 1));
      const Position at = random_position(timeline, random);
      const uint32_t pfn = random.below(static_cast<uint32_t>(program.memory.frames));
      const BlockState now = block_at(timeline, at, pfn);
      const WhyChain chain = why_block(program, at, pfn);
      expect_told(chain, timeline);
      if (HasFatalFailure()) return;
      if (now.kind == FrameKind::in_transit || chain[0].text.key == "why.start") continue;

      // A slab is first of all what its list says; its block was made at the end of its own chain.
      const WhyStep* made = nullptr;
      for (const WhyStep& step : chain)
        for (const char* key : {"why.block.pages", "why.block.slab", "why.half", "why.stop.in_use",
                                "why.stop.split_further", "why.stop.top_order"})
          if (step.text.key == key) made = &step;
      ASSERT_NE(made, nullptr) << keys(chain);
      const uint32_t after = timeline.events_through(made->command) -
                             timeline.events_of(made->command) + made->event + 1;
      ASSERT_TRUE(block_at(timeline, timeline.position_at(after), pfn) == now) << keys(chain);
      ASSERT_FALSE(block_at(timeline, timeline.position_at(after - 1), pfn) == now) << keys(chain);
    }
  }
}

// Slot of an object, or nothing if no slab is there.
std::optional<bool> live_at(Timeline& timeline, Position at, uint32_t pfn, uint32_t object) {
  timeline.seek(at);
  const Zone& zone = timeline.machine().zone();
  const Block block = zone.block_of(Pfn(pfn));
  if (block.kind != FrameKind::slab || zone.tag_high(block.head) == kNone) return {};
  const KmemCache& cache = timeline.machine().caches()[CacheId(zone.tag_high(block.head))];
  if (object >= cache.layout().objects) return {};
  return cache.slot(SlabId(zone.tag_low(block.head)), ObjectIndex(object)).live();
}

// The event that a chain names first is the one that handed the object out, or took it back.
TEST(Why, TheCauseOfAnObjectChangedIt) {
  uint32_t tries = 0;
  uint32_t asked = 0;
  for (const uint64_t seed : seeds(30)) {
    const Program program = random_program(seed, 150);
    Timeline timeline = recorded(program);
    Random random(seed);
    for (uint64_t i = 0; i < steps(60); ++i) {
      SCOPED_TRACE(replay_line("Why.TheCauseOfAnObject*", seed, i + 1));
      ++tries;
      const Position at = random_position(timeline, random);
      const uint32_t pfn = random.below(static_cast<uint32_t>(program.memory.frames));
      const uint32_t object = random.below(random.below(4) == 0 ? 200 : 4);
      const std::optional<bool> now = live_at(timeline, at, pfn, object);
      const WhyChain chain = why_object(program, at, pfn, object);
      ASSERT_EQ(now.has_value(), !chain.empty());
      if (!now) continue;
      ++asked;
      expect_told(chain, timeline);
      if (HasFatalFailure()) return;
      const uint32_t after = timeline.events_through(chain[0].command) -
                             timeline.events_of(chain[0].command) + chain[0].event + 1;
      ASSERT_EQ(live_at(timeline, timeline.position_at(after), pfn, object), now) << keys(chain);
      ASSERT_NE(live_at(timeline, timeline.position_at(after - 1), pfn, object), now)
          << keys(chain);
    }
  }
  EXPECT_GT(asked, tries / 36);  // 50 of 1,800; under sanitizers there are fewer tries
}

// Every event of random programs has its causes, and every sentence is there.
TEST(Why, EveryEventHasACause) {
  std::vector<bool> seen(kEventKindCount);
  for (const uint64_t seed : seeds(30)) {
    const Program program = random_program(seed, 250);
    const Timeline timeline = recorded(program);
    for (uint32_t c = 0; c < timeline.recorded(); ++c) {
      const std::vector<Event> events = timeline.events(c);
      for (uint32_t e = 0; e < events.size(); ++e) {
        seen[static_cast<uint32_t>(events[e].kind)] = true;
        SCOPED_TRACE(kEventKinds[static_cast<uint32_t>(events[e].kind)].name);
        expect_told(why_event(program, c, e), timeline);
        if (HasFatalFailure()) return;
      }
    }
  }
  for (uint32_t kind = 0; kind < kEventKindCount; ++kind)
    EXPECT_TRUE(seen[kind] || kSanitized || only_in_linux(static_cast<EventKind>(kind)))
        << kEventKinds[kind].name;
}

// The heads of a list value of the last step with this key.
std::vector<uint32_t> listed(const WhyChain& chain, const std::string& key) {
  for (const WhyStep& step : chain)
    for (const TextValue& value : step.text.values)
      if (step.text.key == key && value.kind == TextValue::Kind::list) return value.list;
  return {};
}

// Frames in use that keep each aligned run from being one free block; the fewest of all runs.
uint32_t fewest_in_the_way(const Zone& zone, uint32_t order) {
  uint32_t fewest = kNone;
  for (uint32_t start = 0; start < zone.frames(); start += frames_of(Order(order))) {
    uint32_t frames = 0;
    uint32_t last = kNone;
    for (uint32_t pfn = start; pfn < start + frames_of(Order(order)); ++pfn) {
      const Block block = zone.block_of(Pfn(pfn));
      if (block.kind == FrameKind::free || block.head.value == last) continue;
      last = block.head.value;
      frames += frames_of(block.order);
    }
    if (frames < fewest) fewest = frames;
  }
  return fewest;
}

// What is said to have to come back for a refused request does make room for it, and no other run
// of frames asks for less.
TEST(WhyNot, FreeingWhatIsNamedServesTheRequest) {
  uint32_t refused = 0;
  for (const uint64_t seed : seeds(60)) {
    const Program program = random_program(seed, 120);
    Timeline timeline = recorded(program);
    for (uint32_t c = 0; c < timeline.recorded(); ++c) {
      const std::vector<Event> events = timeline.events(c);
      if (events.empty() || events.back().kind != EventKind::alloc_failed) continue;
      const WhyChain chain = why_event(program, c, static_cast<uint32_t>(events.size()) - 1);
      expect_told(chain, timeline);
      const Errc why = static_cast<Errc>(events.back().small);
      timeline.seek({c + 1, 0});
      Zone zone = timeline.machine().zone();
      if (why == Errc::order_too_large) {
        ASSERT_EQ(keys(chain), "why.failed.too_large");
        continue;
      }
      ++refused;
      const Order order(events.back().order);
      ASSERT_NE(keys(chain).find(why == Errc::exhausted ? "why.failed.exhausted"
                                                        : "why.failed.fragmented"),
                std::string::npos);
      const std::vector<uint32_t> heads = listed(chain, "why.failed.to_free");
      if (heads.empty()) continue;  // too many to name
      const uint32_t fewest = fewest_in_the_way(zone, order.value);
      NullLog silent;
      uint32_t freed = 0;
      ASSERT_FALSE(zone.can_alloc(order));
      for (const uint32_t head : heads) {
        freed += frames_of(zone.block_of(Pfn(head)).order);
        zone.free_pages(Pfn(head), silent);
      }
      ASSERT_TRUE(zone.can_alloc(order)) << seed << " " << c;
      ASSERT_EQ(freed, fewest) << seed << " " << c;
    }
  }
  EXPECT_GT(refused, kSanitized ? 50u : 200u);
}

// For every pair of frames of random machines: buddies are exactly the two halves of one aligned
// block, and nothing else is said of them than what holds.
TEST(WhyNot, EveryPairGetsItsReason) {
  for (const uint64_t seed : seeds(12)) {
    const Program program = random_program(seed, 60);
    Timeline timeline = recorded(program);
    const Position end{timeline.recorded(), 0};
    timeline.seek(end);
    const Zone& zone = timeline.machine().zone();
    if (zone.frames() > 64) continue;
    for (uint32_t a = 0; a < zone.frames(); ++a)
      for (uint32_t b = 0; b < zone.frames(); ++b) {
        const Block x = zone.block_of(Pfn(a));
        const Block y = zone.block_of(Pfn(b));
        const WhyChain chain = why_not(program, end, a, b);
        expect_told(chain, timeline);
        const std::string said = ' ' + keys(chain) + ' ';
        const auto says = [&](const char* key) { return said.find(key) != std::string::npos; };
        const uint32_t both = frames_of(x.order) * 2;
        const bool same = x.head == y.head;
        const bool halves =
            !same && x.order == y.order && x.head.value / both == y.head.value / both;
        ASSERT_EQ(says(" whynot.same "), same);
        if (same) continue;
        ASSERT_EQ(says(" whynot.buddies "), halves) << a << " " << b << said;
        ASSERT_EQ(says(" whynot.orders "), x.order != y.order);
        ASSERT_EQ(says(" whynot.in_use ") || says(" whynot.slab "),
                  x.kind != FrameKind::free || y.kind != FrameKind::free);
        const bool beside = x.head.value + frames_of(x.order) == y.head.value ||
                            y.head.value + frames_of(y.order) == x.head.value;
        ASSERT_EQ(says(" whynot.apart "), !beside);
        ASSERT_EQ(says(" whynot.adjacent "), beside && x.order == y.order && !halves);
        if (HasFatalFailure()) return;
      }
  }
}

// 0x1000 and 0x2000 lie side by side, and yet are not buddies.
TEST(WhyNot, AdjacentIsNotBuddies) {
  const Program program =
      parse_program("memory 16K\na[1..4] = alloc_pages(0)\nfree_pages(a[2])\nfree_pages(a[3])\n");
  const WhyChain chain = why_not(program, {6, 0}, 1, 2);
  EXPECT_EQ(keys(chain), "whynot.adjacent whynot.adjacent");
  const auto value = [&](const char* name) {
    for (const TextValue& one : chain[1].text.values)
      if (one.name == name) return one.text;
    return std::string();
  };
  EXPECT_EQ(value("address"), "0x2000");
  EXPECT_EQ(value("size"), "0x1000");
  EXPECT_EQ(value("buddy_address"), "0x3000");
}

TEST(Why, TellsTheTextbookRequest) {
  const Program program = parse_program("memory 256K\na = alloc_pages(bytes=21K)\n");
  EXPECT_EQ(keys(why_block(program, {1, 0}, 0)),
            "why.block.pages why.order.rounded why.list.climb why.head why.head.start why.splits");
  EXPECT_EQ(keys(why_block(program, {1, 0}, 40)), "why.half why.buddy_now.split_further");
  EXPECT_EQ(keys(why_block(program, {1, 0}, 8)), "why.half why.buddy_now.in_use");
  EXPECT_EQ(keys(why_block(program, {0, 0}, 8)), "why.start");
}

// What is not there gets no answer, and nothing is touched.
TEST(Why, NothingToSay) {
  const Program program = parse_program("memory 16K\na = alloc_pages(0)\n");
  EXPECT_TRUE(why_block(program, {1, 0}, 4).empty());
  EXPECT_TRUE(why_block(program, {1, 0}, kNone).empty());
  EXPECT_TRUE(why_object(program, {1, 0}, 0, 0).empty());
  EXPECT_TRUE(why_event(program, 0, 99).empty());
  EXPECT_TRUE(why_event(program, 5, 0).empty());
  EXPECT_TRUE(why_event(program, kNone, kNone).empty());
  EXPECT_TRUE(why_not(program, {1, 0}, 0, 4).empty());
  EXPECT_FALSE(why_block(program, {99, 99}, 0).empty());
}

}  // namespace
}  // namespace kmem
