// linux_audit.h — checks everything that must always hold in a zone. Slow on purpose: it trusts
// nothing.
#ifndef KMEM_BUDDY_LINUX_AUDIT_H_
#define KMEM_BUDDY_LINUX_AUDIT_H_

#include "buddy/linux_node.h"

namespace kmem {

// The name of the first invariant that does not hold between two requests, or nullptr:
//   tiling     blocks lie inside the zone, are aligned, and do not overlap
//   lists      a block is on a free list exactly if its state says so, and on that one
//   percpu     the same for the per-CPU lists, whose pages add up to their count
//   mask       bit k of nonempty is set exactly if the list of order k has a block
//   eager      no two free buddies that could be one block
//   counter    both parts of the free counter add up to the free pages; this CPU's is in bounds
//   reserve    highatomic is the pages of the reserved pageblocks
//   boost      the boost is within its limit
//   factor     free_factor is within its limit
const char* audit(const LinuxZone& zone);
const char* audit(const LinuxNode& node);

}  // namespace kmem

#endif  // KMEM_BUDDY_LINUX_AUDIT_H_
