// fragmentation.h — how broken up the free memory is, as numbers from 0 to 1000.
#ifndef KMEM_BUDDY_FRAGMENTATION_H_
#define KMEM_BUDDY_FRAGMENTATION_H_

#include <cstdint>
#include <span>

namespace kmem {

// Free memory by order: nr_free[k] blocks of 2^k pages.
using FreeBlocks = std::span<const uint32_t>;

// Thousandths of the free memory that a request of this order cannot use: 0 all of it fits, 1000
// none does (or nothing is free).
int32_t unusable_index(FreeBlocks nr_free, uint32_t order);

// Why a request of this order fails: towards 0 for lack of memory, towards 1000 for fragmentation;
// −1000 if it would be served. A single small block can give a number below 0.
int32_t extfrag_index(FreeBlocks nr_free, uint32_t order);

}  // namespace kmem

#endif  // KMEM_BUDDY_FRAGMENTATION_H_
