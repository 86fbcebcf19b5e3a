// watermarks.h — may a request have a page of this zone, or must that stay for others?
//
//   free ────────────────┐
//                        │ served
//   mark + boost + lowmem reserve ─ ─ ─ (an urgent request may go down to 5/8, or 3/8, of the mark)
//                        │ refused
//   0 ───────────────────┘
#ifndef KMEM_BUDDY_WATERMARKS_H_
#define KMEM_BUDDY_WATERMARKS_H_

#include "buddy/alloc_flags.h"
#include "buddy/linux_zone.h"

namespace kmem {

// Is there a block that is large enough? Pages on per-CPU lists do not help, and the block may be
// of a type that the request then cannot take. [R21e, R25g]
inline bool has_block(const FreeAreas& areas, uint32_t order, AllocFlags flags) {
  uint32_t orders = areas.nonempty(MigrateType::unmovable) | areas.nonempty(MigrateType::movable) |
                    areas.nonempty(MigrateType::reclaimable);
  if ((flags & kHighAtomic) != 0) orders |= areas.nonempty(MigrateType::high_atomic);
  return orders >> order != 0;
}

// The exact check, with the rights that `flags` give.
bool watermark_ok_exactly(const LinuxZone& zone, uint32_t order, Watermark mark,
                          uint32_t highest_zone, AllocFlags flags);

// What a check compares, as numbers to show: more than `need` pages must be left, `reserve` of them
// as lowmem reserve. What is negative is shown as 0.
struct WatermarkLook {
  uint32_t need = 0;
  uint32_t reserve = 0;
  uint32_t left = 0;
  ZoneVerdict verdict = ZoneVerdict::passed;
};
WatermarkLook look_at_watermark(const LinuxZone& zone, uint32_t order, Watermark mark,
                                uint32_t highest_zone, AllocFlags flags);

// [R20e to R25g] `highest_zone` is the highest zone the request could have used. Who passes without
// any rights, as nearly all do, needs no exact check.
inline bool watermark_ok(const LinuxZone& zone, uint32_t order, Watermark mark,
                         uint32_t highest_zone, AllocFlags flags) {
  if (!zone.policy.watermarks) return true;
  const int64_t left = zone.free.shared - zone.highatomic - ((1 << order) - 1);
  const int64_t need = int64_t{mark == Watermark::min ? zone.layout.min : zone.layout.low} +
                       zone.boost + zone.layout.lowmem_reserve[highest_zone];
  const bool available = (order == 0) | has_block(zone.areas, order, 0);
  if ((left > need) & available) [[likely]]
    return true;
  return watermark_ok_exactly(zone, order, mark, highest_zone, flags);
}

}  // namespace kmem

#endif  // KMEM_BUDDY_WATERMARKS_H_
