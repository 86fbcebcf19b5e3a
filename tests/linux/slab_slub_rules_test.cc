// SLUB rule by rule (engine/slab/linux-slab-rules.md, part 1), above all where no recording of one
// or two CPUs looks.
#include "linux/slab_rules_world.h"

namespace kmem {
namespace {

using Word = SlubStat;

uint64_t count_of(const SlubCache& cache, SlubStat stat) {
  return cache.counts()[static_cast<unsigned>(stat)];
}

// 3000 bytes on one CPU: 10 objects in a slab, stacks of 5, min_partial 5.
const CacheArgs kWalk{.object_size = 3000};

// R1.1.7: the wanted number of objects follows the CPUs present; if one is present, the possible
// ids.
TEST(SlubRules, OrderFollowsTheCpus) {
  const auto order = [](uint32_t size, uint32_t present, uint32_t ids) {
    SlabMachine machine = slab_machine(present);
    machine.cpus_possible = machine.nr_cpu_ids = ids;
    return slub_layout({.object_size = size}, machine)->order.value;
  };
  EXPECT_EQ(order(512, 1, 1), 0u);
  EXPECT_EQ(order(512, 1, 2), 1u);
  EXPECT_EQ(order(512, 2, 2), 1u);
  EXPECT_EQ(order(512, 2, 64), 1u);
  const uint32_t cpus[] = {1, 2, 4, 8, 16, 64};
  const struct {
    uint32_t size, orders[6];
  } rows[] = {{192, {0, 0, 0, 0, 1, 1}},  {256, {0, 0, 0, 1, 1, 1}},  {320, {0, 0, 1, 1, 1, 2}},
              {700, {1, 2, 2, 2, 3, 3}},  {1024, {1, 2, 2, 3, 3, 3}}, {1360, {2, 2, 3, 3, 3, 3}},
              {2048, {2, 3, 3, 3, 3, 3}}, {8192, {3, 3, 3, 3, 3, 3}}, {40000, {4, 4, 4, 4, 4, 4}}};
  for (const auto& row : rows)
    for (uint32_t i = 0; i < 6; ++i)
      EXPECT_EQ(order(row.size, cpus[i], cpus[i]), row.orders[i]) << row.size << " " << cpus[i];
}

// R1.1.7b: slub_min_order=1 slub_max_order=2 slub_min_objects=10.
TEST(SlubRules, BootSettingsMoveTheOrders) {
  SlabMachine machine = slab_machine(1);
  machine.slub_min_order = 1;
  machine.slub_max_order = 2;
  machine.slub_min_objects = 10;
  const auto cut = [&](uint32_t size) {
    const SlubLayout at = *slub_layout({.object_size = size}, machine);
    return std::pair(at.order.value, at.objects);
  };
  EXPECT_EQ(cut(8), std::pair(1u, 1024u));
  EXPECT_EQ(cut(192), std::pair(1u, 42u));
  EXPECT_EQ(cut(1024), std::pair(2u, 16u));
  EXPECT_EQ(cut(2048), std::pair(2u, 8u));   // order 3 is not allowed
  EXPECT_EQ(cut(3000), std::pair(2u, 5u));   // 1384 of 16384 are more than 1/16, less than 1/8
  EXPECT_EQ(cut(20000), std::pair(3u, 1u));  // no allowed order holds one: the smallest that does
  EXPECT_EQ(slub_layout({.object_size = 8}, machine)->min_order.value, 0u);
}

TEST(SlubRules, ImpossibleCachesAreRefused) {
  EXPECT_EQ(slub_layout({.object_size = 0}, {}).errc(), Errc::bad_size);
  EXPECT_EQ(slub_layout({.object_size = kMostObjectBytes + 1}, {}).errc(), Errc::bad_size);
  EXPECT_EQ(slub_layout({.object_size = 8, .align = 24}, {}).errc(), Errc::bad_align);
  EXPECT_EQ(slub_layout({.object_size = 8, .align = 1u << 31}, {}).errc(), Errc::bad_align);
  EXPECT_TRUE(slub_layout({.object_size = kMostObjectBytes}, {}).ok());
  // 4 MiB and a guard are more than any block.
  EXPECT_EQ(slub_layout({.object_size = kMostObjectBytes, .flags = kSlabRedZone}, {}).errc(),
            Errc::bad_size);
  EXPECT_EQ(slab61_layout({.object_size = 0}, {}).errc(), Errc::bad_size);
  EXPECT_EQ(slab61_layout({.object_size = 8, .align = 3}, {}).errc(), Errc::bad_align);
}

// R1.1.1: slub_debug=FZPU; O spares caches whose order it would raise, NOLEAKTRACE spares the
// records.
TEST(SlubRules, DebugOfTheCommandLine) {
  SlabMachine machine = slab_machine(1);
  machine.slub_debug = kSlabDebugDefault;
  EXPECT_EQ(slub_layout({.object_size = 56}, machine)->size, 152u);
  EXPECT_EQ(slub_layout({.object_size = 56}, machine)->cpu_partial, 0u);
  EXPECT_FALSE(
      slub_layout({.object_size = 56, .flags = kSlabNoLeakTrace}, machine)->has(kSlabStoreUser));
  EXPECT_EQ(slub_layout({.object_size = 4096}, machine)->min_order.value, 1u);
  machine.slub_debug_low_order = true;
  const SlubLayout spared = *slub_layout({.object_size = 4096}, machine);
  EXPECT_EQ(spared.size, 4096u);
  EXPECT_EQ(spared.flags, kSlabConsistencyChecks);
  EXPECT_EQ(slub_layout({.object_size = 56}, machine)->size, 152u);
}

// R1.4b: what another CPU released into this CPU's slab comes when the CPU's own list is empty.
TEST(SlubRules, ForeignReleasesWaitInTheSlab) {
  SlubWorld world({.object_size = 1024}, 2);
  world.alloc_many(3);
  world.free(0, 1, 1);
  world.free(0, 0, 1);
  EXPECT_EQ(world.state(), "c0:0| c1:-| n:");
  EXPECT_EQ(world.line("slab 0"), "slab 0 order=2 objects=16 inuse=14 frozen=1 free=0,1");
  EXPECT_EQ(count_of(world.cache, Word::FREE_FROZEN), 2u);
  world.alloc_many(13);  // 3 to 15
  EXPECT_EQ(world.alloc(), "0.0");
  EXPECT_EQ(count_of(world.cache, Word::ALLOC_REFILL), 1u);
  EXPECT_EQ(world.line("slab 0"), "slab 0 order=2 objects=16 inuse=16 frozen=1 free=-");
  EXPECT_EQ(world.alloc(), "0.1");
  EXPECT_EQ(world.alloc(), "1.0");
}

// R1.5b: a full slab goes to the stack of the CPU that released, not of the one that allocated.
TEST(SlubRules, AFullSlabGoesToTheReleasingCpu) {
  SlubWorld world({.object_size = 1024}, 4);
  world.alloc_many(17, 0);  // slab 0 full, slab 1 CPU 0's
  world.free(0, 5, 3);
  EXPECT_EQ(world.state(), "c0:1| c1:-| c2:-| c3:-|0 n:");
  world.free(0, 6, 2);  // frozen: nothing moves
  EXPECT_EQ(world.state(), "c0:1| c1:-| c2:-| c3:-|0 n:");
  // Even empty it stays, and other CPUs make new slabs.
  world.free_slots(0, 0, 4, 1);
  world.free_slots(0, 7, 15, 1);
  EXPECT_EQ(world.alloc(1), "2.0");
  EXPECT_EQ(world.alloc(3), "0.15");
  EXPECT_EQ(world.state(), "c0:1| c1:2| c2:-| c3:0| n:");
}

// R1.5c: exactly at the limit the whole stack is drained; empty slabs beyond min_partial go, the
// last of the walk first.
TEST(SlubRules, ADrainedStackGivesEmptySlabsBackLastFirst) {
  SlubWorld world(kWalk);
  world.alloc_many(12 * 10 + 1);
  for (uint32_t slab = 0; slab < 5; ++slab) world.free(slab, 0);
  EXPECT_EQ(world.state(), "c0:12|4,3,2,1,0 n:");
  world.free(5, 0);
  EXPECT_EQ(world.state(), "c0:12|5 n:4,3,2,1,0");
  for (uint32_t slab = 6; slab < 10; ++slab) world.free(slab, 0);
  for (uint32_t slab : {5u, 7u, 8u}) world.free_slots(slab, 1, 9);
  EXPECT_EQ(world.state(), "c0:12|9,8,7,6,5 n:4,3,2,1,0");
  world.pages.freed.clear();
  const uint32_t first_page = 0x1000 + 8 * 5;
  world.free(10, 0);
  EXPECT_EQ(world.state(), "c0:12|10 n:4,3,2,1,0,9,6");
  EXPECT_EQ(world.pages.freed,
            (std::vector<uint32_t>{first_page, first_page + 16, first_page + 24}));
  EXPECT_EQ(count_of(world.cache, Word::CPU_PARTIAL_DRAIN), 2u);
  EXPECT_EQ(count_of(world.cache, Word::DEACTIVATE_EMPTY), 3u);
}

// R1.5b: the node's list holds min_partial, this one counting: an emptied slab is given back.
TEST(SlubRules, AnEmptiedSlabOfTheNodeStaysBelowMinPartial) {
  SlubWorld world(kWalk);
  world.alloc_many(7 * 10 + 1);
  for (uint32_t slab = 0; slab < 6; ++slab) world.free(slab, 0);  // 0 to 4 to the node
  world.free_slots(2, 1, 9);
  EXPECT_EQ(world.state(), "c0:7|5 n:4,3,1,0");
  world.free_slots(3, 1, 9);
  EXPECT_EQ(world.state(), "c0:7|5 n:4,3,1,0");
  EXPECT_EQ(world.line("info"),
            "info active_objs=57 num_objs=70 active_slabs=7 num_slabs=7 shared_avail=0");
}

// R1.4d: one slab for the CPU, cpu_partial_slabs / 2 + 1 for its stack.
TEST(SlubRules, ARefillTakesHalfAStackAndOne) {
  SlubWorld world(kWalk);
  world.alloc_many(12 * 10);
  for (uint32_t slab = 0; slab < 11; ++slab) world.free(slab, 0);
  EXPECT_EQ(world.state(), "c0:11|10 n:4,3,2,1,0,9,8,7,6,5");
  EXPECT_EQ(world.alloc(), "10.0");
  EXPECT_EQ(world.alloc(), "4.0");
  EXPECT_EQ(world.state(), "c0:4|1,2,3 n:0,9,8,7,6,5");
  EXPECT_EQ(count_of(world.cache, Word::CPU_PARTIAL_NODE), 3u);
}

// R1.6: refused at the normal order, the slab has the minimum order and its count for life.
TEST(SlubRules, AScarceSlabIsSmallForLife) {
  SlubWorld world({.object_size = 700});
  world.pages.refused_from = 1;
  EXPECT_EQ(world.alloc(), "0.0");
  EXPECT_EQ(world.pages.asked, (std::vector<uint32_t>{1, 0}));
  EXPECT_EQ(world.line("slab 0"), "slab 0 order=0 objects=5 inuse=5 frozen=1 free=-");
  EXPECT_EQ(count_of(world.cache, Word::ORDER_FALLBACK), 1u);
  world.alloc_many(4);
  world.pages.refused_from = 0;
  EXPECT_EQ(world.alloc(), "no_memory");
  // The CPU had lost its full slab before it asked for pages.
  EXPECT_EQ(world.state(), "c0:-| n:");
  world.pages.refused_from = kNone;
  EXPECT_EQ(world.alloc(), "1.0");
  EXPECT_EQ(world.line("slab 1"), "slab 1 order=1 objects=11 inuse=11 frozen=1 free=-");
}

// R1.7: others had freed into the CPU's slab: it goes to the tail, what the CPU had left in front.
TEST(SlubRules, ShrinkPutsASharedSlabToTheTail) {
  SlubWorld world(kWalk, 2);
  world.alloc_many(21);    // slabs 0, 1 full; 2 is CPU 0's
  world.alloc_many(2, 1);  // slab 3 is CPU 1's
  world.free(3, 0, 0);     // foreign
  world.free(0, 4, 1);
  EXPECT_EQ(world.cache.shrink(world.pages), CacheFault::none);
  EXPECT_EQ(world.line("slab 3"), "slab 3 order=3 objects=10 inuse=1 frozen=0 free=2-9,0");
  EXPECT_EQ(world.state(), "c0:-| c1:-| n:0,3,2");
  EXPECT_EQ(count_of(world.cache, Word::DEACTIVATE_TO_TAIL), 1u);
  EXPECT_EQ(count_of(world.cache, Word::DEACTIVATE_TO_HEAD), 1u);
}

// R1.7: slabs with more than 32 free slots keep their order behind the others.
TEST(SlubRules, ShrinkSortsUpTo32FreeSlots) {
  SlubWorld world({.object_size = 56});  // 73 in a slab
  world.alloc_many(5 * 73);
  world.free_slots(0, 0, 32);  // 33 free
  world.free_slots(1, 0, 31);  // 32
  world.free_slots(2, 0, 49);  // 50
  world.free_slots(3, 0, 31);  // 32
  world.free_slots(4, 0, 0);   // the CPU's
  EXPECT_EQ(world.cache.shrink(world.pages), CacheFault::none);
  EXPECT_EQ(world.state(), "c0:-| n:4,1,3,2,0");
}

// R1.8: the group of the array's last object, the third stranger ends the search.
TEST(SlubRules, BulkReleaseGathersBackwards) {
  SlubWorld world(kWalk);
  world.alloc_many(31);
  EXPECT_EQ(world.free_bulk({{0, 0}, {0, 1}, {1, 0}, {0, 2}, {1, 1}, {2, 0}, {0, 3}, {0, 4}}),
            CacheFault::none);
  // Group 1: 0.4, 0.3, past 2.0 and 1.1, 0.2, ended by 1.0. The rest is 0.0, 0.1, 1.0, 2.0, 1.1.
  EXPECT_EQ(world.free_list(0), "1,0,4-2");
  EXPECT_EQ(world.free_list(1), "1,0");
  EXPECT_EQ(count_of(world.cache, Word::FREE_SLOWPATH), 4u);
}

// R1.9: with U full slabs are remembered; a slab that gets its first free object goes to the tail.
TEST(SlubRules, DebugCachesUseTheNodeOnly) {
  SlubWorld world({.object_size = 1500, .flags = kSlabStoreUser}, 2);
  const uint32_t objects = world.cache.layout().objects;
  world.alloc_many(2 * objects + 1);
  EXPECT_EQ(world.state(), "c0:-| c1:-| n:2 u:1,0");
  world.free(0, 3, 1);
  EXPECT_EQ(world.state(), "c0:-| c1:-| n:2,0 u:1");
  world.free(1, 0, 0);
  EXPECT_EQ(world.state(), "c0:-| c1:-| n:2,0,1");
  EXPECT_EQ(world.alloc(1), "2.1");
}

// R1.9: an emptied slab is given back if the node has min_partial without asking whether it was
// full.
TEST(SlubRules, DebugCachesGiveBackWhenTheNodeHasEnough) {
  SlubWorld world({.object_size = 20000, .flags = kSlabPoison});  // one object in a slab
  world.alloc_many(9);
  for (uint32_t slab = 0; slab < 7; ++slab) world.free(slab, 0);
  EXPECT_EQ(world.state(), "c0:-| n:0,1,2,3,4,5,6");  // min_partial is 7
  world.free(7, 0);
  EXPECT_EQ(world.state(), "c0:-| n:0,1,2,3,4,5,6");
  EXPECT_EQ(world.cache.slab_count(), 8u);
}

// R1.9, R1.10: kmalloc's requested size lies behind the records, and in no other cache.
TEST(SlubRules, KmallocRemembersWhatWasAsked) {
  SlubCache cache(
      "kmalloc-64",
      *slub_layout({.object_size = 64, .align = 64, .flags = kSlabDebugDefault | kSlabKmalloc}, {}),
      1);
  TestPages pages;
  const Address object = cache.alloc(Caller{.asked_size = 41}, pages).object;
  uint8_t bytes[4] = {};
  ASSERT_TRUE(cache.read(object + cache.layout().filler_offset() - 4, bytes));
  EXPECT_EQ(bytes[0], 41);
  EXPECT_EQ(bytes[1] + bytes[2] + bytes[3], 0);
  EXPECT_EQ(cache.free(Caller{}, object, pages), CacheFault::none);
  EXPECT_TRUE(cache.reports().empty());
}

}  // namespace
}  // namespace kmem
