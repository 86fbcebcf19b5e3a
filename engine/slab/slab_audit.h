// slab_audit.h — checks every invariant of kmem_cache.h, for all caches and against the zone. Slow
// on purpose: it counts everything again from the slots and trusts no sum.
#ifndef KMEM_SLAB_SLAB_AUDIT_H_
#define KMEM_SLAB_SLAB_AUDIT_H_

#include "buddy/zone.h"
#include "slab/cache_set.h"

namespace kmem {

// The name of the first invariant that does not hold between two requests, or nullptr. The zone
// itself must be sound: zone_audit.h.
const char* audit(const CacheSet& caches, const Zone& zone);

}  // namespace kmem

#endif  // KMEM_SLAB_SLAB_AUDIT_H_
