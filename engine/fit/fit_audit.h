// fit_audit.h — checks every invariant of fit_allocator.h.
#ifndef KMEM_FIT_FIT_AUDIT_H_
#define KMEM_FIT_FIT_AUDIT_H_

#include "fit/fit_allocator.h"

namespace kmem {

// The name of the first invariant that does not hold, or nullptr.
const char* audit(const FitAllocator& fit);

}  // namespace kmem

#endif  // KMEM_FIT_FIT_AUDIT_H_
