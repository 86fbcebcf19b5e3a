// boot_memory.h — the memory that the page allocator finds at boot.
//
//   pfn 1      159  256          4096                 managed
//       |used|hole| … DMA … |kernel|  … DMA32 …  |map|
//
// Which frames exist is the firmware's doing, which of them are in use before the allocator starts
// is the kernel's: its own image, and a struct page for every frame.
#ifndef KMEM_BUDDY_BOOT_MEMORY_H_
#define KMEM_BUDDY_BOOT_MEMORY_H_

#include <vector>

#include "buddy/zone_layout.h"

namespace kmem {

// A machine as described. Holes have no memory; used frames are present and not managed. Both lie
// inside zones, ascend and do not overlap.
struct BootMemory {
  NodeLayout layout;
  std::vector<FrameRun> holes;
  std::vector<FrameRun> used;
  friend bool operator==(const BootMemory&, const BootMemory&) = default;
};

// From so much on, memory is that of a PC.
inline constexpr uint32_t kPcFrames = (64u << 20) >> 12;
inline constexpr uint32_t kMostBootFrames = 1u << 22;  // 16 GiB

// `frames` of memory, 1 to kMostBootFrames: a PC's, or below kPcFrames one zone that is all free.
// Without `zones` a PC's memory is one zone too. The constants are derived.
BootMemory boot_memory(uint32_t frames, bool zones);

// Sizes of the zones out of their runs: present is spanned less the holes, managed is present less
// what is used.
void count_frames(BootMemory& memory);

// The free runs: everything in zones but holes and used frames.
std::vector<FrameRun> free_runs(const BootMemory& memory);

// Makes one zone, Normal, of them all, with what is between them as a hole.
void join_zones(BootMemory& memory);

}  // namespace kmem

#endif  // KMEM_BUDDY_BOOT_MEMORY_H_
