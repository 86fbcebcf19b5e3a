// compare.h — where the engine and the naive model differ, in words; empty if they agree.
#ifndef KMEM_TESTS_SUPPORT_COMPARE_H_
#define KMEM_TESTS_SUPPORT_COMPARE_H_

#include <string>

#include "buddy/zone.h"
#include "slab/cache_set.h"
#include "support/naive_buddy.h"
#include "support/naive_slab.h"

namespace kmem {

// Every frame, every list in order, every counter.
std::string difference(const Zone& zone, const naive::Buddy& model);

// Only what can be compared without walking the segment: counters, counts and heads of the lists.
std::string quick_difference(const Zone& zone, const naive::Buddy& model);

// Every list in order, every freelist in order, every slot, every counter. `first`: the id of the
// model's first cache.
std::string difference(const CacheSet& caches, uint32_t first, const naive::Caches& model);

}  // namespace kmem

#endif  // KMEM_TESTS_SUPPORT_COMPARE_H_
