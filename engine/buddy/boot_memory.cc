#include "buddy/boot_memory.h"

#include <algorithm>

namespace kmem {
namespace {

constexpr uint32_t kDmaEnd = (16u << 20) >> 12;
constexpr uint32_t kDma32End = 1u << 20;
constexpr uint32_t kLowEnd = 3u << 18;                 // a PC's memory below 4 GiB ends at 3 GiB
constexpr FrameRun kFirmwareHole = {159, 256};         // 640 KiB to 1 MiB
constexpr uint32_t kTableFrames = 32;                  // the firmware's tables, at the end
constexpr uint32_t kKernelFrames = (32u << 20) >> 12;  // at 16 MiB
constexpr uint32_t kSectionFrames = 1u << 15;          // 128 MiB
constexpr uint32_t kMapFrames = 512;                   // struct pages of a section

ZoneLayout zone_of(uint32_t index, uint32_t start, uint32_t end) {
  ZoneLayout zone;
  zone.index = index;
  zone.start = start;
  zone.spanned = end - start;
  return zone;
}

uint32_t frames_in(const std::vector<FrameRun>& runs, const ZoneLayout& zone) {
  uint32_t frames = 0;
  for (const FrameRun run : runs)
    if (zone.contains(run.start)) frames += run.end - run.start;
  return frames;
}

BootMemory pc_memory(uint32_t frames) {
  BootMemory memory;
  const uint32_t low_end = std::min(frames, kLowEnd) - kTableFrames;
  const uint32_t high = frames > kLowEnd ? frames - kLowEnd : 0;
  memory.layout.zones = {zone_of(kZoneDma, 1, kDmaEnd), zone_of(kZoneDma32, kDmaEnd, low_end)};
  if (high != 0) memory.layout.zones.push_back(zone_of(kZoneNormal, kDma32End, kDma32End + high));
  memory.holes = {kFirmwareHole};
  const uint32_t sections = (frames + kSectionFrames - 1) / kSectionFrames;
  const uint32_t end = memory.layout.zones.back().end();
  const uint32_t map = std::min(sections * kMapFrames, memory.layout.zones.back().spanned / 2);
  memory.used = {{1, kFirmwareHole.start}, {kDmaEnd, kDmaEnd + kKernelFrames}, {end - map, end}};
  return memory;
}

}  // namespace

BootMemory boot_memory(uint32_t frames, bool zones) {
  BootMemory memory;
  if (frames >= kPcFrames) {
    memory = pc_memory(frames);
  } else {
    memory.layout.zones = {zone_of(kZoneNormal, 0, frames)};
  }
  if (!zones) join_zones(memory);
  count_frames(memory);
  derive_constants(memory.layout);
  return memory;
}

void count_frames(BootMemory& memory) {
  for (ZoneLayout& zone : memory.layout.zones) {
    zone.present = zone.spanned - frames_in(memory.holes, zone);
    zone.managed = zone.present - frames_in(memory.used, zone);
  }
}

std::vector<FrameRun> free_runs(const BootMemory& memory) {
  std::vector<FrameRun> taken = memory.holes;
  taken.insert(taken.end(), memory.used.begin(), memory.used.end());
  std::sort(taken.begin(), taken.end(), [](FrameRun a, FrameRun b) { return a.start < b.start; });
  std::vector<FrameRun> runs;
  for (const ZoneLayout& zone : memory.layout.zones) {
    uint32_t at = zone.start;
    for (const FrameRun run : taken) {
      if (!zone.contains(run.start)) continue;
      if (at < run.start) runs.push_back({at, run.start});
      at = run.end;
    }
    if (at < zone.end()) runs.push_back({at, zone.end()});
  }
  return runs;
}

void join_zones(BootMemory& memory) {
  std::vector<ZoneLayout>& zones = memory.layout.zones;
  for (size_t i = 1; i < zones.size(); ++i)
    if (zones[i - 1].end() < zones[i].start)
      memory.holes.push_back({zones[i - 1].end(), zones[i].start});
  std::sort(memory.holes.begin(), memory.holes.end(),
            [](FrameRun a, FrameRun b) { return a.start < b.start; });
  zones = {zone_of(kZoneNormal, zones.front().start, zones.back().end())};
}

}  // namespace kmem
