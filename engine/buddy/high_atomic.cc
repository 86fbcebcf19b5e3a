#include "buddy/high_atomic.h"

#include "buddy/pageblock.h"

namespace kmem {

uint32_t high_atomic_limit(const LinuxZone& zone) {
  return zone.layout.managed / 100 + kPageblockFrames;
}

void reserve_pageblock(LinuxZone& zone, uint32_t frame, AnyLog log) {
  if (zone.highatomic >= high_atomic_limit(zone)) return;
  const MigrateType old_type = zone.block_type(frame);
  if (index_of(old_type) >= kPcpTypes) return;
  zone.highatomic += kPageblockFrames;
  log.emit(make_event(EventKind::reserve, zone.layout.index, 0, zone.highatomic));
  retype_pageblock(zone, frame, MigrateType::high_atomic, log);
  move_free_pieces(zone, frame, MigrateType::high_atomic, log);
}

}  // namespace kmem
