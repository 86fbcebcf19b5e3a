// linux_zone_inl.h — taking a block off the free lists, and giving one back. [R1 to R6]
#ifndef KMEM_BUDDY_LINUX_ZONE_INL_H_
#define KMEM_BUDDY_LINUX_ZONE_INL_H_

#include "buddy/buddy_core.h"
#include "buddy/linux_zone.h"

namespace kmem {

// How events name a free list of the zone.
inline uint32_t area_of(const LinuxZone& zone, MigrateType type, bool tail = false) {
  return area_number(zone.layout.index, index_of(type), tail);
}

// The head of the smallest sufficient list of one type, split down; kNone if there is none. The
// free counter is the caller's. [R1]
template <class Log>
uint32_t take_smallest(LinuxZone& zone, uint32_t order, MigrateType type, Log& log) {
  FreeAreas& areas = zone.areas;
  const uint32_t sufficient = areas.nonempty(type) >> order << order;
  const uint32_t found =
      sufficient ? static_cast<uint32_t>(std::countr_zero(sufficient)) : kLinuxTopOrder;
  if constexpr (Log::kOn) {
    for (uint32_t k = order; k <= found; ++k)
      log.emit(make_event(EventKind::look, k, area_of(zone, type), areas.list(k, type).count));
  }
  if (sufficient == 0) return kNone;

  const uint32_t frame = areas.pop(found, type);
  if constexpr (Log::kWatched) areas.mark_in_transit(frame, found);
  log.emit(make_event(EventKind::take, found, area_of(zone, type), areas.pfn_of(frame)));
  split_down(
      areas, frame, found, order,
      [&](uint32_t half, uint32_t k) { areas.insert(half, k, type, ListEnd::head); }, log);
  areas.set_state(frame, PageState::held(order));
  return frame;
}

// A block whose larger buddy is free will soon be part of something larger still: at the tail it
// is left alone for longer. [R3, R3b, R3c, R3d]
inline ListEnd end_for(const FreeAreas& areas, uint32_t frame, uint32_t order) {
  if (order >= kPageblockOrder) return ListEnd::head;
  const uint32_t parent = frame & ~(1u << order);
  return areas.is_free(parent ^ (2u << order), order + 1) ? ListEnd::tail : ListEnd::head;
}

// Reserved pageblocks never become part of a larger block with others. [R6]
inline bool types_may_merge(const LinuxZone& zone, uint32_t buddy, uint32_t order,
                            MigrateType type) {
  if (order < kPageblockOrder) return true;
  const MigrateType other = zone.block_type(buddy);
  return other == type || (other != MigrateType::high_atomic && type != MigrateType::high_atomic);
}

// Gives a block back to the lists of `type`, counted. With `always_tail`, as at boot, it is put at
// the tail whatever its buddies are.
template <class Log>
void give_back(LinuxZone& zone, uint32_t frame, uint32_t order, MigrateType type, Log& log,
               bool always_tail = false) {
  FreeAreas& areas = zone.areas;
  zone.free.account(1 << order);
  if constexpr (Log::kWatched) areas.mark_in_transit(frame, order);
  const CoalescedBlock block = coalesce(
      areas, frame, order,
      [&](uint32_t buddy, uint32_t k) { return types_may_merge(zone, buddy, k, type); }, log);
  const ListEnd end = always_tail ? ListEnd::tail : end_for(areas, block.frame, block.order);
  areas.insert(block.frame, block.order, type, end);
  const uint32_t ending =
      area_of(zone, type, end == ListEnd::tail) | static_cast<uint32_t>(block.why) << 9;
  log.emit(make_event(EventKind::block_free, block.order, ending, areas.pfn_of(block.frame)));
}

}  // namespace kmem

#endif  // KMEM_BUDDY_LINUX_ZONE_INL_H_
