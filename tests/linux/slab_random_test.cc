// Random streams on random caches and numbers of CPUs: after each operation every object is in
// exactly one place, counts are what the lists say, and pages are owned once.
#include <gtest/gtest.h>

#include "base/random.h"
#include "linux/slab_test_pages.h"
#include "slab/object_cache.h"
#include "slab/slab61_audit.h"
#include "slab/slub_audit.h"

namespace kmem {
namespace {

constexpr uint32_t kFlagSets[] = {0,
                                  0,
                                  0,
                                  kSlabHwcacheAlign,
                                  kSlabReclaimAccount,
                                  kSlabTypesafeByRcu,
                                  kSlabConsistencyChecks,
                                  kSlabPoison,
                                  kSlabRedZone | kSlabStoreUser,
                                  kSlabDebugDefault,
                                  kSlabDebugDefault | kSlabKmalloc};

struct World {
  CacheArgs args;
  SlabMachine machine;
  uint32_t cpus = 1;
};

World random_world(Random& random) {
  World world;
  constexpr uint32_t kSizes[] = {1,   8,   21,   56,   64,   100,  192,
                                 256, 700, 1024, 1216, 3000, 5000, 20000};
  world.args.object_size = kSizes[random.below(std::size(kSizes))] + random.below(4) * 8;
  world.args.align = random.below(3) == 0 ? 8u << random.below(5) : 0;
  world.args.flags = kFlagSets[random.below(std::size(kFlagSets))];
  world.args.ctor = random.below(4) == 0;
  world.cpus = random.below(3) == 0 ? 1 : 1u << random.below(7);
  world.machine = slab_machine(world.cpus);
  return world;
}

// Requests of every kind; the owner writes all over what it holds.
template <class Cache>
class Stream {
 public:
  Stream(Cache cache, uint32_t cpus, uint64_t seed)
      : cache_(std::move(cache)), cpus_(cpus), random_(seed) {}

  void step() {
    caller_.cpu = random_.below(cpus_);
    caller_.when += 1;
    const uint32_t dice = random_.below(100);
    pages_.refused_from = random_.below(20) == 0 ? random_.below(3) : kNone;
    // Phases in which allocations outnumber releases, and the reverse.
    const uint32_t share = (steps_++ / 150) % 2 == 0 ? 62 : 32;
    if (dice < share) {
      alloc();
    } else if (dice < 92) {
      free();
    } else if (dice < 94) {
      alloc_bulk();
    } else if (dice < 97) {
      free_bulk();
    } else {
      sweep();
    }
  }

  const Cache& cache() const { return cache_; }
  const std::vector<Address>& held() const { return held_; }
  const TestPages& pages() const { return pages_; }

  // Releases everything; nothing may stay behind, and no debugging may have found a fault.
  bool finish() {
    if constexpr (requires { cache_.reports(); }) {
      EXPECT_TRUE(cache_.reports().empty());
    }
    for (const Address object : held_) cache_.free(caller_, object, pages_);
    held_.clear();
    return cache_.destroy(caller_, pages_) && pages_.live.empty() && pages_.sound;
  }

 private:
  void take(Address object) {
    held_.push_back(object);
    const std::vector<uint8_t> bytes(cache_.layout().object_size, 0x77);
    EXPECT_TRUE(cache_.write(object, bytes));
  }
  void alloc() {
    const CacheAnswer got = cache_.alloc(caller_, pages_);
    if (got.ok()) {
      take(got.object);
    } else {
      EXPECT_EQ(got.fault, CacheFault::no_memory);
    }
  }
  Address pick() {
    const uint32_t at = random_.below(static_cast<uint32_t>(held_.size()));
    const Address object = held_[at];
    held_[at] = held_.back();
    held_.pop_back();
    return object;
  }
  void free() {
    if (held_.empty()) return;
    EXPECT_EQ(cache_.free(caller_, pick(), pages_), CacheFault::none);
  }
  void alloc_bulk() {
    std::vector<Address> objects;
    const CacheFault fault = cache_.alloc_bulk(caller_, 1 + random_.below(30), objects, pages_);
    EXPECT_EQ(fault != CacheFault::none, objects.empty());
    for (const Address object : objects) take(object);
  }
  void free_bulk() {
    std::vector<Address> objects;
    for (uint32_t n = random_.below(30); n > 0 && !held_.empty(); --n) objects.push_back(pick());
    EXPECT_EQ(cache_.free_bulk(caller_, objects, pages_), CacheFault::none);
  }
  void sweep() {
    if constexpr (requires { cache_.reap(0u, true, pages_); }) {
      if (random_.below(2) == 0) {
        EXPECT_EQ(cache_.reap(caller_.cpu, random_.below(2) == 0, pages_), CacheFault::none);
        return;
      }
    }
    if (random_.below(4) != 0) return;
    EXPECT_EQ(cache_.shrink(pages_), CacheFault::none);
  }

