#include "fit/fit_audit.h"

#include <gtest/gtest.h>

namespace kmem {

// Reaches into an allocator to break it.
class FitSurgeon {
 public:
  explicit FitSurgeon(FitAllocator& fit) : fit_(fit) {}
  Region& region(uint32_t id) { return fit_.regions_[id]; }
  Bytes& free_bytes() { return fit_.free_bytes_; }
  Bytes& requested_bytes() { return fit_.requested_bytes_; }
  RegionTree& by_address() { return fit_.by_address_; }
  RegionTree& by_size() { return fit_.by_size_; }
  Bytes& largest(uint32_t id) { return fit_.by_address_.nodes_[id].largest; }
  uint32_t& unused() { return fit_.unused_; }

 private:
  FitAllocator& fit_;
};

namespace {

// Regions: 0 block of 16, 1 hole of 24, 2 block of 8, 3 hole of 16.
FitAllocator patient() {
  FitAllocator fit = *FitAllocator::create(FitPolicy::best, 64);
  EXPECT_EQ(*fit.alloc(16), 0u);
  EXPECT_EQ(*fit.alloc(20), 16u);
  EXPECT_EQ(*fit.alloc(8), 40u);
  EXPECT_EQ(fit.free(16), Errc::none);
  return fit;
}

// Each case breaks one thing in a sound allocator and names the invariant that is lost.
struct Break {
  const char* name;
  const char* invariant;
  void (*cut)(FitSurgeon&);
};

const Break kBreaks[] = {
    {"a gap between two regions", "tiling", [](FitSurgeon& f) { f.region(1).start = 24; }},
    {"a region that is too short", "tiling", [](FitSurgeon& f) { f.region(3).size = 8; }},
    {"a region of no byte", "tiling", [](FitSurgeon& f) { f.region(0).size = 0; }},
    {"a link back to the wrong region", "tiling", [](FitSurgeon& f) { f.region(2).prev = 0; }},
    {"a ring", "tiling", [](FitSurgeon& f) { f.region(3).next = 0; }},
    {"a link to nowhere", "tiling", [](FitSurgeon& f) { f.region(3).next = 99; }},
    {"more asked for than granted", "tiling", [](FitSurgeon& f) { f.region(2).requested = 9; }},
    {"two holes side by side", "eager", [](FitSurgeon& f) { f.region(2).hole = true; }},
    {"a hole that the tree takes for a block", "index",
     [](FitSurgeon& f) { f.by_address().set_hole(1, 0); }},
    {"a hole of another size in the tree", "index",
     [](FitSurgeon& f) { f.by_address().set_hole(1, 8); }},
    {"a block that the tree takes for a hole", "index",
     [](FitSurgeon& f) { f.by_address().set_hole(2, 8); }},
    {"a region missing in the tree", "index", [](FitSurgeon& f) { f.by_address().erase(2); }},
    {"a hole missing in the tree by size", "index", [](FitSurgeon& f) { f.by_size().erase(3); }},
    {"a wrong largest hole", "index",
     [](FitSurgeon& f) {
       for (uint32_t id = 0; id < 4; ++id) f.largest(id) += 8;
     }},
    {"free bytes that are not there", "accounting", [](FitSurgeon& f) { f.free_bytes() += 8; }},
    {"requested bytes nobody asked for", "accounting",
     [](FitSurgeon& f) { f.requested_bytes() -= 1; }},
    {"an id in use among the unused", "accounting", [](FitSurgeon& f) { f.unused() = 2; }},
};

TEST(FitAudit, FindsEveryBreak) {
  for (const Break& one : kBreaks) {
    FitAllocator fit = patient();
    ASSERT_STREQ(audit(fit), nullptr);
    FitSurgeon surgeon(fit);
    one.cut(surgeon);
    EXPECT_STREQ(audit(fit), one.invariant) << one.name;
  }
}

}  // namespace
}  // namespace kmem
