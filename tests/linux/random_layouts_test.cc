// Random requests on random machines: every list, counter and block type is audited after each one.
#include <algorithm>
#include <map>

#include "base/random.h"
#include "buddy/boot_fill.h"
#include "linux/zone_builder.h"
#include "support/seed.h"

namespace kmem {
namespace {

constexpr uint64_t kSeeds = 60;
constexpr uint64_t kSteps = 1500;

uint32_t between(Random& random, uint32_t low, uint32_t high) {
  return low + random.below(high - low + 1);
}

// A zone at or behind `start`, with odd edges, holes and settings.
ZoneLayout random_zone(Random& random, uint32_t index, uint32_t start) {
  ZoneLayout zone;
  zone.index = index;
  zone.start = start + (random.below(2) != 0 ? random.below(700) : 0);
  zone.spanned = between(random, 1, 5000);
  zone.present = between(random, zone.spanned / 2 + 1, zone.spanned);
  zone.managed = between(random, zone.present / 2 + 1, zone.present);
  return zone;
}

NodeLayout random_layout(Random& random) {
  NodeLayout layout;
  const uint32_t kinds = between(random, 1, 7);  // a bit for each zone
  uint32_t start = random.below(3);
  for (uint32_t index = 0; index < kZoneKinds; ++index) {
    if ((kinds >> index & 1) == 0) continue;
    layout.zones.push_back(random_zone(random, index, start));
    start = layout.zones.back().end() + random.below(2) * random.below(2000);
  }
  derive_constants(layout, 1, between(random, 4, 2000));
  if (random.below(2) != 0) layout.policy.mobility = !layout.policy.mobility;
  layout.policy.percpu_lists = random.below(8) != 0;
  layout.policy.watermarks = random.below(8) != 0;
  layout.policy.boost_factor = random.below(4) * 7000;
  for (ZoneLayout& zone : layout.zones) {
    if (random.below(2) != 0) zone.pcp_batch = between(random, 1, 40);
    if (random.below(2) != 0) zone.pcp_high = random.below(120);
    zone.stat_threshold = random.below(126);
  }
  return layout;
}

std::vector<FrameRun> random_runs(Random& random, const NodeLayout& layout) {
  std::vector<FrameRun> runs;
  for (const FrameRun run : plain_runs(layout)) {
    const uint32_t cut = between(random, run.start, run.end);
    const uint32_t gap = std::min(run.end, cut + random.below(40));
    if (run.start < cut) runs.push_back({run.start, cut});
    if (gap < run.end) runs.push_back({gap, run.end});
  }
  return runs;
}

// A machine, and what its requests hold.
class World {
 public:
  explicit World(uint64_t seed) : random_(seed) {
    const NodeLayout layout = random_layout(random_);
    EXPECT_EQ(layout_fault(layout), nullptr);
    node_ = LinuxNode(layout);
    boot_fill(node_, random_runs(random_, layout));
    free_at_boot_ = free_pages();
    for (uint32_t place = 0; place < node_.zones().size(); ++place) dress(node_.zone(place));
  }

  void step() {
    const uint32_t choice = random_.below(100);
    if (choice == 0) return node_.drain_percpu_lists(log_);
    if (choice == 1) return toggle_reclaim();
    if (random_.below(1000) == 0) growing_ = !growing_;
    const bool free = !held_.empty() && choice < (growing_ ? 40u : 65u);
    free ? free_any() : alloc();
  }

  // Gives everything back. All of it must be free then.
  void finish() {
    while (!held_.empty()) free_any();
    node_.drain_percpu_lists(log_);
    EXPECT_EQ(free_pages(), free_at_boot_);
  }

  const LinuxNode& node() const { return node_; }

 private:
  // Pages of the kernel that reclaim could move: some that are in use from the start.
  void dress(LinuxZone& zone) {
    for (uint32_t frame = zone.first_frame(); frame < zone.end_frame(); ++frame)
      if (in_use_from_the_start(zone, frame) && random_.below(2) != 0)
        zone.put_on_lru({frame, frame + 1});
  }

  static bool in_use_from_the_start(const LinuxZone& zone, uint32_t frame) {
    for (uint32_t order = 0; order < kLinuxOrders; ++order)
      if (zone.areas.is_free(frame & ~((1u << order) - 1), order)) return false;
    return true;
  }

  int64_t free_pages() const {
    int64_t pages = 0;
    for (const LinuxZone& zone : node_.zones()) pages += zone.free.exact();
    return pages;
  }

  void toggle_reclaim() {
    LinuxZone& zone = node_.zone(random_.below(static_cast<uint32_t>(node_.zones().size())));
    zone.reclaim_active = !zone.reclaim_active;
  }

  void alloc() {
    LinuxRequest request;
    request.order = Order(std::min(random_.below(11), random_.below(11)));
    request.type = static_cast<MigrateType>(random_.below(kPcpTypes));
    request.highest_zone = random_.below(4) == 0 ? random_.below(kZoneKinds) : kZoneNormal;
    request.urgency = static_cast<RequestClass>(random_.below(3));
    const Result<Pfn> pfn = node_.alloc_pages(request, log_);
    if (!pfn.ok()) return;
    EXPECT_EQ(pfn->value % frames_of(request.order), 0u);
    const auto next = held_.lower_bound(pfn->value);
    if (next != held_.end()) {
      EXPECT_GE(next->first, pfn->value + frames_of(request.order));
    }
    if (next != held_.begin()) {
      const auto before = std::prev(next);
      EXPECT_LE(before->first + frames_of(before->second), pfn->value);
    }
    held_[pfn->value] = request.order;
  }

  void free_any() {
    auto block = held_.lower_bound(random_.below(30000));
    if (block == held_.end()) block = held_.begin();
    EXPECT_EQ(node_.free_pages(Pfn(block->first), block->second, log_), Errc::none);
    held_.erase(block);
  }

  Random random_;
  NullLog log_;
  LinuxNode node_;
  std::map<uint32_t, Order> held_;
  int64_t free_at_boot_ = 0;
  bool growing_ = true;
};

TEST(RandomLayouts, EveryInvariantHoldsAfterEveryRequest) {
  for (const uint64_t seed : seeds(kSeeds)) {
    World world(seed);
    ASSERT_EQ(audit(world.node()), nullptr) << "seed " << seed << " at boot";
    const uint64_t count = steps(kSteps);
    for (uint64_t step = 1; step <= count; ++step) {
      world.step();
      const char* broken = audit(world.node());
      ASSERT_TRUE(broken == nullptr && !HasFailure())
          << (broken != nullptr ? broken : "") << "; again: "
          << replay_line("RandomLayouts.EveryInvariantHoldsAfterEveryRequest", seed, step);
    }
    world.finish();
    ASSERT_EQ(audit(world.node()), nullptr) << "seed " << seed << " at the end";
  }
}

// The same requests give the same machine, and a copy goes on alike.
TEST(RandomLayouts, AMachineIsAValue) {
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    World world(seed);
    for (int i = 0; i < 200; ++i) world.step();
    World copy = world;
    World again(seed);
    for (int i = 0; i < 200; ++i) again.step();
    EXPECT_EQ(world.node(), again.node());
    for (int i = 0; i < 200; ++i) {
      world.step();
      copy.step();
    }
    EXPECT_EQ(world.node(), copy.node());
  }
}

}  // namespace
}  // namespace kmem
