// race_parts.h — a contender's segment as runs of bytes, in address order. Included by race.h.
#ifndef KMEM_COURSE_RACE_PARTS_H_
#define KMEM_COURSE_RACE_PARTS_H_

#include "course/race.h"

namespace kmem {

template <class Visit>
void each_part(const FitContender& contender, Visit& visit) {
  const FitAllocator& fit = contender.allocator();
  for (uint32_t id = fit.first_region(); id != kNone; id = fit.region(id).next) {
    const Region& region = fit.region(id);
    const StripKind used = contender.is_object(id) ? StripKind::object : StripKind::pages;
    visit(StripPart{region.start, region.size, region.requested,
                    region.hole ? StripKind::free : used});
  }
}

// A slab in use is its objects, live and free, and its tail; an empty one is kept as a whole.
template <class Visit>
void each_part(const KmemCache& cache, SlabId id, Address start, Bytes size, Visit& visit) {
  const SlabLayout& layout = cache.layout();
  if (cache.slab(id).in_use == 0) return visit(StripPart{start, size, 0, StripKind::kept});
  for (uint32_t i = 0; i < layout.objects; ++i) {
    const Slot slot = cache.slot(id, ObjectIndex(i));
    const Bytes asked = slot.requested() == 0 ? layout.object_size : slot.requested();
    visit(StripPart{start + Bytes{i} * layout.size, layout.size, slot.live() ? asked : 0,
                    slot.live() ? StripKind::object : StripKind::kept});
  }
  if (layout.tail != 0)
    visit(StripPart{start + size - layout.tail, layout.tail, 0, StripKind::tail});
}

// `slab(block, start, size)` is called for slabs, which only a machine has; `is_object(head)` tells
// what a block is for.
template <class Visit, class Slab, class IsObject>
void each_block(const Zone& zone, Visit& visit, Slab slab, IsObject is_object) {
  for (uint32_t pfn = 0; pfn < zone.frames();) {
    const Block block = zone.block_of(Pfn(pfn));
    const Address start = Address{pfn} << zone.page_shift();
    const Bytes size = zone.page_size() << block.order.value;
    if (block.kind == FrameKind::slab) {
      slab(block, start, size);
    } else if (block.kind == FrameKind::pages) {
      visit(StripPart{start, size, zone.requested_of(block.head),
                      is_object(block.head) ? StripKind::object : StripKind::pages});
    } else {
      visit(StripPart{start, size, 0, StripKind::free});
    }
    pfn += frames_of(block.order);
  }
}

template <class Visit>
void Race::each_part(ContenderKind kind, Visit visit) const {
  if (kind < ContenderKind::buddy) return kmem::each_part(fit(kind), visit);
  if (kind == ContenderKind::buddy)
    return each_block(
        buddy_.zone(), visit, [](const Block&, Address, Bytes) {},
        [&](Pfn head) { return buddy_.is_object(head); });
  const Machine& machine = slab_.machine();
  const auto slab = [&](const Block& block, Address start, Bytes size) {
    const KmemCache& cache = machine.caches()[CacheId(machine.zone().tag_high(block.head))];
    kmem::each_part(cache, SlabId(machine.zone().tag_low(block.head)), start, size, visit);
  };
  each_block(machine.zone(), visit, slab, [](Pfn) { return false; });
}

}  // namespace kmem

#endif  // KMEM_COURSE_RACE_PARTS_H_
