#include "buddy/pageblock.h"

namespace kmem {

PageblockMove move_free_pieces(LinuxZone& zone, uint32_t frame, MigrateType type) {
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
    result.moved += 1u << state.order();
    at += 1u << state.order();
  }
  return result;
}

}  // namespace kmem
