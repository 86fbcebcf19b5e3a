// Classic SLAB rule by rule (engine/slab/linux-slab-rules.md, part 2), above all where no recording
// of one or two CPUs looks.
#include "linux/slab_rules_world.h"

namespace kmem {
namespace {

// 3000 bytes: 2 in a slab, 34 colours, limit 24, batches of 12, free_limit 26 on one CPU.
const CacheArgs kWalk{.object_size = 3000};

// R2.1.4: machines of at most 32 MiB stay at order 0 unless an object needs more.
TEST(Slab61Rules, SmallMachinesUseSinglePages) {
  SlabMachine small = slab_machine(1);
  small.slab_max_order = 0;
  const auto cut = [&](uint32_t size) {
    const Slab61Layout at = *slab61_layout({.object_size = size}, small);
    return std::pair(at.order.value, at.num);
  };
  EXPECT_EQ(cut(704), std::pair(0u, 5u));
  EXPECT_EQ(cut(1152), std::pair(0u, 3u));
  EXPECT_EQ(cut(3000), std::pair(0u, 1u));
  EXPECT_EQ(cut(5000), std::pair(1u, 1u));
}

// R2.1.1: debug flags change nothing; R2.1.3: NOLEAKTRACE and small objects keep the table on the
// slab.
TEST(Slab61Rules, FlagsAndTheTable) {
  const SlabMachine machine = slab_machine(1);
  const Slab61Layout plain = *slab61_layout({.object_size = 100}, machine);
  EXPECT_EQ(*slab61_layout({.object_size = 100, .flags = kSlabDebugDefault}, machine), plain);
  EXPECT_EQ(slab61_layout({.object_size = 256, .ctor = true}, machine)->table, IndexTable::off);
  EXPECT_EQ(
      slab61_layout({.object_size = 256, .flags = kSlabNoLeakTrace, .ctor = true}, machine)->table,
      IndexTable::on);
  EXPECT_EQ(slab61_layout({.object_size = 256, .flags = kSlabTypesafeByRcu}, machine)->table,
            IndexTable::off);
  // Half of the size asked for counts, not of the slot: 16 bytes in slots of 128 stay on the slab.
  EXPECT_EQ(slab61_layout({.object_size = 16, .align = 128, .ctor = true}, machine)->table,
            IndexTable::on);
}

// R2.1.6: more CPUs possible: a shared array, unless objects are larger than a page.
TEST(Slab61Rules, ArraysFollowTheCpus) {
  SlabMachine machine = slab_machine(1);
  machine.cpus_possible = machine.nr_cpu_ids = 4;
  const Slab61Layout at = *slab61_layout({.object_size = 512}, machine);
  EXPECT_EQ(at.shared_limit, 8u * 27);
  EXPECT_EQ(at.free_limit, 2u * 27 + 8);
  EXPECT_EQ(slab61_layout({.object_size = 512}, slab_machine(4))->free_limit, 5u * 27 + 8);
  EXPECT_EQ(slab61_layout({.object_size = 5000}, slab_machine(4))->shared, 0u);
  EXPECT_EQ(slab61_layout({.object_size = 200000}, slab_machine(4))->limit, 1u);
}

// R2.3: an idle array takes 16, a touched one its batch; the last one fetched is the answer.
TEST(Slab61Rules, AnIdleArrayTakesSixteen) {
  Slab61World world({.object_size = 56});  // 71 in a slab
  EXPECT_EQ(world.alloc(), "0.15");
  EXPECT_EQ(world.cache.array(0).entries.size(), 15u);
  world.alloc_many(15);
  EXPECT_EQ(world.alloc(), "0.70");  // 55 were left in the slab: all of them, less than the batch
  EXPECT_EQ(world.state(), "o:0t p: f:");
  world.alloc_many(54);
  EXPECT_EQ(world.alloc(), "1.59");  // a new slab: a batch of 60
}

// R2.3: free_objects is 0: no list is looked at, so the reaper does not hear of it.
TEST(Slab61Rules, NothingFreeIsNotLookedFor) {
  Slab61World world(kWalk);
  world.alloc_many(3);
  EXPECT_FALSE(world.cache.free_touched());
  // partial served, and then free was looked at, in vain.
  Slab61World other({.object_size = 56});
  other.alloc_many(17);
  EXPECT_TRUE(other.cache.free_touched());
}

// R2.4: 64, 128, …; offset 0 comes last; a refused slab uses up no colour.
TEST(Slab61Rules, ColoursGoRoundAndZeroIsLast) {
  Slab61World world({.object_size = 1504});  // 5 in a slab, 10 colours
  ASSERT_EQ(world.cache.layout().colour, 10u);
  for (uint32_t slab = 0; slab < 21; ++slab) {
    world.pages.refused_from = 0;
    EXPECT_EQ(world.alloc(), "no_memory");
    world.pages.refused_from = kNone;
    world.alloc_many(5);
    EXPECT_EQ(world.cache.slabs()[slab].colour_bytes, (slab + 1) % 10 * 64);
  }
}

// R2.5: a full array flushes its oldest batch to the shared array as far as it has room.
TEST(Slab61Rules, AFlushFillsTheSharedArrayFirst) {
  Slab61World world({.object_size = 4096}, 2);  // limit 24, batch 12, shared 96
  world.alloc_many(24 + 96 + 20);
  // 24 fill the array; 8 batches of 12 fill the shared array; then a batch goes into the slabs.
  for (uint32_t slab = 0; slab < 24 + 96; ++slab) world.free(slab, 0);
  EXPECT_EQ(world.cache.shared().entries.size(), 96u);
  EXPECT_EQ(world.cache.free_objects(), 0u);
  world.free(120, 0);
  EXPECT_EQ(world.cache.shared().entries.size(), 96u);
  EXPECT_EQ(world.cache.free_objects(), 12u);
  EXPECT_EQ(world.state(), "s:96 o:12 p: f:107,106,105,104,103,102,101,100,99,98,97,96");
  // Another CPU refills from the shared array's end, order kept.
  EXPECT_EQ(world.alloc(1), "95.0");
  EXPECT_EQ(world.state(), "s:84t o:12 p: f:107,106,105,104,103,102,101,100,99,98,97,96");
}

// R2.5: only what fits is moved if the shared array has any room.
TEST(Slab61Rules, AFlushMovesNoMoreThanFits) {
  Slab61World world({.object_size = 4096}, 2);
  world.alloc_many(160, 0);
  for (uint32_t slab = 0; slab < 120; ++slab) world.free(slab, 0);  // array 24, shared 96
  world.alloc(1);                                                   // shared 84
  world.free(120, 0);                                               // shared 96
  EXPECT_EQ(world.cache.shared().entries.size(), 96u);
  EXPECT_EQ(world.cache.array(0).entries.size(), 13u);
  EXPECT_EQ(world.cache.free_objects(), 0u);
}

// R2.6: beyond free_limit the last free slabs go, last taken off first released.
TEST(Slab61Rules, SurplusGoesFromTheTail) {
  Slab61World world(kWalk);
  world.alloc_many(80);
  for (uint32_t slab = 0; slab < 18; ++slab) {
    world.free(slab, 0);
    world.free(slab, 1);
  }
  // The array holds 24; one batch of 12 went: slabs 0 to 5, and no more than 26 are kept.
  EXPECT_EQ(world.state(), "o:12 p: f:5,4,3,2,1,0");
  for (uint32_t slab = 18; slab < 30; ++slab) {
    world.free(slab, 0);
    world.free(slab, 1);
  }
  // The third batch makes 36: five slabs of the tail go, 0 first taken off, 4 first released.
  EXPECT_EQ(world.state(), "o:26 p: f:17,16,15,14,13,12,11,10,9,8,7,6,5");
  const uint32_t first = 0x1000;
  EXPECT_EQ(world.pages.freed,
            (std::vector<uint32_t>{first + 8, first + 6, first + 4, first + 2, first}));
}

// R2.6: a slab that gets an object back goes to the tail of partial, from wherever it was.
TEST(Slab61Rules, APartialSlabGoesToTheTail) {
  Slab61World world(kWalk);
  world.alloc_many(80);
  for (const uint32_t slab : {3u, 1u, 2u}) world.free(slab, 0);
  world.free(5, 0);
  world.free(5, 1);
  for (const uint32_t slab : {3u, 1u}) world.free(slab, 1);
  for (uint32_t slab = 10; slab < 19; ++slab) {
    world.free(slab, 0);
    world.free(slab, 1);
  }
  // The oldest 12: 3 1 2 5 5 3 1 10 10 11 11 12.
  EXPECT_EQ(world.state(), "o:12 p:2,12 f:11,10,1,3,5");
}

// R2.7: arrays of all CPUs, the shared one, then every free slab from the tail, each at once.
TEST(Slab61Rules, ShrinkEmptiesEveryArray) {
  Slab61World world({.object_size = 4096}, 4);
  world.alloc_many(60, 2);
  for (uint32_t slab = 0; slab < 59; ++slab) world.free(slab, 0, slab % 4);
  EXPECT_EQ(world.cache.shrink(world.pages), CacheFault::none);
  EXPECT_EQ(world.state(), "s:0 o:0 p: f:");
  EXPECT_EQ(world.cache.slab_count(), 1u);
}

// R2.8: a touched array is only marked; then a fifth of the limit goes, or half of a smaller rest.
TEST(Slab61Rules, TheReaperTakesAFifth) {
  Slab61World world({.object_size = 56});
  world.alloc_many(40);
  world.free_oldest(36);
  EXPECT_EQ(world.cache.array(0).entries.size(), 67u);
  EXPECT_EQ(world.cache.reap(0, false, world.pages), CacheFault::none);
  EXPECT_EQ(world.cache.array(0).entries.size(), 67u);
  world.cache.reap(0, false, world.pages);
  EXPECT_EQ(world.cache.array(0).entries.size(), 43u);  // (120 + 4) / 5
  world.cache.reap(0, false, world.pages);
  EXPECT_EQ(world.cache.array(0).entries.size(), 19u);
  world.cache.reap(0, false, world.pages);
  EXPECT_EQ(world.cache.array(0).entries.size(), 9u);  // (19 + 1) / 2 of the oldest
}

// R2.8: the node part ages the shared array too, and gives free slabs back if none was looked at.
TEST(Slab61Rules, TheReapersNodePart) {
  Slab61World world({.object_size = 4096}, 2);
  world.alloc_many(60);
  for (uint32_t slab = 0; slab < 60; ++slab) world.free(slab, 0);
  EXPECT_EQ(world.cache.shared().entries.size(), 36u);
  world.alloc(1);  // touches the shared array: 24 are left
  world.cache.reap(0, true, world.pages);
  EXPECT_FALSE(world.cache.shared().touched);
  EXPECT_EQ(world.cache.shared().entries.size(), 24u);
  world.cache.reap(0, true, world.pages);
  // (96 + 4) / 5 of the shared array, and 5 of the CPU's: free slabs; ceil(37 / 5) of them go.
  EXPECT_EQ(world.cache.shared().entries.size(), 4u);
  EXPECT_EQ(world.cache.free_objects(), 25u - 8u);
}

// R2.9: an object that is released twice lies twice in the array, and is handed out twice.
TEST(Slab61Rules, ADoubleReleaseIsHandedOutTwice) {
  Slab61World world({.object_size = 56});
  world.alloc_many(3);
  world.sound = false;
  const Address b = world.address(0, 14);
  EXPECT_EQ(world.cache.free({}, b, world.pages), CacheFault::none);
  EXPECT_EQ(world.cache.free({}, b, world.pages), CacheFault::none);
  EXPECT_EQ(world.alloc(), "0.14");
  EXPECT_EQ(world.alloc(), "0.14");
  EXPECT_EQ(world.alloc(), "0.12");
}

// R2.2: the table lies in a free object: whoever writes there after a release chooses what comes
// next.
TEST(Slab61Rules, AWriteIntoTheTableChoosesTheNextObject) {
  Slab61World world(kWalk);  // 2 in a slab, the table in a free object
  ASSERT_EQ(world.cache.layout().table, IndexTable::object);
  world.alloc_many(2);
  for (uint32_t slot : {1u, 0u}) world.free(0, slot);
  EXPECT_EQ(world.cache.reap(0, false, world.pages), CacheFault::none);
  EXPECT_EQ(world.cache.reap(0, false, world.pages), CacheFault::none);
  EXPECT_EQ(world.line("slab 0"), "slab 0 colour=64 active=1 free=1");
  world.sound = false;
  const uint8_t forged[] = {7, 0};
  EXPECT_TRUE(world.cache.write(world.address(0, 1), forged));
  EXPECT_EQ(world.line("slab 0"), "slab 0 colour=64 active=1 free=0");
}

TEST(Slab61Rules, APointerFromElsewhereIsRefused) {
  Slab61World world(kWalk);
  world.alloc();
  EXPECT_EQ(world.cache.free({}, kDirectMap + 0x100, world.pages), CacheFault::foreign);
  EXPECT_EQ(world.cache.free({}, 0, world.pages), CacheFault::foreign);
}

}  // namespace
}  // namespace kmem
