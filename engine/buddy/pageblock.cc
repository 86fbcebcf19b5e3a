#include "buddy/pageblock.h"

namespace kmem {

void retype_pageblock(LinuxZone& zone, uint32_t frame, MigrateType type, AnyLog log) {
  const uint32_t types = types_number(zone, zone.block_type(frame), type);
  zone.set_block_type(frame, type);
  const uint32_t start = frame & ~(kPageblockFrames - 1);
  log.emit(make_event(EventKind::pageblock_type, 0, types, zone.areas.pfn_of(start)));
}

PageblockMove move_free_pieces(LinuxZone& zone, uint32_t frame, MigrateType type, AnyLog log) {
  const uint32_t area = area_number(zone.layout.index, index_of(type), true);
  const uint32_t block_start = frame & ~(kPageblockFrames - 1);
  const uint32_t block_end = block_start + kPageblockFrames;
  if (block_end > zone.end_frame()) return {};

  PageblockMove result;
  uint32_t at = block_start < zone.first_frame() ? frame : block_start;
  while (at < block_end) {
    const PageState state = zone.areas.state(at);
    if (!state.is_free()) {
      if (zone.on_lru(at)) ++result.lru;
      ++at;
      continue;
    }
    zone.areas.move_to_tail(at, state.order(), type);
    log.emit(make_event(EventKind::list_move, state.order(), area, zone.areas.pfn_of(at)));
    result.moved += 1u << state.order();
    at += 1u << state.order();
  }
  return result;
}

}  // namespace kmem
