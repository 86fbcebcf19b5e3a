#include "buddy/zone_image.h"

#include "buddy/percpu_inl.h"

namespace kmem {
namespace {

// Marks frames as named, once.
class Census {
 public:
  explicit Census(const ZoneImage& image, const ZoneLayout& layout)
      : image_(image), layout_(layout), seen_(layout.spanned) {}

  const char* add(uint32_t pfn, uint32_t frames) {
    if (!layout_.contains(pfn) || layout_.end() - pfn < frames) return "a frame outside its zone";
    if (pfn % frames != 0) return "a block that is not aligned to its size";
    const uint32_t first_block = layout_.start >> kPageblockOrder;
    for (uint32_t at = pfn; at < pfn + frames; ++at) {
      if (seen_[at - layout_.start]) return "a frame named twice";
      seen_[at - layout_.start] = true;
      if (image_.blocks[(at >> kPageblockOrder) - first_block] == MigrateType::none)
        return "a frame where no memory is";
    }
    return nullptr;
  }

 private:
  const ZoneImage& image_;
  const ZoneLayout& layout_;
  std::vector<bool> seen_;
};

const char* free_lists_fault(const ZoneImage& image, Census& census) {
  int64_t pages = 0;
  for (const auto& of_type : image.lists) {
    for (uint32_t order = 0; order < kLinuxOrders; ++order) {
      for (const uint32_t pfn : of_type[order]) {
        if (const char* fault = census.add(pfn, 1u << order)) return fault;
        pages += int64_t{1} << order;
      }
    }
  }
  return pages == image.counters.free + image.counters.diff
             ? nullptr
             : "free and diff are not the pages on the lists";
}

const char* pcp_fault(const ZoneImage& image, Census& census) {
  uint64_t pages = 0;
  for (uint32_t index = 0; index < kPcpLists; ++index) {
    const uint32_t order = percpu_list_order(index);
    for (const PcpPage page : image.pcp[index]) {
      if (const char* fault = census.add(page.pfn, 1u << order)) return fault;
      if (index_of(page.remembered) > index_of(MigrateType::high_atomic))
        return "a page that remembers an impossible type";
      pages += 1u << order;
    }
  }
  return pages == image.counters.pcp_count ? nullptr
                                           : "pcp_count is not the pages on per-CPU lists";
}

const char* lru_fault(const ZoneImage& image, const ZoneLayout& layout, Census& census) {
  for (const FrameRun run : image.lru) {
    if (!layout.contains(run.start) || run.end > layout.end() || run.end <= run.start)
      return "a frame outside its zone";
    for (uint32_t pfn = run.start; pfn < run.end; ++pfn)
      if (const char* fault = census.add(pfn, 1)) return fault;
  }
  return nullptr;
}

PfnList pfns_of(const FreeAreas& areas, const FrameList& list) {
  PfnList pfns;
  pfns.reserve(list.count);
  for (uint32_t frame = list.head; frame != kNone; frame = areas.links().next(frame))
    pfns.push_back(areas.pfn_of(frame));
  return pfns;
}

uint32_t first_pageblock(const LinuxZone& zone) { return zone.first_frame() >> kPageblockOrder; }

void load_lists(LinuxZone& zone, const ZoneImage& image) {
  FreeAreas& areas = zone.areas;
  for (uint32_t type = 0; type < kMigrateTypes; ++type)
    for (uint32_t order = 0; order < kLinuxOrders; ++order)
      for (const uint32_t pfn : image.lists[type][order])
        areas.insert(areas.frame_of(pfn), order, static_cast<MigrateType>(type), ListEnd::tail);

  for (uint32_t index = 0; index < kPcpLists; ++index) {
    for (const PcpPage page : image.pcp[index]) {
      const uint32_t frame = areas.frame_of(page.pfn);
      areas.set_state(frame, PageState::percpu(percpu_list_order(index), page.remembered));
      areas.links().push_tail(zone.pcp.lists[index], frame);
    }
  }
}

}  // namespace

uint32_t pageblocks_of(const ZoneLayout& layout) {
  return ((layout.end() - 1) >> kPageblockOrder) - (layout.start >> kPageblockOrder) + 1;
}

const char* image_fault(const ZoneImage& image, const ZoneLayout& layout) {
  if (image.blocks.size() != pageblocks_of(layout)) return "not one type for each pageblock";
  Census census(image, layout);
  if (const char* fault = free_lists_fault(image, census)) return fault;
  if (const char* fault = pcp_fault(image, census)) return fault;
  return lru_fault(image, layout, census);
}

LinuxZone zone_from_image(const ZoneImage& image, const ZoneLayout& layout,
                          const ZonePolicy& policy) {
  LinuxZone zone(layout, policy);
  zone.block_types.assign(zone.block_types.size(), MigrateType::none);
  for (uint32_t i = 0; i < image.blocks.size(); ++i)
    zone.block_types[first_pageblock(zone) + i] = image.blocks[i];
  load_lists(zone, image);
  for (const FrameRun run : image.lru)
    zone.put_on_lru({zone.areas.frame_of(run.start), zone.areas.frame_of(run.end)});

  zone.free.shared = image.counters.free;
  zone.free.diff = image.counters.diff;
  zone.boost = image.counters.boost;
  zone.highatomic = image.counters.highatomic;
  zone.reclaim_active = image.reclaim_active;
  zone.pcp.count = image.counters.pcp_count;
  zone.pcp.free_factor = image.counters.free_factor;
  return zone;
}

ZoneCounters counters_of(const LinuxZone& zone) {
  return {zone.free.shared, zone.free.diff, zone.boost,
          zone.highatomic,  zone.pcp.count, zone.pcp.free_factor};
}

ZoneImage image_of(const LinuxZone& zone) {
  ZoneImage image;
  image.counters = counters_of(zone);
  image.reclaim_active = zone.reclaim_active;
  for (uint32_t type = 0; type < kMigrateTypes; ++type)
    for (uint32_t order = 0; order < kLinuxOrders; ++order)
      image.lists[type][order] =
          pfns_of(zone.areas, zone.areas.list(order, static_cast<MigrateType>(type)));
  for (uint32_t index = 0; index < kPcpLists; ++index)
    for (const uint32_t pfn : pfns_of(zone.areas, zone.pcp.lists[index]))
      image.pcp[index].push_back({pfn, zone.areas.state(zone.areas.frame_of(pfn)).remembered()});
  const auto first = zone.block_types.begin() + first_pageblock(zone);
  image.blocks.assign(first, first + pageblocks_of(zone.layout));
  return image;
}

}  // namespace kmem
