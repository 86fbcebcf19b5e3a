#include "buddy/linux_node.h"

namespace kmem {

LinuxNode::LinuxNode(const NodeLayout& layout) {
  KMEM_CHECK(layout_fault(layout) == nullptr);
  for (const ZoneLayout& zone : layout.zones) zones_.emplace_back(zone, layout.policy);
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

// Enough free pages in the zones it could have used, and yet nothing: reserves or fragments.
Errc LinuxNode::failure(const LinuxRequest& request) const {
  int64_t free = 0;
  for (const LinuxZone& zone : zones_)
    if (zone.layout.index <= request.highest_zone) free += zone.free.exact();
  return free < int64_t{frames_of(request.order)} ? Errc::exhausted : Errc::fragmented;
}

}  // namespace kmem
