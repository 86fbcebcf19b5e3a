#include "buddy/fallback.h"

#include <algorithm>

#include "buddy/pageblock.h"

namespace kmem {
namespace {

using enum MigrateType;

// From whom each type takes, in this order. [R14]
constexpr MigrateType kFallbacks[kPcpTypes][2] = {
    {reclaimable, movable},
    {reclaimable, unmovable},
    {unmovable, movable},
};

// May the whole pageblock be claimed, not only the piece? Movable pages in a foreign block do no
// lasting harm, so small pieces are enough for them. [R16, R16b, R16c]
bool may_claim(const LinuxZone& zone, uint32_t order, MigrateType type) {
  return order >= kPageblockOrder / 2 || type != movable || !zone.policy.mobility;
}

// The other type whose list of this order has a block; none if there is no such type.
MigrateType fallback_at(const FreeAreas& areas, uint32_t order, MigrateType type) {
  for (const MigrateType other : kFallbacks[index_of(type)])
    if (!areas.list(order, other).empty()) return other;
  return none;
}

// Asks the background reclaimer for more free memory, so that the next request finds a block of
// its own type. [R20, R20b, R20c, R20d]
void raise_boost(LinuxZone& zone, AnyLog log) {
  if (zone.layout.managed < 4 * kPageblockFrames) return;
  const uint64_t limit = uint64_t{zone.layout.high} * zone.policy.boost_factor / 10000;
  if (limit == 0) return;
  const uint64_t most = std::max<uint64_t>(kPageblockFrames, limit);
  zone.boost =
      static_cast<uint32_t>(std::min<uint64_t>(zone.boost + uint64_t{kPageblockFrames}, most));
  log.emit(make_event(EventKind::boost, zone.layout.index, 0, zone.boost));
}

// Pages in use that are, as far as anyone can tell, of the type that takes over. [R19b to R19e]
uint32_t alike_pages(const PageblockMove& move, MigrateType type, MigrateType old_type) {
  if (type == movable) return move.lru;
  return old_type == movable ? kPageblockFrames - move.moved - move.lru : 0;
}

// The pageblock's free pieces go over; the block itself does if half of it is free or alike. False:
// nothing was moved. [R18, R19]
bool claim_pageblock(LinuxZone& zone, uint32_t frame, MigrateType type, AnyLog log) {
  const MigrateType old_type = zone.block_type(frame);
  const PageblockMove move = move_free_pieces(zone, frame, type, log);
  if (move.moved == 0) return false;
  const uint32_t compatible = move.moved + alike_pages(move, type, old_type);
  if (compatible >= kPageblockFrames / 2 || !zone.policy.mobility) {
    retype_pageblock(zone, frame, type, log);
  } else {
    const uint32_t start = frame & ~(kPageblockFrames - 1);
    log.emit(make_event(EventKind::pageblock_kept, zone.layout.index, compatible,
                        zone.areas.pfn_of(start)));
  }
  return true;
}

// The head of the other type's list changes sides, alone or with its pageblock. [R17, R17b]
void steal(LinuxZone& zone, uint32_t order, MigrateType from, MigrateType type, AnyLog log) {
  const uint32_t frame = zone.areas.links().head(zone.areas.list(order, from));
  const uint32_t pfn = zone.areas.pfn_of(frame);
  const uint32_t types = types_number(zone, from, type);
  log.emit(make_event(EventKind::fallback, order, types, pfn));
  if (zone.block_type(frame) != high_atomic) {
    if (order >= kPageblockOrder) {
      for (uint32_t at = frame; at < frame + (1u << order); at += kPageblockFrames)
        retype_pageblock(zone, at, type, log);
    } else {
      raise_boost(zone, log);
      if (may_claim(zone, order, type)) {
        const uint32_t start = pfn & ~(kPageblockFrames - 1);
        log.emit(make_event(EventKind::claim, order, types, start));
        if (claim_pageblock(zone, frame, type, log)) return;
      }
    }
  }
  zone.areas.move_to_tail(frame, order, type);
  log.emit(make_event(EventKind::steal, order, types, pfn));
}

// A movable request that may not claim takes the smallest piece instead. [R15b]
bool steal_smallest(LinuxZone& zone, uint32_t order, MigrateType type, AnyLog log) {
  for (; order <= kLinuxTopOrder; ++order) {
    const MigrateType from = fallback_at(zone.areas, order, type);
    if (from == none) continue;
    steal(zone, order, from, type, log);
    return true;
  }
  return false;
}

}  // namespace

bool steal_fallback(LinuxZone& zone, uint32_t order, MigrateType type, AllocFlags flags,
                    AnyLog log) {
  const bool whole_only = (flags & kNoFragment) != 0 && order < kPageblockOrder;  // [R26b]
  const uint32_t lowest = whole_only ? kPageblockOrder : order;
  for (uint32_t k = kLinuxTopOrder + 1; k-- > lowest;) {  // [R15]
    const MigrateType from = fallback_at(zone.areas, k, type);
    if (from == none) continue;
    if (!may_claim(zone, k, type) && k > order) return steal_smallest(zone, order, type, log);
    steal(zone, k, from, type, log);
    return true;
  }
  return false;
}

}  // namespace kmem
