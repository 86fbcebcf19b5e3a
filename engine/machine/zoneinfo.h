// zoneinfo.h — a memory layout out of a /proc/zoneinfo text.
#ifndef KMEM_MACHINE_ZONEINFO_H_
#define KMEM_MACHINE_ZONEINFO_H_

#include <string>
#include <string_view>

#include "buddy/zone_layout.h"

namespace kmem {

struct ZoneinfoError {
  uint32_t line = 0;  // 0: no error
  std::string text;
};

// Reads the zones of one node: sizes, watermarks, reserves, limits of the first CPU's lists. Zones
// without memory are left out. Lines of other things are skipped, so texts of later kernels can be
// read. The zones may span up to `most_frames` page frames.
ZoneinfoError parse_zoneinfo(std::string_view text, NodeLayout& layout,
                             uint64_t most_frames = uint64_t{1} << 24);

}  // namespace kmem

#endif  // KMEM_MACHINE_ZONEINFO_H_
