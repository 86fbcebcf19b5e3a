// pageblock.h — a pageblock goes over to another type, with the free pieces in it.
#ifndef KMEM_BUDDY_PAGEBLOCK_H_
#define KMEM_BUDDY_PAGEBLOCK_H_

#include "buddy/linux_zone.h"
#include "trace/any_log.h"

namespace kmem {

// How events name two types of a zone.
inline uint32_t types_number(const LinuxZone& zone, MigrateType from, MigrateType to) {
  return zone.layout.index << 8 | index_of(from) << 4 | index_of(to);
}

// The frame's pageblock has another type from now on; its free pieces stay where they are.
void retype_pageblock(LinuxZone& zone, uint32_t frame, MigrateType type, AnyLog log);

struct PageblockMove {
  uint32_t moved = 0;  // free pages that went to the other type's lists
  uint32_t lru = 0;    // pages in use that reclaim could move
};

// Moves every free piece of the frame's pageblock, in ascending order, to the tails of the lists
// of `type`. Nothing is moved if the zone ends inside the pageblock; if it starts there, only what
// lies from `frame` on. [R18, R18b, R18c, R18d, R19c]
PageblockMove move_free_pieces(LinuxZone& zone, uint32_t frame, MigrateType type,
                               AnyLog log = AnyLog());

}  // namespace kmem

#endif  // KMEM_BUDDY_PAGEBLOCK_H_
