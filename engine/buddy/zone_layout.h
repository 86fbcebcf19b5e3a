// zone_layout.h — the memory of a machine with zones, and the numbers that never change.
//
//   zone     frames           why it exists
//   DMA      below 16 MiB     old devices reach no further
//   DMA32    below 4 GiB      devices with 32-bit addresses
//   Normal   the rest
#ifndef KMEM_BUDDY_ZONE_LAYOUT_H_
#define KMEM_BUDDY_ZONE_LAYOUT_H_

#include <array>
#include <vector>

#include "base/types.h"
#include "buddy/migrate_type.h"

namespace kmem {

inline constexpr uint32_t kZoneDma = 0;
inline constexpr uint32_t kZoneDma32 = 1;
inline constexpr uint32_t kZoneNormal = 2;
inline constexpr uint32_t kZoneKinds = 3;
// /proc/zoneinfo also has Movable and Device, which are empty here.
inline constexpr uint32_t kZoneIndices = 5;

constexpr const char* zone_name(uint32_t index) {
  constexpr const char* kNames[] = {"DMA", "DMA32", "Normal", "Movable", "Device"};
  return kNames[index];
}

// A run of page frames, from `start` to before `end`.
struct FrameRun {
  uint32_t start = 0;
  uint32_t end = 0;
  friend bool operator==(const FrameRun&, const FrameRun&) = default;
};

struct ZoneLayout {
  uint32_t index = kZoneNormal;
  uint32_t start = 0;                    // first pfn
  uint32_t spanned = 0;                  // frames from the first to the last, holes included
  uint32_t present = 0;                  // frames that exist
  uint32_t managed = 0;                  // frames the allocator was given
  uint32_t min = 0, low = 0, high = 0;   // watermarks in pages, without boost
  uint32_t pcp_high = 0, pcp_batch = 1;  // limits of the per-CPU lists, in pages
  uint32_t stat_threshold = 0;           // how far this CPU's part of the free counter may go
  // Pages a request keeps clear of here, by the highest zone that it could have used.
  std::array<uint32_t, kZoneIndices> lowmem_reserve{};

  uint32_t end() const { return start + spanned; }
  bool contains(uint32_t pfn) const { return pfn >= start && pfn - start < spanned; }
  friend bool operator==(const ZoneLayout&, const ZoneLayout&) = default;
};

// Which mechanisms are on, and their knobs. All on: Linux 6.1.
struct ZonePolicy {
  bool mobility = true;           // group pages by mobility
  bool percpu_lists = true;       // keep freed pages of small orders at hand
  bool watermarks = true;         // keep reserves
  uint32_t boost_factor = 15000;  // watermark_boost_factor: limit of the boost, in 1/10000 of high
  uint32_t batch_scale_max = 5;   // how often a drain may double
  friend bool operator==(const ZonePolicy&, const ZonePolicy&) = default;
};

struct NodeLayout {
  std::vector<ZoneLayout> zones;   // ascending index
  std::vector<uint32_t> zonelist;  // indices of zones, in the order in which a request tries them
  ZonePolicy policy;
  friend bool operator==(const NodeLayout&, const NodeLayout&) = default;
};

// What is wrong with a layout, or nullptr: overlapping or empty zones, more frames managed than
// present than spanned, watermarks out of order, a zonelist that is no list of the zones.
const char* layout_fault(const NodeLayout& layout);

// Machines below this many pages do not group by mobility.
inline constexpr uint32_t kMinGroupedPages = kPageblockFrames * kMigrateTypes;

// Works out all constants from the sizes of the zones, as the kernel does at boot: watermarks,
// limits of the per-CPU lists, reserves, zonelist, and whether mobility is grouped. With
// min_free_kbytes 0 the kernel's own choice is taken.
void derive_constants(NodeLayout& layout, uint32_t cpus = 1, uint32_t min_free_kbytes = 0);

// The parts of it, of one zone.
uint32_t default_min_free_kbytes(uint64_t lowmem_pages);
uint32_t pcp_batch_for(uint32_t managed);
uint32_t pcp_high_for(uint32_t low, uint32_t batch, uint32_t cpus);
uint32_t stat_threshold_for(uint32_t managed, uint32_t cpus);

}  // namespace kmem

#endif  // KMEM_BUDDY_ZONE_LAYOUT_H_
