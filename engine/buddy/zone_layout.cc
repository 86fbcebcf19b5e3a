#include "buddy/zone_layout.h"

#include <algorithm>
#include <bit>

namespace kmem {
namespace {

constexpr uint32_t kLowmemReserveRatio = 256;
constexpr uint32_t kWatermarkScale = 1000;  // low and high are at least 1/1000 of the zone apart
constexpr uint64_t kMinMinFreeKbytes = 128;
constexpr uint64_t kMaxMinFreeKbytes = 262144;
constexpr uint32_t kPageKbytes = 4;
constexpr uint32_t kMostPfn = 0xffffffffu - kTopBlockFrames;
constexpr uint32_t kMostBatch = 1u << 20;
constexpr uint32_t kMostThreshold = 125;

uint64_t floor_sqrt(uint64_t n) {
  uint64_t root = 0;
  for (uint64_t bit = uint64_t{1} << 31; bit != 0; bit >>= 1)
    if ((root + bit) * (root + bit) <= n) root += bit;
  return root;
}

uint32_t bits(uint32_t n) { return static_cast<uint32_t>(std::bit_width(n)); }

const char* zone_fault(const ZoneLayout& zone) {
  if (zone.index >= kZoneKinds) return "no such zone";
  if (zone.spanned == 0 || zone.managed == 0) return "a zone without memory";
  if (uint64_t{zone.start} + zone.spanned > kMostPfn) return "a zone beyond all memory";
  if (zone.present > zone.spanned) return "more frames present than spanned";
  if (zone.managed > zone.present) return "more frames managed than present";
  if (zone.min > zone.low || zone.low > zone.high) return "watermarks out of order";
  if (zone.pcp_batch == 0) return "a batch of no pages";
  if (zone.pcp_batch > kMostBatch) return "a batch larger than any";
  if (zone.stat_threshold > kMostThreshold) return "a stat_threshold larger than any";
  return nullptr;
}

bool lists_each_zone(const NodeLayout& layout) {
  if (layout.zonelist.size() != layout.zones.size()) return false;
  for (const ZoneLayout& zone : layout.zones)
    if (std::count(layout.zonelist.begin(), layout.zonelist.end(), zone.index) != 1) return false;
  return true;
}

// A request for a high zone that falls back to a low one leaves it 1/256 of all between them.
void derive_lowmem_reserve(NodeLayout& layout) {
  for (ZoneLayout& zone : layout.zones) {
    for (uint32_t highest = 0; highest < kZoneIndices; ++highest) {
      uint64_t above = 0;
      for (const ZoneLayout& other : layout.zones)
        if (other.index > zone.index && other.index <= highest) above += other.managed;
      zone.lowmem_reserve[highest] = static_cast<uint32_t>(above / kLowmemReserveRatio);
    }
  }
}

}  // namespace

const char* layout_fault(const NodeLayout& layout) {
  if (layout.zones.empty()) return "no zone";
  for (size_t i = 0; i < layout.zones.size(); ++i) {
    if (const char* fault = zone_fault(layout.zones[i])) return fault;
    if (i == 0) continue;
    if (layout.zones[i].index <= layout.zones[i - 1].index) return "zones out of order";
    if (layout.zones[i].start < layout.zones[i - 1].end()) return "zones overlap";
  }
  return lists_each_zone(layout) ? nullptr : "the zonelist does not name each zone once";
}

uint32_t default_min_free_kbytes(uint64_t lowmem_pages) {
  return static_cast<uint32_t>(std::clamp(floor_sqrt(16 * lowmem_pages * kPageKbytes),
                                          kMinMinFreeKbytes, kMaxMinFreeKbytes));
}

uint32_t pcp_batch_for(uint32_t managed) {
  const uint32_t quarter = std::max(1u, std::min(managed / 1024, 256u) / 4);
  return std::max(1u, std::bit_floor(quarter + quarter / 2) - 1);
}

uint32_t pcp_high_for(uint32_t low, uint32_t batch, uint32_t cpus) {
  return std::max(low / cpus, 4 * batch);
}

uint32_t stat_threshold_for(uint32_t managed, uint32_t cpus) {
  return std::min(kMostThreshold, 2 * bits(cpus) * (1 + bits(managed / 32768)));
}

void derive_constants(NodeLayout& layout, uint32_t cpus, uint32_t min_free_kbytes) {
  uint64_t pages = 0;
  for (const ZoneLayout& zone : layout.zones) pages += zone.managed;
  if (min_free_kbytes == 0) min_free_kbytes = default_min_free_kbytes(pages);
  const uint64_t pages_min = min_free_kbytes / kPageKbytes;

  layout.policy.mobility = pages >= kMinGroupedPages;
  layout.zonelist.clear();
  for (ZoneLayout& zone : layout.zones) {
    if (pages != 0) zone.min = static_cast<uint32_t>(pages_min * zone.managed / pages);
    const uint32_t step = std::max(zone.min / 4, zone.managed / kWatermarkScale);
    zone.low = zone.min + step;
    zone.high = zone.low + step;
    zone.pcp_batch = pcp_batch_for(zone.managed);
    zone.pcp_high = pcp_high_for(zone.low, zone.pcp_batch, cpus);
    zone.stat_threshold = stat_threshold_for(zone.managed, cpus);
    layout.zonelist.insert(layout.zonelist.begin(), zone.index);
  }
  derive_lowmem_reserve(layout);
}

}  // namespace kmem
