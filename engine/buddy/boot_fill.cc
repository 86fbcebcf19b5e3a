#include "buddy/boot_fill.h"

#include <algorithm>

#include "buddy/linux_zone_inl.h"
#include "trace/event_log.h"

namespace kmem {
namespace {

// The largest order at which a block can start at this pfn.
uint32_t order_at(uint32_t pfn) {
  const uint32_t zeros = static_cast<uint32_t>(std::countr_zero(pfn));
  return std::min(zeros, kLinuxTopOrder);
}

void fill(LinuxZone& zone, FrameRun run, MigrateType type) {
  NullLog log;
  for (uint32_t pfn = run.start; pfn < run.end;) {
    uint32_t order = order_at(pfn);
    while (run.end - pfn < 1u << order) --order;
    give_back(zone, zone.areas.frame_of(pfn), order, type, log, true);
    pfn += 1u << order;
  }
}

// Pageblocks outside [start, start + present) hold no memory.
void type_pageblocks(LinuxZone& zone, MigrateType type) {
  const uint32_t first = zone.first_frame();
  const uint32_t end = first + zone.layout.present;
  for (uint32_t block = 0; block < zone.block_types.size(); ++block) {
    const uint32_t start = block << kPageblockOrder;
    const bool memory = start < end && start + kPageblockFrames > first;
    zone.block_types[block] = memory ? type : MigrateType::none;
  }
}

}  // namespace

void boot_fill(LinuxNode& node, const std::vector<FrameRun>& runs, MigrateType type) {
  for (uint32_t place = 0; place < node.zones().size(); ++place) {
    LinuxZone& zone = node.zone(place);
    type_pageblocks(zone, type);
    for (const FrameRun run : runs) {
      const FrameRun inside{std::max(run.start, zone.layout.start),
                            std::min(run.end, zone.layout.end())};
      if (inside.start < inside.end) fill(zone, inside, type);
    }
    zone.free.fold();
  }
}

std::vector<FrameRun> plain_runs(const NodeLayout& layout) {
  std::vector<FrameRun> runs;
  for (const ZoneLayout& zone : layout.zones) {
    const uint32_t end = zone.start + zone.present;
    runs.push_back({end - zone.managed, end});
  }
  return runs;
}

}  // namespace kmem
