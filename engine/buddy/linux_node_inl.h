// linux_node_inl.h — the verbs of linux_node.h. In a header so that a silent log costs nothing.
#ifndef KMEM_BUDDY_LINUX_NODE_INL_H_
#define KMEM_BUDDY_LINUX_NODE_INL_H_

#include "buddy/high_atomic.h"
#include "buddy/linux_node.h"
#include "buddy/percpu_inl.h"
#include "buddy/watermarks.h"

namespace kmem {

template <class Log>
uint32_t LinuxNode::take_from(LinuxZone& zone, const LinuxRequest& request, AllocFlags flags,
                              Log& log) {
  const uint32_t order = request.order.value;
  uint32_t frame = kNone;
  if (percpu_order(order) && zone.policy.percpu_lists) {
    frame = percpu_take(zone, order, request.type, flags, log);
    if (frame != kNone) return frame;
  }
  if ((flags & kHighAtomic) != 0)  // [R25c]
    frame = take_smallest(zone, order, MigrateType::high_atomic, log);
  if (frame == kNone) frame = take_any(zone, order, request.type, flags, log);
  if (frame == kNone && (flags & kNonBlock) != 0)  // [R25e]
    frame = take_smallest(zone, order, MigrateType::high_atomic, log);
  if (frame != kNone) zone.free.account(-(1 << order));
  return frame;
}

// One walk over the zones; with kNoFragment a second one without it, at the same mark. [R30]
template <class Log>
LinuxNode::Found LinuxNode::walk(const LinuxRequest& request, const Candidates& candidates,
                                 Try attempt, Log& log) {
  for (;;) {
    log.emit(make_event(EventKind::walk, static_cast<uint32_t>(attempt.mark), attempt.flags, 0));
    for (uint32_t i = 0; i < candidates.count; ++i) {
      LinuxZone& zone = zones_[candidates.places[i]];
      if constexpr (Log::kOn) tell_look(zone, request, attempt, AnyLog(log));
      if ((attempt.flags & kNoWatermark) == 0 &&
          !watermark_ok(zone, request.order.value, attempt.mark, request.highest_zone,
                        attempt.flags))
        continue;
      const uint32_t frame = take_from(zone, request, attempt.flags, log);
      if (frame != kNone) return {&zone, frame};
      log.emit(make_event(EventKind::zone_none, zone.layout.index, 0, 0));
    }
    if ((attempt.flags & kNoFragment) == 0) return {};
    attempt.flags &= ~kNoFragment;
  }
}

// The tries of a request, in their order. [R21, R21b, R26, R27] (The kernel repeats the second one,
// which changes nothing. [R29])
template <class Log>
LinuxNode::Found LinuxNode::find(const LinuxRequest& request, Log& log) {
  const Candidates& candidates = candidates_[request.highest_zone];
  const AllocFlags gentle = candidates.normal_first ? kNoFragment : 0;
  const Found found = walk(request, candidates, {Watermark::low, gentle}, log);
  if (found.ok()) [[likely]]
    return found;
  return find_below_low(request, candidates, log);
}

template <class Log>
[[gnu::noinline]] LinuxNode::Found LinuxNode::find_below_low(const LinuxRequest& request,
                                                             const Candidates& candidates,
                                                             Log& log) {
  AllocFlags flags = kNonBlock;
  if (request.urgency == RequestClass::atomic)
    flags |= kMinReserve | (request.order.value > 0 ? kHighAtomic : 0);
  const Found found = walk(request, candidates, {Watermark::min, flags}, log);
  if (found.ok() && (flags & kHighAtomic) != 0)
    reserve_pageblock(*found.zone, found.frame, AnyLog(log));
  if (found.ok() || request.urgency != RequestClass::ignore_watermarks) return found;
  return walk(request, candidates, {Watermark::min, kNoWatermark}, log);
}

template <class Log>
Result<Pfn> LinuxNode::alloc_pages(const LinuxRequest& asked, Log& log) {
  KMEM_CHECK(asked.highest_zone < kZoneKinds && index_of(asked.type) < kPcpTypes);
  if (asked.order.value > kLinuxTopOrder) return Errc::order_too_large;
  const bool mobility = zones_.front().policy.mobility;
  const MigrateType type = mobility ? asked.type : MigrateType::unmovable;  // [R28]
  const LinuxRequest request{asked.order, type, asked.highest_zone, asked.urgency};
  log.emit(make_event(EventKind::request, request.order.value, request_number(asked), 0));
  const Found found = find(request, log);
  if (!found.ok()) {
    const Errc why = failure(request);
    log.emit(make_event(EventKind::alloc_failed, request.order.value, static_cast<uint32_t>(why),
                        free_pages_for(request)));
    return why;
  }
  const uint32_t pfn = found.zone->areas.pfn_of(found.frame);
  log.emit(make_event(EventKind::hand_out, request.order.value, 0, pfn));
  return Pfn(pfn);
}

template <class Log>
Errc LinuxNode::free_pages(Pfn pfn, Order order, Log& log) {
  LinuxZone* zone = zone_with(pfn);
  if (zone == nullptr) return Errc::outside_segment;
  const uint32_t frame = zone->areas.frame_of(pfn.value);
  const PageState state = zone->areas.state(frame);
  if (order.value > kLinuxTopOrder || state != PageState::held(order.value)) [[unlikely]]
    return misuse(state, order);

  log.emit(make_event(EventKind::free_pages, order.value, 0, pfn.value));
  if (percpu_order(order.value) && zone->policy.percpu_lists) {
    percpu_put(*zone, frame, order.value, log);
  } else {
    give_back(*zone, frame, order.value, zone->block_type(frame), log);  // [R4]
  }
  return Errc::none;
}

template <class Log>
void LinuxNode::drain_percpu_lists(Log& log) {
  for (LinuxZone& zone : zones_)
    if (zone.pcp.count != 0) percpu_drain(zone, zone.pcp.count, 0, log);
}

}  // namespace kmem

#endif  // KMEM_BUDDY_LINUX_NODE_INL_H_
