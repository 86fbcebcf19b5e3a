// Random requests to sets of Linux caches, against a model that knows nothing of slabs: an object
// is held by one owner at a time and keeps what its owner wrote. Audited after each operation.
#include <map>

#include "base/random.h"
#include "slab/linux_set_world.h"

namespace kmem {
namespace {

constexpr uint32_t kFlagSets[] = {
    0, 0, kSlabHwcacheAlign, kSlabTypesafeByRcu, kSlabDebugDefault, kSlabRedZone | kSlabPoison};

class RandomSet {
 public:
  RandomSet(SlabAllocator allocator, uint64_t seed)
      : random_(seed), world_(allocator, 1u << random_.below(7)) {
    constexpr uint32_t kSizes[] = {24, 56, 100, 192, 700, 3000, 20000};
    for (uint32_t i = 0; i < 3; ++i)
      ids_.push_back(world_.create("cache" + std::to_string(i),
                                   {.size = kSizes[random_.below(std::size(kSizes))],
                                    .flags = kFlagSets[random_.below(std::size(kFlagSets))],
                                    .ctor = random_.below(4) == 0}));
    for (const uint32_t bytes : {7u, 90u, 1000u})
      ids_.push_back(CacheId(world_.set.kmalloc_class(bytes)));
  }

  void step(uint32_t number) {
    cpu_ = random_.below(world_.set.cpus());
    world_.pages.refused_from = random_.below(20) == 0 ? random_.below(3) : kNone;
    const uint32_t dice = random_.below(100);
    const uint32_t share = (number / 120) % 2 == 0 ? 60 : 30;
    if (dice < share) return alloc();
    if (dice < 90) return free();
    if (dice < 93) return free_many();
    if (dice < 96) return alloc_many();
    sweep();
  }

  // Every object is where its owner left it, and nothing is held that nobody holds.
  void check() {
    ASSERT_EQ(audit(world_.set), nullptr);
    uint64_t live = 0;
    for (uint32_t id = 0; id < world_.set.size(); ++id) live += world_.set.use_of(CacheId(id)).live;
    ASSERT_EQ(live, held_.size());
    uint64_t bytes = 0;
    for (const auto& [pfn, order] : world_.pages.live) bytes += uint64_t{kLinuxPageSize} << order;
    ASSERT_EQ(bytes, world_.set.slab_bytes());
  }

  void finish() {
    while (!held_.empty()) free();
    world_.pages.refused_from = kNone;
    for (const CacheId id : ids_) {
      if (id.value < world_.set.kmalloc_classes()) {
        EXPECT_EQ(world_.set.shrink(id, world_.pages, log_), Errc::none);
      } else {
        EXPECT_EQ(world_.set.destroy(id, {}, world_.pages, log_), Errc::none);
      }
    }
    EXPECT_TRUE(world_.pages.live.empty());
    EXPECT_EQ(audit(world_.set), nullptr);
  }

 private:
  struct Held {
    CacheId cache;
    uint8_t mark = 0;
  };
  Caller caller() const { return {.cpu = cpu_, .code = 0xffffffff81000000, .when = ++when_}; }

