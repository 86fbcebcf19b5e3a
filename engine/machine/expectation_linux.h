// expectation_linux.h — quantities of a machine with a profile of Linux.
#ifndef KMEM_MACHINE_EXPECTATION_LINUX_H_
#define KMEM_MACHINE_EXPECTATION_LINUX_H_

#include "machine/expectation.h"
#include "machine/linux_memory.h"

namespace kmem {

// The value now of a quantity of an order, a frame or a zone, or of one that only Linux has;
// kUndefined for what does not exist. Those of handles are asked by pfn, in `subject`.
uint64_t evaluate_linux(const Quantity& quantity, const LinuxMemory& memory);

}  // namespace kmem

#endif  // KMEM_MACHINE_EXPECTATION_LINUX_H_
