// zone_audit.h — checks every invariant of zone.h. Slow on purpose: it trusts nothing.
#ifndef KMEM_BUDDY_ZONE_AUDIT_H_
#define KMEM_BUDDY_ZONE_AUDIT_H_

#include "buddy/zone.h"

namespace kmem {

// The name of the first invariant that does not hold between two requests, or nullptr.
const char* audit(const Zone& zone);

}  // namespace kmem

#endif  // KMEM_BUDDY_ZONE_AUDIT_H_
