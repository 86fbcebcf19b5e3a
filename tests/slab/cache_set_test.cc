#include "slab/cache_set.h"

#include <gtest/gtest.h>

#include "buddy/zone_audit.h"
#include "slab/slab_audit.h"
#include "support/tools.h"

namespace kmem {
namespace {

using K = EventKind;

// 16 frames of 4 KiB and, beside the kmalloc classes, nothing.
class CacheSetTest : public testing::Test {
 protected:
  ~CacheSetTest() override {
    EXPECT_STREQ(audit(zone_), nullptr);
    EXPECT_STREQ(audit(caches_, zone_), nullptr);
  }

  CacheId create(const char* name, const CacheSpec& spec) {
    return *caches_.create(name, spec, zone_, silent_);
  }
  Address alloc(CacheId id) { return *caches_.alloc(id, 0, zone_, silent_); }
  void free(Address address) { caches_.free(*caches_.find_object(address, zone_), silent_); }
  Result<Pfn> page(uint32_t order) {
    return caches_.alloc_pages(Order(order), zone_.page_size() << order, BlockOwner::pages, zone_,
                               log_);
  }
  // The kinds of the events logged, without the looks.
  std::vector<K> kinds() const {
    std::vector<K> all;
    for (const Event& event : log_.events())
      if (event.kind != K::look && event.kind != K::buddy_look) all.push_back(event.kind);
    return all;
  }

