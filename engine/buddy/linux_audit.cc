#include "buddy/linux_audit.h"

#include "buddy/percpu_inl.h"

namespace kmem {
namespace {

struct Sums {
  uint64_t free_pages = 0;
  uint64_t percpu_pages = 0;
  uint32_t percpu_blocks = 0;
  std::array<std::array<uint32_t, kLinuxOrders>, kMigrateTypes> free_blocks{};
};

bool add_block(const LinuxZone& zone, uint32_t frame, PageState state, Sums& sums) {
  const uint32_t size = 1u << state.order();
  if (state.order() > kLinuxTopOrder || frame % size != 0) return false;
  if (frame < zone.first_frame() || frame + size > zone.end_frame()) return false;
  for (uint32_t i = 1; i < size; ++i)
    if (zone.areas.state(frame + i).is_head()) return false;
  if (state.is_free()) {
    if (index_of(state.list_type()) >= kMigrateTypes) return false;
    sums.free_pages += size;
    ++sums.free_blocks[index_of(state.list_type())][state.order()];
  } else if (state.is_percpu()) {
    sums.percpu_pages += size;
    ++sums.percpu_blocks;
  } else {
    return state.is_held();
  }
  return true;
}

bool tiles(const LinuxZone& zone, Sums& sums) {
  for (uint32_t frame = 0; frame < zone.areas.frames();) {
    const PageState state = zone.areas.state(frame);
    if (!state.is_head()) {
      ++frame;
      continue;
    }
    if (!add_block(zone, frame, state, sums)) return false;
    frame += 1u << state.order();
  }
  return true;
}

// Calls visit(frame) along a list; false if a link, the count or a visit is wrong.
template <class Visit>
bool walk(const FreeAreas& areas, const FrameList& list, Visit visit) {
  uint32_t count = 0;
  uint32_t prev = list.anchor;
  for (uint32_t frame = areas.links().head(list); frame != list.anchor;
       frame = areas.links().next(frame)) {
    if (frame >= areas.frames() || ++count > list.count) return false;
    if (areas.links().prev(frame) != prev || !visit(frame)) return false;
    prev = frame;
  }
  return count == list.count && areas.links().tail(list) == prev;
}

bool free_list_is_sound(const LinuxZone& zone, uint32_t order, MigrateType type, const Sums& sums) {
  const FrameList& list = zone.areas.list(order, type);
  const PageState expected = PageState::free(order, type);
  return list.count == sums.free_blocks[index_of(type)][order] &&
         walk(zone.areas, list,
              [&](uint32_t frame) { return zone.areas.state(frame) == expected; });
}

bool percpu_is_sound(const LinuxZone& zone, const Sums& sums) {
  uint32_t blocks = 0;
  for (uint32_t index = 0; index < kPcpLists; ++index) {
    blocks += zone.pcp.lists[index].count;
    const bool sound = walk(zone.areas, zone.pcp.lists[index], [&](uint32_t frame) {
      const PageState state = zone.areas.state(frame);
      return state.is_percpu() && state.order() == percpu_list_order(index);
    });
    if (!sound) return false;
  }
  return blocks == sums.percpu_blocks && zone.pcp.count == sums.percpu_pages;
}

bool is_eager(const LinuxZone& zone) {
  for (uint32_t frame = 0; frame < zone.areas.frames(); ++frame) {
    const PageState state = zone.areas.state(frame);
    if (!state.is_free() || state.order() >= kLinuxTopOrder) continue;
    const uint32_t buddy = frame ^ (1u << state.order());
    if (!zone.areas.is_free(buddy, state.order())) continue;
    if (types_may_merge(zone, buddy, state.order(), zone.block_type(frame))) return false;
  }
  return true;
}

bool reserve_adds_up(const LinuxZone& zone) {
  uint64_t reserved = 0;
  for (const MigrateType type : zone.block_types)
    if (type == MigrateType::high_atomic) reserved += kPageblockFrames;
  return reserved == zone.highatomic;
}

bool boost_is_bounded(const LinuxZone& zone) {
  const uint64_t limit = uint64_t{zone.layout.high} * zone.policy.boost_factor / 10000;
  return zone.boost == 0 || zone.boost <= std::max<uint64_t>(kPageblockFrames, limit);
}

}  // namespace

const char* audit(const LinuxZone& zone) {
  Sums sums;
  if (!tiles(zone, sums)) return "tiling";
  for (uint32_t t = 0; t < kMigrateTypes; ++t) {
    const MigrateType type = static_cast<MigrateType>(t);
    for (uint32_t order = 0; order < kLinuxOrders; ++order) {
      if (!free_list_is_sound(zone, order, type, sums)) return "lists";
      const bool marked = ((zone.areas.nonempty(type) >> order) & 1) != 0;
      if (marked != (sums.free_blocks[t][order] != 0)) return "mask";
    }
  }
  if (!percpu_is_sound(zone, sums)) return "percpu";
  if (!is_eager(zone)) return "eager";
  if (zone.free.exact() != static_cast<int64_t>(sums.free_pages)) return "counter";
  if (std::abs(zone.free.diff) > zone.free.threshold) return "counter";
  if (!reserve_adds_up(zone)) return "reserve";
  if (!boost_is_bounded(zone)) return "boost";
  return zone.pcp.free_factor <= zone.policy.batch_scale_max ? nullptr : "factor";
}

const char* audit(const LinuxNode& node) {
  for (const LinuxZone& zone : node.zones())
    if (const char* broken = audit(zone)) return broken;
  return nullptr;
}

}  // namespace kmem
