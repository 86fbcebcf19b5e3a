// Rules R14 to R20: blocks of other types are claimed or stolen.
#include "buddy/fallback.h"
#include "buddy/pageblock.h"
#include "linux/zone_builder.h"

namespace kmem {
namespace {

// The single-frame pfns start, start + 2, … that are no buddies of each other.
Pfns every_other(uint32_t start, uint32_t count) {
  Pfns all;
  for (uint32_t i = 0; i < count; ++i) all.push_back(start + 2 * i);
  return all;
}

TEST(FallbackRules, R14EachTypeHasItsOrderOfOthers) {
  struct Case {
    MigrateType asks, first, second;
  };
  for (const Case c : {Case{U, R, M}, Case{M, R, U}, Case{R, U, M}}) {
    LinuxZone zone =
        ZoneBuilder(4096).free_blocks(9, c.second, {512}).free_blocks(9, c.first, {1536}).build();
    ASSERT_TRUE(steal_fallback(zone, 0, c.asks, 0));
    EXPECT_EQ(pfns(zone, 9, c.asks), Pfns{1536});
    ASSERT_TRUE(steal_fallback(zone, 0, c.asks, 0));
    EXPECT_EQ(pfns(zone, 9, c.asks), (Pfns{1536, 512}));
    EXPECT_FALSE(steal_fallback(zone, 0, c.asks, 0));
  }
}

TEST(FallbackRules, R14TheReserveIsNoFallback) {
  LinuxZone zone = ZoneBuilder(4096).block(1, H).free_blocks(4, H, {512}).build();
  EXPECT_FALSE(steal_fallback(zone, 0, U, 0));
}

TEST(FallbackRules, R15TheLargestBlockIsTakenFirst) {
  LinuxZone zone = ZoneBuilder(4096)
                       .free_blocks(4, R, {16})
                       .free_blocks(6, M, {1024})
                       .free_blocks(5, R, {512})
                       .build();
  ASSERT_TRUE(steal_fallback(zone, 0, U, 0));
  EXPECT_EQ(pfns(zone, 6, U), Pfns{1024});
  EXPECT_EQ(pfns(zone, 5, U), Pfns{});
}

TEST(FallbackRules, R15bMovableTakesTheSmallestPieceIfItMayNotClaim) {
  LinuxZone zone = ZoneBuilder(4096)
                       .free_blocks(3, U, {8})
                       .free_blocks(2, R, {516})
                       .free_blocks(1, U, {1026})
                       .build();
  ASSERT_TRUE(steal_fallback(zone, 1, M, 0));
  EXPECT_EQ(pfns(zone, 1, M), Pfns{1026});
  ASSERT_TRUE(steal_fallback(zone, 0, M, 0));  // no piece of order 0 or 1 is left
  EXPECT_EQ(pfns(zone, 2, M), Pfns{516});
}

TEST(FallbackRules, R15bTheReclaimableOfTheSmallestOrderComesFirst) {
  LinuxZone zone = ZoneBuilder(4096)
                       .free_blocks(3, R, {8})
                       .free_blocks(0, U, {513})
                       .free_blocks(0, R, {1025})
                       .build();
  ASSERT_TRUE(steal_fallback(zone, 0, M, 0));
  EXPECT_EQ(pfns(zone, 0, M), Pfns{1025});
}

// The largest block is of just the order asked for: it is taken as it is.
TEST(FallbackRules, R15bNothingSmallerIsSoughtAtTheOrderItself) {
  LinuxZone zone = ZoneBuilder(4096).free_blocks(3, U, {8}).build();
  ASSERT_TRUE(steal_fallback(zone, 3, M, 0));
  EXPECT_EQ(pfns(zone, 3, M), Pfns{8});
}

// A claimed pageblock brings its other pieces along; a stolen piece comes alone.
TEST(FallbackRules, R16MovableClaimsFromOrder4On) {
  for (const uint32_t order : {3u, 4u}) {
    LinuxZone zone =
        ZoneBuilder(4096).block(0, U).free_blocks(order, U, {64}).free_blocks(0, U, {9}).build();
    ASSERT_TRUE(steal_fallback(zone, order, M, 0));
    EXPECT_EQ(pfns(zone, order, M), Pfns{64});
    EXPECT_EQ(pfns(zone, 0, M), order == 4 ? Pfns{9} : Pfns{});
  }
}

TEST(FallbackRules, R16bcUnmovableAndReclaimableClaimAtAnyOrder) {
  for (const MigrateType type : {U, R}) {
    LinuxZone zone = ZoneBuilder(4096).free_blocks(1, M, {64}).free_blocks(0, M, {9}).build();
    ASSERT_TRUE(steal_fallback(zone, 1, type, 0));
    EXPECT_EQ(pfns(zone, 0, type), Pfns{9});
  }
}

TEST(FallbackRules, R17AStolenTopBlockTakesBothPageblocksAlong) {
  LinuxZone zone = ZoneBuilder(4096).free_blocks(10, M, {1024}).free_blocks(0, M, {2049}).build();
  ASSERT_TRUE(steal_fallback(zone, 0, U, 0));
  EXPECT_EQ(zone.block_type(1024), U);
  EXPECT_EQ(zone.block_type(1536), U);
  EXPECT_EQ(zone.block_type(2048), M);
  EXPECT_EQ(pfns(zone, 10, U), Pfns{1024});
  EXPECT_EQ(zone.boost, 0u);  // R20: no types are mixed
}

TEST(FallbackRules, R18AllFreePiecesMoveToTheTailsInAscendingOrder) {
  LinuxZone zone = ZoneBuilder(4096)
                       .free_blocks(0, U, {1027, 521, 1031})
                       .free_blocks(0, M, {531, 525})
                       .free_blocks(0, R, {529})
                       .build();
  const PageblockMove move = move_free_pieces(zone, 520, U);
  EXPECT_EQ(move.moved, 4u);
  EXPECT_EQ(pfns(zone, 0, U), (Pfns{1027, 1031, 521, 525, 529, 531}));
  EXPECT_EQ(audit(zone), nullptr);
}

// The request then takes the smallest block, which need not be the one that was found.
TEST(FallbackRules, R18ThePieceTakenMayBeAnother) {
  LinuxNode node = node_of({ZoneBuilder(4096)
                                .free_blocks(4, M, {64})
                                .free_blocks(1, M, {130})
                                .build(without_percpu_lists())});
  EXPECT_EQ(ask(node, 0, U), 130u);
}

TEST(FallbackRules, R18cAtAPageblockCutOffByTheZonesEndOnlyThePieceMoves) {
  LinuxZone zone = ZoneBuilder(512 + 300).free_blocks(8, M, {512}).free_blocks(0, M, {769}).build();
  zone.layout.managed = 4096;  // large enough for a boost
  ASSERT_TRUE(steal_fallback(zone, 0, U, 0));
  EXPECT_EQ(pfns(zone, 8, U), Pfns{512});
  EXPECT_EQ(pfns(zone, 0, M), Pfns{769});
  EXPECT_EQ(zone.block_type(512), M);
}

TEST(FallbackRules, R18cAPageblockThatEndsWithTheZoneIsWhole) {
  LinuxZone zone = ZoneBuilder(1024).free_blocks(8, M, {512}).free_blocks(0, M, {769}).build();
  ASSERT_TRUE(steal_fallback(zone, 0, U, 0));
  EXPECT_EQ(pfns(zone, 0, U), Pfns{769});
}

TEST(FallbackRules, R18dInAPageblockTheZoneBeginsInTheWalkBeginsAtThePiece) {
  LinuxZone zone =
      ZoneBuilder(4095, kZoneDma, 1).free_blocks(0, M, {9, 201}).free_blocks(5, M, {96}).build();
  ASSERT_TRUE(steal_fallback(zone, 0, U, 0));
  EXPECT_EQ(pfns(zone, 5, U), Pfns{96});
  EXPECT_EQ(pfns(zone, 0, U), Pfns{201});
  EXPECT_EQ(pfns(zone, 0, M), Pfns{9});
}

// [free pages in the pageblock, does it change type]: U takes from R, where nothing in use counts.
TEST(FallbackRules, R19R19eHalfThePageblockMustBeFree) {
  for (const auto& [small, changes] : {std::pair{127u, false}, std::pair{128u, true}}) {
    LinuxZone zone = ZoneBuilder(4096)
                         .block(0, R)
                         .free_blocks(7, R, {0})
                         .free_blocks(0, R, every_other(129, small))
                         .build();
    ASSERT_TRUE(steal_fallback(zone, 0, U, 0));
    EXPECT_EQ(zone.block_type(0), changes ? U : R) << small;
    EXPECT_EQ(pfns(zone, 7, U), Pfns{0});
    EXPECT_EQ(pfns(zone, 0, U).size(), small);  // the pieces move in any case
  }
}

TEST(FallbackRules, R19bInAMovablePageblockUsedPagesCountAsUnmovable) {
  for (const MigrateType type : {U, R}) {
    LinuxZone zone = ZoneBuilder(4096).free_blocks(5, M, {0}).build();
    ASSERT_TRUE(steal_fallback(zone, 0, type, 0));
    EXPECT_EQ(zone.block_type(0), type);
  }
}

// [pages on reclaim's lists, does the pageblock change type]: 512 − 256 others are just enough.
TEST(FallbackRules, R19cButThoseOnReclaimsListsDoNot) {
  for (const auto& [lru, changes] : {std::pair{256u, true}, std::pair{257u, false}}) {
    LinuxZone zone = ZoneBuilder(4096).free_blocks(5, M, {0}).lru(100, 100 + lru).build();
    ASSERT_TRUE(steal_fallback(zone, 0, U, 0));
    EXPECT_EQ(zone.block_type(0), changes ? U : M) << lru;
  }
}

TEST(FallbackRules, R19dForMovableTheOnesOnReclaimsListsCount) {
  for (const auto& [lru, changes] : {std::pair{224u, true}, std::pair{223u, false}}) {
    LinuxZone zone =
        ZoneBuilder(4096).block(0, U).free_blocks(5, U, {0}).lru(100, 100 + lru).build();
    ASSERT_TRUE(steal_fallback(zone, 5, M, 0));
    EXPECT_EQ(zone.block_type(0), changes ? M : U) << lru;
  }
}

TEST(FallbackRules, R20EveryMixingRaisesTheBoostAlsoForAPieceAlone) {
  ZoneBuilder builder(4096);
  builder.layout.high = 10000;
  LinuxZone zone = builder.free_blocks(1, U, {64}).free_blocks(5, R, {512}).build();
  ASSERT_TRUE(steal_fallback(zone, 0, M, 0));
  EXPECT_EQ(zone.boost, 512u);
  ASSERT_TRUE(steal_fallback(zone, 0, M, 0));
  EXPECT_EQ(zone.boost, 1024u);
}

// [high, factor, boosts after the first and the second time]
TEST(FallbackRules, R20bcdTheBoostHasALimit) {
  struct Case {
    uint32_t managed, high, factor, first, second;
  };
  for (const Case c :
       {Case{4096, 400, 15000, 512, 600}, Case{4096, 100, 15000, 512, 512},
        Case{4096, 1, 10000, 512, 512}, Case{4096, 400, 0, 0, 0}, Case{4096, 1, 9999, 0, 0},
        Case{2048, 400, 15000, 512, 600}, Case{2047, 400, 15000, 0, 0}}) {
    ZonePolicy policy;
    policy.boost_factor = c.factor;
    ZoneBuilder builder(4096);
    builder.layout.high = c.high;
    builder.layout.managed = c.managed;
    LinuxZone zone = builder.free_blocks(5, R, {512, 1024}).build(policy);
    steal_fallback(zone, 0, U, 0);
    EXPECT_EQ(zone.boost, c.first) << c.managed << ' ' << c.high << ' ' << c.factor;
    steal_fallback(zone, 0, U, 0);
    EXPECT_EQ(zone.boost, c.second) << c.managed << ' ' << c.high << ' ' << c.factor;
  }
}

// A block of the reserve may be cut into a pageblock of another type's list; only it moves.
TEST(FallbackRules, AReservedPageblockKeepsItsOtherPieces) {
  LinuxZone zone =
      ZoneBuilder(4096).block(0, H).free_blocks(5, M, {64}).free_blocks(0, M, {9}).build();
  zone.highatomic = kPageblockFrames;
  ASSERT_TRUE(steal_fallback(zone, 0, U, 0));
  EXPECT_EQ(pfns(zone, 5, U), Pfns{64});
  EXPECT_EQ(pfns(zone, 0, M), Pfns{9});
  EXPECT_EQ(zone.block_type(0), H);
  EXPECT_EQ(zone.boost, 0u);
}

TEST(FallbackRules, R26bNoFragmentTakesWholePageblocksOnly) {
  LinuxZone zone = ZoneBuilder(4096).free_blocks(8, M, {0}).free_blocks(9, R, {1024}).build();
  ASSERT_TRUE(steal_fallback(zone, 0, U, kNoFragment));
  EXPECT_EQ(pfns(zone, 9, U), Pfns{1024});
  EXPECT_FALSE(steal_fallback(zone, 0, U, kNoFragment));
  EXPECT_TRUE(steal_fallback(zone, 0, U, 0));
}

TEST(FallbackRules, R26bOrder10IsSoughtFromOrder10On) {
  LinuxZone zone = ZoneBuilder(4096).free_blocks(9, M, {512}).build();
  EXPECT_FALSE(steal_fallback(zone, 10, U, kNoFragment));
  EXPECT_FALSE(steal_fallback(zone, 10, U, 0));
}

TEST(FallbackRules, R28WithoutGroupingEveryPageblockIsClaimed) {
  ZonePolicy policy;
  policy.mobility = false;
  LinuxZone zone = ZoneBuilder(4096).free_blocks(0, M, {9, 201}).lru(210, 500).build(policy);
  ASSERT_TRUE(steal_fallback(zone, 0, U, 0));
  EXPECT_EQ(zone.block_type(0), U);
  EXPECT_EQ(pfns(zone, 0, U), (Pfns{9, 201}));
}

}  // namespace
}  // namespace kmem
