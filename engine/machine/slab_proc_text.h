// slab_proc_text.h — the object caches of a Linux machine in the kernel's own words.
#ifndef KMEM_MACHINE_SLAB_PROC_TEXT_H_
#define KMEM_MACHINE_SLAB_PROC_TEXT_H_

#include <string>
#include <vector>

#include "slab/linux_cache_set.h"

namespace kmem {

// /proc/slabinfo: the newest cache first.
std::string slabinfo_text(const LinuxCacheSet& set);

// The caches as `slabtop --once` orders them by itself: most objects first, equals as in slabinfo.
std::vector<CacheId> slabtop_order(const LinuxCacheSet& set);
// The table of slabtop, without the totals above it.
std::string slabtop_text(const LinuxCacheSet& set);

// The files of /sys/kernel/slab/<cache>, which only SLUB has: a line `name value` each, in the
// order of their names. Files that are only written to are left out. Then, in lower case, SLUB's
// counters (CONFIG_SLUB_STATS) as sums over all CPUs.
std::string sysfs_slab_text(const LinuxCache& cache);

// What the kmem tracepoints of 6.1 print. `asked`: bytes asked for.
std::string trace_kmem_cache_alloc(const LinuxCache& cache, Address code, Address object);
std::string trace_kmem_cache_free(const LinuxCache& cache, Address code, Address object);
std::string trace_kmalloc(uint64_t asked, uint64_t given, Address code, Address object);
std::string trace_kfree(Address code, Address object);

}  // namespace kmem

#endif  // KMEM_MACHINE_SLAB_PROC_TEXT_H_
