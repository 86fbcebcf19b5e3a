#include "buddy/linux_zone.h"

namespace kmem {
namespace {

constexpr uint32_t round_down(uint32_t n) { return n & ~(kTopBlockFrames - 1); }

}  // namespace

LinuxZone::LinuxZone(const ZoneLayout& zone_layout, const ZonePolicy& zone_policy)
    : layout(zone_layout), policy(zone_policy) {
  const uint32_t base = round_down(layout.start);
  const uint32_t frames = round_down(layout.end() - base + kTopBlockFrames - 1);
  areas = FreeAreas(frames, base);
  for (FrameList& list : pcp.lists) list = areas.links().add_list();
  block_types.assign(frames >> kPageblockOrder, MigrateType::movable);
  lru.resize(frames / 64);
  free.threshold = static_cast<int32_t>(layout.stat_threshold);
}

void LinuxZone::put_on_lru(FrameRun frames) {
  for (uint32_t frame = frames.start; frame < frames.end; ++frame)
    lru[frame / 64] |= uint64_t{1} << (frame % 64);
}

uint64_t LinuxZone::memory_bytes() const {
  return areas.memory_bytes() + block_types.capacity() + lru.capacity() * sizeof(uint64_t);
}

}  // namespace kmem
