// machine_audit.h — checks that the parts of a machine agree. Slow on purpose.
//
// Invariants, beyond those of zone.h and kmem_cache.h:
//   ledger   each row is what a walk over every block and every slot adds up to, and the rows add
//            up to the segment
//   handles  a live handle holds the address of a live block or object of its kind
//   owners   no two live handles hold the same address
#ifndef KMEM_MACHINE_MACHINE_AUDIT_H_
#define KMEM_MACHINE_MACHINE_AUDIT_H_

#include "machine/machine.h"

namespace kmem {

// The name of the first invariant that does not hold between two commands, or nullptr: those of the
// zone first, then those of the caches, then those above.
const char* audit(const Machine& machine);

// Only the rows of the ledger, counted block by block and slot by slot.
Ledger walk_ledger(const Zone& zone, const CacheSet& caches);

}  // namespace kmem

#endif  // KMEM_MACHINE_MACHINE_AUDIT_H_
