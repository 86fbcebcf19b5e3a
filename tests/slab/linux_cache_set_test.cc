// The caches of a machine with Linux 6.1: what is refused, what happens silently, what is told.
#include "slab/linux_set_world.h"

namespace kmem {
namespace {

TEST(LinuxCacheSet, HasTheClassesOfItsAllocator) {
  const LinuxCacheSet slub(SlabAllocator::slub, slab_machine(1));
  EXPECT_EQ(slub.kmalloc_classes(), 13u);
  EXPECT_EQ(slub[CacheId(slub.kmalloc_class(60))].name(), "kmalloc-64");
  EXPECT_EQ(slub[CacheId(slub.kmalloc_class(1))].name(), "kmalloc-8");
  EXPECT_EQ(slub.kmalloc_class(8193), kNone);
  const LinuxCacheSet slab(SlabAllocator::slab, slab_machine(1));
  EXPECT_EQ(slab.kmalloc_classes(), 11u);
  EXPECT_EQ(slab[CacheId(slab.kmalloc_class(1))].name(), "kmalloc-32");
  EXPECT_EQ(slab[CacheId(slab.kmalloc_class(96))].size(), 128u);
}

TEST(LinuxCacheSet, RefusesWhatNoCacheCanBe) {
  for (const SlabAllocator allocator : {SlabAllocator::slub, SlabAllocator::slab}) {
    SetWorld world(allocator, 1);
    const auto refusal = [&](uint64_t size, uint64_t align) {
      return world.set.create("odd", {.size = size, .align = align}, world.log).errc();
    };
    EXPECT_EQ(refusal(0, 0), Errc::bad_size);
    EXPECT_EQ(refusal(~uint64_t{0}, 0), Errc::bad_size);  // −1
    EXPECT_EQ(refusal((4u << 20) + 1, 0), Errc::bad_size);
    EXPECT_EQ(refusal(64, 24), Errc::bad_align);
    EXPECT_EQ(refusal(64, uint64_t{1} << 32), Errc::bad_align);
    EXPECT_EQ(world.set.create("kmalloc-64", {.size = 64}, world.log).errc(), Errc::cache_exists);
    EXPECT_EQ(world.set.destroy(CacheId(0), {}, world.pages, world.log), Errc::reserved_cache);
    EXPECT_EQ(world.happened(), "");
    world.create("four_mib", {.size = 4u << 20});
  }
}

TEST(LinuxCacheSet, SlubTellsEveryStepOfItsWay) {
  SetWorld world(SlabAllocator::slub, 1);
  const CacheId id = world.create("big", {.size = 3000});
  world.happened();
  std::vector<Address> held = {world.alloc(id)};
  EXPECT_EQ(world.happened(),
            "cache_alloc cpu_partial_none look_partial grow hand_out slab_carved cpu_slab_new "
            "object_out");
  while (held.size() < 10) held.push_back(world.alloc(id));
  world.happened();
  held.push_back(world.alloc(id));
  EXPECT_EQ(world.happened(),
            "cache_alloc cpu_slab_full cpu_partial_none look_partial grow hand_out slab_carved "
            "cpu_slab_new object_out");
  world.free(id, held[10]);
  EXPECT_EQ(world.happened(), "cache_free cpu_free object_in");
  world.free(id, held[3]);  // in the full slab
  EXPECT_EQ(world.happened(), "cache_free slab_free object_in cpu_partial_put");
  world.free(id, held[4]);  // the same slab, which is frozen now
  EXPECT_EQ(world.happened(), "cache_free slab_free object_in free_frozen");
  EXPECT_EQ(world.alloc(id), held[10]);
  EXPECT_EQ(world.happened(), "cache_alloc cpu_alloc object_out");
  world.set.shrink(id, world.pages, world.log);
  EXPECT_EQ(world.happened(),
            "cache_shrink cpu_slab_flush node_partial_add cpu_partial_drain node_partial_add "
            "node_partial_sort");
  EXPECT_EQ(audit(world.set), nullptr);
}

TEST(LinuxCacheSet, ClassicSlabTellsEveryStepOfItsWay) {
  SetWorld world(SlabAllocator::slab, 1);
  const CacheId id = world.create("big", {.size = 3000});
  world.happened();
  const Address first = world.alloc(id);
  EXPECT_EQ(world.happened(),
            "cache_alloc array_refill grow hand_out slab_carved colour slots_taken slab_moved "
            "array_take object_out");
  world.free(id, first);
  EXPECT_EQ(world.happened(), "cache_free array_put");
  world.set.shrink(id, world.pages, world.log);
  EXPECT_EQ(world.happened(),
            "cache_shrink array_flush slot_back slab_moved slot_back slab_moved reap free_pages");
  EXPECT_EQ(audit(world.set), nullptr);
}

// Unchecked, a double release is accepted, and the same object goes out twice.
TEST(LinuxCacheSet, AnUncheckedDoubleReleaseHandsOneObjectToTwoOwners) {
  SetWorld world(SlabAllocator::slub, 1);
  const CacheId id = world.create("quiet", {.size = 56});
  const Address object = world.alloc(id);
  EXPECT_EQ(world.free(id, object), Errc::none);
  EXPECT_EQ(world.free(id, object), Errc::none);
  EXPECT_EQ(world.alloc(id), object);
  EXPECT_EQ(world.alloc(id), object);
}

TEST(LinuxCacheSet, ACheckedDoubleReleaseIsReportedAndRefused) {
  SetWorld world(SlabAllocator::slub, 1);
  const CacheId id = world.create("watched", {.size = 56, .flags = kSlabDebugDefault});
  const Address object = world.alloc(id);
  world.alloc(id);
  EXPECT_EQ(world.free(id, object), Errc::none);
  world.happened();
  EXPECT_EQ(world.free(id, object), Errc::debug_report);
  EXPECT_EQ(world.happened(), "cache_free slab_report");
  EXPECT_EQ(world.set[id].slub()->reports().back().headline, "Object already free");
}

TEST(LinuxCacheSet, AWriteAfterFreeIsFoundByPoisonAtTheNextAllocation) {
  SetWorld world(SlabAllocator::slub, 1);
  const CacheId id = world.create("watched", {.size = 56, .flags = kSlabDebugDefault});
  const Address object = world.alloc(id);
  world.free(id, object);
  world.happened();
  EXPECT_EQ(world.write(object, 8, {1, 2, 3}), Errc::none);
  EXPECT_EQ(world.log.events()[0].order, static_cast<uint8_t>(WritePlace::freed));
  EXPECT_NE(world.alloc(id), object);
  EXPECT_EQ(world.happened(),
            "wrote cache_alloc look_partial slab_report slab_disabled grow hand_out slab_carved "
            "node_partial_add single_take object_out");
  const SlubReport& report = world.set[id].slub()->reports().back();
  EXPECT_EQ(report.headline, "Poison overwritten");
  EXPECT_EQ(report.first, LinuxCacheSet::to_kernel(object) + 8);
}

TEST(LinuxCacheSet, AWriteSaysWhereItWent) {
  SetWorld world(SlabAllocator::slub, 1);
  const CacheId id = world.create("quiet", {.size = 56});
  const Address object = world.alloc(id);
  world.happened();
  EXPECT_EQ(world.write(object, 0, {1}), Errc::none);
  EXPECT_EQ(world.write(object, 55, {1, 2}), Errc::none);
  EXPECT_EQ(world.write(object + 56, uint64_t{0} - 1, {1}), Errc::none);
  EXPECT_EQ(world.write(object, 1 << 20, {1}), Errc::wrong_free);
  const WritePlace places[] = {WritePlace::inside, WritePlace::past, WritePlace::before};
  for (size_t i = 0; i < std::size(places); ++i)
    EXPECT_EQ(world.log.events()[i].order, static_cast<uint8_t>(places[i])) << i;
}

// A wild free pointer ends the cache, and says so.
TEST(LinuxCacheSet, AWildFreePointerIsAnOops) {
  SetWorld world(SlabAllocator::slub, 1);
  const CacheId id = world.create("quiet", {.size = 56});
  const Address object = world.alloc(id);
  world.free(id, object);
  world.write(object, 24, {1, 2, 3, 4, 5, 6, 7, 8});
  world.alloc(id);
  world.happened();
  EXPECT_EQ(world.set.alloc(id, {}, world.pages, world.log).errc(), Errc::kernel_oops);
  EXPECT_EQ(world.happened(), "cache_alloc oops");
}

TEST(LinuxCacheSet, AnotherCachesObjectIsReportedIfItsNameIsChecked) {
  SetWorld world(SlabAllocator::slub, 1);
  const CacheId one = world.create("one", {.size = 56});
  const CacheId checked = world.create("two", {.size = 96, .flags = kSlabConsistencyChecks});
  const Address object = world.alloc(one);
  EXPECT_EQ(world.free(checked, object), Errc::none);
  EXPECT_FALSE(world.set.is_live(object));
  EXPECT_NE(world.set[one].slub()->reports().back().headline.find("Wrong slab cache"),
            std::string::npos);
}

TEST(LinuxCacheSet, FallsBackToTheMinimumOrderAndThenFails) {
  SetWorld world(SlabAllocator::slub, 1);
  const CacheId id = world.create("middle", {.size = 700, .flags = kSlabReclaimAccount});
  world.pages.refused_from = 1;
  world.happened();
  world.alloc(id);
  EXPECT_EQ(world.happened(),
            "cache_alloc cpu_partial_none look_partial grow order_fallback hand_out slab_carved "
            "cpu_slab_new object_out");
  EXPECT_EQ(world.set[id].slabinfo().num_objs, 5u);
  EXPECT_EQ(world.pages.types.back(), MigrateType::reclaimable);
  world.pages.refused_from = 0;
  for (int i = 0; i < 4; ++i) world.alloc(id);
  EXPECT_EQ(world.set.alloc(id, {}, world.pages, world.log).errc(), Errc::exhausted);
}

TEST(LinuxCacheSet, KeepsNoMoreBytesThanItMay) {
  SetWorld world(SlabAllocator::slub, 1);
  const CacheId id = world.create("huge", {.size = 4u << 20});
  for (uint32_t i = 0; i < 16; ++i) world.alloc(id);
  EXPECT_EQ(world.set.alloc(id, {}, world.pages, world.log).errc(), Errc::slab_bytes);
  EXPECT_EQ(audit(world.set), nullptr);
}

TEST(LinuxCacheSet, KeepsACacheWhoseObjectsAreLeft) {
  SetWorld world(SlabAllocator::slub, 1);
  const CacheId id = world.create("left", {.size = 56});
  const Address object = world.alloc(id);
  EXPECT_EQ(world.set.destroy(id, {}, world.pages, world.log), Errc::cache_in_use);
  EXPECT_TRUE(world.set.exists(id));
  EXPECT_EQ(world.free(id, object), Errc::none);
  EXPECT_EQ(world.set.destroy(id, {}, world.pages, world.log), Errc::none);
  EXPECT_FALSE(world.set.exists(id));
  EXPECT_TRUE(world.pages.live.empty());
  EXPECT_EQ(world.set.find("left"), kNone);
}

// A set is a value: a copy that goes the same way stays equal.
TEST(LinuxCacheSet, ACopyThatGoesTheSameWayStaysEqual) {
  for (const SlabAllocator allocator : {SlabAllocator::slub, SlabAllocator::slab}) {
    SetWorld one(allocator, 2);
    const CacheId id = one.create("value", {.size = 192});
    for (uint32_t i = 0; i < 50; ++i) one.alloc(id, i % 2);
    SetWorld two = one;
    EXPECT_TRUE(one.set == two.set);
    const Address a = one.alloc(id);
    EXPECT_FALSE(one.set == two.set);
    EXPECT_EQ(two.alloc(id), a);
    EXPECT_TRUE(one.set == two.set);
  }
}

}  // namespace
}  // namespace kmem
