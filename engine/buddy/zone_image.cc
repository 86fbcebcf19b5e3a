#include "buddy/zone_image.h"

#include "buddy/percpu_inl.h"

namespace kmem {
namespace {

// Marks frames as named, once, and remembers the first thing that is wrong.
class Census {
 public:
  Census(const ZoneImage& image, const ZoneLayout& layout)
      : image_(image), layout_(layout), seen_(layout.spanned) {}

  const ImageFault& fault() const { return fault_; }

  bool add(uint32_t pfn, uint32_t frames, ImagePlace place) {
    const char* text = add_all(pfn, frames);
    if (text != nullptr) fault_ = {text, place, pfn};
    return text == nullptr;
  }

  bool expect(bool holds, const char* text, ImagePlace place) {
    if (!holds) fault_ = {text, place, kNone};
    return holds;
  }

 private:
  const char* add_all(uint32_t pfn, uint32_t frames) {
    if (!layout_.contains(pfn) || layout_.end() - pfn < frames) return "lies outside its zone";
    if (pfn % frames != 0) return "is not aligned to its block's size";
    const uint32_t first_block = layout_.start >> kPageblockOrder;
    for (uint32_t at = pfn; at < pfn + frames; ++at) {
      if (seen_[at - layout_.start]) return "is named twice";
      seen_[at - layout_.start] = true;
      if (image_.blocks[(at >> kPageblockOrder) - first_block] == MigrateType::none)
        return "lies where no memory is";
    }
    return nullptr;
  }

  const ZoneImage& image_;
  const ZoneLayout& layout_;
  std::vector<bool> seen_;
  ImageFault fault_;
};

bool free_lists_are_possible(const ZoneImage& image, Census& census) {
  int64_t pages = 0;
  for (uint32_t type = 0; type < kMigrateTypes; ++type) {
    for (uint32_t order = 0; order < kLinuxOrders; ++order) {
      const ImagePlace place{ImagePlace::Part::list, order, static_cast<MigrateType>(type)};
      for (const uint32_t pfn : image.lists[type][order])
        if (!census.add(pfn, 1u << order, place)) return false;
      pages += int64_t{1} * image.lists[type][order].size() << order;
    }
  }
  return census.expect(pages == image.counters.free + image.counters.diff,
                       "free + diff is not the number of pages on the free lists", {});
}

bool percpu_lists_are_possible(const ZoneImage& image, Census& census) {
  uint64_t pages = 0;
  for (uint32_t index = 0; index < kPcpLists; ++index) {
    const ImagePlace place{ImagePlace::Part::pcp, index};
    const uint32_t order = percpu_list_order(index);
    for (const PcpPage page : image.pcp[index]) {
      if (!census.add(page.pfn, 1u << order, place)) return false;
      if (!census.expect(index_of(page.remembered) <= index_of(MigrateType::high_atomic),
                         "a page remembers an impossible type", place))
        return false;
    }
    pages += uint64_t{image.pcp[index].size()} << order;
  }
  return census.expect(pages == image.counters.pcp_count,
                       "pcp_count is not the number of pages on the per-CPU lists", {});
}

bool lru_is_possible(const ZoneImage& image, const ZoneLayout& layout, Census& census) {
  const ImagePlace place{ImagePlace::Part::lru};
  for (const FrameRun run : image.lru) {
    const bool inside = layout.contains(run.start) && run.end <= layout.end();
    if (!census.expect(inside && run.start < run.end, "a run lies outside its zone", place))
      return false;
    for (uint32_t pfn = run.start; pfn < run.end; ++pfn)
      if (!census.add(pfn, 1, place)) return false;
  }
  return true;
}

PfnList pfns_of(const FreeAreas& areas, const FrameList& list) {
  PfnList pfns;
  pfns.reserve(list.count);
  for (uint32_t frame = areas.links().head(list); frame != list.anchor;
       frame = areas.links().next(frame))
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

ImageFault image_fault(const ZoneImage& image, const ZoneLayout& layout) {
  Census census(image, layout);
  if (census.expect(image.blocks.size() == pageblocks_of(layout),
                    "the types are not one for each pageblock", {ImagePlace::Part::blocks}) &&
      free_lists_are_possible(image, census) && percpu_lists_are_possible(image, census))
    lru_is_possible(image, layout, census);
  return census.fault();
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
