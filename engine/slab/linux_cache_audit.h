// linux_cache_audit.h — checks every invariant of linux_cache_set.h. Slow on purpose. Only for
// machines that no owner has damaged.
#ifndef KMEM_SLAB_LINUX_CACHE_AUDIT_H_
#define KMEM_SLAB_LINUX_CACHE_AUDIT_H_

#include "slab/linux_cache_set.h"

namespace kmem {

// The name of the first invariant that does not hold, or nullptr.
const char* audit(const LinuxCacheSet& set);

}  // namespace kmem

#endif  // KMEM_SLAB_LINUX_CACHE_AUDIT_H_
