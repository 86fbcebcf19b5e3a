// zone_builder.h — small zones made by hand, for one rule at a time.
#ifndef KMEM_TESTS_LINUX_ZONE_BUILDER_H_
#define KMEM_TESTS_LINUX_ZONE_BUILDER_H_

#include <gtest/gtest.h>

#include <initializer_list>
#include <utility>
#include <vector>

#include "buddy/linux_audit.h"
#include "buddy/linux_node.h"
#include "buddy/zone_image.h"
#include "trace/event_log.h"

namespace kmem {

inline constexpr MigrateType U = MigrateType::unmovable;
inline constexpr MigrateType M = MigrateType::movable;
inline constexpr MigrateType R = MigrateType::reclaimable;
inline constexpr MigrateType H = MigrateType::high_atomic;

using Pfns = std::vector<uint32_t>;

// A zone whose memory is in use, but for what free_blocks() and percpu() name. Watermarks and
// reserves are 0, so nothing is refused; every change of the free counter is folded in at once.
class ZoneBuilder {
 public:
  explicit ZoneBuilder(uint32_t frames, uint32_t index = kZoneDma32, uint32_t start = 0) {
    layout.index = index;
    layout.start = start;
    layout.spanned = layout.present = layout.managed = frames;
    layout.pcp_high = 1000;
    image.blocks.assign(pageblocks_of(layout), M);
  }

  ZoneBuilder& free_blocks(uint32_t order, MigrateType type, Pfns pfns) {
    PfnList& list = image.lists[index_of(type)][order];
    list.insert(list.end(), pfns.begin(), pfns.end());
    image.counters.free += int64_t{1} * pfns.size() << order;
    return *this;
  }
  ZoneBuilder& percpu(uint32_t list, MigrateType remembered, Pfns pfns) {
    for (const uint32_t pfn : pfns) {
      image.pcp[list].push_back({pfn, remembered});
      image.counters.pcp_count += list < 12 ? 1u << list / 3 : kPageblockFrames;
    }
    return *this;
  }
  ZoneBuilder& block(uint32_t place, MigrateType type) {
    image.blocks[place] = type;
    return *this;
  }
  ZoneBuilder& lru(uint32_t start, uint32_t end) {
    image.lru.push_back({start, end});
    return *this;
  }

  LinuxZone build(const ZonePolicy& policy = {}) const {
    const ImageFault fault = image_fault(image, layout);
    EXPECT_EQ(fault.text, nullptr) << fault.text << ": " << fault.pfn;
    return zone_from_image(image, layout, policy);
  }

  ZoneLayout layout;
  ZoneImage image;
};

// A machine of these zones, tried from the last to the first.
inline LinuxNode node_of(std::initializer_list<LinuxZone> zones) {
  NodeLayout layout;
  for (const LinuxZone& zone : zones) {
    layout.zones.push_back(zone.layout);
    layout.zonelist.insert(layout.zonelist.begin(), zone.layout.index);
  }
  LinuxNode node(layout);
  uint32_t place = 0;
  for (const LinuxZone& zone : zones) node.zone(place++) = zone;
  return node;
}

// Blocks are handed out from the free lists alone.
inline ZonePolicy without_percpu_lists() {
  ZonePolicy policy;
  policy.percpu_lists = false;
  return policy;
}

inline Pfns pfns(const LinuxZone& zone, uint32_t order, MigrateType type) {
  return image_of(zone).lists[index_of(type)][order];
}
inline Pfns percpu_pfns(const LinuxZone& zone, uint32_t list) {
  const ZoneImage image = image_of(zone);
  Pfns result;
  for (const PcpPage page : image.pcp[list]) result.push_back(page.pfn);
  return result;
}

// Makes a block that was in use from the start one that can be freed.
inline void hold(LinuxZone& zone, uint32_t pfn, uint32_t order) {
  zone.areas.set_state(zone.areas.frame_of(pfn), PageState::held(order));
}

// The first frame of what a request gets; kNone if it fails.
inline uint32_t ask(LinuxNode& node, uint32_t order, MigrateType type,
                    RequestClass urgency = RequestClass::no_wait,
                    uint32_t highest_zone = kZoneNormal) {
  NullLog log;
  const Result<Pfn> pfn = node.alloc_pages({Order(order), type, highest_zone, urgency}, log);
  EXPECT_EQ(audit(node), nullptr);
  return pfn.ok() ? pfn->value : kNone;
}

inline Errc give(LinuxNode& node, uint32_t pfn, uint32_t order) {
  NullLog log;
  const Errc errc = node.free_pages(Pfn(pfn), Order(order), log);
  EXPECT_EQ(audit(node), nullptr);
  return errc;
}

}  // namespace kmem

#endif  // KMEM_TESTS_LINUX_ZONE_BUILDER_H_
