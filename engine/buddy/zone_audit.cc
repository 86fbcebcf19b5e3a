#include "buddy/zone_audit.h"

namespace kmem {
namespace {

struct Sums {
  uint64_t free = 0, pages = 0, slab = 0, requested = 0;
  std::array<uint32_t, kMaxOrder + 1> free_blocks{};
};

// Walks the segment block by block.
bool tiles(const Zone& zone, Sums& sums) {
  for (uint32_t pfn = 0; pfn < zone.frames();) {
    const FrameState state = zone.state(Pfn(pfn));
    const uint32_t size = frames_of(state.order());
    if (!state.is_head() || state.order() > zone.top_order() || pfn % size != 0) return false;
    switch (state.kind()) {
      case FrameKind::free:
        sums.free += size;
        ++sums.free_blocks[state.order().value];
        break;
      case FrameKind::pages:
        sums.pages += size;
        sums.requested += zone.requested_of(Pfn(pfn));
        if (zone.requested_of(Pfn(pfn)) > (Bytes{size} << zone.page_shift())) return false;
        break;
      case FrameKind::slab:
        sums.slab += size;
        break;
      default:
        return false;
    }
    for (uint32_t i = 1; i < size; ++i)
      if (zone.state(Pfn(pfn + i)).is_head()) return false;
    pfn += size;
  }
  return true;
}

bool list_is_sound(const Zone& zone, Order order, uint32_t expected) {
  uint32_t count = 0;
  uint32_t prev = kNone;
  for (uint32_t pfn = zone.area(order).head; pfn != kNone; pfn = zone.next_free(Pfn(pfn))) {
    if (pfn >= zone.frames() || ++count > expected) return false;
    if (zone.state(Pfn(pfn)) != FrameState(FrameKind::free, order)) return false;
    if (zone.prev_free(Pfn(pfn)) != prev) return false;
    prev = pfn;
  }
  return count == expected && zone.area(order).nr_free == expected;
}

bool is_eager(const Zone& zone) {
  for (uint32_t k = 0; k < zone.top_order().value; ++k) {
    const FrameState free(FrameKind::free, Order(k));
    for (uint32_t pfn = zone.area(Order(k)).head; pfn != kNone; pfn = zone.next_free(Pfn(pfn)))
      if (zone.state(buddy_of(Pfn(pfn), Order(k))) == free) return false;
  }
  return true;
}

}  // namespace

const char* audit(const Zone& zone) {
  Sums sums;
  if (!tiles(zone, sums)) return "tiling";
  for (uint32_t k = 0; k <= kMaxOrder; ++k) {
    if (!list_is_sound(zone, Order(k), sums.free_blocks[k])) return "lists";
    if (((zone.nonempty() >> k) & 1) != (sums.free_blocks[k] != 0 ? 1u : 0u)) return "mask";
  }
  if (!is_eager(zone)) return "eager";
  if (sums.free != zone.free_frames() || sums.slab != zone.slab_frames()) return "accounting";
  if (sums.pages != zone.page_frames() || sums.requested != zone.requested_bytes())
    return "accounting";
  return nullptr;
}

}  // namespace kmem
