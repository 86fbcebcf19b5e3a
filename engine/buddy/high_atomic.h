// high_atomic.h — the reserve for urgent requests of order 1 and up. [R25]
#ifndef KMEM_BUDDY_HIGH_ATOMIC_H_
#define KMEM_BUDDY_HIGH_ATOMIC_H_

#include "buddy/linux_zone.h"
#include "trace/any_log.h"

namespace kmem {

// Pages in reserved pageblocks at which no more are reserved. [R25b]
uint32_t high_atomic_limit(const LinuxZone& zone);

// An urgent request got this frame: its pageblock is kept for the next ones, unless one per cent of
// the zone and one more pageblock are reserved already. [R25, R25b]
void reserve_pageblock(LinuxZone& zone, uint32_t frame, AnyLog log = AnyLog());

}  // namespace kmem

#endif  // KMEM_BUDDY_HIGH_ATOMIC_H_
