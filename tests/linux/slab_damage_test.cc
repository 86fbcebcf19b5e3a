// What an owner breaks in a SLUB cache that looks at nothing (rule 1.13), and audits that must
// fail.
#include "linux/slab_rules_world.h"

namespace kmem {

// Breaks a cache on purpose.
class SlubSurgeon {
 public:
  static std::vector<SlubSlab>& slabs(SlubCache& cache) { return cache.slabs_; }
  static SlubCpu& cpu(SlubCache& cache) { return cache.cpus_[0]; }
  static SlabQueue& partial(SlubCache& cache) { return cache.partial_; }
  static uint64_t& objects(SlubCache& cache) { return cache.object_count_; }
  static PageOwners& owners(SlubCache& cache) { return cache.owners_; }
};

class Slab61Surgeon {
 public:
  static std::vector<Slab61Slab>& slabs(Slab61Cache& cache) { return cache.slabs_; }
  static ArrayCache& array(Slab61Cache& cache) { return cache.arrays_[0]; }
  static uint32_t& free_objects(Slab61Cache& cache) { return cache.free_objects_; }
  static PageOwners& owners(Slab61Cache& cache) { return cache.owners_; }
};

namespace {

const CacheArgs kWalk{.object_size = 3000};

std::vector<uint8_t> pointer_bytes(Address address) {
  std::vector<uint8_t> bytes(8);
  for (uint32_t i = 0; i < 8; ++i) bytes[i] = static_cast<uint8_t>(address >> (8 * i));
  return bytes;
}

// Three objects in use, and a cache that may be damaged.
struct Damaged : SlubWorld {
  explicit Damaged(uint32_t flags = 0) : SlubWorld({.object_size = 56, .flags = flags}) {
    alloc_many(3);
    sound = false;
  }
  CacheFault release(Address object) { return cache.free({}, object, pages); }
  std::string next() { return alloc(); }
};

TEST(SlubDamage, TwiceInARowGivesTheSameObjectForEver) {
  Damaged world;
  const Address b = world.address(0, 1);
  world.release(b);
  world.release(b);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(world.next(), "0.1");
}

TEST(SlubDamage, WithAnotherBetweenTheTwoAlternate) {
  Damaged world;
  world.release(world.address(0, 1));
  world.release(world.address(0, 0));
  world.release(world.address(0, 1));
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(world.next(), "0.1");
    EXPECT_EQ(world.next(), "0.0");
  }
}

// The flush walks the CPU's list to its end, which a loop has not.
TEST(SlubDamage, ShrinkingALoopedListHangs) {
  Damaged world;
  world.release(world.address(0, 1));
  world.release(world.address(0, 0));
  world.release(world.address(0, 1));
  EXPECT_EQ(world.cache.shrink(world.pages), CacheFault::hang);
  EXPECT_EQ(world.next(), "hang");
  EXPECT_EQ(world.release(world.address(0, 2)), CacheFault::hang);
  EXPECT_FALSE(world.cache.destroy({}, world.pages));
}

// A free pointer that an owner overwrote after the release: the object itself is still handed out;
// the next allocation follows the pointer.
TEST(SlubDamage, ASmashedFreePointerKillsOneLater) {
  Damaged world;
  const Address b = world.address(0, 1);
  world.release(b);
  EXPECT_TRUE(world.cache.write(b + 24, std::vector<uint8_t>(8, 0x41)));
  EXPECT_EQ(world.next(), "0.1");
  EXPECT_EQ(world.next(), "crash");
  EXPECT_EQ(world.cache.fault_address(), 0x4141414141414141u + 24);
}

// Pointed at a live object, the list hands that one out again; zeroed, it ends, and the rest is
// lost.
TEST(SlubDamage, AForgedFreePointerChoosesTheNextObject) {
  Damaged world;
  const Address b = world.address(0, 1);
  world.release(b);
  EXPECT_TRUE(world.cache.write(b + 24, pointer_bytes(world.address(0, 2))));
  EXPECT_EQ(world.next(), "0.1");
  EXPECT_EQ(world.next(), "0.2");
  Damaged cut;
  cut.release(cut.address(0, 1));
  EXPECT_TRUE(cut.cache.write(cut.address(0, 1) + 24, pointer_bytes(0)));
  EXPECT_EQ(cut.next(), "0.1");
  EXPECT_EQ(cut.next(), "1.0");
  EXPECT_EQ(cut.line("slab 0"), "slab 0 order=0 objects=73 inuse=73 frozen=0 free=-");
}

// The object past the end is the neighbour: its free pointer lies in its middle.
TEST(SlubDamage, AWritePastTheEndReachesTheNeighboursFreePointer) {
  Damaged world;
  world.release(world.address(0, 1));
  EXPECT_TRUE(world.cache.write(world.address(0, 0) + 56 + 24, pointer_bytes(1)));
  EXPECT_EQ(world.next(), "0.1");
  EXPECT_EQ(world.next(), "crash");
}

TEST(SlubDamage, AnInteriorPointerIsHandedOutAsItIs) {
  Damaged world;
  const Address b = world.address(0, 1);
  EXPECT_EQ(world.release(b + 8), CacheFault::none);
  EXPECT_EQ(world.cache.alloc({}, world.pages).object, b + 8);
}

TEST(SlubDamage, MemoryOfOthersIsNotTouched) {
  Damaged world;
  EXPECT_EQ(world.release(kDirectMap), CacheFault::foreign);
  EXPECT_FALSE(world.cache.write(kDirectMap, pointer_bytes(1)));
  // Across the slab's end.
  EXPECT_FALSE(world.cache.write(world.cache.slabs()[0].base + 4092, pointer_bytes(1)));
}

// A slab that counts as empty too early is given back with an object in use.
TEST(SlubDamage, ADoubleReleaseCanTakeASlabAway) {
  SlubWorld world(kWalk);
  world.alloc_many(8 * 10 + 1);
  for (uint32_t slab = 0; slab < 7; ++slab) world.free(slab, 0);
  world.sound = false;
  const Address held = world.address(0, 9);
  world.free_slots(0, 1, 8);
  EXPECT_EQ(world.cache.free({}, world.address(0, 8), world.pages), CacheFault::none);
  EXPECT_EQ(world.cache.slab_of(held), kNone);
  EXPECT_EQ(world.cache.free({}, held, world.pages), CacheFault::foreign);
}

// A cache of another name that looks warns, and the object goes home; one that does not is left
// alone.
TEST(SlubDamage, TheWrongCachesName) {
  Damaged world;
  const SlubCache careless("careless", *slub_layout({.object_size = 56}, {}), 1);
  const SlubCache careful(
      "careful", *slub_layout({.object_size = 56, .flags = kSlabConsistencyChecks}, {}), 1);
  const Address b = world.address(0, 1);
  EXPECT_EQ(world.cache.free_as(careless, {}, b, world.pages), CacheFault::foreign);
  EXPECT_EQ(world.cache.free_as(careful, {}, b, world.pages), CacheFault::none);
  EXPECT_EQ(world.cache.reports().size(), 1u);
  EXPECT_EQ(world.next(), "0.1");
}

// Every invariant of the SLUB audit is broken once, and found by its name.
TEST(SlubAudit, FindsWhatIsBroken) {
  const auto broken = [](void (*damage)(SlubWorld&)) {
    SlubWorld world(kWalk);
    world.alloc_many(41);
    for (uint32_t slab = 0; slab < 3; ++slab) world.free(slab, 0);
    EXPECT_EQ(audit(world.cache, world.held), nullptr);
    world.sound = false;
    damage(world);
    const char* name = audit(world.cache, world.held);
    return std::string(name == nullptr ? "nothing" : name);
  };
  using S = SlubSurgeon;
  EXPECT_EQ(broken([](SlubWorld& w) { S::slabs(w.cache)[0].frozen = false; }), "places");
  EXPECT_EQ(broken([](SlubWorld& w) { S::partial(w.cache).count = 1; }), "places");
  EXPECT_EQ(broken([](SlubWorld& w) { S::slabs(w.cache)[3].place = SlubPlace::partial; }),
            "places");
  EXPECT_EQ(broken([](SlubWorld& w) { S::slabs(w.cache)[1].stack_count = 1; }), "stacks");
  EXPECT_EQ(broken([](SlubWorld& w) { ++S::objects(w.cache); }), "totals");
  EXPECT_EQ(broken([](SlubWorld& w) { S::owners(w.cache).set(Pfn(0x1000), Order(0), 1); }),
            "pages");
  EXPECT_EQ(broken([](SlubWorld& w) { ++S::slabs(w.cache)[0].inuse; }), "inuse");
  EXPECT_EQ(broken([](SlubWorld& w) { w.held.pop_back(); }), "slots");
  EXPECT_EQ(broken([](SlubWorld& w) { w.held.push_back(w.held[0]); }), "slots");
  EXPECT_EQ(broken([](SlubWorld& w) { S::cpu(w.cache).freelist = w.held[39]; }), "slots");
}

TEST(Slab61Audit, FindsWhatIsBroken) {
  const auto broken = [](void (*damage)(Slab61World&)) {
    Slab61World world({.object_size = 56});
    world.alloc_many(20);
    EXPECT_EQ(audit(world.cache, world.held), nullptr);
    world.sound = false;
    damage(world);
    const char* name = audit(world.cache, world.held);
    return std::string(name == nullptr ? "nothing" : name);
  };
  using S = Slab61Surgeon;
  EXPECT_EQ(broken([](Slab61World& w) { S::slabs(w.cache)[0].active = 0; }), "lists");
  EXPECT_EQ(broken([](Slab61World& w) { ++S::free_objects(w.cache); }), "counters");
  EXPECT_EQ(broken([](Slab61World& w) { S::array(w.cache).entries.resize(121, w.held[0]); }),
            "arrays");
  EXPECT_EQ(broken([](Slab61World& w) { S::owners(w.cache).set(Pfn(0x1000), Order(0), 5); }),
            "pages");
  EXPECT_EQ(broken([](Slab61World& w) { w.held.pop_back(); }), "slots");
  EXPECT_EQ(broken([](Slab61World& w) { S::array(w.cache).entries[0] = w.held[0]; }), "slots");
}

}  // namespace
}  // namespace kmem