  Zone zone_ = make_zone(16);
  CacheSet caches_{zone_};
  NullLog silent_;
  EventLog log_;
};

// The kmalloc classes are there from the start, without a slab.
TEST_F(CacheSetTest, StartsWithTheKmallocClasses) {
  ASSERT_EQ(caches_.size(), kKmallocClasses);
  for (uint32_t i = 0; i < kKmallocClasses; ++i) {
    EXPECT_EQ(caches_[CacheId(i)].name(), kKmallocNames[i]);
    EXPECT_EQ(caches_[CacheId(i)].layout().object_size, kKmallocSizes[i]);
    EXPECT_EQ(caches_[CacheId(i)].slab_count(), 0u);
    EXPECT_EQ(caches_.find(kKmallocNames[i]), i);
  }
  EXPECT_EQ(zone_.free_frames(), 16u);
}

// The classes exist even where the segment is too small for their slabs; a request then fails.
TEST(CacheSet, LargeClassesFailOnASmallSegment) {
  Zone zone = make_zone(1, 1024);
  CacheSet caches(zone);
  NullLog silent;
  ASSERT_EQ(caches.size(), kKmallocClasses);
  EXPECT_EQ(caches.alloc(CacheId(12), 8192, zone, silent).errc(), Errc::order_too_large);
  EXPECT_TRUE(caches.alloc(CacheId(9), 1024, zone, silent).ok());
  EXPECT_EQ(caches.alloc(CacheId(0), 8, zone, silent).errc(), Errc::exhausted);
}

// A cache gets the next id, and can be found by its name.
TEST_F(CacheSetTest, Creates) {
  const auto id = caches_.create("dentry", {.size = 192}, zone_, log_);
  ASSERT_TRUE(id.ok());
  EXPECT_EQ(*id, CacheId(13));
  EXPECT_EQ(caches_.find("dentry"), 13u);
  EXPECT_EQ(caches_.find("dentr"), kNone);
  EXPECT_EQ(log_.events(), std::vector<Event>{make_event(K::cache_create, 0, 13, 192)});
}

// Names are unique among the caches that exist; what layout_for refuses is refused; nothing
// changes.
TEST_F(CacheSetTest, RefusesToCreate) {
  create("dentry", {.size = 192});
  const CacheSet before = caches_;
  const auto refusal = [&](const char* name, const CacheSpec& spec) {
    return caches_.create(name, spec, zone_, log_).errc();
  };
  EXPECT_EQ(refusal("dentry", {.size = 8}), Errc::cache_exists);
  EXPECT_EQ(refusal("kmalloc-64", {.size = 8}), Errc::cache_exists);
  EXPECT_EQ(refusal("x", {.size = 0}), Errc::bad_size);
  EXPECT_EQ(refusal("x", {.size = 65537}), Errc::bad_size);
  EXPECT_EQ(refusal("x", {.size = 8, .align = 6}), Errc::bad_align);
  EXPECT_EQ(refusal("x", {.size = 8, .pages_per_slab = 32}), Errc::bad_slab_pages);
  EXPECT_EQ(caches_, before);
  EXPECT_EQ(log_.size(), 0u);
}

// A machine holds 1024 caches, destroyed ones included: ids are never used twice.
TEST_F(CacheSetTest, HoldsAtMost1024Caches) {
  for (uint32_t i = kKmallocClasses; i < kMaxCaches; ++i) {
    ASSERT_EQ(create("c", {.size = 8}).value, i);
    ASSERT_TRUE(caches_.destroy(CacheId(i), zone_, silent_).ok());
  }
  EXPECT_EQ(caches_.create("one more", {.size = 8}, zone_, silent_).errc(), Errc::too_many_caches);
  EXPECT_EQ(caches_.size(), kMaxCaches);
}

// The whole chain of the first object: no partial, no empty, grow, pages, split, split, carved,
// constructed, handed out.
TEST_F(CacheSetTest, FirstObjectIsOneCausalChain) {
  const CacheId id = create("inode", {.size = 600, .pages_per_slab = 4, .ctor = true});
  const Result<Address> address = caches_.alloc(id, 0, zone_, log_);
  ASSERT_TRUE(address.ok());
  EXPECT_EQ(*address, 0u);
  const std::vector<Event> expected = {make_event(K::cache_alloc, 0, 13, 0),
                                       make_event(K::look_partial, 0, 13, 0),
                                       make_event(K::look_empty, 0, 13, 0),
                                       make_event(K::grow, 2, 13, 27),
                                       make_wide_event(K::alloc_pages, 2, 16384),
                                       make_event(K::look, 2, 0, 0),
                                       make_event(K::look, 3, 0, 0),
                                       make_event(K::look, 4, 0, 1),
                                       make_event(K::take, 4, 0, 0),
                                       make_event(K::split, 3, 0, 0),
                                       make_event(K::split, 2, 0, 0),
                                       make_event(K::hand_out, 2, 0, 0),
                                       make_event(K::slab_carved, 2, 13, 0),
                                       make_event(K::ctor_ran, 0, 13, 27),
                                       make_event(K::look_partial, 0, 13, 0),
                                       make_event(K::look_empty, 0, 13, 1),
                                       make_event(K::object_out, 0, 0, 0),
                                       make_event(K::slab_moved, 2 * 16 + 1, 13, 0)};
  EXPECT_EQ(log_.events(), expected);
  EXPECT_EQ(zone_.slab_frames(), 4u);
  EXPECT_EQ(zone_.tag_high(Pfn(0)), 13u);
  EXPECT_EQ(zone_.tag_low(Pfn(0)), 0u);
}

// A cache without a constructor grows without running one.
TEST_F(CacheSetTest, GrowsWithoutAConstructor) {
  const CacheId id = create("plain", {.size = 600});
  ASSERT_TRUE(caches_.alloc(id, 0, zone_, log_).ok());
  for (const K kind : kinds()) EXPECT_NE(kind, K::ctor_ran);
  EXPECT_EQ(caches_[id].work().ctor_runs, 0u);
}

// Objects lie one stride apart from the slab's first byte on.
TEST_F(CacheSetTest, ObjectsLieOneStrideApart) {
  const CacheId id = create("odd", {.size = 700, .pages_per_slab = 2});
  ASSERT_TRUE(page(0).ok());
  for (uint32_t i = 0; i < 11; ++i) EXPECT_EQ(alloc(id), 2 * 4096 + i * 704);
  EXPECT_EQ(alloc(id), 4 * 4096u);
}

// A request for bytes below a block says what it was rounded up from; an exact one does not.
TEST_F(CacheSetTest, RoundUpIsShownOnlyWhereItHappens) {
  ASSERT_TRUE(caches_.alloc_pages(Order(3), 21 * 1024, BlockOwner::pages, zone_, log_).ok());
  EXPECT_EQ(log_.events()[0], make_wide_event(K::alloc_pages, 3, 21 * 1024));
  EXPECT_EQ(log_.events()[1], make_event(K::round_up, 3, 0, 6));
  log_.clear();
  ASSERT_TRUE(page(3).ok());
  EXPECT_EQ(log_.events()[1].kind, K::look);
  log_.clear();
  ASSERT_EQ(caches_.alloc_pages(Order(0), 4095, BlockOwner::pages, zone_, log_).errc(),
            Errc::exhausted);
  EXPECT_EQ(log_.events()[1], make_event(K::round_up, 0, 0, 1));
}

// An order above the top order is refused before anything is looked at.
TEST_F(CacheSetTest, RefusesOrdersAboveTheTop) {
  const Zone before = zone_;
  EXPECT_EQ(page(5).errc(), Errc::order_too_large);
  EXPECT_EQ(zone_, before);
  EXPECT_EQ(log_.events(),
            (std::vector<Event>{
                make_wide_event(K::alloc_pages, 5, 32 * 4096),
                make_event(K::alloc_failed, 5, static_cast<uint32_t>(Errc::order_too_large), 16)}));
}

// find_object tells objects, their inside, the tail, pages and free memory apart.
TEST_F(CacheSetTest, FindsObjects) {
  const CacheId id = create("dentry", {.size = 192});
  const Address first = alloc(id);
  const Address second = alloc(id);
  const auto place = caches_.find_object(second, zone_);
  ASSERT_TRUE(place.ok());
  EXPECT_EQ(place->cache, id);
  EXPECT_EQ(place->object.index, ObjectIndex(1));
  EXPECT_EQ(caches_.find_object(first + 20 * 192, zone_)->object.index, ObjectIndex(20));
  EXPECT_EQ(caches_.find_object(first + 1, zone_).errc(), Errc::interior_pointer);
  EXPECT_EQ(caches_.find_object(first + 21 * 192, zone_).errc(), Errc::interior_pointer);
  EXPECT_EQ(caches_.find_object(first + 4096, zone_).errc(), Errc::wrong_free);
  const Pfn pages = *page(0);
  EXPECT_EQ(caches_.find_object(Address{pages.value} * 4096, zone_).errc(), Errc::wrong_free);
}

// Objects are found in every page frame of a slab of several.
TEST_F(CacheSetTest, FindsObjectsBehindTheFirstFrame) {
  const CacheId id = create("big", {.size = 3000, .pages_per_slab = 8});
  ASSERT_TRUE(page(3).ok());
  for (uint32_t i = 0; i < 10; ++i) {
    const Address address = alloc(id);
    EXPECT_EQ(address, 8 * 4096 + i * 3000);
    EXPECT_EQ(caches_.find_object(address, zone_)->object.index, ObjectIndex(i));
  }
}

// Shrinking reaps the empty slabs, first to last, and nothing else.
TEST_F(CacheSetTest, ShrinkReapsTheEmptySlabs) {
  const CacheId id = create("page", {.size = 4096});
  std::vector<Address> objects;
  for (int i = 0; i < 4; ++i) objects.push_back(alloc(id));
  for (const int i : {0, 2, 3}) free(objects[static_cast<size_t>(i)]);
  EXPECT_EQ(slab_list(caches_[id], SlabList::empty), (Pfns{3, 2, 0}));
  caches_.shrink(id, zone_, log_);
  EXPECT_EQ(log_.events()[0], make_event(K::shrink, 0, 13, 3));
  EXPECT_EQ(kinds(), (std::vector<K>{K::shrink, K::reap, K::free_pages, K::block_free,  //
                                     K::reap, K::free_pages, K::coalesce, K::block_free, K::reap,
                                     K::free_pages, K::block_free}));
  EXPECT_EQ(slab_list(caches_[id], SlabList::full), Pfns{1});
  EXPECT_EQ(caches_[id].work().reaped, 3u);
  EXPECT_EQ(zone_.slab_frames(), 1u);
  log_.clear();
  caches_.shrink(id, zone_, log_);
  EXPECT_EQ(log_.events(), std::vector<Event>{make_event(K::shrink, 0, 13, 0)});
}

// Under pressure the empties of all caches are reaped, by cache, before the request is tried again:
// here it succeeds, and every step is an event.
TEST_F(CacheSetTest, ReapsUnderPressureAndSucceeds) {
  const CacheId a = create("a", {.size = 4096, .pages_per_slab = 4});
  const CacheId b = create("b", {.size = 4096, .pages_per_slab = 4});
  const Address x = alloc(a), y = alloc(b);
  ASSERT_TRUE(page(3).ok());
  free(x);
  free(y);
  ASSERT_EQ(zone_.free_frames(), 0u);
  log_.clear();
  const Result<Pfn> got = page(1);
  ASSERT_TRUE(got.ok());
  EXPECT_EQ(*got, Pfn(0));
  EXPECT_EQ(kinds(), (std::vector<K>{K::alloc_pages, K::no_block, K::pressure,            //
                                     K::reap, K::free_pages, K::block_free,               // a
                                     K::reap, K::free_pages, K::coalesce, K::block_free,  // b
                                     K::take, K::split, K::split, K::hand_out}));
  EXPECT_EQ(log_.events()[5], make_event(K::no_block, 1, 0, 0));
  EXPECT_EQ(log_.events()[6], make_event(K::pressure, 1, 0, 2));
  EXPECT_EQ(log_.events()[7], make_event(K::reap, 2, a.value, 0));
  EXPECT_EQ(caches_.empty_slabs(), 0u);
}

// Where reaping does not help, the request fails with the reason that holds after it.
TEST_F(CacheSetTest, ReapsUnderPressureAndFails) {
  const CacheId id = create("page", {.size = 4096});
  std::vector<Address> objects;
  for (int i = 0; i < 16; ++i) objects.push_back(alloc(id));
  free(objects[3]);
  free(objects[8]);
  EXPECT_EQ(page(1).errc(), Errc::fragmented);
  EXPECT_EQ(log_.events().back(),
            make_event(K::alloc_failed, 1, static_cast<uint32_t>(Errc::fragmented), 2));
  EXPECT_EQ(zone_.free_frames(), 2u);
  EXPECT_EQ(caches_[id].work().reaped, 2u);
}

// A cache that must grow under pressure takes the pages of the other caches' empties.
TEST_F(CacheSetTest, GrowsFromTheEmptiesOfOthers) {
  const CacheId idle = create("idle", {.size = 8192, .pages_per_slab = 16});
  const CacheId busy = create("busy", {.size = 4096});
  free(alloc(idle));
  ASSERT_EQ(zone_.free_frames(), 0u);
  EXPECT_EQ(alloc(busy), 0u);
  EXPECT_EQ(caches_[idle].slab_count(), 0u);
  EXPECT_EQ(zone_.slab_frames(), 1u);
}

// Without memory a cache cannot grow: the request fails and the cache is as before.
TEST_F(CacheSetTest, FailsWhereItCannotGrow) {
  const CacheId id = create("page", {.size = 4096, .ctor = true});
  ASSERT_TRUE(page(4).ok());
  const KmemCache before = caches_[id];
  EXPECT_EQ(caches_.alloc(id, 0, zone_, log_).errc(), Errc::exhausted);
  EXPECT_EQ(caches_[id], before);
}

// A cache with live objects is not destroyed, and nothing changes.
TEST_F(CacheSetTest, KeepsACacheInUse) {
  const CacheId id = create("a", {.size = 4096});
  const Address live = alloc(id);
  free(alloc(id));
  const CacheSet before = caches_;
  const Zone zone_before = zone_;
  EXPECT_EQ(caches_.destroy(id, zone_, log_).errc(), Errc::cache_in_use);
  EXPECT_EQ(caches_, before);
  EXPECT_EQ(zone_, zone_before);
  EXPECT_EQ(log_.size(), 0u);
  free(live);
}

// Destroying returns the empty slabs and frees the name, but never the id.
TEST_F(CacheSetTest, DestroysAnIdleCache) {
  const CacheId id = create("a", {.size = 4096});
  const Address x = alloc(id), y = alloc(id);
  free(x);
  free(y);
  const Result<uint32_t> slabs = caches_.destroy(id, zone_, log_);
  ASSERT_TRUE(slabs.ok());
  EXPECT_EQ(*slabs, 2u);
  EXPECT_EQ(log_.events().back(), make_event(K::cache_destroy, 0, 13, 0));
  EXPECT_EQ(zone_.free_frames(), 16u);
  EXPECT_FALSE(caches_.exists(id));
  EXPECT_EQ(caches_.find("a"), kNone);
  EXPECT_EQ(create("a", {.size = 8}), CacheId(14));
}

}  // namespace
}  // namespace kmem
