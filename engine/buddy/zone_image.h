// zone_image.h — the state of a zone written out: every list as frame numbers, head first.
//
// It is what captures hold and what states are compared by. The links of a LinuxZone are its
// compact form.
#ifndef KMEM_BUDDY_ZONE_IMAGE_H_
#define KMEM_BUDDY_ZONE_IMAGE_H_

#include <array>
#include <vector>

#include "buddy/linux_zone.h"

namespace kmem {

struct ZoneCounters {
  int64_t free = 0;
  int32_t diff = 0;
  uint32_t boost = 0;
  uint32_t highatomic = 0;
  uint32_t pcp_count = 0;
  uint32_t free_factor = 0;
  friend bool operator==(const ZoneCounters&, const ZoneCounters&) = default;
};

struct PcpPage {
  uint32_t pfn = 0;
  MigrateType remembered = MigrateType::unmovable;
  friend bool operator==(const PcpPage&, const PcpPage&) = default;
};

using PfnList = std::vector<uint32_t>;
using PcpPageList = std::vector<PcpPage>;

struct ZoneImage {
  ZoneCounters counters;
  bool reclaim_active = false;
  std::array<std::array<PfnList, kLinuxOrders>, kMigrateTypes> lists;
  std::array<PcpPageList, kPcpLists> pcp;
  std::vector<MigrateType> blocks;  // from the pageblock that holds the zone's first frame
  std::vector<FrameRun> lru;        // pfns
  friend bool operator==(const ZoneImage&, const ZoneImage&) = default;
};

// How many pageblocks a zone reaches into.
uint32_t pageblocks_of(const ZoneLayout& layout);

// A part of an image.
struct ImagePlace {
  enum class Part : uint8_t { counters, list, pcp, blocks, lru };
  Part part = Part::counters;
  uint32_t index = 0;                         // order of a free list, index of a per-CPU list
  MigrateType type = MigrateType::unmovable;  // of a free list
  friend bool operator==(const ImagePlace&, const ImagePlace&) = default;
};

// What makes an image impossible for a zone: frames outside, misaligned, or named twice; counts
// that do not add up.
struct ImageFault {
  const char* text = nullptr;  // nullptr: possible
  ImagePlace place;
  uint32_t pfn = kNone;
};
ImageFault image_fault(const ZoneImage& image, const ZoneLayout& layout);

// There must be no image_fault().
LinuxZone zone_from_image(const ZoneImage& image, const ZoneLayout& layout,
                          const ZonePolicy& policy);

ZoneCounters counters_of(const LinuxZone& zone);
// Without the lru set, which no request changes.
ZoneImage image_of(const LinuxZone& zone);

}  // namespace kmem

#endif  // KMEM_BUDDY_ZONE_IMAGE_H_
