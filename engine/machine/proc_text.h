// proc_text.h — the state in the format of the kernel's own files.
#ifndef KMEM_MACHINE_PROC_TEXT_H_
#define KMEM_MACHINE_PROC_TEXT_H_

#include <string>

#include "machine/machine.h"

namespace kmem {

// As /proc/buddyinfo prints a zone: `Node 0, zone   Normal      1      0 …`, one column per order
// up to the top order (the kernel always has eleven).
std::string buddyinfo(const Zone& zone);

// As /proc/slabinfo (version 2.1), without the kmalloc classes that never had a slab.
std::string slabinfo(const CacheSet& caches);

}  // namespace kmem

#endif  // KMEM_MACHINE_PROC_TEXT_H_
