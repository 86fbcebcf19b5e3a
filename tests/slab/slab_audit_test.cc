#include "slab/slab_audit.h"

#include <gtest/gtest.h>

#include "buddy/zone_audit.h"
#include "support/surgeons.h"
#include "support/tools.h"

namespace kmem {
namespace {

// A sound world: cache 0 has objects of 1000 bytes, four a slab; slab 0 is full, slab 1 partial
// with its objects 0 and 1, slab 2 empty, slab id 3 unused. Cache 1 has no slab.
struct World {
  Zone zone = make_zone(16);
  CacheSet caches;
};

World patient() {
  World world;
  NullLog silent;
  const CacheSpec spec{.size = 1000, .align = 1024, .ctor = true};
  EXPECT_TRUE(world.caches.create("a", spec, world.zone, silent).ok());
  EXPECT_TRUE(world.caches.create("b", {.size = 64}, world.zone, silent).ok());
  std::vector<Address> objects;
  for (uint32_t i = 0; i < 16; ++i)
    objects.push_back(*world.caches.alloc(CacheId(0), i == 0 ? 10 : 0, world.zone, silent));
  const auto free = [&](uint32_t i) {
    world.caches.free(*world.caches.find_object(objects[i], world.zone), silent);
  };
  for (const uint32_t i : {12u, 13u, 14u, 15u}) free(i);
  world.caches.shrink(CacheId(0), world.zone, silent);
  for (const uint32_t i : {6u, 7u, 8u, 9u, 10u, 11u}) free(i);
  return world;
}

struct Break {
  const char* name;
  const char* invariant;
  void (*cut)(CacheSurgeon&);
};

const Break kBreaks[] = {
    // lists
    {"a slab on the wrong list", "lists",
     [](CacheSurgeon& c) { c.remove(1), c.insert(1, SlabList::full); }},
    {"an empty slab among the partial ones", "lists",
     [](CacheSurgeon& c) { c.remove(2), c.insert(2, SlabList::partial); }},
    {"a slab on no list", "lists", [](CacheSurgeon& c) { c.remove(2); }},
    {"a slab that says it is on another list", "lists",
     [](CacheSurgeon& c) { c.slab(0).list = SlabList::partial; }},
    {"a list that runs in a circle", "lists", [](CacheSurgeon& c) { c.slab(0).next = 0; }},
    {"a list that leads nowhere", "lists", [](CacheSurgeon& c) { c.slab(0).next = 99; }},
    {"a head with something before it", "lists", [](CacheSurgeon& c) { c.slab(1).prev = 0; }},
    {"a count too high", "lists", [](CacheSurgeon& c) { ++c.list(SlabList::partial).count; }},
    {"a count too low", "lists", [](CacheSurgeon& c) { --c.list(SlabList::empty).count; }},
    {"a slab lost from its list", "lists",
     [](CacheSurgeon& c) { c.list(SlabList::empty) = SlabLists{}; }},
    {"an unused id that is lost", "lists", [](CacheSurgeon& c) { c.unused_ids() = kNone; }},
    {"an id unused and used", "lists", [](CacheSurgeon& c) { c.slab(3).next = 2; }},
    {"an unused id that says it is on a list", "lists",
     [](CacheSurgeon& c) { c.slab(3).list = SlabList::empty; }},
    {"a destroyed cache with slabs", "lists", [](CacheSurgeon& c) { c.destroyed() = true; }},
    // freelist
    {"a freelist cut short", "freelist",
     [](CacheSurgeon& c) { c.slab(2).free_head = kFreelistEnd; }},
    {"a freelist that runs in a circle", "freelist",
     [](CacheSurgeon& c) { c.slot(2, 3) = Slot::free(3); }},
    {"a freelist that leads into a live object", "freelist",
     [](CacheSurgeon& c) { c.slab(1).free_head = 0; }},
    {"a freelist that leads out of the slab", "freelist",
     [](CacheSurgeon& c) { c.slab(1).free_head = 4; }},
    {"a live object that was never handed out", "freelist",
     [](CacheSurgeon& c) { c.slab(1).fresh = 1; }},
    {"more objects handed out than there are", "freelist",
     [](CacheSurgeon& c) { c.slab(1).fresh = 5; }},
    {"a freelist in a full slab", "freelist", [](CacheSurgeon& c) { c.slab(0).free_head = 2; }},
    // counts
    {"a slab's count too high", "counts", [](CacheSurgeon& c) { ++c.slab(1).in_use; }},
    {"the cache's count too high", "counts", [](CacheSurgeon& c) { ++c.in_use(); }},
    {"the cache's count too low", "counts", [](CacheSurgeon& c) { --c.in_use(); }},
    {"a slab with objects not counted", "counts", [](CacheSurgeon& c) { --c.used_slabs(); }},
    {"bytes asked for by nobody", "counts", [](CacheSurgeon& c) { --c.unasked(); }},
    {"more bytes asked for than an object has", "counts",
     [](CacheSurgeon& c) {
       c.slot(0, 1) = Slot::in_use(1001);
       --c.unasked();
     }},
    {"an allocation not counted", "counts", [](CacheSurgeon& c) { --c.work().allocs; }},
    {"a free counted twice", "counts", [](CacheSurgeon& c) { ++c.work().frees; }},
    {"a slab grown from nothing", "counts", [](CacheSurgeon& c) { ++c.work().grown; }},
    {"a slab reaped in silence", "counts", [](CacheSurgeon& c) { --c.work().reaped; }},
    {"a constructor run too many", "counts", [](CacheSurgeon& c) { ++c.work().ctor_runs; }},
    {"more runs saved than objects handed out", "counts",
     [](CacheSurgeon& c) { c.work().ctor_saved = 17; }},
    // pages
    {"a slab in another slab's frame", "pages", [](CacheSurgeon& c) { c.slab(0).head = Pfn(1); }},
    {"a slab in a free frame", "pages", [](CacheSurgeon& c) { c.slab(0).head = Pfn(8); }},
    {"a slab beyond the segment", "pages", [](CacheSurgeon& c) { c.slab(0).head = Pfn(16); }},
    {"a cache with another id", "pages", [](CacheSurgeon& c) { c.id() = CacheId(1); }},
};

// The patient is as its comment says, and sound.
TEST(SlabAudit, FindsNothingInASoundWorld) {
  const World world = patient();
  EXPECT_STREQ(audit(world.zone), nullptr);
  EXPECT_STREQ(audit(world.caches, world.zone), nullptr);
  const KmemCache& cache = world.caches[CacheId(0)];
  EXPECT_EQ(slab_list(cache, SlabList::full), Pfns{0});
  EXPECT_EQ(slab_list(cache, SlabList::partial), Pfns{1});
  EXPECT_EQ(slab_list(cache, SlabList::empty), Pfns{2});
  EXPECT_EQ(cache.unused_ids(), 3u);
}

// Whatever is broken in a cache is found, under the name kmem_cache.h gives it.
TEST(SlabAudit, FindsEachBreakByName) {
  for (const Break& one : kBreaks) {
    World world = patient();
    CacheSurgeon surgeon(world.caches, 0);
    one.cut(surgeon);
    EXPECT_STREQ(audit(world.caches, world.zone), one.invariant) << one.name;
  }
}

// What the zone says of a slab must be what its cache says: tags, kind and order of the block.
TEST(SlabAudit, FindsPagesThatDisagree) {
  struct ZoneBreak {
    const char* name;
    void (*cut)(Zone&);
  };
  const ZoneBreak breaks[] = {
      {"another cache's tag", [](Zone& zone) { zone.set_tag(Pfn(0), 1, 0); }},
      {"another slab's tag", [](Zone& zone) { zone.set_tag(Pfn(0), 0, 1); }},
      {"a slab's block handed to pages",
       [](Zone& zone) { ZoneSurgeon(zone).state(1) = FrameState(FrameKind::pages, Order(0)); }},
      {"a slab's block of another order",
       [](Zone& zone) { ZoneSurgeon(zone).state(2) = FrameState(FrameKind::slab, Order(1)); }},
      {"a slab of no cache",
       [](Zone& zone) { ZoneSurgeon(zone).state(8) = FrameState(FrameKind::slab, Order(3)); }},
  };
  for (const ZoneBreak& one : breaks) {
    World world = patient();
    one.cut(world.zone);
    EXPECT_STREQ(audit(world.caches, world.zone), "pages") << one.name;
  }
}

}  // namespace
}  // namespace kmem
