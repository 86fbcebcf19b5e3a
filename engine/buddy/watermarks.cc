#include "buddy/watermarks.h"

#include <algorithm>

namespace kmem {
namespace {

// Pages that only some requests may take. [R25d]
int64_t hidden_pages(const LinuxZone& zone, AllocFlags flags) {
  return (flags & (kNonBlock | kMinReserve | kHighAtomic)) != 0 ? 0 : zone.highatomic;
}

// Urgent requests may go below the mark. [R24, R24b]
int64_t lowered(int64_t need, AllocFlags flags) {
  if ((flags & kMinReserve) == 0) return need;
  need -= need / 2;
  return (flags & kNonBlock) != 0 ? need - need / 4 : need;
}

// The full check. [R21c, R21d, R22]
bool above(const LinuxZone& zone, uint32_t order, int64_t mark, uint32_t highest_zone,
           AllocFlags flags) {
  const int64_t asked = (int64_t{1} << order) - 1;
  const int64_t left = zone.free.shared - asked - hidden_pages(zone, flags);
  if (left <= lowered(mark, flags) + zone.layout.lowmem_reserve[highest_zone]) return false;
  return order == 0 || has_block(zone.areas, order, flags);
}

}  // namespace

bool watermark_ok_exactly(const LinuxZone& zone, uint32_t order, Watermark mark,
                          uint32_t highest_zone, AllocFlags flags) {
  const int64_t pages = mark == Watermark::min ? zone.layout.min : zone.layout.low;
  const int64_t boosted = pages + zone.boost;  // [R20e]
  const int64_t free = zone.free.shared;       // [R23]
  if (order == 0) {
    const int64_t usable = free - std::min(free, hidden_pages(zone, flags));
    if (usable > boosted + zone.layout.lowmem_reserve[highest_zone]) return true;
  }
  if (above(zone, order, boosted, highest_zone, flags)) return true;

  // The boost is there to start reclaim early, not to fail urgent requests. [R24c]
  const bool urgent = order == 0 && (flags & kMinReserve) != 0 && mark == Watermark::min;
  return urgent && zone.boost > 0 && above(zone, order, pages, highest_zone, flags);
}

WatermarkLook look_at_watermark(const LinuxZone& zone, uint32_t order, Watermark mark,
                                uint32_t highest_zone, AllocFlags flags) {
  const int64_t pages = mark == Watermark::min ? zone.layout.min : zone.layout.low;
  const uint32_t reserve = zone.layout.lowmem_reserve[highest_zone];
  int64_t need = lowered(pages + zone.boost, flags);
  const bool passed = watermark_ok_exactly(zone, order, mark, highest_zone, flags);
  const int64_t left = zone.free.shared - ((int64_t{1} << order) - 1) - hidden_pages(zone, flags);
  // The order-0 check that counts with the whole mark, and the one without the boost, show in the
  // verdict; what is shown here is the mark that decided.
  if (passed && left <= need + reserve) need = lowered(pages, flags);
  WatermarkLook look{.need = static_cast<uint32_t>(need) + reserve,
                     .reserve = reserve,
                     .left = static_cast<uint32_t>(std::max<int64_t>(left, 0))};
  if (!passed) {
    look.verdict = left <= need             ? ZoneVerdict::below_mark
                   : left <= need + reserve ? ZoneVerdict::below_reserve
                                            : ZoneVerdict::no_block;
    if ((flags & kNoWatermark) != 0) look.verdict = ZoneVerdict::ignored;
  }
  return look;
}

}  // namespace kmem
