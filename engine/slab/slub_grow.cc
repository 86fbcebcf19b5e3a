// slub_grow.cc — rules 1.3 and 1.6: a new slab, and the end of one.
#include "slab/slub_cache.h"

namespace kmem {

// The index of a new slab with every slot on its list, or kNone: refused.
uint32_t SlubCache::new_slab(SlabPages& pages) {
  Order order = layout_.order;
  pages.tell(EventKind::grow, order.value, layout_.objects);
  uint32_t pfn = pages.alloc_slab(order);
  const bool fallback = pfn == kNone;
  if (fallback) {
    order = layout_.min_order;
    pages.tell(EventKind::order_fallback, order.value, layout_.min_objects);
    pfn = pages.alloc_slab(order);
    if (pfn == kNone) return kNone;
    count(SlubStat::ORDER_FALLBACK);
  }
  count(SlubStat::ALLOC_SLAB);
  direct_map_ = pages.direct_map;
  const uint32_t id = take_entry();
  SlubSlab& slab = slabs_[id];
  slab.base = direct_map_ + (uint64_t{pfn} << kLinuxPageShift);
  slab.number = created_++;
  slab.head = Pfn(pfn);
  slab.order = order;
  slab.objects = static_cast<uint16_t>(fallback ? layout_.min_objects : layout_.objects);
  slab.bytes.assign(size_t{kLinuxPageSize} << order.value,
                    layout_.has(kSlabPoison) ? kPoisonInuse : pages.fresh_byte);
  owners_.set(slab.head, order, id);
  ++slab_count_;
  object_count_ += slab.objects;
  link_slots(slab);
  if (pages.heard) tell_new(slab, pages);
  return id;
}

void SlubCache::tell_new(const SlubSlab& slab, SlabPages& pages) const {
  pages.tell(EventKind::slab_carved, slab.order.value, slab.head.value);
  if (layout_.ctor) pages.tell(EventKind::ctor_ran, 0, slab.objects);
}

uint32_t SlubCache::take_entry() {
  if (unused_ == kNone) {
    slabs_.emplace_back();
    return static_cast<uint32_t>(slabs_.size() - 1);
  }
  const uint32_t id = unused_;
  unused_ = slabs_[id].next;
  slabs_[id] = {};
  return id;
}

// All slots in ascending order; the constructor runs now, not when an object is handed out.
void SlubCache::link_slots(SlubSlab& slab) {
  slab.freelist = object_at(slab, 0);
  for (uint32_t slot = 0; slot < slab.objects; ++slot) {
    const Address object = object_at(slab, slot);
    if (layout_.debug() || layout_.ctor) make_object(object);
    set_link(slab, object, slot + 1u < slab.objects ? object_at(slab, slot + 1) : 0);
  }
}

// Gives a slab that is on no list back to the page allocator.
void SlubCache::discard(uint32_t id, SlabPages& pages) {
  SlubSlab& slab = slabs_[id];
  if (layout_.has(kSlabConsistencyChecks)) {
    check_discarded(slab);
    tell_reports(pages);
  }
  const Pfn head = slab.head;
  const Order order = slab.order;
  --slab_count_;
  object_count_ -= slab.objects;
  owners_.set(head, order, kNone);
  slab = {};
  slab.next = unused_;
  unused_ = id;
  pages.tell(EventKind::reap, order.value, head.value);
  pages.free_slab(head, order);
}

}  // namespace kmem
