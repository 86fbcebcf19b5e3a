// linux_zone.h — everything about a zone of Linux 6.1 that influences which page comes next.
//
// The mechanisms work on this value from outside, each in a file of its own:
//   linux_zone_inl.h  take the smallest block, give a block back, where it is put   R1 to R6
//   fallback.cc       another type's block is claimed or stolen                     R14 to R20
//   percpu_inl.h      per-CPU page lists                                            R7 to R13, R31
//   watermarks.cc     may this request have a page of this zone?                    R21 to R25g
//   high_atomic.cc    the reserve for urgent requests of order 1 and up             R25
//   linux_node.h      zones in the order in which a request tries them              R26 to R30
// Rule numbers are those of linux-rules.md.
//
// Three types go with a page and need not agree: the type of its pageblock, the type of the free
// list its block is on, and the type a page on a per-CPU list will be given back as.
#ifndef KMEM_BUDDY_LINUX_ZONE_H_
#define KMEM_BUDDY_LINUX_ZONE_H_

#include <vector>

#include "buddy/free_areas.h"
#include "buddy/free_counter.h"
#include "buddy/zone_layout.h"

namespace kmem {

// Lists of single pages and small blocks of one CPU: three types of orders 0 to 3, then order 9,
// not movable and movable. [R9b]
inline constexpr uint32_t kPcpLists = 14;

struct PcpLists {
  std::array<FrameList, kPcpLists> lists{};
  uint32_t count = 0;        // pages, not blocks
  uint32_t free_factor = 0;  // a drain takes batch << free_factor pages
  friend bool operator==(const PcpLists&, const PcpLists&) = default;
};

struct LinuxZone {
  LinuxZone() = default;
  // All of its memory in use, all pageblocks movable.
  LinuxZone(const ZoneLayout& zone_layout, const ZonePolicy& zone_policy);

  ZoneLayout layout;
  ZonePolicy policy;
  FreeAreas areas;
  std::vector<MigrateType> block_types;  // of each pageblock, from the one of areas.base()
  FreeCounter free;
  PcpLists pcp;
  uint32_t boost = 0;           // pages on top of every watermark
  uint32_t highatomic = 0;      // pages in reserved pageblocks
  bool reclaim_active = false;  // somebody is reclaiming: keep the per-CPU lists short
  std::vector<uint64_t> lru;    // one bit per frame: in use and movable by reclaim

  MigrateType block_type(uint32_t frame) const { return block_types[frame >> kPageblockOrder]; }
  void set_block_type(uint32_t frame, MigrateType type) {
    block_types[frame >> kPageblockOrder] = type;
  }
  uint32_t first_frame() const { return areas.frame_of(layout.start); }
  uint32_t end_frame() const { return areas.frame_of(layout.end()); }
  bool on_lru(uint32_t frame) const { return ((lru[frame / 64] >> (frame % 64)) & 1) != 0; }
  void put_on_lru(FrameRun frames);
  uint64_t memory_bytes() const;

  friend bool operator==(const LinuxZone&, const LinuxZone&) = default;
};

}  // namespace kmem

#endif  // KMEM_BUDDY_LINUX_ZONE_H_
