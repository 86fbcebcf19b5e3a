// ledger.h — the accounting: every byte of the segment is in exactly one row, at every event.
#ifndef KMEM_MACHINE_LEDGER_H_
#define KMEM_MACHINE_LEDGER_H_

#include "buddy/zone.h"
#include "slab/cache_set.h"

namespace kmem {

// Bytes. The rows add up to Zone::bytes(), in a profile of Linux to all memory that is present.
struct Ledger {
  Bytes payload = 0;          // bytes asked for, in pages handed out and in live objects
  Bytes block_rounding = 0;   // pages handed out, beyond what was asked for
  Bytes object_rounding = 0;  // live objects' slots, beyond what was asked for
  Bytes slab_tails = 0;       // behind the last object of slabs with objects in use
  Bytes free_objects = 0;     // free slots of slabs with objects in use
  Bytes empty_slabs = 0;      // whole slabs without an object in use
  Bytes free_pages = 0;       // free page frames, blocks in transit included
  Bytes percpu_pages = 0;     // Linux: on per-CPU lists
  Bytes reserved_pages = 0;   // Linux: in use before the first command

  Bytes total() const {
    return payload + block_rounding + object_rounding + slab_tails + free_objects + empty_slabs +
           free_pages + percpu_pages + reserved_pages;
  }
  friend bool operator==(const Ledger&, const Ledger&) = default;
};

Ledger make_ledger(const Zone& zone, const CacheSet& caches);

// Share of the free memory that no block of `order` can use, in thousandths (Linux:
// unusable_free_index in mm/vmstat.c): 0 all of it can be used, 1000 none. 1000 if none is free.
uint32_t unusable_index(const Zone& zone, Order order);

}  // namespace kmem

#endif  // KMEM_MACHINE_LEDGER_H_
