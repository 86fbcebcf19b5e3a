// expectation_objects.h — quantities of object caches in a profile of Linux.
#ifndef KMEM_MACHINE_EXPECTATION_OBJECTS_H_
#define KMEM_MACHINE_EXPECTATION_OBJECTS_H_

#include "machine/expectation.h"
#include "slab/linux_cache_set.h"

namespace kmem {

constexpr bool is_cache_quantity(QuantityKind kind) {
  using enum QuantityKind;
  return (kind >= cache_size && kind <= cache_ctor_saved) ||
         (kind >= cache_in_use && kind <= cache_colour_next);
}

// kUndefined for what the allocator does not have.
uint64_t evaluate_cache(QuantityKind kind, CacheId id, const LinuxCacheSet& set);
// Of an object that a live handle holds.
uint64_t evaluate_object(QuantityKind kind, Address address, const LinuxCacheSet& set);

}  // namespace kmem

#endif  // KMEM_MACHINE_EXPECTATION_OBJECTS_H_
