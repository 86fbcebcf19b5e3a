// slab_allocator.h — which of Linux 6.1's two allocators of objects a machine runs.
#ifndef KMEM_SLAB_SLAB_ALLOCATOR_H_
#define KMEM_SLAB_SLAB_ALLOCATOR_H_

#include <cstdint>

namespace kmem {

// slub: profile linux-6.1; slab: profile linux-6.1-slab.
enum class SlabAllocator : uint8_t { slub, slab };

}  // namespace kmem

#endif  // KMEM_SLAB_SLAB_ALLOCATOR_H_
