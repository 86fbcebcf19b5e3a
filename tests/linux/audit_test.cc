// The audit finds what is broken on purpose.
#include "linux/zone_builder.h"

namespace kmem {

// Reaches what requests never break.
class LinuxZoneSurgeon {
 public:
  static uint32_t& nonempty(FreeAreas& areas, MigrateType type) {
    return areas.nonempty_[index_of(type)];
  }
  static void set_prev(FreeAreas& areas, uint32_t frame, uint32_t prev) {
    areas.links_.links_[frame].prev = prev;
  }
};

namespace {

LinuxZone sound_zone() {
  ZoneBuilder builder(1024);
  builder.block(1, H);
  LinuxZone zone = builder.free_blocks(3, M, {8, 32}).percpu(1, M, {100, 104}).build();
  zone.highatomic = 512;
  hold(zone, 200, 3);
  return zone;
}

template <class Break>
std::string finding(Break breaks) {
  LinuxZone zone = sound_zone();
  breaks(zone);
  const char* found = audit(zone);
  return found != nullptr ? found : "nothing";
}

TEST(LinuxAudit, ASoundZonePasses) {
  EXPECT_EQ(finding([](LinuxZone&) {}), "nothing");
}

TEST(LinuxAudit, FindsTilesThatDoNotFit) {
  EXPECT_EQ(finding([](LinuxZone& z) { z.areas.set_state(201, PageState::held(0)); }), "tiling");
  EXPECT_EQ(finding([](LinuxZone& z) { z.areas.set_state(300, PageState::held(3)); }), "tiling");
  EXPECT_EQ(finding([](LinuxZone& z) { z.areas.set_state(304, PageState::in_transit(3)); }),
            "tiling");
  EXPECT_EQ(finding([](LinuxZone& z) { z.layout.start = 9; }), "tiling");
}

TEST(LinuxAudit, FindsListsThatDoNotMatch) {
  EXPECT_EQ(finding([](LinuxZone& z) { z.areas.set_state(400, PageState::free(3, M)); }), "lists");
  EXPECT_EQ(finding([](LinuxZone& z) { z.areas.set_state(8, PageState::free(3, U)); }), "lists");
  EXPECT_EQ(finding([](LinuxZone& z) { LinuxZoneSurgeon::set_prev(z.areas, 32, 200); }), "lists");
  EXPECT_EQ(finding([](LinuxZone& z) {
              LinuxZoneSurgeon::set_prev(z.areas, z.areas.list(3, M).anchor, 8);
            }),
            "lists");
  EXPECT_EQ(finding([](LinuxZone& z) { LinuxZoneSurgeon::nonempty(z.areas, M) = 0; }), "mask");
  EXPECT_EQ(finding([](LinuxZone& z) { LinuxZoneSurgeon::nonempty(z.areas, R) = 1; }), "mask");
}

TEST(LinuxAudit, FindsPerCpuListsThatDoNotMatch) {
  EXPECT_EQ(finding([](LinuxZone& z) { z.pcp.count = 3; }), "percpu");
  EXPECT_EQ(finding([](LinuxZone& z) { z.areas.set_state(100, PageState::percpu(1, M)); }),
            "percpu");
  EXPECT_EQ(finding([](LinuxZone& z) { z.areas.set_state(500, PageState::percpu(0, M)); }),
            "percpu");
}

TEST(LinuxAudit, FindsBuddiesThatShouldBeOne) {
  EXPECT_EQ(finding([](LinuxZone& z) {
              z.areas.insert(0, 3, M, ListEnd::head);
              z.free.shared += 8;
            }),
            "eager");
}

TEST(LinuxAudit, FindsWrongCounters) {
  EXPECT_EQ(finding([](LinuxZone& z) { ++z.free.shared; }), "counter");
  EXPECT_EQ(finding([](LinuxZone& z) {
              --z.free.shared;
              ++z.free.diff;
            }),
            "counter");
  EXPECT_EQ(finding([](LinuxZone& z) { z.highatomic = 0; }), "reserve");
  EXPECT_EQ(finding([](LinuxZone& z) { z.boost = 513; }), "boost");
  EXPECT_EQ(finding([](LinuxZone& z) { z.pcp.free_factor = 6; }), "factor");
}

}  // namespace
}  // namespace kmem
