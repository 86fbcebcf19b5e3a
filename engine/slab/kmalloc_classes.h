// kmalloc_classes.h — the sizes kmalloc rounds up to.
#ifndef KMEM_SLAB_KMALLOC_CLASSES_H_
#define KMEM_SLAB_KMALLOC_CLASSES_H_

#include <array>

#include "base/types.h"

namespace kmem {

// As in Linux (mm/slab_common.c, kmalloc_info): powers of two, and 96 and 192 because so many
// requests are a little above 64 and 128.
inline constexpr std::array<uint32_t, 13> kKmallocSizes = {8,   16,  32,   64,   96,   128, 192,
                                                           256, 512, 1024, 2048, 4096, 8192};
inline constexpr std::array<const char*, 13> kKmallocNames = {
    "kmalloc-8",   "kmalloc-16",  "kmalloc-32",  "kmalloc-64",  "kmalloc-96",
    "kmalloc-128", "kmalloc-192", "kmalloc-256", "kmalloc-512", "kmalloc-1k",
    "kmalloc-2k",  "kmalloc-4k",  "kmalloc-8k"};
inline constexpr uint32_t kKmallocClasses = kKmallocSizes.size();

// The smallest class that holds `bytes`, or kNone: such a request goes to the page allocator.
constexpr uint32_t kmalloc_class(Bytes bytes) {
  for (uint32_t i = 0; i < kKmallocClasses; ++i)
    if (bytes <= kKmallocSizes[i]) return i;
  return kNone;
}

static_assert(kmalloc_class(1) == 0 && kmalloc_class(65) == 4 && kmalloc_class(8193) == kNone);

}  // namespace kmem

#endif  // KMEM_SLAB_KMALLOC_CLASSES_H_
