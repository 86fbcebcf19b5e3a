#include "buddy/high_atomic.h"

#include "buddy/pageblock.h"

namespace kmem {

void reserve_pageblock(LinuxZone& zone, uint32_t frame) {
  if (zone.highatomic >= zone.layout.managed / 100 + kPageblockFrames) return;
  if (index_of(zone.block_type(frame)) >= kPcpTypes) return;
  zone.highatomic += kPageblockFrames;
  zone.set_block_type(frame, MigrateType::high_atomic);
  move_free_pieces(zone, frame, MigrateType::high_atomic);
}

}  // namespace kmem
