#include "machine/ledger.h"

namespace kmem {
namespace {

void add_cache(const KmemCache& cache, uint32_t page_shift, Ledger& ledger, Bytes& used_slabs) {
  const SlabLayout& layout = cache.layout();
  const Bytes slabs = cache.slabs_with_objects();
  const Bytes live = cache.objects_in_use();
  ledger.payload += cache.requested_bytes();
  ledger.object_rounding += live * layout.size - cache.requested_bytes();
  ledger.slab_tails += slabs * layout.tail;
  ledger.free_objects += (slabs * layout.objects - live) * layout.size;
  used_slabs += slabs << (layout.order.value + page_shift);
}

}  // namespace

Ledger make_ledger(const Zone& zone, const CacheSet& caches) {
  Ledger ledger;
  Bytes used_slabs = 0;
  for (uint32_t id = 0; id < caches.size(); ++id)
    add_cache(caches[CacheId(id)], zone.page_shift(), ledger, used_slabs);
  ledger.payload += zone.requested_bytes();
  ledger.block_rounding = (Bytes{zone.page_frames()} << zone.page_shift()) - zone.requested_bytes();
  ledger.empty_slabs = (Bytes{zone.slab_frames()} << zone.page_shift()) - used_slabs;
  ledger.free_pages = Bytes{zone.free_frames()} << zone.page_shift();
  return ledger;
}

uint32_t unusable_index(const Zone& zone, Order order) {
  if (zone.free_frames() == 0) return 1000;
  uint64_t usable = 0;
  for (uint32_t k = order.value; k <= zone.top_order().value; ++k)
    usable += uint64_t{zone.area(Order(k)).nr_free} << k;
  const uint64_t free = zone.free_frames();
  return static_cast<uint32_t>((free - usable) * 1000 / free);
}

}  // namespace kmem
