// Rules R7 to R13 and R31: per-CPU page lists.
#include "buddy/percpu_inl.h"
#include "linux/zone_builder.h"

namespace kmem {
namespace {

ZoneBuilder with_batch(uint32_t batch, uint32_t high) {
  ZoneBuilder zone(4096);
  zone.layout.pcp_batch = batch;
  zone.layout.pcp_high = high;
  return zone;
}

// Frees a block that was in use, and checks the zone.
void put(LinuxZone& zone, uint32_t pfn, uint32_t order) {
  NullLog log;
  percpu_put(zone, pfn, order, log);
  EXPECT_EQ(audit(zone), nullptr);
}

TEST(PercpuRules, R7R8RefillsABatchInAscendingOrder) {
  LinuxNode node = node_of({with_batch(4, 1000).free_blocks(10, M, {0}).build()});
  EXPECT_EQ(ask(node, 0, M), 0u);
  EXPECT_EQ(percpu_pfns(node.zone(0), 1), (Pfns{1, 2, 3}));
  EXPECT_EQ(node.zone(0).pcp.count, 3u);
}

TEST(PercpuRules, R7bABatchIsScaledByTheOrderButNotBelowTwo) {
  LinuxNode node = node_of({with_batch(8, 1000).free_blocks(10, M, {0, 1024, 2048}).build()});
  EXPECT_EQ(ask(node, 1, M), 0u);
  EXPECT_EQ(percpu_pfns(node.zone(0), 4), (Pfns{2, 4, 6}));
  EXPECT_EQ(ask(node, 3, M), 8u);
  EXPECT_EQ(percpu_pfns(node.zone(0), 10), Pfns{16});
  EXPECT_EQ(ask(node, 9, M), 512u);  // max(8 >> 9, 2) blocks
  EXPECT_EQ(percpu_pfns(node.zone(0), 13), Pfns{1024});
  EXPECT_EQ(node.zone(0).pcp.count, 6u + 8u + 512u);
}

TEST(PercpuRules, R7cABatchOfOneStaysOne) {
  LinuxNode node = node_of({with_batch(1, 1000).free_blocks(10, M, {0}).build()});
  EXPECT_EQ(ask(node, 0, M), 0u);
  EXPECT_EQ(ask(node, 3, M), 8u);
  EXPECT_EQ(node.zone(0).pcp.count, 0u);
}

TEST(PercpuRules, R7TheRefillStopsAtTheFirstFailure) {
  LinuxNode node = node_of({with_batch(8, 1000).free_blocks(0, M, {3, 9}).build()});
  EXPECT_EQ(ask(node, 0, M), 3u);
  EXPECT_EQ(percpu_pfns(node.zone(0), 1), Pfns{9});
}

TEST(PercpuRules, R8AllocatesAndFreesAtTheHead) {
  LinuxNode node =
      node_of({with_batch(4, 1000).percpu(1, M, {7, 5, 3}).free_blocks(4, M, {1024}).build()});
  EXPECT_EQ(ask(node, 0, M), 7u);
  EXPECT_EQ(ask(node, 0, M), 5u);
  give(node, 7, 0);
  EXPECT_EQ(percpu_pfns(node.zone(0), 1), (Pfns{7, 3}));
}

TEST(PercpuRules, R9OrdersAboveThreeBypassTheListsButForOrder9) {
  EXPECT_TRUE(percpu_order(0) && percpu_order(3) && percpu_order(9));
  EXPECT_FALSE(percpu_order(4) || percpu_order(8) || percpu_order(10));
  EXPECT_EQ(percpu_list(3, R), 11u);
  EXPECT_EQ(percpu_list(9, U), 12u);
  EXPECT_EQ(percpu_list(9, R), 12u);
  EXPECT_EQ(percpu_list(9, M), 13u);
  LinuxNode node =
      node_of({with_batch(4, 100000).percpu(13, M, {512}).free_blocks(10, M, {1024}).build()});
  EXPECT_EQ(ask(node, 9, M), 512u);
  give(node, 512, 9);
  EXPECT_EQ(percpu_pfns(node.zone(0), 13), Pfns{512});
  EXPECT_EQ(node.zone(0).pcp.count, 512u);
}

TEST(PercpuRules, R10TheFreeFactorHalvesAtEachTryAlsoAFailedOne) {
  LinuxZone zone = with_batch(4, 1000).percpu(1, M, {7}).build();
  zone.pcp.free_factor = 5;
  NullLog log;
  EXPECT_EQ(percpu_take(zone, 0, M, 0, log), 7u);
  EXPECT_EQ(zone.pcp.free_factor, 2u);
  EXPECT_EQ(percpu_take(zone, 0, M, 0, log), kNone);
  EXPECT_EQ(zone.pcp.free_factor, 1u);
}

// The upper zone may only give whole pageblocks, has none, and is left for the lower one.
TEST(PercpuRules, R10TheFactorHalvesInEveryZoneThatIsTried) {
  LinuxZone lower = ZoneBuilder(1024, kZoneDma).free_blocks(9, M, {512}).build();
  LinuxZone upper = ZoneBuilder(4096, kZoneNormal, 4096).free_blocks(5, M, {4096}).build();
  lower.pcp.free_factor = upper.pcp.free_factor = 4;
  LinuxNode node = node_of({lower, upper});
  EXPECT_EQ(ask(node, 0, U), 512u);
  EXPECT_EQ(node.zone(0).pcp.free_factor, 2u);
  EXPECT_EQ(node.zone(1).pcp.free_factor, 2u);
}

TEST(PercpuRules, R10OrdersThatBypassTheListsLeaveTheFactorAlone) {
  LinuxZone zone = with_batch(4, 1000).free_blocks(10, M, {0}).build();
  zone.pcp.free_factor = 5;
  LinuxNode node = node_of({zone});
  ask(node, 4, M);
  EXPECT_EQ(node.zone(0).pcp.free_factor, 5u);
}

// Lists of 10 single pages, drained by batch << free_factor.
TEST(PercpuRules, R10bTheFactorGrowsWithEachDrainThatLeavesRoom) {
  LinuxZone zone = with_batch(2, 10).percpu(1, M, {1, 3, 5, 7, 9, 11, 13, 15, 17}).build();
  put(zone, 19, 0);  // 10 pages: drain 2
  EXPECT_EQ(zone.pcp.count, 8u);
  EXPECT_EQ(zone.pcp.free_factor, 1u);
  put(zone, 21, 0);
  put(zone, 23, 0);  // drain 4
  EXPECT_EQ(zone.pcp.count, 6u);
  EXPECT_EQ(zone.pcp.free_factor, 2u);
}

TEST(PercpuRules, R10bTheFactorStaysWhenTheDrainIsNoLongerShort) {
  LinuxZone zone = with_batch(2, 10).percpu(1, M, {1, 3, 5, 7, 9, 11, 13, 15, 17}).build();
  zone.pcp.free_factor = 2;
  put(zone, 19, 0);  // 2 << 2 is high − batch, not below it
  EXPECT_EQ(zone.pcp.count, 2u);
  EXPECT_EQ(zone.pcp.free_factor, 2u);
}

TEST(PercpuRules, R10cTheFactorEndsAtItsLimit) {
  ZonePolicy policy;
  policy.batch_scale_max = 1;
  LinuxZone zone = with_batch(1, 10).percpu(1, M, {1, 3, 5, 7, 9, 11, 13, 15, 17}).build(policy);
  zone.pcp.free_factor = 1;
  put(zone, 19, 0);
  EXPECT_EQ(zone.pcp.count, 8u);
  EXPECT_EQ(zone.pcp.free_factor, 1u);
}

TEST(PercpuRules, R11ASmallBlockFreedWhileTheFactorIsUpEmptiesEverything) {
  for (const uint32_t order : {1u, 2u, 3u}) {
    LinuxZone zone =
        with_batch(2, 100000).percpu(1, M, {1, 3}).percpu(13, M, {1024}).percpu(0, U, {9}).build();
    zone.pcp.free_factor = 1;
    put(zone, 16, order);
    EXPECT_EQ(zone.pcp.count, 0u);
    EXPECT_EQ(zone.pcp.free_factor, 1u);
  }
}

TEST(PercpuRules, R11bOrders0And9DoNot) {
  for (const uint32_t order : {0u, 9u}) {
    LinuxZone zone = with_batch(2, 100000).percpu(1, M, {1, 3}).build();
    zone.pcp.free_factor = 1;
    put(zone, 512, order);
    EXPECT_EQ(zone.pcp.count, 2u + (1u << order));
  }
}

TEST(PercpuRules, R11NeitherDoesAFactorOfZero) {
  LinuxZone zone = with_batch(2, 1000).percpu(1, M, {1, 3}).build();
  put(zone, 16, 2);
  EXPECT_EQ(zone.pcp.count, 6u);
}

TEST(PercpuRules, R12DrainsWhenTheLimitIsReached) {
  LinuxZone zone = with_batch(1, 4).percpu(1, M, {1, 3}).build();
  put(zone, 5, 0);
  EXPECT_EQ(zone.pcp.count, 3u);  // below the limit
  put(zone, 7, 0);
  EXPECT_EQ(zone.pcp.count, 3u);  // at the limit
}

TEST(PercpuRules, R12bADrainLeavesABatch) {
  LinuxZone zone = with_batch(3, 8).percpu(1, M, {1, 3, 5, 7, 9, 11, 13}).build();
  zone.pcp.free_factor = 5;
  put(zone, 15, 0);  // 3 << 5, but no more than 8 − 3
  EXPECT_EQ(zone.pcp.count, 3u);
}

// A limit below twice the batch: less than a batch is drained, down to nothing at all.
TEST(PercpuRules, R12bTheUpperBoundWins) {
  LinuxZone zone = with_batch(4, 4).percpu(1, M, {1, 3, 5}).build();
  put(zone, 7, 0);
  EXPECT_EQ(zone.pcp.count, 4u);
  zone = with_batch(4, 5).percpu(1, M, {1, 3, 5, 7}).build();
  put(zone, 9, 0);
  EXPECT_EQ(zone.pcp.count, 4u);
}

TEST(PercpuRules, R12cALimitBelowTheBatchFreesOnePage) {
  LinuxZone zone = with_batch(20, 6).percpu(1, M, {1, 3, 5, 7, 9}).build();
  put(zone, 11, 0);
  EXPECT_EQ(zone.pcp.count, 5u);
  EXPECT_EQ(pfns(zone, 0, M), Pfns{9});
  EXPECT_EQ(zone.pcp.free_factor, 0u);
}

// One page is asked for, but a block is given back whole.
TEST(PercpuRules, R12cOnePageMayBeALargerBlock) {
  LinuxZone zone = with_batch(20, 6).percpu(1, M, {1, 3, 5, 7}).build();
  put(zone, 16, 1);
  EXPECT_EQ(zone.pcp.count, 4u);
  EXPECT_EQ(pfns(zone, 1, M), Pfns{16});
}

TEST(PercpuRules, R12dReclaimKeepsTheListsToFourBatches) {
  LinuxZone zone = with_batch(1, 100).percpu(1, M, {1, 3}).build();
  zone.reclaim_active = true;
  put(zone, 5, 0);
  EXPECT_EQ(zone.pcp.count, 3u);
  put(zone, 7, 0);  // 4 pages: 4 × batch
  EXPECT_EQ(zone.pcp.count, 3u);
  EXPECT_EQ(zone.pcp.free_factor, 1u);  // 1 < 4 − 1
}

TEST(PercpuRules, R12dALowerLimitStays) {
  LinuxZone zone = with_batch(4, 3).percpu(1, M, {1, 3}).build();
  zone.reclaim_active = true;
  put(zone, 5, 0);
  EXPECT_EQ(zone.pcp.count, 2u);
}

TEST(PercpuRules, R13EmptiesAListFromItsTailBeforeTheNext) {
  LinuxZone zone = with_batch(4, 8)
                       .percpu(0, U, {101, 103})
                       .percpu(1, M, {1, 3, 5})
                       .percpu(2, R, {201, 203})
                       .build();
  put(zone, 7, 0);  // drains 4 from list 1 on: 5, 3, 1, 7
  EXPECT_EQ(percpu_pfns(zone, 1), Pfns{});
  EXPECT_EQ(percpu_pfns(zone, 2), (Pfns{201, 203}));
  EXPECT_EQ(pfns(zone, 0, M), (Pfns{7, 1, 3, 5}));
}

TEST(PercpuRules, R13GoesOnWithTheNextListAndWrapsAround) {
  LinuxZone zone = with_batch(3, 6).percpu(0, U, {101, 103, 105}).percpu(13, M, {}).build();
  zone.layout.pcp_high = 6;
  NullLog log;
  percpu_put(zone, 201, 0, log);
  percpu_put(zone, 203, 0, log);
  percpu_put(zone, 301, 0, log);  // 6 pages: 3 from list 1, none left over
  EXPECT_EQ(percpu_pfns(zone, 1), Pfns{});
  EXPECT_EQ(percpu_pfns(zone, 0), (Pfns{101, 103, 105}));
  percpu_drain(zone, 2, 5, log);  // lists 5 to 13 are empty: list 0 is next
  EXPECT_EQ(percpu_pfns(zone, 0), Pfns{101});
}

TEST(PercpuRules, R13ABlockMayTakeTheDrainBelowZero) {
  LinuxZone zone = with_batch(1, 1000).percpu(9, U, {8, 16}).build();
  NullLog log;
  percpu_drain(zone, 3, 9, log);
  EXPECT_EQ(zone.pcp.count, 8u);
}

TEST(PercpuRules, R13dADrainedPageGoesWhereItWasRememberedAs) {
  LinuxNode node = node_of({with_batch(1, 1000).percpu(2, R, {100}).block(0, U).build()});
  NullLog log;
  node.drain_percpu_lists(log);
  EXPECT_EQ(pfns(node.zone(0), 0, R), Pfns{100});
}

TEST(PercpuRules, R31OneListServesBothTypesOfOrder9) {
  LinuxZone zone = with_batch(1, 100000).percpu(12, U, {512}).build();
  NullLog log;
  EXPECT_EQ(percpu_take(zone, 9, R, 0, log), 512u);
}

TEST(PercpuRules, R25fAReservedPageWaitsAmongTheMovableAndGoesBackToTheReserve) {
  LinuxZone zone = with_batch(1, 1000).block(1, H).build();
  zone.highatomic = kPageblockFrames;
  put(zone, 600, 0);
  EXPECT_EQ(percpu_pfns(zone, 1), Pfns{600});
  NullLog log;
  percpu_drain(zone, 1, 0, log);
  EXPECT_EQ(pfns(zone, 0, H), Pfns{600});
}

}  // namespace
}  // namespace kmem
