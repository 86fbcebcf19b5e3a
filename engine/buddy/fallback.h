// fallback.h — a type without a large enough block takes one of another type.
//
// Largest first: who must mix types should do it seldom, so a request takes a whole pageblock with
// all its free pieces rather than one piece.
#ifndef KMEM_BUDDY_FALLBACK_H_
#define KMEM_BUDDY_FALLBACK_H_

#include "buddy/alloc_flags.h"
#include "buddy/linux_zone.h"
#include "trace/any_log.h"

namespace kmem {

// Moves free blocks to the lists of `type`, so that one of at least `order` is there. False: no
// other type has one, or `flags` forbid it.
bool steal_fallback(LinuxZone& zone, uint32_t order, MigrateType type, AllocFlags flags,
                    AnyLog log = AnyLog());

}  // namespace kmem

#endif  // KMEM_BUDDY_FALLBACK_H_
