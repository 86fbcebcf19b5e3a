// pageblock.h — a pageblock goes over to another type, with the free pieces in it.
#ifndef KMEM_BUDDY_PAGEBLOCK_H_
#define KMEM_BUDDY_PAGEBLOCK_H_

#include "buddy/linux_zone.h"

namespace kmem {

struct PageblockMove {
  uint32_t moved = 0;  // free pages that went to the other type's lists
  uint32_t lru = 0;    // pages in use that reclaim could move
};

// Moves every free piece of the frame's pageblock, in ascending order, to the tails of the lists
// of `type`. Nothing is moved if the zone ends inside the pageblock; if it starts there, only what
// lies from `frame` on. [R18, R18b, R18c, R18d, R19c]
PageblockMove move_free_pieces(LinuxZone& zone, uint32_t frame, MigrateType type);

}  // namespace kmem

#endif  // KMEM_BUDDY_PAGEBLOCK_H_
