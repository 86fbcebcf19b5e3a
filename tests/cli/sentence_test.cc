// Every event has a sentence, and the sentences say what they should.
#include "cli/sentence.h"

#include <gtest/gtest.h>

#include <set>

#include "buddy/alloc_flags.h"
#include "cli/messages.h"
#include "course/event_text.h"

namespace kmem {
namespace {

constexpr uint32_t kDentry = kKmallocClasses;  // the first cache after kmalloc's

// A machine of 64 frames with a cache, and a program with one note and one expectation.
class SentenceTest : public testing::Test {
 protected:
  SentenceTest() : machine_(*Machine::create({.frames = 64})) {
    program_.notes.push_back("look here");
    program_.expectations.emplace_back();
    program_.expectations[0].text = "splits == 3";
    program_.cache_vars.push_back({.name = "dentry"});
    program_.cache_requests.push_back({.name = "dentry", .spec = {.size = 192}});
    NullLog log;
    machine_.execute({.op = Op::kmem_cache_create, .cache = 0, .number = 0}, program_, log);
  }

  std::string say(EventKind kind, uint32_t order, uint32_t small, uint32_t main) const {
    return sentence(make_event(kind, order, small, main), machine_, program_);
  }
  std::string say_wide(EventKind kind, uint32_t order, uint64_t number) const {
    return sentence(make_wide_event(kind, order, number), machine_, program_);
  }

