#include "buddy/linux_node.h"

namespace kmem {

LinuxNode::LinuxNode(const NodeLayout& layout) {
  KMEM_CHECK(layout_fault(layout) == nullptr);
  for (const ZoneLayout& zone : layout.zones) zones_.emplace_back(zone, layout.policy);
  for (const uint32_t index : layout.zonelist)
    for (uint32_t place = 0; place < zones_.size(); ++place)
      if (zones_[place].layout.index == index) zonelist_.push_back(place);
}

NodeLayout LinuxNode::layout() const {
  NodeLayout layout;
  for (const LinuxZone& zone : zones_) layout.zones.push_back(zone.layout);
  for (const uint32_t place : zonelist_) layout.zonelist.push_back(zones_[place].layout.index);
  if (!zones_.empty()) layout.policy = zones_.front().policy;
  return layout;
}

uint64_t LinuxNode::memory_bytes() const {
  uint64_t bytes = 0;
  for (const LinuxZone& zone : zones_) bytes += zone.memory_bytes();
  return bytes;
}

bool LinuxNode::best_zone_is_normal(uint32_t highest_zone) const {
  for (const uint32_t place : zonelist_)
    if (zones_[place].layout.index <= highest_zone)
      return zones_[place].layout.index == kZoneNormal;
  return false;
}

LinuxZone* LinuxNode::zone_with(Pfn pfn) {
  for (LinuxZone& zone : zones_)
    if (zone.layout.contains(pfn.value)) return &zone;
  return nullptr;
}

Errc LinuxNode::misuse(const LinuxZone& zone, uint32_t frame, Order order) {
  const PageState state = zone.areas.state(frame);
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
