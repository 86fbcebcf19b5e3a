#include "buddy/linux_node.h"

#include <algorithm>

namespace kmem {

LinuxNode::LinuxNode(const NodeLayout& layout) {
  KMEM_CHECK(layout_fault(layout) == nullptr);
  for (const ZoneLayout& zone : layout.zones) {
    starts_[zones_.size()] = zone.start;
    zones_.emplace_back(zone, layout.policy);
  }
  for (const uint32_t index : layout.zonelist)
    for (uint32_t place = 0; place < zones_.size(); ++place)
      if (zones_[place].layout.index == index) add_candidate(place);
}

void LinuxNode::add_candidate(uint32_t place) {
  const uint32_t index = zones_[place].layout.index;
  for (uint32_t highest = index; highest < kZoneKinds; ++highest) {
    Candidates& candidates = candidates_[highest];
    if (candidates.count == 0) candidates.normal_first = index == kZoneNormal;
    candidates.places[candidates.count++] = place;
  }
}

NodeLayout LinuxNode::layout() const {
  NodeLayout layout;
  for (const LinuxZone& zone : zones_) layout.zones.push_back(zone.layout);
  const Candidates& all = candidates_[kZoneNormal];
  for (uint32_t i = 0; i < all.count; ++i)
    layout.zonelist.push_back(zones_[all.places[i]].layout.index);
  if (!zones_.empty()) layout.policy = zones_.front().policy;
  return layout;
}

uint64_t LinuxNode::memory_bytes() const {
  uint64_t bytes = 0;
  for (const LinuxZone& zone : zones_) bytes += zone.memory_bytes();
  return bytes;
}

Errc LinuxNode::misuse(PageState state, Order order) {
  if (state.is_free() || state.is_percpu()) return Errc::double_free;
  if (!state.is_held()) return Errc::unknown_handle;
  return state.order() == order.value ? Errc::none : Errc::wrong_order;
}

uint32_t LinuxNode::free_pages_for(const LinuxRequest& request) const {
  int64_t free = 0;
  for (const LinuxZone& zone : zones_)
    if (zone.layout.index <= request.highest_zone) free += zone.free.exact();
  return static_cast<uint32_t>(free);
}

// Enough free pages in the zones it could have used, and yet nothing: reserves or fragments.
Errc LinuxNode::failure(const LinuxRequest& request) const {
  return free_pages_for(request) < frames_of(request.order) ? Errc::exhausted : Errc::fragmented;
}

void LinuxNode::tell_look(const LinuxZone& zone, const LinuxRequest& request, Try attempt,
                          AnyLog log) {
  if (!zone.policy.watermarks) return;
  const WatermarkLook look = look_at_watermark(zone, request.order.value, attempt.mark,
                                               request.highest_zone, attempt.flags);
  const uint32_t reserve = std::min(look.reserve, uint32_t{0xffff});
  const uint32_t index = zone.layout.index;
  log.emit(make_event(EventKind::zone_need, index, reserve, look.need));
  log.emit(make_event(EventKind::zone_look, index, static_cast<uint32_t>(look.verdict), look.left));
}

}  // namespace kmem
