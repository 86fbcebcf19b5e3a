// slub_audit.h — checks every invariant of slub_cache.h. Slow on purpose: it counts everything
// again from the memory and trusts no sum. Only for caches that no owner has damaged.
#ifndef KMEM_SLAB_SLUB_AUDIT_H_
#define KMEM_SLAB_SLUB_AUDIT_H_

#include <span>

#include "slab/slub_cache.h"

namespace kmem {

// The name of the first invariant that does not hold, or nullptr. `handed_out`: every object that
// is in use, in any order.
const char* audit(const SlubCache& cache, std::span<const Address> handed_out);

}  // namespace kmem

#endif  // KMEM_SLAB_SLUB_AUDIT_H_
