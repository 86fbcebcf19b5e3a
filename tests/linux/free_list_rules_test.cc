// Rules R1 to R6: which block is taken, how it is split, where a freed one is put.
#include "linux/zone_builder.h"

namespace kmem {
namespace {

// A machine of one zone without per-CPU lists.
LinuxNode plain(const ZoneBuilder& zone) { return node_of({zone.build(without_percpu_lists())}); }

TEST(FreeListRules, R1TakesTheHeadOfTheSmallestSufficientList) {
  LinuxNode node = plain(ZoneBuilder(1024).free_blocks(0, M, {8, 4, 12}).free_blocks(1, M, {16}));
  EXPECT_EQ(ask(node, 0, M), 8u);
  EXPECT_EQ(ask(node, 0, M), 4u);
  EXPECT_EQ(ask(node, 1, M), 16u);
}

TEST(FreeListRules, R2SplitHandsOutTheLowHalf) {
  LinuxNode node = plain(ZoneBuilder(1024).free_blocks(3, M, {8}));
  EXPECT_EQ(ask(node, 0, M), 8u);
  EXPECT_EQ(pfns(node.zone(0), 0, M), Pfns{9});
  EXPECT_EQ(pfns(node.zone(0), 1, M), Pfns{10});
  EXPECT_EQ(pfns(node.zone(0), 2, M), Pfns{12});
}

TEST(FreeListRules, R3FreedBlocksGoToTheHeadUnlessTheirLargerBuddyIsFree) {
  LinuxNode node = plain(ZoneBuilder(1024).free_blocks(10, M, {0}));
  for (uint32_t pfn = 0; pfn < 16; ++pfn) EXPECT_EQ(ask(node, 0, M), pfn);
  give(node, 2, 0);
  give(node, 3, 0);  // 2 and 3 become one block of order 1
  EXPECT_EQ(pfns(node.zone(0), 1, M), Pfns{2});
  give(node, 0, 0);  // its larger buddy, 2 and 3, is free: tail
  give(node, 8, 0);
  EXPECT_EQ(pfns(node.zone(0), 0, M), (Pfns{8, 0}));
}

TEST(FreeListRules, R3MergedBlocksLookOneOrderUpToo) {
  LinuxNode node = plain(ZoneBuilder(1024).free_blocks(10, M, {0}));
  for (uint32_t pfn = 0; pfn < 8; ++pfn) ask(node, 0, M);
  for (const uint32_t pfn : {0u, 2u, 4u, 6u}) give(node, pfn, 0);
  EXPECT_EQ(pfns(node.zone(0), 0, M), (Pfns{6, 4, 2, 0}));
  give(node, 1, 0);
  EXPECT_EQ(pfns(node.zone(0), 1, M), Pfns{0});
  give(node, 3, 0);  // merges to order 2 at 0
  give(node, 5, 0);  // merges to order 1 at 4
  EXPECT_EQ(pfns(node.zone(0), 2, M), Pfns{0});
  EXPECT_EQ(pfns(node.zone(0), 1, M), Pfns{4});
  give(node, 7, 0);
  EXPECT_EQ(pfns(node.zone(0), 10, M), Pfns{0});
}

// The larger buddy must be free as a whole: of exactly one order up.
TEST(FreeListRules, R3dASplitLargerBuddyDoesNotCount) {
  LinuxZone zone = ZoneBuilder(1024).free_blocks(0, M, {2, 8}).build(without_percpu_lists());
  hold(zone, 0, 0);
  LinuxNode node = node_of({zone});
  give(node, 0, 0);
  EXPECT_EQ(pfns(node.zone(0), 0, M), (Pfns{0, 2, 8}));
}

TEST(FreeListRules, R3cAPageblockGoesToTheHeadWhateverIsFreeBesideIt) {
  LinuxZone zone = ZoneBuilder(4096)
                       .free_blocks(10, M, {1024})
                       .free_blocks(9, M, {2560})
                       .build(without_percpu_lists());
  hold(zone, 0, 9);
  LinuxNode node = node_of({zone});
  give(node, 0, 9);
  EXPECT_EQ(pfns(node.zone(0), 9, M), (Pfns{0, 2560}));
}

TEST(FreeListRules, R3bAnOrder8BlockStillLooksAtItsLargerBuddy) {
  LinuxZone zone = ZoneBuilder(4096)
                       .free_blocks(9, M, {512})
                       .free_blocks(8, M, {2048})
                       .build(without_percpu_lists());
  hold(zone, 0, 8);
  LinuxNode node = node_of({zone});
  give(node, 0, 8);
  EXPECT_EQ(pfns(node.zone(0), 8, M), (Pfns{2048, 0}));
}

TEST(FreeListRules, R4AFreedBlockTakesTheTypeItsPageblockHasNow) {
  LinuxZone zone = ZoneBuilder(1024).block(1, R).build();
  hold(zone, 512, 4);
  LinuxNode node = node_of({zone});
  give(node, 512, 4);
  EXPECT_EQ(pfns(node.zone(0), 4, R), Pfns{512});
}

TEST(FreeListRules, R5AMergedBlockForgetsTheListOfItsBuddy) {
  LinuxZone zone = ZoneBuilder(1024).block(0, U).free_blocks(4, R, {16}).build();
  hold(zone, 0, 4);
  LinuxNode node = node_of({zone});
  give(node, 0, 4);
  EXPECT_EQ(pfns(node.zone(0), 5, U), Pfns{0});
  EXPECT_EQ(pfns(node.zone(0), 4, R), Pfns{});
}

// [type of the freed block's pageblock, type of its buddy's, do they merge]
TEST(FreeListRules, R6ReservedPageblocksMergeOnlyWithTheirLike) {
  struct Case {
    MigrateType freed, buddy;
    bool merge;
  };
  for (const Case c : {Case{M, H, false}, Case{H, M, false}, Case{H, H, true}, Case{M, M, true},
                       Case{U, M, true}, Case{R, U, true}, Case{H, U, false}, Case{R, H, false}}) {
    ZoneBuilder builder(1024);
    builder.block(0, c.freed).block(1, c.buddy).free_blocks(9, c.buddy, {512});
    LinuxZone zone = builder.build(without_percpu_lists());
    zone.highatomic = kPageblockFrames * ((c.freed == H ? 1 : 0) + (c.buddy == H ? 1 : 0));
    hold(zone, 0, 9);
    LinuxNode node = node_of({zone});
    give(node, 0, 9);
    EXPECT_EQ(pfns(node.zone(0), 10, c.freed), c.merge ? Pfns{0} : Pfns{})
        << letter_of(c.freed) << letter_of(c.buddy);
  }
}

// Below a pageblock's order all frames are of one pageblock, so types never keep blocks apart.
TEST(FreeListRules, R6DoesNotHoldBelowAPageblock) {
  LinuxZone zone = ZoneBuilder(1024).block(0, H).free_blocks(4, M, {16}).build();
  zone.highatomic = kPageblockFrames;
  hold(zone, 0, 4);
  LinuxNode node = node_of({zone});
  give(node, 0, 4);
  EXPECT_EQ(pfns(node.zone(0), 5, H), Pfns{0});
}

// The neighbours of a zone's edges belong to others.
TEST(FreeListRules, BuddiesEndAtTheZonesEdges) {
  LinuxZone zone = ZoneBuilder(1021, kZoneDma, 3).build(without_percpu_lists());
  hold(zone, 3, 0);
  hold(zone, 1023, 0);
  LinuxNode node = node_of({zone});
  give(node, 3, 0);
  give(node, 1023, 0);
  EXPECT_EQ(pfns(node.zone(0), 0, M), (Pfns{1023, 3}));
}

TEST(FreeListRules, MisuseIsRefusedAndChangesNothing) {
  LinuxZone zone = ZoneBuilder(1024).free_blocks(4, M, {0}).percpu(1, M, {100}).build();
  hold(zone, 32, 2);
  LinuxNode node = node_of({zone});
  const LinuxNode before = node;
  EXPECT_EQ(give(node, 0, 4), Errc::double_free);
  EXPECT_EQ(give(node, 100, 0), Errc::double_free);
  EXPECT_EQ(give(node, 32, 1), Errc::wrong_order);
  EXPECT_EQ(give(node, 32, 18), Errc::wrong_order);
  EXPECT_EQ(give(node, 33, 0), Errc::unknown_handle);
  EXPECT_EQ(give(node, 1024, 0), Errc::outside_segment);
  NullLog log;
  EXPECT_EQ(node.alloc_pages({Order(11)}, log).errc(), Errc::order_too_large);
  EXPECT_EQ(node, before);
}

}  // namespace
}  // namespace kmem