  Cache cache_;
  uint32_t cpus_;
  Random random_;
  TestPages pages_;
  Caller caller_;
  std::vector<Address> held_;
  uint32_t steps_ = 0;
};

template <class Cache>
void run_stream(Stream<Cache> stream, uint64_t seed) {
  for (uint32_t i = 0; i < 600; ++i) {
    stream.step();
    if (i % 3 != 0 && i > 60) continue;
    ASSERT_EQ(audit(stream.cache(), stream.held()), nullptr) << "seed " << seed << " step " << i;
    ASSERT_EQ(stream.pages().live.size(), stream.cache().slab_count());
    ASSERT_TRUE(stream.pages().sound);
  }
  EXPECT_TRUE(stream.finish()) << "seed " << seed;
}

TEST(SlabRandom, SlubStaysSound) {
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    const World world = random_world(random);
    const Result<SlubLayout> layout = slub_layout(world.args, world.machine);
    ASSERT_TRUE(layout.ok());
    Stream<SlubCache> stream(SlubCache("random", *layout, world.cpus), world.cpus, seed);
    run_stream(std::move(stream), seed);
  }
}

TEST(SlabRandom, ClassicSlabStaysSound) {
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    Random random(seed);
    const World world = random_world(random);
    const Result<Slab61Layout> layout = slab61_layout(world.args, world.machine);
    ASSERT_TRUE(layout.ok());
    Stream<Slab61Cache> stream(Slab61Cache("random", *layout, world.cpus), world.cpus, seed);
    run_stream(std::move(stream), seed);
  }
}

// A cache is a value: a copy goes its own way.
TEST(SlabRandom, ACopyIsAnotherCache) {
  Caller caller;
  TestPages pages;
  ObjectCache one(SlubCache("value", *slub_layout({.object_size = 192}, {}), 1));
  const Address first = one.alloc(caller, pages).object;
  ObjectCache two = one;
  TestPages elsewhere(0x8000);
  std::vector<Address> got;
  EXPECT_EQ(two.alloc_bulk(caller, 40, got, elsewhere), CacheFault::none);
  EXPECT_EQ(one.slabinfo().num_slabs, 1u);
  EXPECT_EQ(two.slabinfo().num_slabs, 2u);
  EXPECT_EQ(one.alloc(caller, pages).object, got[0]);
  EXPECT_EQ(one.free(caller, first, pages), CacheFault::none);
  EXPECT_EQ(two.slab_of(first), one.slab_of(first));
}

// The same requests to all three policies: the same objects in use, whatever the places.
TEST(SlabRandom, ThreePoliciesServeTheSameRequests) {
  const CacheArgs args{.object_size = 192};
  const SlabMachine machine = slab_machine(2);
  ObjectCache caches[] = {
      ObjectCache(TextbookCache("t", *layout_for({.size = 192}, kLinuxPageShift, 10), false)),
      ObjectCache(SlubCache("u", *slub_layout(args, machine), 2)),
      ObjectCache(Slab61Cache("a", *slab61_layout(args, machine), 2))};
  for (ObjectCache& cache : caches) {
    Random random(7);
    TestPages pages;
    std::vector<Address> held;
    for (uint32_t i = 0; i < 2000; ++i) {
      const Caller caller{.cpu = random.below(2)};
      if (held.empty() || random.below(5) < 3) {
        const CacheAnswer got = cache.alloc(caller, pages);
        ASSERT_TRUE(got.ok());
        ASSERT_NE(cache.slab_of(got.object), kNone);
        held.push_back(got.object);
      } else {
        const uint32_t at = random.below(static_cast<uint32_t>(held.size()));
        ASSERT_EQ(cache.free(caller, held[at], pages), CacheFault::none);
        held.erase(held.begin() + at);
      }
    }
    EXPECT_GE(cache.slabinfo().active_objs, held.size());
    EXPECT_EQ(cache.slabinfo().num_slabs, pages.live.size());
    EXPECT_EQ(cache.free(Caller{}, kDirectMap, pages), CacheFault::foreign);
    for (const Address object : held) cache.free(Caller{}, object, pages);
    EXPECT_TRUE(cache.destroy(Caller{}, pages));
    EXPECT_TRUE(pages.live.empty());
  }
}

}  // namespace
}  // namespace kmem
