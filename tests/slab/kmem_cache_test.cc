#include "slab/kmem_cache.h"

#include <gtest/gtest.h>

#include "support/tools.h"

namespace kmem {
namespace {

using K = EventKind;

// A cache of slabs of four objects, fed with slabs by hand.
class KmemCacheTest : public testing::Test {
 protected:
  ObjectRef alloc(uint32_t requested = 0) {
    ObjectRef object;
    EXPECT_TRUE(cache_.alloc(requested, object, log_));
    return object;
  }
  Pfns full() const { return slab_list(cache_, SlabList::full); }
  Pfns partial() const { return slab_list(cache_, SlabList::partial); }
  Pfns empty() const { return slab_list(cache_, SlabList::empty); }

  static constexpr SlabLayout kFour = make_layout(1000, 1024, 8, Order(0), 12);
  KmemCache cache_{"four", CacheId(5), kFour, true};
  EventLog log_;
};

// Without a slab nothing can be handed out, and nothing changes.
TEST_F(KmemCacheTest, MustGrowFirst) {
  const KmemCache before = cache_;
  ObjectRef object;
  EXPECT_FALSE(cache_.alloc(0, object, log_));
  EXPECT_EQ(cache_, before);
  EXPECT_EQ(log_.events(), (std::vector<Event>{make_event(K::look_partial, 0, 5, 0),
                                               make_event(K::look_empty, 0, 5, 0)}));
}

// A new slab is empty; its freelist runs from the first object to the last; the constructor ran on
// each.
TEST_F(KmemCacheTest, ANewSlabIsEmpty) {
  const SlabId id = cache_.add_slab(Pfn(7));
  EXPECT_EQ(empty(), Pfns{7});
  EXPECT_EQ(freelist(cache_, id), (std::vector<uint32_t>{0, 1, 2, 3}));
  EXPECT_EQ(cache_.work().grown, 1u);
  EXPECT_EQ(cache_.work().ctor_runs, 4u);
  EXPECT_EQ(cache_.slabs_with_objects(), 0u);
}

// A slab moves from empty to partial with its first object, and to full with its last.
TEST_F(KmemCacheTest, MovesBetweenTheListsAtTheRightMoment) {
  cache_.add_slab(Pfn(7));
  for (uint32_t i = 0; i < 4; ++i) {
    const ObjectRef object = alloc();
    EXPECT_EQ(object.index, ObjectIndex(i));
    EXPECT_EQ(empty(), Pfns{});
    EXPECT_EQ(partial(), i < 3 ? Pfns{7} : Pfns{});
    EXPECT_EQ(full(), i < 3 ? Pfns{} : Pfns{7});
  }
  cache_.free({SlabId(0), ObjectIndex(2)}, log_);
  EXPECT_EQ(partial(), Pfns{7});
  for (const uint32_t i : {0u, 3u}) cache_.free({SlabId(0), ObjectIndex(i)}, log_);
  EXPECT_EQ(partial(), Pfns{7});
  cache_.free({SlabId(0), ObjectIndex(1)}, log_);
  EXPECT_EQ(empty(), Pfns{7});
  EXPECT_EQ(cache_.objects_in_use(), 0u);
}

// A slab with a single object goes from empty to full and back, never through partial.
TEST(KmemCache, OneObjectASlabSkipsPartial) {
  KmemCache cache("one", CacheId(0), make_layout(4096, 4096, 8, Order(0), 12), false);
  cache.add_slab(Pfn(3));
  EventLog log;
  ObjectRef object;
  ASSERT_TRUE(cache.alloc(0, object, log));
  EXPECT_EQ(slab_list(cache, SlabList::full), Pfns{3});
  EXPECT_EQ(log.events().back(), make_event(K::slab_moved, 2 * 16 + 0, 0, 3));
  cache.free(object, log);
  EXPECT_EQ(slab_list(cache, SlabList::empty), Pfns{3});
  EXPECT_EQ(log.events().back(), make_event(K::slab_moved, 0 * 16 + 2, 0, 3));
}

// The first partial slab serves before any empty one.
TEST_F(KmemCacheTest, PartialBeforeEmpty) {
  cache_.add_slab(Pfn(1));
  alloc();
  cache_.add_slab(Pfn(2));
  EXPECT_EQ(cache_.slab(alloc().slab).head, Pfn(1));
  EXPECT_EQ(empty(), Pfns{2});
}

// Of several empty slabs the first of the list serves: the newest.
TEST_F(KmemCacheTest, TheFirstEmptyServes) {
  cache_.add_slab(Pfn(1));
  cache_.add_slab(Pfn(2));
  EXPECT_EQ(empty(), (Pfns{2, 1}));
  EXPECT_EQ(cache_.slab(alloc().slab).head, Pfn(2));
}

// A slab that changes list goes to the new list's head.
TEST_F(KmemCacheTest, ChangesToTheHead) {
  for (const uint32_t pfn : {1u, 2u, 3u}) {
    cache_.add_slab(Pfn(pfn));
    for (uint32_t i = 0; i < 4; ++i) alloc();
  }
  EXPECT_EQ(full(), (Pfns{3, 2, 1}));
  for (const uint32_t slab : {1u, 0u, 2u}) cache_.free({SlabId(slab), ObjectIndex(0)}, log_);
  EXPECT_EQ(partial(), (Pfns{3, 1, 2}));
  // A free inside the partial list leaves the order as it is.
  cache_.free({SlabId(0), ObjectIndex(1)}, log_);
  EXPECT_EQ(partial(), (Pfns{3, 1, 2}));
  // Out of the middle.
  for (const uint32_t i : {2u, 3u}) cache_.free({SlabId(0), ObjectIndex(i)}, log_);
  EXPECT_EQ(partial(), (Pfns{3, 2}));
  EXPECT_EQ(empty(), Pfns{1});
}

// The newest freed object of a slab goes out first.
TEST_F(KmemCacheTest, LastInFirstOut) {
  const SlabId id = cache_.add_slab(Pfn(0));
  for (uint32_t i = 0; i < 4; ++i) alloc();
  for (const uint32_t i : {1u, 3u, 0u}) cache_.free({id, ObjectIndex(i)}, log_);
  EXPECT_EQ(freelist(cache_, id), (std::vector<uint32_t>{0, 3, 1}));
  EXPECT_EQ(alloc().index, ObjectIndex(0));
  EXPECT_EQ(alloc().index, ObjectIndex(3));
}

// One allocation in events: look, object, the slab changes list; one free the other way round.
TEST_F(KmemCacheTest, EventsInCausalOrder) {
  cache_.add_slab(Pfn(9));
  alloc();
  EXPECT_EQ(log_.events(),
            (std::vector<Event>{
                make_event(K::look_partial, 0, 5, 0), make_event(K::look_empty, 0, 5, 1),
                make_event(K::object_out, 0, 0, 9), make_event(K::slab_moved, 2 * 16 + 1, 5, 9)}));
  log_.clear();
  cache_.free({SlabId(0), ObjectIndex(0)}, log_);
  EXPECT_EQ(log_.events(), (std::vector<Event>{make_event(K::cache_free, 0, 5, 9),
                                               make_event(K::object_in, 0, 0, 9),
                                               make_event(K::slab_moved, 1 * 16 + 2, 5, 9)}));
  log_.clear();
  alloc();
  EXPECT_EQ(
      log_.events(),
      (std::vector<Event>{make_event(K::look_partial, 0, 5, 0), make_event(K::look_empty, 0, 5, 1),
                          make_event(K::object_out, 0, 0, 9), make_event(K::ctor_saved, 0, 5, 1),
                          make_event(K::slab_moved, 2 * 16 + 1, 5, 9)}));
}

// A constructor runs once per object of a new slab; a run is saved whenever an object is handed out
// again.
TEST_F(KmemCacheTest, SavesConstructorRunsByReuse) {
  cache_.add_slab(Pfn(0));
  for (uint32_t i = 0; i < 3; ++i) alloc();
  EXPECT_EQ(cache_.work().ctor_saved, 0u);
  for (const uint32_t i : {0u, 1u, 2u}) cache_.free({SlabId(0), ObjectIndex(i)}, log_);
  for (uint32_t i = 0; i < 4; ++i) alloc();  // 2, 1, 0 again; 3 for the first time
  EXPECT_EQ(cache_.work().ctor_saved, 3u);
  EXPECT_EQ(cache_.work().ctor_runs, 4u);
}

// A cache without a constructor runs none and saves none.
TEST(KmemCache, CountsNothingWithoutAConstructor) {
  KmemCache cache("plain", CacheId(0), make_layout(1024, 1024, 8, Order(0), 12), false);
  cache.add_slab(Pfn(0));
  EventLog log;
  ObjectRef object;
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(cache.alloc(0, object, log));
    cache.free(object, log);
  }
  EXPECT_EQ(cache.work(), (CacheWork{.allocs = 3, .frees = 3, .grown = 1}));
  for (const Event& event : log.events()) EXPECT_NE(event.kind, K::ctor_saved);
}

// A slab made anew on a reused id is as new: its objects were never handed out.
TEST_F(KmemCacheTest, AReusedSlabIdStartsAfresh) {
  cache_.add_slab(Pfn(0));
  cache_.free(alloc(), log_);
  EXPECT_EQ(cache_.remove_empty(), Pfn(0));
  EXPECT_EQ(cache_.add_slab(Pfn(8)), SlabId(0));
  EXPECT_EQ(freelist(cache_, SlabId(0)), (std::vector<uint32_t>{0, 1, 2, 3}));
  alloc();
  EXPECT_EQ(cache_.work().ctor_saved, 0u);
  EXPECT_EQ(cache_.work().ctor_runs, 8u);
  EXPECT_EQ(cache_.slab_ids(), 1u);
}

// remove_empty takes the first empty slab, and counts it; ids are reused, last reaped first.
TEST_F(KmemCacheTest, RemovesTheFirstEmpty) {
  for (const uint32_t pfn : {1u, 2u, 3u}) cache_.add_slab(Pfn(pfn));
  EXPECT_EQ(cache_.remove_empty(), Pfn(3));
  EXPECT_EQ(cache_.remove_empty(), Pfn(2));
  EXPECT_EQ(empty(), Pfns{1});
  EXPECT_EQ(cache_.work().reaped, 2u);
  EXPECT_EQ(cache_.add_slab(Pfn(9)), SlabId(1));
  EXPECT_EQ(cache_.add_slab(Pfn(10)), SlabId(2));
  EXPECT_EQ(cache_.add_slab(Pfn(11)), SlabId(3));
}

// The bytes asked for are kept per object and in sum; 0 stands for the whole object.
TEST_F(KmemCacheTest, KeepsRequestedBytes) {
  cache_.add_slab(Pfn(0));
  const ObjectRef small = alloc(10);
  const ObjectRef whole = alloc();
  EXPECT_EQ(cache_.slot(small.slab, small.index).requested(), 10u);
  EXPECT_EQ(cache_.requested_bytes(), 10u + 1000);
  cache_.free(small, log_);
  EXPECT_EQ(cache_.requested_bytes(), 1000u);
  cache_.free(whole, log_);
  EXPECT_EQ(cache_.requested_bytes(), 0u);
}

// Slabs with objects in use are counted: the ledger's rows are made of that.
TEST_F(KmemCacheTest, CountsSlabsWithObjects) {
  cache_.add_slab(Pfn(0));
  cache_.add_slab(Pfn(1));
  EXPECT_EQ(cache_.slabs_with_objects(), 0u);
  for (int i = 0; i < 5; ++i) alloc();
  EXPECT_EQ(cache_.slabs_with_objects(), 2u);
  EXPECT_EQ(cache_.slab_count(), 2u);
  cache_.free({SlabId(0), ObjectIndex(0)}, log_);
  EXPECT_EQ(cache_.slabs_with_objects(), 1u);
}

// A slab of the most objects there can be: the last index still fits beside the live bit.
TEST(KmemCache, Holds32767Objects) {
  const SlabLayout layout = make_layout(1, 1, 1, Order(10), 16);
  ASSERT_EQ(layout.objects, kMaxObjectsPerSlab);
  KmemCache cache("bytes", CacheId(0), layout, true);
  cache.add_slab(Pfn(0));
  NullLog silent;
  ObjectRef object;
  for (uint32_t i = 0; i < kMaxObjectsPerSlab; ++i) {
    ASSERT_TRUE(cache.alloc(0, object, silent));
    ASSERT_EQ(object.index, ObjectIndex(i));
  }
  EXPECT_FALSE(cache.alloc(0, object, silent));
  EXPECT_EQ(slab_list(cache, SlabList::full), Pfns{0});
  cache.free({SlabId(0), ObjectIndex(32766)}, silent);
  ASSERT_TRUE(cache.alloc(0, object, silent));
  EXPECT_EQ(object.index, ObjectIndex(32766));
  EXPECT_EQ(cache.work().ctor_saved, 1u);
}

}  // namespace
}  // namespace kmem
