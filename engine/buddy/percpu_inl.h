// percpu_inl.h — per-CPU page lists: freed pages of small orders stay at hand, most recent first.
//
//   allocate: head  ← [ most recent … coldest ] →  tail: drained to the free lists
//   free:     head  →                           ←  tail: refilled in batches
//
// A page here counts as in use for the free lists and for coalescing.
#ifndef KMEM_BUDDY_PERCPU_INL_H_
#define KMEM_BUDDY_PERCPU_INL_H_

#include <algorithm>

#include "buddy/alloc_flags.h"
#include "buddy/fallback.h"
#include "buddy/linux_zone_inl.h"

namespace kmem {

// [R9, R9a]
constexpr bool percpu_order(uint32_t order) {
  constexpr uint32_t kOrders = ((2u << kCostlyOrder) - 1) | (1u << kPageblockOrder);
  return ((kOrders >> order) & 1) != 0;
}

// [R9b]
constexpr uint32_t percpu_list(uint32_t order, MigrateType type) {
  const uint32_t movable = type == MigrateType::movable ? 1 : 0;
  return order == kPageblockOrder ? 12 + movable : kPcpTypes * order + index_of(type);
}

constexpr uint32_t percpu_list_order(uint32_t list) {
  return list < 12 ? list / kPcpTypes : kPageblockOrder;
}

// How events name a per-CPU list.
inline uint32_t percpu_number(const LinuxZone& zone, uint32_t list) {
  return zone.layout.index << 8 | list;
}

// Looks in the lists of the type, then makes other types' blocks its own, until one is found.
template <class Log>
uint32_t take_any(LinuxZone& zone, uint32_t order, MigrateType type, AllocFlags flags, Log& log) {
  for (;;) {
    const uint32_t frame = take_smallest(zone, order, type, log);
    if (frame != kNone) return frame;
    if (!steal_fallback(zone, order, type, flags, AnyLog(log))) return kNone;
  }
}

// [R7, R7b, R7c, R8, R23c]
template <class Log>
[[gnu::noinline]] void percpu_refill(LinuxZone& zone, uint32_t order, MigrateType type,
                                     AllocFlags flags, Log& log) {
  const uint32_t index = percpu_list(order, type);
  FrameList& list = zone.pcp.lists[index];
  const uint32_t batch = zone.layout.pcp_batch;
  const uint32_t wanted = batch > 1 ? std::max(batch >> order, 2u) : batch;
  log.emit(make_event(EventKind::pcp_refill, order, percpu_number(zone, index), wanted));
  uint32_t got = 0;
  for (; got < wanted; ++got) {
    const uint32_t frame = take_any(zone, order, type, flags, log);
    if (frame == kNone) break;
    zone.areas.set_state(frame, PageState::percpu(order, type));
    zone.areas.links().push_tail(list, frame);
    log.emit(
        make_event(EventKind::pcp_in, order, percpu_number(zone, index), zone.areas.pfn_of(frame)));
  }
  zone.free.account(-static_cast<int32_t>(got << order));
  zone.pcp.count += got << order;
}

// [R8b, R10, R31] The page's remembered type may differ from the one asked for.
template <class Log>
uint32_t percpu_take(LinuxZone& zone, uint32_t order, MigrateType type, AllocFlags flags,
                     Log& log) {
  zone.pcp.free_factor >>= 1;
  const uint32_t index = percpu_list(order, type);
  FrameList& list = zone.pcp.lists[index];
  log.emit(make_event(EventKind::pcp_look, order, percpu_number(zone, index), list.count));
  if (list.empty()) percpu_refill(zone, order, type, flags, log);
  if (list.empty()) return kNone;
  const uint32_t frame = zone.areas.links().pop_head(list);
  zone.areas.set_state(frame, PageState::held(order));
  zone.pcp.count -= 1u << order;
  log.emit(
      make_event(EventKind::pcp_take, order, percpu_number(zone, index), zone.areas.pfn_of(frame)));
  return frame;
}

// Gives back about `pages` pages, coldest first: each list is emptied before the next is begun.
// [R13, R13b, R13c, R13d]
template <class Log>
[[gnu::noinline]] void percpu_drain(LinuxZone& zone, uint32_t pages, uint32_t list_index,
                                    Log& log) {
  int64_t left = std::min(pages, zone.pcp.count);
  log.emit(make_event(EventKind::pcp_drain, zone.layout.index, zone.pcp.free_factor,
                      static_cast<uint32_t>(left)));
  for (; left > 0; list_index = (list_index + 1) % kPcpLists) {
    FrameList& list = zone.pcp.lists[list_index];
    const uint32_t order = percpu_list_order(list_index);
    while (left > 0 && !list.empty()) {
      const uint32_t frame = zone.areas.links().pop_tail(list);
      zone.pcp.count -= 1u << order;
      left -= 1u << order;
      const MigrateType type = zone.areas.state(frame).remembered();
      if constexpr (Log::kWatched) zone.areas.mark_in_transit(frame, order);
      log.emit(make_event(EventKind::pcp_out, order, percpu_number(zone, list_index),
                          zone.areas.pfn_of(frame)));
      give_back(zone, frame, order, type, log);
    }
  }
}

// How much to drain when `high` is reached; the next drain is larger. [R10b, R10c, R12b, R12c]
inline uint32_t percpu_drain_size(LinuxZone& zone, uint32_t high) {
  const uint32_t batch = zone.layout.pcp_batch;
  if (high < batch) return 1;
  const uint32_t most = high - batch;
  const uint64_t grown = uint64_t{batch} << zone.pcp.free_factor;
  if (grown < most && zone.pcp.free_factor < zone.policy.batch_scale_max) ++zone.pcp.free_factor;
  return static_cast<uint32_t>(std::min<uint64_t>(grown, most));
}

// [R8c, R11, R11b, R12, R12d, R25f]
template <class Log>
void percpu_put(LinuxZone& zone, uint32_t frame, uint32_t order, Log& log) {
  const MigrateType block = zone.block_type(frame);
  const MigrateType type = block == MigrateType::high_atomic ? MigrateType::movable : block;
  const uint32_t list_index = percpu_list(order, type);
  zone.areas.set_state(frame, PageState::percpu(order, block));
  zone.areas.links().push_head(zone.pcp.lists[list_index], frame);
  zone.pcp.count += 1u << order;
  log.emit(make_event(EventKind::pcp_put, order, percpu_number(zone, list_index),
                      zone.areas.pfn_of(frame)));

  // Blocks freed in a row during a drain will be wanted whole: give everything back.
  const bool flush = zone.pcp.free_factor > 0 && order > 0 && order <= kCostlyOrder;
  if (flush) return percpu_drain(zone, zone.pcp.count, list_index, log);
  uint32_t high = zone.layout.pcp_high;
  if (zone.reclaim_active) high = std::min(4 * zone.layout.pcp_batch, high);
  if (zone.pcp.count >= high) percpu_drain(zone, percpu_drain_size(zone, high), list_index, log);
}

}  // namespace kmem

#endif  // KMEM_BUDDY_PERCPU_INL_H_
