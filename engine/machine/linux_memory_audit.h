// linux_memory_audit.h — checks of a machine's memory in a profile of Linux. Slow on purpose.
//
// Invariants, beyond those of linux_audit.h:
//   tiling  blocks cover every frame; each frame's block is found from any frame of it
//   held    what was asked for of the blocks handed out is what a walk over them adds up to
#ifndef KMEM_MACHINE_LINUX_MEMORY_AUDIT_H_
#define KMEM_MACHINE_LINUX_MEMORY_AUDIT_H_

#include "machine/linux_memory.h"

namespace kmem {

// The name of the first invariant that does not hold between two commands, or nullptr.
const char* audit(const LinuxMemory& memory);

// Only the rows of the ledger, counted block by block.
Ledger walk_ledger(const LinuxMemory& memory);

}  // namespace kmem

#endif  // KMEM_MACHINE_LINUX_MEMORY_AUDIT_H_
