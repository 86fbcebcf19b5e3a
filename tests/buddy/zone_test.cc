#include "buddy/zone.h"

#include <gtest/gtest.h>

#include "buddy/zone_audit.h"
#include "support/tools.h"

namespace kmem {
namespace {

using K = EventKind;

// A new segment is one free block of the top order.
TEST(Zone, StartsAsOneFreeBlock) {
  const Zone zone = make_zone(64);
  EXPECT_EQ(zone.frames(), 64u);
  EXPECT_EQ(zone.bytes(), Bytes{256} << 10);
  EXPECT_EQ(zone.top_order(), Order(6));
  EXPECT_EQ(free_list(zone, 6), Pfns{0});
  EXPECT_EQ(zone.free_frames(), 64u);
  EXPECT_EQ(zone.largest_free(), 7u);
  EXPECT_EQ(zone.work(), BuddyWork{});
  EXPECT_STREQ(audit(zone), nullptr);
}

// Every power of two from 1 to 2^20 page frames makes a segment; nothing else does.
TEST(Zone, TakesPowersOfTwoOfFrames) {
  for (uint32_t order = 0; order <= kMaxOrder; ++order) {
    const Result<Zone> zone = Zone::create(uint64_t{1} << order, 4096);
    ASSERT_TRUE(zone.ok());
    EXPECT_EQ(zone->top_order(), Order(order));
    EXPECT_EQ(zone->free_frames(), 1u << order);
  }
  for (const uint64_t frames : {uint64_t{0}, uint64_t{3}, uint64_t{63}, uint64_t{65},
                                uint64_t{1} << 21, uint64_t{1} << 32, ~uint64_t{0}})
    EXPECT_EQ(Zone::create(frames, 4096).errc(), Errc::bad_frames) << frames;
}

// Page sizes are powers of two from 1 KiB to 64 KiB.
TEST(Zone, TakesPageSizesOfOneTo64KiB) {
  for (Bytes size = 1024; size <= 65536; size *= 2) {
    const Result<Zone> zone = Zone::create(4, size);
    ASSERT_TRUE(zone.ok());
    EXPECT_EQ(zone->page_size(), size);
    EXPECT_EQ(zone->bytes(), 4 * size);
  }
  for (const Bytes size : {Bytes{0}, Bytes{1}, Bytes{512}, Bytes{1023}, Bytes{3000}, Bytes{4097},
                           Bytes{131072}, Bytes{1} << 40})
    EXPECT_EQ(Zone::create(4, size).errc(), Errc::bad_page_size) << size;
}

// order_for gives the smallest order that holds the bytes: at every border of every order it is
// what multiplying out says, up to sizes no segment has.
TEST(Zone, OrderForIsTheSmallestThatHolds) {
  for (const Bytes page : {Bytes{1024}, Bytes{4096}, Bytes{65536}}) {
    const Zone zone = make_zone(8, page);
    EXPECT_EQ(zone.order_for(1), Order(0));
    for (uint32_t order = 0; order < 40; ++order) {
      const Bytes block = page << order;
      EXPECT_EQ(zone.order_for(block), Order(order)) << block;
      EXPECT_EQ(zone.order_for(block + 1), Order(order + 1)) << block + 1;
      EXPECT_EQ(zone.order_for(block - block / 4), Order(order)) << block;
    }
  }
  EXPECT_EQ(make_zone(64).order_for(21 * 1024), Order(3));
  EXPECT_GT(make_zone(1).order_for(~Bytes{0}).value, kMaxOrder);
}

// The textbook's example: 21 KiB out of 256 KiB look at four free areas, split three times, and
// hand out 32 KiB at the segment's start. The events are in that very order.
TEST(Zone, Splits256KiBFor21KiB) {
  Zone zone = make_zone(64);
  EventLog log;
  const Result<Pfn> pfn =
      zone.alloc_pages(zone.order_for(21 * 1024), 21 * 1024, BlockOwner::pages, log);
  ASSERT_TRUE(pfn.ok());
  EXPECT_EQ(*pfn, Pfn(0));
  const std::vector<Event> expected = {
      make_event(K::look, 3, 0, 0),    make_event(K::look, 4, 0, 0),
      make_event(K::look, 5, 0, 0),    make_event(K::look, 6, 0, 1),
      make_event(K::take, 6, 0, 0),    make_event(K::split, 5, 0, 0),
      make_event(K::split, 4, 0, 0),   make_event(K::split, 3, 0, 0),
      make_event(K::hand_out, 3, 0, 0)};
  EXPECT_EQ(log.events(), expected);
  EXPECT_EQ(free_list(zone, 3), Pfns{8});
  EXPECT_EQ(free_list(zone, 4), Pfns{16});
  EXPECT_EQ(free_list(zone, 5), Pfns{32});
  EXPECT_EQ(zone.requested_of(Pfn(0)), 21u * 1024);
  EXPECT_EQ(zone.requested_bytes(), 21u * 1024);
  EXPECT_EQ(zone.page_frames(), 8u);
  EXPECT_EQ(zone.work(), (BuddyWork{.list_looks = 4, .splits = 3, .merges = 0}));
}

// The way back: three merges, each after a look at the buddy, and the segment is whole again.
TEST(Zone, MergesBackToTheTop) {
  Zone zone = make_zone(64);
  ASSERT_TRUE(alloc_block(zone, 3).ok());
  EventLog log;
  zone.free_pages(Pfn(0), log);
  const auto merge = static_cast<uint32_t>(BuddyVerdict::merge);
  const auto top = static_cast<uint32_t>(BuddyVerdict::top_order);
  const std::vector<Event> expected = {
      make_event(K::free_pages, 3, 0, 0), make_event(K::buddy_look, 3, merge, 8),
      make_event(K::coalesce, 4, 0, 0),   make_event(K::buddy_look, 4, merge, 16),
      make_event(K::coalesce, 5, 0, 0),   make_event(K::buddy_look, 5, merge, 32),
      make_event(K::coalesce, 6, 0, 0),   make_event(K::block_free, 6, top, 0)};
  EXPECT_EQ(log.events(), expected);
  EXPECT_EQ(free_list(zone, 6), Pfns{0});
  EXPECT_EQ(zone.requested_bytes(), 0u);
  EXPECT_EQ(zone.work(), (BuddyWork{.list_looks = 4, .splits = 3, .merges = 3}));
}

// A free that ends says why: the buddy is in use, or is split further.
TEST(Zone, SaysWhyAMergeEnds) {
  Zone zone = make_zone(8);
  for (uint32_t pfn = 0; pfn < 4; ++pfn) ASSERT_EQ(*alloc_block(zone, 0), Pfn(pfn));
  EventLog log;
  zone.free_pages(Pfn(0), log);  // buddy 1 is in use
  const auto in_use = static_cast<uint32_t>(BuddyVerdict::in_use);
  EXPECT_EQ(log.events(), (std::vector<Event>{make_event(K::free_pages, 0, 0, 0),
                                              make_event(K::buddy_look, 0, in_use, 1),
                                              make_event(K::block_free, 0, in_use, 0)}));
  zone.free_pages(Pfn(2), log);
  log.clear();
  zone.free_pages(Pfn(3), log);  // 2 and 3 merge; 0 is free, but half of its block is not
  const auto merge = static_cast<uint32_t>(BuddyVerdict::merge);
  const auto split = static_cast<uint32_t>(BuddyVerdict::split_further);
  EXPECT_EQ(log.events(),
            (std::vector<Event>{
                make_event(K::free_pages, 0, 0, 3), make_event(K::buddy_look, 0, merge, 2),
                make_event(K::coalesce, 1, 0, 2), make_event(K::buddy_look, 1, split, 0),
                make_event(K::block_free, 1, split, 2)}));
  EXPECT_STREQ(audit(zone), nullptr);
}

// A buddy that is split further stops a merge also when its first frame is in use.
TEST(Zone, ASplitBuddyIsNotCalledInUse) {
  Zone zone = make_zone(4);
  ASSERT_EQ(*alloc_block(zone, 0), Pfn(0));
  ASSERT_EQ(*alloc_block(zone, 1), Pfn(2));
  EventLog log;
  zone.free_pages(Pfn(2), log);
  const auto split = static_cast<uint32_t>(BuddyVerdict::split_further);
  EXPECT_EQ(log.events().back(), make_event(K::block_free, 1, split, 2));
}

// Free blocks go to the head of their list, and requests take the head: last in, first out.
TEST(Zone, FreeListsAreLastInFirstOut) {
  Zone zone = make_zone(8);
  for (uint32_t i = 0; i < 8; ++i) ASSERT_TRUE(alloc_block(zone, 0).ok());
  for (const uint32_t pfn : {4u, 0u, 6u, 2u}) free_block(zone, pfn);
  EXPECT_EQ(free_list(zone, 0), (Pfns{2, 6, 0, 4}));
  EXPECT_EQ(*alloc_block(zone, 0), Pfn(2));
  EXPECT_EQ(*alloc_block(zone, 0), Pfn(6));
  EXPECT_EQ(free_list(zone, 0), (Pfns{0, 4}));
}

// A merge takes its buddy out of the middle of the list, and the others keep their order.
TEST(Zone, MergingUnlinksFromHeadMiddleAndEnd) {
  for (const uint32_t freed_last : {3u, 7u, 1u}) {
    Zone zone = make_zone(16);
    for (uint32_t i = 0; i < 16; ++i) ASSERT_TRUE(alloc_block(zone, 0).ok());
    for (const uint32_t pfn : {0u, 6u, 2u}) free_block(zone, pfn);
    ASSERT_EQ(free_list(zone, 0), (Pfns{2, 6, 0}));
    free_block(zone, freed_last);
    Pfns expected = {2, 6, 0};
    expected.erase(std::find(expected.begin(), expected.end(), freed_last - 1));
    EXPECT_EQ(free_list(zone, 0), expected);
    EXPECT_EQ(free_list(zone, 1), Pfns{freed_last - 1});
    EXPECT_STREQ(audit(zone), nullptr);
  }
}

// Two free buddies of different orders never merge, whichever is freed last.
TEST(Zone, MergesOnlyEqualOrders) {
  Zone zone = make_zone(4);
  ASSERT_EQ(*alloc_block(zone, 1), Pfn(0));
  ASSERT_EQ(*alloc_block(zone, 0), Pfn(2));
  ASSERT_EQ(*alloc_block(zone, 0), Pfn(3));
  free_block(zone, 2);
  free_block(zone, 0);
  EXPECT_EQ(free_list(zone, 0), Pfns{2});
  EXPECT_EQ(free_list(zone, 1), Pfns{0});
}

// Without memory the request is refused, with the reason, and only the looks are counted.
TEST(Zone, RefusesAndSaysWhy) {
  Zone zone = make_zone(4);
  for (uint32_t i = 0; i < 4; ++i) ASSERT_TRUE(alloc_block(zone, 0).ok());
  EXPECT_EQ(alloc_block(zone, 0).errc(), Errc::exhausted);
  free_block(zone, 0);
  free_block(zone, 2);
  EXPECT_EQ(alloc_block(zone, 2).errc(), Errc::exhausted);
  const Zone before = zone;
  EventLog log;
  EXPECT_EQ(alloc_block(zone, 1, log).errc(), Errc::fragmented);
  EXPECT_EQ(log.events(),
            (std::vector<Event>{make_event(K::look, 1, 0, 0), make_event(K::look, 2, 0, 0),
                                make_event(K::no_block, 1, 1, 2)}));
  EXPECT_EQ(zone.work().list_looks, before.work().list_looks + 2);
  EXPECT_EQ(zone.states(), before.states());
  EXPECT_EQ(free_list(zone, 0), free_list(before, 0));
  EXPECT_EQ(zone.free_frames(), 2u);
}

// can_alloc is true exactly if alloc_pages would succeed.
TEST(Zone, CanAllocForeseesAlloc) {
  Zone zone = make_zone(8);
  while (alloc_block(zone, 0).ok()) {
    for (uint32_t order = 0; order <= 3; ++order) {
      Zone copy = zone;
      EXPECT_EQ(zone.can_alloc(Order(order)), alloc_block(copy, order).ok());
    }
  }
  EXPECT_FALSE(zone.can_alloc(Order(0)));
}

// block_of finds the block of every frame of every block.
TEST(Zone, BlockOfKnowsEveryFrame) {
  Zone zone = make_zone(64);
  for (const uint32_t order : {0u, 3u, 1u, 2u, 4u}) ASSERT_TRUE(alloc_block(zone, order).ok());
  for (uint32_t pfn = 0; pfn < 64; ++pfn) {
    uint32_t head = pfn;
    while (!zone.state(Pfn(head)).is_head()) --head;
    const Block block = zone.block_of(Pfn(pfn));
    EXPECT_EQ(block.head, Pfn(head));
    EXPECT_EQ(block.order, zone.state(Pfn(head)).order());
    EXPECT_EQ(block.kind, zone.state(Pfn(head)).kind());
    EXPECT_LT(pfn, head + frames_of(block.order));
  }
}

// The bytes asked for are kept beside the block, also above 4 GiB.
TEST(Zone, KeepsRequestedBytesOf64Bits) {
  Zone zone = make_zone(kMaxFrames, 65536);
  NullLog silent;
  const Bytes asked = (Bytes{33} << 30) + 12345;
  ASSERT_EQ(zone.order_for(asked), Order(20));
  ASSERT_TRUE(zone.alloc_pages(Order(20), asked, BlockOwner::pages, silent).ok());
  EXPECT_EQ(zone.requested_of(Pfn(0)), asked);
  EXPECT_EQ(zone.requested_bytes(), asked);
  EXPECT_STREQ(audit(zone), nullptr);
  free_block(zone, 0);
  EXPECT_EQ(zone.requested_bytes(), 0u);
}

// Frames of slabs and of pages are counted apart; a slab's tag stays where its cache put it.
TEST(Zone, CountsSlabsApart) {
  Zone zone = make_zone(16);
  NullLog silent;
  const Pfn slab = *zone.alloc_pages(Order(1), 8192, BlockOwner::slab, silent);
  ASSERT_TRUE(alloc_block(zone, 2).ok());
  zone.set_tag(slab, 7, 9);
  EXPECT_EQ(zone.tag_high(slab), 7u);
  EXPECT_EQ(zone.tag_low(slab), 9u);
  EXPECT_EQ(zone.slab_frames(), 2u);
  EXPECT_EQ(zone.page_frames(), 4u);
  EXPECT_EQ(zone.free_frames(), 10u);
  EXPECT_EQ(zone.requested_bytes(), 4u * 4096);
  EXPECT_STREQ(audit(zone), nullptr);
  zone.free_pages(slab, silent);
  EXPECT_EQ(zone.slab_frames(), 0u);
  EXPECT_EQ(zone.requested_bytes(), 4u * 4096);
}

// A zone is a value: a copy goes its own way, and the same requests lead to equal zones.
TEST(Zone, IsAValue) {
  Zone zone = make_zone(16);
  ASSERT_TRUE(alloc_block(zone, 1).ok());
  Zone copy = zone;
  EXPECT_EQ(copy, zone);
  ASSERT_TRUE(alloc_block(copy, 0).ok());
  EXPECT_NE(copy, zone);
  ASSERT_TRUE(alloc_block(zone, 0).ok());
  EXPECT_EQ(copy, zone);
}

// The frame tables stay within 16 bytes a frame.
TEST(Zone, TakesAtMost16BytesAFrame) {
  const Zone zone = make_zone(65536);
  EXPECT_LE(zone.memory_bytes(), 16u * 65536);
  EXPECT_GE(zone.memory_bytes(), 65536u);
}

}  // namespace
}  // namespace kmem
