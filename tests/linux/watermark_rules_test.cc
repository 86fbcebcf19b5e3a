// Rules R20e to R30: who may have a page, and which zone it comes from.
#include "buddy/watermarks.h"
#include "linux/zone_builder.h"

namespace kmem {
namespace {

constexpr auto kAtomic = RequestClass::atomic;
constexpr auto kIgnore = RequestClass::ignore_watermarks;

// A zone with free blocks of order 4 (so that single pages and order 4 can be had), whose counter
// says `free`.
LinuxZone zone_with(int64_t free, uint32_t min, uint32_t low) {
  ZoneBuilder builder(4096);
  builder.layout.min = min;
  builder.layout.low = builder.layout.high = low;
  LinuxZone zone = builder.free_blocks(4, M, {0, 32}).build();
  zone.free.shared = free;
  return zone;
}

bool low_ok(const LinuxZone& zone, uint32_t order, AllocFlags flags = 0) {
  return watermark_ok(zone, order, Watermark::low, kZoneNormal, flags);
}
bool min_ok(const LinuxZone& zone, uint32_t order, AllocFlags flags = 0) {
  return watermark_ok(zone, order, Watermark::min, kZoneNormal, flags);
}

TEST(WatermarkRules, R21R21cFreeMustExceedTheMark) {
  EXPECT_FALSE(low_ok(zone_with(100, 50, 100), 0));
  EXPECT_TRUE(low_ok(zone_with(101, 50, 100), 0));
  EXPECT_FALSE(min_ok(zone_with(50, 50, 100), 0));
  EXPECT_TRUE(min_ok(zone_with(51, 50, 100), 0));
}

TEST(WatermarkRules, R21dLargerRequestsSubtractWhatTheyTakeButOne) {
  EXPECT_FALSE(low_ok(zone_with(115, 50, 100), 4));
  EXPECT_TRUE(low_ok(zone_with(116, 50, 100), 4));
}

TEST(WatermarkRules, R21eLargerRequestsNeedABlockOfAnyTypeButTheReserve) {
  for (const MigrateType type : {U, M, R}) {
    const LinuxZone zone = ZoneBuilder(4096).free_blocks(4, type, {0}).build();
    EXPECT_TRUE(low_ok(zone, 4));
    EXPECT_FALSE(low_ok(zone, 5));
  }
  EXPECT_FALSE(low_ok(ZoneBuilder(4096).free_blocks(4, H, {0}).build(), 4));
}

TEST(WatermarkRules, R22TheReserveIsIndexedByTheRequestsHighestZone) {
  LinuxZone zone = zone_with(150, 50, 100);
  zone.layout.lowmem_reserve = {0, 49, 50, 50, 50};
  EXPECT_TRUE(watermark_ok(zone, 0, Watermark::low, kZoneDma, 0));
  EXPECT_TRUE(watermark_ok(zone, 0, Watermark::low, kZoneDma32, 0));
  EXPECT_FALSE(watermark_ok(zone, 0, Watermark::low, kZoneNormal, 0));
}

TEST(WatermarkRules, R23OnlyTheSharedPartOfTheCounterIsRead) {
  LinuxZone zone = zone_with(100, 50, 100);
  zone.free.diff = 7;
  EXPECT_FALSE(low_ok(zone, 0));
  zone.free.shared = 101;
  zone.free.diff = -7;
  EXPECT_TRUE(low_ok(zone, 0));
}

TEST(WatermarkRules, R23bTheCounterFoldsBeyondItsThreshold) {
  FreeCounter counter{100, 0, 4};
  counter.account(4);
  EXPECT_EQ(counter, (FreeCounter{100, 4, 4}));
  counter.account(1);
  EXPECT_EQ(counter, (FreeCounter{105, 0, 4}));
  counter.account(-4);
  EXPECT_EQ(counter, (FreeCounter{105, -4, 4}));
  counter.account(-1);
  EXPECT_EQ(counter, (FreeCounter{100, 0, 4}));
}

TEST(WatermarkRules, R23cARefillIsCountedOnce) {
  ZoneBuilder builder(4096);
  builder.layout.pcp_batch = 4;
  builder.layout.stat_threshold = 2;
  LinuxNode node = node_of({builder.free_blocks(10, M, {0}).build()});
  ask(node, 0, M);  // four pages at once: nothing is left over in diff
  EXPECT_EQ(node.zone(0).free.shared, 1020);
  EXPECT_EQ(node.zone(0).free.diff, 0);
}

TEST(WatermarkRules, R24UrgentRequestsMayGoBelowTheMark) {
  // 101 − 50 = 51; 51 − 12 = 39
  EXPECT_FALSE(min_ok(zone_with(51, 101, 101), 0, kMinReserve));
  EXPECT_TRUE(min_ok(zone_with(52, 101, 101), 0, kMinReserve));
  EXPECT_FALSE(min_ok(zone_with(39, 101, 101), 0, kMinReserve | kNonBlock));
  EXPECT_TRUE(min_ok(zone_with(40, 101, 101), 0, kMinReserve | kNonBlock));
  EXPECT_FALSE(min_ok(zone_with(101, 101, 101), 0, kNonBlock));
}

TEST(WatermarkRules, R20eTheBoostRaisesEveryMark) {
  LinuxZone zone = zone_with(200, 50, 100);
  zone.boost = 100;
  EXPECT_FALSE(low_ok(zone, 0));
  EXPECT_TRUE(min_ok(zone, 0));
  zone.boost = 99;
  EXPECT_TRUE(low_ok(zone, 0));
}

TEST(WatermarkRules, R24cUrgentSinglePagesIgnoreTheBoostAtMin) {
  LinuxZone zone = zone_with(30, 50, 100);
  zone.boost = 512;
  const AllocFlags urgent = kMinReserve | kNonBlock;
  EXPECT_TRUE(min_ok(zone, 0, urgent));  // 30 > 50 − 25 − 6
  EXPECT_FALSE(low_ok(zone, 0, urgent));
  EXPECT_FALSE(min_ok(zone, 0, kNonBlock));
  EXPECT_FALSE(min_ok(zone, 1, urgent));
}

TEST(WatermarkRules, R25dTheReserveIsHiddenFromOrdinaryRequests) {
  LinuxZone zone = zone_with(600, 50, 100);
  zone.highatomic = 512;
  EXPECT_FALSE(low_ok(zone, 0));
  EXPECT_FALSE(low_ok(zone, 4));
  for (const AllocFlags flags : {kNonBlock, kMinReserve, kHighAtomic})
    EXPECT_TRUE(low_ok(zone, 4, flags)) << flags;
}

TEST(WatermarkRules, R25gTheReserveCountsAsABlockForThoseItIsFor) {
  LinuxZone zone = ZoneBuilder(4096).free_blocks(4, H, {0}).build();
  EXPECT_TRUE(min_ok(zone, 4, kHighAtomic));
  EXPECT_FALSE(min_ok(zone, 4, kNonBlock | kMinReserve));
}

// A zone of one movable block of order 5 without per-CPU lists. The counter stands at 32.
LinuxNode node_at_marks(uint32_t min, uint32_t low) {
  ZoneBuilder builder(4096);
  builder.layout.min = min;
  builder.layout.low = builder.layout.high = low;
  return node_of({builder.free_blocks(5, M, {0}).build(without_percpu_lists())});
}

TEST(RequestRules, R21bTheSecondTryAsksForTheMinMark) {
  LinuxNode served = node_at_marks(31, 1000);
  EXPECT_EQ(ask(served, 0, M), 0u);
  LinuxNode refused = node_at_marks(32, 1000);
  EXPECT_EQ(ask(refused, 0, M), kNone);
  EXPECT_EQ(ask(refused, 0, M, kAtomic), 0u);
}

TEST(RequestRules, R27SomeRequestsIgnoreEveryMark) {
  LinuxNode node = node_at_marks(1000, 1000);
  EXPECT_EQ(ask(node, 0, M, kAtomic), kNone);
  EXPECT_EQ(ask(node, 0, M, kIgnore), 0u);
}

TEST(RequestRules, R25AnUrgentBlockReservesItsPageblock) {
  LinuxZone zone = ZoneBuilder(8192)
                       .free_blocks(5, M, {0})
                       .free_blocks(0, M, {65, 513})
                       .build(without_percpu_lists());
  zone.layout.low = zone.layout.high = 5000;  // only the second try has the right
  LinuxNode node = node_of({zone});
  EXPECT_EQ(ask(node, 1, M, kAtomic), 0u);
  EXPECT_EQ(node.zone(0).block_type(0), H);
  EXPECT_EQ(node.zone(0).highatomic, 512u);
  EXPECT_EQ(pfns(node.zone(0), 0, H), Pfns{65});
  EXPECT_EQ(pfns(node.zone(0), 1, H), Pfns{2});
  EXPECT_EQ(pfns(node.zone(0), 0, M), Pfns{513});
}

TEST(RequestRules, R25OnlyForOrdersAboveZeroAndOnlyAtTheSecondTry) {
  LinuxNode single = node_at_marks(0, 1000);
  EXPECT_EQ(ask(single, 0, M, kAtomic), 0u);
  EXPECT_EQ(single.zone(0).highatomic, 0u);
  LinuxNode plenty = node_at_marks(0, 0);
  EXPECT_EQ(ask(plenty, 1, M, kAtomic), 0u);
  EXPECT_EQ(plenty.zone(0).highatomic, 0u);
}

TEST(RequestRules, R25AlsoForAPageOfAPerCpuList) {
  LinuxZone zone = ZoneBuilder(4096).free_blocks(5, M, {512}).percpu(4, M, {0}).build();
  zone.layout.low = zone.layout.high = 5000;
  LinuxNode node = node_of({zone});
  EXPECT_EQ(ask(node, 1, M, kAtomic), 0u);
  EXPECT_EQ(node.zone(0).block_type(0), H);
}

// [pages reserved already, is another pageblock reserved]: the limit is 1 % of 51200 and a block.
TEST(RequestRules, R25bTheReserveHasALimit) {
  for (const auto& [reserved, more] : {std::pair{512u, true}, std::pair{1024u, false}}) {
    ZoneBuilder builder(51200);
    for (uint32_t i = 0; i < reserved / 512; ++i) builder.block(10 + i, H);
    LinuxZone zone = builder.free_blocks(5, M, {0}).build(without_percpu_lists());
    zone.highatomic = reserved;
    zone.layout.low = zone.layout.high = 5000;
    LinuxNode node = node_of({zone});
    EXPECT_EQ(ask(node, 1, M, kAtomic), 0u);
    EXPECT_EQ(node.zone(0).highatomic, more ? reserved + 512 : reserved);
  }
}

LinuxZone reserve_and_others(bool others) {
  ZoneBuilder builder(4096);
  builder.block(1, H).free_blocks(5, H, {512});
  if (others) builder.free_blocks(4, M, {0});
  LinuxZone zone = builder.build(without_percpu_lists());
  zone.highatomic = 512;
  zone.layout.low = zone.layout.high = 5000;
  return zone;
}

TEST(RequestRules, R25cUrgentBlocksComeFromTheReserveFirst) {
  LinuxNode node = node_of({reserve_and_others(true)});
  EXPECT_EQ(ask(node, 1, M, kAtomic), 512u);
  EXPECT_EQ(ask(node, 0, M, kAtomic), 0u);  // single pages have no right to it
}

TEST(RequestRules, R25eWhenNothingElseIsLeftAnyoneWhoCannotWaitMay) {
  LinuxNode node = node_of({reserve_and_others(false)});
  EXPECT_EQ(ask(node, 0, M), 512u);
}

// Without NONBLOCK the reserve is out of reach, as in the last try of those that ignore the marks.
TEST(RequestRules, R25eTheTryThatIgnoresTheMarksDoesNotReachTheReserve) {
  LinuxZone zone = reserve_and_others(false);
  zone.layout.min = zone.layout.low = zone.layout.high = 5000;
  LinuxNode node = node_of({zone});
  EXPECT_EQ(ask(node, 0, M, kIgnore), kNone);
}

TEST(RequestRules, ZonesAreTriedFromTheHighestAllowedDown) {
  LinuxNode node =
      node_of({ZoneBuilder(1024, kZoneDma).free_blocks(4, M, {0}).build(),
               ZoneBuilder(1024, kZoneDma32, 1024).free_blocks(4, M, {1024}).build(),
               ZoneBuilder(1024, kZoneNormal, 2048).free_blocks(4, M, {2048}).build()});
  EXPECT_EQ(ask(node, 4, M), 2048u);
  EXPECT_EQ(ask(node, 4, M), 1024u);
  EXPECT_EQ(ask(node, 4, M), 0u);
  EXPECT_EQ(ask(node, 4, M), kNone);
}

TEST(RequestRules, ALimitKeepsRequestsOutOfHigherZones) {
  LinuxNode node =
      node_of({ZoneBuilder(1024, kZoneDma).free_blocks(4, M, {0}).build(),
               ZoneBuilder(1024, kZoneNormal, 2048).free_blocks(4, M, {2048}).build()});
  EXPECT_EQ(ask(node, 4, M, RequestClass::no_wait, kZoneDma32), 0u);
  EXPECT_EQ(ask(node, 4, M, RequestClass::no_wait, kZoneDma), kNone);
  EXPECT_EQ(ask(node, 4, M), 2048u);
}

// Normal could only mix types; DMA32 has a whole pageblock.
LinuxNode mixed_or_lower(uint32_t upper_index) {
  return node_of({ZoneBuilder(1024, kZoneDma).free_blocks(9, M, {512}).build(),
                  ZoneBuilder(4096, upper_index, 4096).free_blocks(5, M, {4096}).build()});
}

TEST(RequestRules, R26TheFirstPassRatherTakesALowerZoneThanMixTypes) {
  LinuxNode normal = mixed_or_lower(kZoneNormal);
  EXPECT_EQ(ask(normal, 4, U), 512u);
  EXPECT_EQ(normal.zone(1).boost, 0u);
  LinuxNode dma32 = mixed_or_lower(kZoneDma32);
  EXPECT_EQ(ask(dma32, 4, U), 4096u);
}

TEST(RequestRules, R26OnlyIfTheRequestMayUseNormal) {
  LinuxNode node = node_of({ZoneBuilder(1024, kZoneDma).free_blocks(9, M, {512}).build(),
                            ZoneBuilder(4096, kZoneDma32, 4096).free_blocks(5, M, {4096}).build(),
                            ZoneBuilder(4096, kZoneNormal, 8192).build()});
  EXPECT_EQ(ask(node, 4, U, RequestClass::no_wait, kZoneDma32), 4096u);
}

// Both passes are at LOW: at MIN the upper zone would be first again.
TEST(RequestRules, R30TheSecondPassWithoutItIsStillAtTheLowMark) {
  ZoneBuilder lower(1024, kZoneDma);
  lower.free_blocks(5, M, {0});
  ZoneBuilder upper(4096, kZoneNormal, 4096);
  upper.layout.low = upper.layout.high = 5000;
  upper.free_blocks(5, M, {4096});
  LinuxNode node = node_of({lower.build(), upper.build()});
  EXPECT_EQ(ask(node, 4, U), 0u);
}

TEST(RequestRules, R28WithoutGroupingEveryRequestIsUnmovable) {
  ZonePolicy policy;
  policy.mobility = false;
  LinuxNode node =
      node_of({ZoneBuilder(4096).free_blocks(4, M, {0}).free_blocks(4, U, {512}).build(policy)});
  EXPECT_EQ(ask(node, 4, M), 512u);
  EXPECT_EQ(ask(node, 4, R), 0u);
  EXPECT_EQ(node.zone(0).block_type(0), U);
}

}  // namespace
}  // namespace kmem