  Machine machine_;
  Program program_;
};

// The reasons an event of kind `refused` can have: all but those of alloc_failed, and those a
// machine is not even made with.
std::vector<Errc> refusals() {
  std::vector<Errc> all;
  const std::set<Errc> not_refused = {Errc::none,       Errc::exhausted,
                                      Errc::fragmented, Errc::order_too_large,
                                      Errc::bad_frames, Errc::bad_page_size};
  for (uint32_t i = 0; i < kErrcCount; ++i)
    if (not_refused.count(static_cast<Errc>(i)) == 0) all.push_back(static_cast<Errc>(i));
  return all;
}

// For every kind, events of each of its variants. A kind that is new gets one, with all numbers 1.
std::vector<Event> variants(EventKind kind) {
  switch (kind) {
    case EventKind::alloc_pages:
      return {make_wide_event(kind, 3, 32768), make_wide_event(kind, 3, 21504),
              make_wide_event(kind, 200, 4096)};
    case EventKind::round_up:
      return {make_event(kind, 3, 0, 6), make_event(kind, 2, 0, 4)};
    case EventKind::look:
      return {make_event(kind, 3, 0, 0), make_event(kind, 3, 0, 1),
              make_event(kind, 3, area_number(1, 2), 0), make_event(kind, 3, area_number(2, 1), 9)};
    case EventKind::look_partial:
    case EventKind::look_empty:
    case EventKind::shrink:
      return {make_event(kind, 3, kDentry, 0), make_event(kind, 3, kDentry, 1)};
    case EventKind::no_block:
      return {make_event(kind, 3, 0, 0), make_event(kind, 3, 2, 4)};
    case EventKind::alloc_failed:
      return {make_event(kind, 3, uint32_t(Errc::exhausted), 1),
              make_event(kind, 3, uint32_t(Errc::fragmented), 9),
              make_event(kind, 9, uint32_t(Errc::order_too_large), 9)};
    case EventKind::buddy_look:
      return {make_event(kind, 3, uint32_t(BuddyVerdict::merge), 8),
              make_event(kind, 3, uint32_t(BuddyVerdict::in_use), 8),
              make_event(kind, 3, uint32_t(BuddyVerdict::split_further), 8),
              make_event(kind, 3, uint32_t(BuddyVerdict::percpu), 8),
              make_event(kind, 9, uint32_t(BuddyVerdict::reserve), 512)};
    case EventKind::block_free:
      return {make_event(kind, 3, uint32_t(BuddyVerdict::in_use), 8),
              make_event(kind, 3, uint32_t(BuddyVerdict::split_further), 8),
              make_event(kind, 6, uint32_t(BuddyVerdict::top_order), 0),
              make_event(kind, 3, area_number(0, 0), 8),
              make_event(kind, 3, area_number(2, 2, true), 8)};
    case EventKind::list_move:
      return {make_event(kind, 3, area_number(1, 2, true), 8)};
    case EventKind::request:
      return {make_event(kind, 3, 0x21, 0), make_event(kind, 3, 0x112, 0),
              make_event(kind, 3, 0x200, 0)};
    case EventKind::walk:
      return {make_event(kind, 1, 0, 0), make_event(kind, 1, kNoFragment, 0),
              make_event(kind, 0, kNonBlock, 0), make_event(kind, 0, kNonBlock | kMinReserve, 0),
              make_event(kind, 0, kNoWatermark, 0)};
    case EventKind::zone_need:
      return {make_event(kind, 2, 0, 400), make_event(kind, 1, 206, 486)};
    case EventKind::zone_look:
      return {make_event(kind, 2, 0, 400), make_event(kind, 2, 1, 400), make_event(kind, 2, 2, 400),
              make_event(kind, 2, 3, 400), make_event(kind, 2, 4, 400)};
    case EventKind::pcp_look:
      return {make_event(kind, 2, 0x107, 0), make_event(kind, 2, 0x107, 3)};
    case EventKind::slab_moved:
      return {make_event(kind, 0x01, kDentry, 12), make_event(kind, 0x31, kDentry, 12)};
    case EventKind::node_partial_add:
    case EventKind::single_full:
    case EventKind::oops:
      return {make_event(kind, 0, kDentry, 12), make_event(kind, 1, kDentry, 12)};
    case EventKind::array_flush:
      return {make_event(kind, 0, kDentry, 12), make_event(kind, 255, kDentry, 1)};
    case EventKind::wrote:
      return {make_event(kind, 0, 8, 12), make_event(kind, 1, 8, 12), make_event(kind, 2, 1, 12),
              make_event(kind, 3, 1, 12), make_event(kind, 4, 8, 12)};
    case EventKind::refused: {
      std::vector<Event> events;
      for (const Errc errc : refusals()) events.push_back(make_event(kind, uint32_t(errc), 1, 2));
      events.push_back(make_event(kind, uint32_t(Errc::wrong_cache), kNoCacheVar, 2));
      return events;
    }
    case EventKind::note:
    case EventKind::expect_met:
    case EventKind::expect_failed:
      return {make_event(kind, 0, 0, 0)};
    default:
      return {make_event(kind, 1, 1, 1)};
  }
}

TEST_F(SentenceTest, EveryEventHasOne) {
  for (uint32_t kind = 0; kind < kEventKindCount; ++kind) {
    for (const Event& event : variants(static_cast<EventKind>(kind))) {
      const Text found = event_text(event, machine_, program_);
      ASSERT_NE(find_message(found.key), nullptr) << "no message " << found.key;
      const std::string text = sentence(event, machine_, program_);
      EXPECT_EQ(text.find_first_of("{}<>"), std::string::npos) << found.key << ": " << text;
      EXPECT_LE(text.size(), 82u) << found.key << " does not fit on a line: " << text;
    }
  }
}

// A message that no event reaches would be a sentence that nobody ever checks.
TEST_F(SentenceTest, EverySentenceHasAnEvent) {
  std::set<std::string> reached;
  for (uint32_t kind = 0; kind < kEventKindCount; ++kind)
    for (const Event& event : variants(static_cast<EventKind>(kind)))
      reached.insert(event_text(event, machine_, program_).key);
  for (unsigned i = 0; i < kMessagesEnCount; ++i) {
    const std::string key = kMessagesEn[i].key;
    if (key.rfind("event.", 0) != 0) continue;
    EXPECT_EQ(reached.count(key), 1u) << key;
  }
}

TEST_F(SentenceTest, EveryReasonIsExplained) {
  for (uint32_t i = 0; i < kErrcCount; ++i) {
    const std::string key = std::string("errc.") + errc_name(static_cast<Errc>(i));
    EXPECT_NE(find_message(key), nullptr) << "no message " << key;
  }
}

TEST_F(SentenceTest, SaysARequestForPages) {
  EXPECT_EQ(say_wide(EventKind::alloc_pages, 3, 32768), "request: a block of order 3, 32 KiB");
  EXPECT_EQ(say_wide(EventKind::alloc_pages, 3, 21504), "request: pages for 21 KiB");
  EXPECT_EQ(say_wide(EventKind::alloc_pages, 200, 8192), "request: a block of order 200");
  EXPECT_EQ(say(EventKind::round_up, 3, 0, 6),
            "6 whole frames are needed: round up to order 3, 8 frames");
  EXPECT_EQ(say(EventKind::round_up, 0, 0, 1), "1 whole frame is needed: order 0");
  EXPECT_EQ(say(EventKind::look, 3, 0, 0), "order 3: no free block");
  EXPECT_EQ(say(EventKind::look, 4, 0, 1), "order 4: 1 free block");
  EXPECT_EQ(say(EventKind::take, 4, 0, 16), "order 4: take the block at frame 16");
  EXPECT_EQ(say(EventKind::split, 3, 0, 16), "split: frame 24 waits in order 3");
  EXPECT_EQ(say(EventKind::hand_out, 0, 0, 16),
            "the block at frame 16 is handed out: order 0, 4 KiB");
}

TEST_F(SentenceTest, SaysWhyThereIsNoBlock) {
  EXPECT_EQ(say(EventKind::no_block, 3, 0, 0), "no block of order 3 or above: no frame is free");
  EXPECT_EQ(say(EventKind::no_block, 3, 2, 9),
            "no block of order 3 or above: the largest free block has order 1");
  EXPECT_EQ(say(EventKind::alloc_failed, 3, uint32_t(Errc::exhausted), 1),
            "refused, memory is exhausted: 8 frames are needed, 1 is free");
  EXPECT_EQ(say(EventKind::alloc_failed, 3, uint32_t(Errc::fragmented), 9),
            "refused, external fragmentation: 9 frames are free, but not 8 in one block");
  EXPECT_EQ(say(EventKind::alloc_failed, 9, uint32_t(Errc::order_too_large), 9),
            "refused: a block of order 9 is larger than the segment, order 6");
}

TEST_F(SentenceTest, SaysTheWayBackUp) {
  EXPECT_EQ(say(EventKind::free_pages, 3, 0, 8), "free the block at frame 8: order 3, 32 KiB");
  EXPECT_EQ(say(EventKind::buddy_look, 3, 0, 24),
            "its buddy, frame 24, is free and of order 3: merge");
  EXPECT_EQ(say(EventKind::buddy_look, 3, 1, 24), "its buddy, frame 24, is in use: stop");
  EXPECT_EQ(say(EventKind::buddy_look, 3, 2, 24), "its buddy, frame 24, is split further: stop");
  EXPECT_EQ(say(EventKind::coalesce, 4, 0, 16), "merge: one block of order 4 at frame 16");
  EXPECT_EQ(say(EventKind::block_free, 3, 1, 24),
            "frame 24 waits in order 3, for its buddy is in use");
  EXPECT_EQ(say(EventKind::block_free, 6, 3, 0),
            "frame 0 waits in order 6: the whole segment is one free block");
}

TEST_F(SentenceTest, SaysWhatACacheDoes) {
  EXPECT_EQ(say(EventKind::cache_create, 0, kDentry, 192),
            "cache dentry is made: objects of 192 bytes in slabs of order 0, 4 KiB");
  EXPECT_EQ(say(EventKind::look_partial, 0, kDentry, 0), "dentry: no partial slab");
  EXPECT_EQ(say(EventKind::look_partial, 0, kDentry, 1), "dentry: 1 partial slab, take it");
  EXPECT_EQ(say(EventKind::look_empty, 0, kDentry, 3), "dentry: 3 empty slabs, take the first");
  EXPECT_EQ(say(EventKind::grow, 0, kDentry, 21),
            "grow: dentry needs a slab of order 0 for 21 objects");
  EXPECT_EQ(say(EventKind::object_out, 0, 3, 12), "object 3 of the slab at frame 12 is handed out");
  EXPECT_EQ(say(EventKind::slab_moved, 0x01, kDentry, 12),
            "the slab at frame 12 moves from full to partial");
  EXPECT_EQ(say(EventKind::slab_moved, 0x12, kDentry, 12),
            "the slab at frame 12 moves from partial to empty");
  EXPECT_EQ(say(EventKind::ctor_saved, 0, kDentry, 1),
            "the object is constructed already: 1 constructor run saved so far");
}

TEST_F(SentenceTest, SaysKmallocInBytesAndAddresses) {
  EXPECT_EQ(say_wide(EventKind::kmalloc, 0, 100), "kmalloc: 100 bytes asked for");
  EXPECT_EQ(say(EventKind::kmalloc_class, 0, 5, 128),
            "the smallest class that fits: kmalloc-128, objects of 128 bytes");
  EXPECT_EQ(say_wide(EventKind::kfree, 0, 0xa012340c0),
            "kfree: give back what starts at 0xa012340c0");
}

TEST_F(SentenceTest, SaysWhatWasWrong) {
  const auto refused = [this](Errc errc, uint32_t detail, uint32_t subject) {
    return say(EventKind::refused, uint32_t(errc), detail, subject);
  };
  EXPECT_EQ(refused(Errc::wrong_order, 1 * 256 + 3, 8),
            "refused, wrong order: the block at frame 8 has order 3, not order 1");
  EXPECT_EQ(refused(Errc::wrong_cache, kDentry, 8),
            "refused, wrong cache: the object in frame 8 belongs to dentry");
  EXPECT_EQ(refused(Errc::wrong_cache, kNoCacheVar, 8),
            "refused, wrong cache: frame 8 belongs to no cache");
  EXPECT_EQ(refused(Errc::cache_in_use, kDentry, 1), "refused: 1 object of dentry still in use");
  EXPECT_EQ(refused(Errc::reserved_cache, 5, kNone),
            "refused: kmalloc-128 is one of kmalloc's own caches");
  EXPECT_EQ(refused(Errc::outside_segment, 0, 4096),
            "refused: the address lies beyond the segment, 256 KiB");
}

TEST_F(SentenceTest, TakesTextsFromTheScenario) {
  EXPECT_EQ(say(EventKind::note, 0, 0, 0), "look here");
  EXPECT_EQ(say(EventKind::expect_met, 0, 0, 0), "holds: splits == 3");
  EXPECT_EQ(say(EventKind::expect_failed, 0, 0, 0), "does not hold: splits == 3");
}

// An event that cannot be, from a damaged log, is said somehow and does no harm.
TEST_F(SentenceTest, ToleratesNumbersOutOfRange) {
  for (uint32_t kind = 0; kind < kEventKindCount; ++kind)
    EXPECT_NE(say(static_cast<EventKind>(kind), 0xff, 0xffff, 0xffffffff), "");
}

TEST(BytesText, TakesTheLargestUnitThatDivides) {
  EXPECT_EQ(bytes_text(0), "0 bytes");
  EXPECT_EQ(bytes_text(1), "1 byte");
  EXPECT_EQ(bytes_text(192), "192 bytes");
  EXPECT_EQ(bytes_text(1025), "1025 bytes");
  EXPECT_EQ(bytes_text(21504), "21 KiB");
  EXPECT_EQ(bytes_text(Bytes{1028} << 10), "1028 KiB");
  EXPECT_EQ(bytes_text(Bytes{3} << 20), "3 MiB");
  EXPECT_EQ(bytes_text(Bytes{64} << 30), "64 GiB");
}

}  // namespace
}  // namespace kmem
