// boot_fill.h — the free lists as they are right after boot.
#ifndef KMEM_BUDDY_BOOT_FILL_H_
#define KMEM_BUDDY_BOOT_FILL_H_

#include <vector>

#include "buddy/linux_node.h"

namespace kmem {

// Gives the runs of pfns, ascending and without overlap, to their zones: in the largest aligned
// blocks, to the tails of the lists of `type`, which is movable in a kernel. What no run covers
// stays in use; pageblocks beyond the zone, or wholly in its holes, have no type.
void boot_fill(LinuxNode& node, const std::vector<FrameRun>& runs,
               MigrateType type = MigrateType::movable);

// Where the free frames of a zone are if nothing but the layout is known: frames that are missing
// are taken to be at the zone's end, frames the kernel kept for itself at its start.
std::vector<FrameRun> plain_runs(const NodeLayout& layout);

}  // namespace kmem

#endif  // KMEM_BUDDY_BOOT_FILL_H_