  void take(CacheId id, Address object) {
    const uint32_t size = world_.set[id].object_size();
    const auto after = held_.lower_bound(object);
    ASSERT_TRUE(after == held_.end() || after->first >= object + size);
    ASSERT_EQ(object % world_.set[id].align(), 0u);
    ASSERT_TRUE(world_.set.is_live(object));
    const uint8_t mark = static_cast<uint8_t>(random_.below(256));
    const std::vector<uint8_t> bytes(size, mark);
    ASSERT_EQ(world_.set.write(object, 0, bytes, log_), Errc::none);
    held_[object] = {id, mark};
  }
  void alloc() {
    const CacheId id = ids_[random_.below(static_cast<uint32_t>(ids_.size()))];
    const Result<Address> got = world_.set.alloc(id, caller(), world_.pages, log_);
    if (!got.ok()) {
      EXPECT_EQ(got.errc(), Errc::exhausted);
      return;
    }
    take(id, *got);
  }
  std::pair<Address, Held> pick() {
    auto at = held_.begin();
    std::advance(at, random_.below(static_cast<uint32_t>(held_.size())));
    const auto picked = *at;
    held_.erase(at);
    std::vector<uint8_t> bytes(world_.set[picked.second.cache].object_size());
    EXPECT_TRUE(world_.set.read(picked.first, bytes));
    for (const uint8_t byte : bytes) EXPECT_EQ(byte, picked.second.mark);
    return picked;
  }
  void free() {
    if (held_.empty()) return;
    const auto [object, held] = pick();
    const Errc errc = random_.below(2) == 0
                          ? world_.set.free(held.cache, caller(), object, world_.pages, log_)
                          : world_.set.kfree(caller(), object, world_.pages, log_);
    EXPECT_EQ(errc, Errc::none);
  }
  void free_many() {
    if (held_.empty()) return;
    const CacheId id = held_.begin()->second.cache;
    std::vector<Address> objects;
    for (auto at = held_.begin(); at != held_.end();) {
      const bool take = at->second.cache == id && random_.below(3) == 0;
      if (take) objects.push_back(at->first);
      at = take ? held_.erase(at) : std::next(at);
    }
    EXPECT_EQ(world_.set.free_bulk(id, caller(), objects, world_.pages, log_), Errc::none);
  }
  void alloc_many() {
    const CacheId id = ids_[random_.below(static_cast<uint32_t>(ids_.size()))];
    std::vector<Address> objects;
    world_.set.alloc_bulk(id, caller(), 1 + random_.below(20), objects, world_.pages, log_);
    for (const Address object : objects) take(id, object);
  }
  void sweep() {
    if (random_.below(3) == 0) {
      EXPECT_EQ(world_.set.reap(cpu_, random_.below(2) == 0, world_.pages, log_), Errc::none);
    } else if (random_.below(4) == 0) {
      const CacheId id = ids_[random_.below(static_cast<uint32_t>(ids_.size()))];
      EXPECT_EQ(world_.set.shrink(id, world_.pages, log_), Errc::none);
    }
  }

  Random random_;
  SetWorld world_;
  NullLog log_;
  std::vector<CacheId> ids_;
  std::map<Address, Held> held_;
  uint32_t cpu_ = 0;
  mutable uint64_t when_ = 0;
};

void run(SlabAllocator allocator) {
  for (uint64_t seed = 1; seed <= 15; ++seed) {
    RandomSet set(allocator, seed);
    for (uint32_t i = 0; i < 400; ++i) {
      set.step(i);
      if (i < 60 || i % 8 == 0) set.check();
      if (testing::Test::HasFailure()) FAIL() << "seed " << seed << " step " << i;
    }
    set.finish();
    if (testing::Test::HasFailure()) FAIL() << "seed " << seed;
  }
}

TEST(LinuxCacheRandom, SlubKeepsWhatOwnersHold) { run(SlabAllocator::slub); }
TEST(LinuxCacheRandom, ClassicSlabKeepsWhatOwnersHold) { run(SlabAllocator::slab); }

// The events of a request do not depend on anybody listening: the state is the same.
TEST(LinuxCacheRandom, ASilentRequestLeavesTheSameState) {
  for (const SlabAllocator allocator : {SlabAllocator::slub, SlabAllocator::slab}) {
    SetWorld told(allocator, 4);
    const CacheId id = told.create("both", {.size = 700});
    SetWorld silent = told;
    NullLog none;
    std::vector<Address> held;
    Random random(11);
    for (uint32_t i = 0; i < 1500; ++i) {
      const Caller caller{.cpu = random.below(4)};
      if (held.empty() || random.below(9) < 5) {
        held.push_back(*told.set.alloc(id, caller, told.pages, told.log));
        ASSERT_EQ(*silent.set.alloc(id, caller, silent.pages, none), held.back());
      } else {
        std::swap(held[random.below(static_cast<uint32_t>(held.size()))], held.back());
        told.set.free(id, caller, held.back(), told.pages, told.log);
        silent.set.free(id, caller, held.back(), silent.pages, none);
        held.pop_back();
      }
    }
    EXPECT_TRUE(told.set == silent.set);
  }
}

}  // namespace
}  // namespace kmem
