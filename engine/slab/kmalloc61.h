// kmalloc61.h — the general sizes of Linux 6.1: which cache a kmalloc gets, in both allocators.
// Rule 1.14 of linux-slab-rules.md.
#ifndef KMEM_SLAB_KMALLOC61_H_
#define KMEM_SLAB_KMALLOC61_H_

#include <string>

#include "slab/kmalloc_classes.h"
#include "slab/slab61_layout.h"
#include "slab/slab_allocator.h"
#include "slab/slub_layout.h"

namespace kmem {

// A request with a flag goes to a cache family of its own, so that alike lies beside alike.
enum class KmallocType : uint8_t { normal, cgroup, reclaimable, dma };
constexpr const char* kmalloc_prefix(KmallocType type) {
  constexpr const char* kPrefixes[] = {"kmalloc-", "kmalloc-cg-", "kmalloc-rcl-", "dma-kmalloc-"};
  return kPrefixes[static_cast<unsigned>(type)];
}

constexpr uint32_t kmalloc61_least(SlabAllocator allocator) {
  return allocator == SlabAllocator::slub ? 8 : 32;
}

// Where a request of so many bytes goes.
struct KmallocPlace {
  uint32_t class_size = 0;  // 0: whole pages
  uint32_t order = 0;       // of the pages; kNone: larger than any block
  friend constexpr bool operator==(const KmallocPlace&, const KmallocPlace&) = default;
};

constexpr KmallocPlace kmalloc61_place(uint64_t bytes, SlabAllocator allocator) {
  for (const uint32_t size : kKmallocSizes)
    if (size >= kmalloc61_least(allocator) && bytes <= size) return {.class_size = size};
  const bool fits = bytes <= uint64_t{kLinuxPageSize} << kMostSlabOrder;
  return {.class_size = 0, .order = fits ? get_order(bytes) : kNone};
}

// What the class's cache is created with. Powers of two are aligned to themselves.
constexpr CacheArgs kmalloc61_request(uint32_t class_size, SlabAllocator allocator,
                                      KmallocType type = KmallocType::normal) {
  CacheArgs request{.object_size = class_size, .flags = kSlabKmalloc};
  if (std::has_single_bit(class_size)) request.align = class_size;
  if (allocator == SlabAllocator::slab) request.flags |= kSlabHwcacheAlign;
  if (type == KmallocType::reclaimable) request.flags |= kSlabReclaimAccount;
  return request;
}

// `kmalloc-192`, `kmalloc-rcl-1k`.
inline std::string kmalloc61_name(uint32_t class_size, KmallocType type = KmallocType::normal) {
  const bool kilo = class_size >= 1024;
  return kmalloc_prefix(type) + std::to_string(kilo ? class_size / 1024 : class_size) +
         (kilo ? "k" : "");
}

static_assert(kmalloc61_place(60, SlabAllocator::slub).class_size == 64);
static_assert(kmalloc61_place(65, SlabAllocator::slub).class_size == 96);
static_assert(kmalloc61_place(1, SlabAllocator::slub).class_size == 8);
static_assert(kmalloc61_place(1, SlabAllocator::slab).class_size == 32);
static_assert(kmalloc61_place(8192, SlabAllocator::slub).class_size == 8192);
static_assert(kmalloc61_place(8193, SlabAllocator::slub) == KmallocPlace{0, 2});
static_assert(kmalloc61_place((4u << 20) + 1, SlabAllocator::slab).order == kNone);
static_assert(slub_layout(kmalloc61_request(96, SlabAllocator::slub), {})->size == 96);
static_assert(slab61_layout(kmalloc61_request(96, SlabAllocator::slab), {})->size == 128);

}  // namespace kmem

#endif  // KMEM_SLAB_KMALLOC61_H_
