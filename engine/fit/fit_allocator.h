// fit_allocator.h — first, best, worst and next fit: one contiguous segment, cut where it is asked.
//
//   start                                                      end
//   [ block ][ hole      ][ block ][ block ][ hole ][ block    ]
//
// These are the textbook's allocators to compare with (Knuth, The Art of Computer Programming,
// vol. 1, 2.5; Tanenbaum, Modern Operating Systems, "Memory management with linked lists"). A
// request is rounded up to 8 bytes and cut off the low end of one hole; what is left stays a hole.
// A block given back joins the holes beside it at once. They differ only in the hole they choose:
//
//   first fit   the lowest hole that is large enough
//   next fit    the same, but the search goes on where the last block ended, and wraps around once
//   best fit    the smallest hole that is large enough; of several, the lowest
//   worst fit   the largest hole; of several, the lowest
//
// The list of regions lies outside the segment, so no byte of it goes to headers: the most that
// these allocators could do. Blocks are aligned to 8 bytes only, where the buddy allocator's are
// aligned to their size.
//
// Invariants (fit_audit.cc checks each by this name):
//   tiling      the regions follow each other from the start of the segment to its end
//   eager       no two holes are neighbours
//   index       the trees hold what the list holds
//   accounting  the sums kept beside the list are those of the list
#ifndef KMEM_FIT_FIT_ALLOCATOR_H_
#define KMEM_FIT_FIT_ALLOCATOR_H_

#include <vector>

#include "base/result.h"
#include "base/types.h"
#include "fit/region_tree.h"

namespace kmem {

enum class FitPolicy : uint8_t { first, best, worst, next };

inline constexpr Bytes kFitAlign = 8;

// A run of bytes that is one block in use, or one hole.
struct Region {
  Address start = 0;
  Bytes size = 0;
  Bytes requested = 0;    // of a block
  uint32_t prev = kNone;  // the region that ends where this one starts
  uint32_t next = kNone;  // the one that starts where this one ends; or the next unused id
  bool hole = false;
  friend bool operator==(const Region&, const Region&) = default;
};

// Work done since the segment was made.
struct FitWork {
  uint64_t looks = 0;   // holes looked at
  uint64_t splits = 0;  // holes of which a part stayed a hole
  uint64_t merges = 0;  // joins of two neighbours
  uint64_t failures = 0;
  friend bool operator==(const FitWork&, const FitWork&) = default;
};

class FitAllocator {
 public:
  FitAllocator() = default;
  // One hole of `segment` bytes, a multiple of 8 that is not 0. Errors: bad_size.
  static Result<FitAllocator> create(FitPolicy policy, Bytes segment);

  // The hole that a request would get, and how many holes the search looks at.
  struct Choice {
    uint32_t hole = kNone;
    uint32_t looks = 0;
  };
  Choice choose(Bytes requested) const;

  // Errors: zero_bytes, exhausted, fragmented; only failures and looks have changed then.
  Result<Address> alloc(Bytes requested);
  // Gives back the block that starts at `address`; returns none, or why nothing was changed:
  // double_free, interior_pointer, outside_segment.
  Errc free(Address address);

  FitPolicy policy() const { return policy_; }
  Bytes segment() const { return segment_; }
  Bytes free_bytes() const { return free_bytes_; }
  Bytes requested_bytes() const { return requested_bytes_; }
  Bytes largest_hole() const { return by_address_.largest_hole(); }
  uint32_t holes() const { return by_address_.holes(); }
  const FitWork& work() const { return work_; }
  // Where next fit starts to search: the end of the block handed out last.
  Address rover() const { return rover_; }

  // The regions in address order: from first_region() along `next` to kNone.
  uint32_t first_region() const { return 0; }
  const Region& region(uint32_t id) const { return regions_[id]; }
  // The region a byte of the segment lies in.
  uint32_t region_of(Address address) const { return by_address_.at_or_before({address, 0}); }

  // Bytes of this value, what its vectors hold included.
  uint64_t memory_bytes() const;

  friend bool operator==(const FitAllocator&, const FitAllocator&) = default;

 private:
  friend class FitSurgeon;
  friend const char* audit(const FitAllocator& fit);

  Choice choose_next(Bytes size) const;
  void cut(uint32_t hole, Bytes size);
  void join_next(uint32_t id);
  uint32_t new_region(const Region& region);
  void release_region(uint32_t id);
  void index_hole(uint32_t id);
  void unindex_hole(uint32_t id);

  FitPolicy policy_ = FitPolicy::first;
  Bytes segment_ = 0;
  Bytes free_bytes_ = 0;
  Bytes requested_bytes_ = 0;
  Address rover_ = 0;
  FitWork work_;
  std::vector<Region> regions_;  // 0 always starts the segment
  uint32_t unused_ = kNone;      // ids of regions that were joined to others
  RegionTree by_address_;        // every region
  RegionTree by_size_;           // the holes; best fit only
};

}  // namespace kmem

#endif  // KMEM_FIT_FIT_ALLOCATOR_H_
