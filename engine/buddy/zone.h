// zone.h — the buddy allocator: one segment of page frames and its free areas.
//
//   order 2   [ 0  1  2  3 ]                    a block is 2^order frames, aligned to its size
//   order 1   [ 0  1 ][ 2  3 ]                  buddies differ in exactly one pfn bit
//   order 0   [ 0 ][ 1 ][ 2 ][ 3 ]
//
// A request takes the head of the smallest sufficient free area and splits it down, handing out
// the low half each time; a free coalesces upwards while the buddy is free and of the same order
// (Knuth, The Art of Computer Programming, vol. 1, 2.5, algorithms R and S).
//
// Invariants (zone_audit.cc checks each by this name):
//   tiling      every frame belongs to exactly one block, aligned to its size
//   lists       a block is on the free list of its order exactly if its head says it is free
//   eager       no two free buddies of equal order below the top order
//   mask        bit k of nonempty is set exactly if free area k has a block
//   accounting  free frames + frames of pages + frames of slabs = frames of the segment
//
// A zone is a value: it can be copied, compared and saved. Links are frame numbers.
#ifndef KMEM_BUDDY_ZONE_H_
#define KMEM_BUDDY_ZONE_H_

#include <array>
#include <bit>

#include "base/result.h"
#include "base/types.h"
#include "base/vector.h"
#include "buddy/buddy_core.h"
#include "buddy/frame_state.h"
#include "trace/event_steps.h"

namespace kmem {

// The free list of one order. Frame numbers link the blocks, head first.
struct FreeArea {
  uint32_t head = kNone;
  uint32_t nr_free = 0;
  friend bool operator==(const FreeArea&, const FreeArea&) = default;
};

// Work done since the segment was made.
struct BuddyWork {
  uint64_t list_looks = 0;
  uint64_t splits = 0;
  uint64_t merges = 0;
  friend bool operator==(const BuddyWork&, const BuddyWork&) = default;
};

// Who holds a block that is in use.
enum class BlockOwner : uint8_t { pages, slab };

// A block as a reader sees it.
struct Block {
  Pfn head;
  Order order;
  FrameKind kind = FrameKind::interior;
};

class Zone {
 public:
  Zone() = default;

  // A segment of `frames` page frames of `page_size` bytes, all free.
  // Errors: bad_frames, bad_page_size.
  static Result<Zone> create(uint64_t frames, Bytes page_size);

  uint32_t frames() const { return static_cast<uint32_t>(states_.size()); }
  Bytes page_size() const { return Bytes{1} << page_shift_; }
  uint32_t page_shift() const { return page_shift_; }
  Bytes bytes() const { return Bytes{frames()} << page_shift_; }
  Order top_order() const { return top_order_; }
  uint32_t free_frames() const { return free_frames_; }
  uint32_t slab_frames() const { return slab_frames_; }
  uint32_t page_frames() const { return frames() - free_frames_ - slab_frames_; }
  // Bytes the holders of pages asked for, of page_frames() × page_size() granted.
  Bytes requested_bytes() const { return requested_bytes_; }
  const FreeArea& area(Order order) const { return areas_[order.value]; }
  const BuddyWork& work() const { return work_; }
  FrameState state(Pfn pfn) const { return states_[pfn.value]; }
  const Vector<FrameState>& states() const { return states_; }
  // The next block of a free list, or kNone; pfn must be the head of a free block.
  uint32_t next_free(Pfn pfn) const { return links_[pfn.value].next; }
  uint32_t prev_free(Pfn pfn) const { return links_[pfn.value].prev; }
  // The order of the largest free block + 1; 0 if no frame is free.
  uint32_t largest_free() const { return static_cast<uint32_t>(std::bit_width(nonempty_)); }
  uint32_t nonempty() const { return nonempty_; }

  // The smallest order whose blocks hold `bytes`; above top_order() if none does.
  Order order_for(Bytes bytes) const;
  // The block a frame belongs to.
  Block block_of(Pfn pfn) const;
  // Bytes that were asked for; pfn must be the head of a block of kind pages.
  Bytes requested_of(Pfn pfn) const {
    return (Bytes{links_[pfn.value].prev} << 32) | links_[pfn.value].next;
  }
  // What a slab's cache wrote at its head with set_tag; pfn must be the head of a slab.
  uint32_t tag_high(Pfn pfn) const { return links_[pfn.value].prev; }
  uint32_t tag_low(Pfn pfn) const { return links_[pfn.value].next; }
  void set_tag(Pfn pfn, uint32_t high, uint32_t low) { links_[pfn.value] = {low, high}; }
  // Is a free block of this order or a larger one there?
  bool can_alloc(Order order) const { return (nonempty_ >> order.value) != 0; }
  // Bytes that the frame tables take.
  uint64_t memory_bytes() const {
    return states_.capacity() * sizeof(FrameState) + links_.capacity() * sizeof(Link);
  }
  // Why alloc_pages(order) fails when it does.
  Errc failure(Order order) const {
    return free_frames_ < frames_of(order) ? Errc::exhausted : Errc::fragmented;
  }

  // Takes a block of `order`, which must be at most top_order(), for a request of `requested`
  // bytes. Errors: exhausted, fragmented; nothing has changed then.
  template <class Log>
  Result<Pfn> alloc_pages(Order order, Bytes requested, BlockOwner owner, Log& log);

  // Gives a block back; pfn must be the head of a block in use.
  template <class Log>
  void free_pages(Pfn pfn, Log& log);

  friend bool operator==(const Zone&, const Zone&) = default;

 private:
  friend class ZoneSurgeon;  // tests break a zone on purpose, to see the audit find it

  // In a free list: the neighbours. Pages in use: the requested bytes, low and high half. A slab:
  // the tag of its cache.
  struct Link {
    uint32_t next = 0;
    uint32_t prev = 0;
    friend bool operator==(const Link&, const Link&) = default;
  };

  // What buddy_core.h asks of a space: a frame is its own pfn.
  template <class Space, class PutHalf, class Log>
  friend void split_down(Space&, uint32_t, uint32_t, uint32_t, PutHalf, Log&);
  template <class Space, class Log>
  friend BuddyVerdict look_at_buddy(const Space&, uint32_t, uint32_t, Log&);
  template <class Space, class MayMerge, class Log>
  friend CoalescedBlock coalesce(Space&, uint32_t, uint32_t, MayMerge, Log&);
  static uint32_t pfn_of(uint32_t frame) { return frame; }
  BuddyVerdict verdict(uint32_t pfn, uint32_t order) const;
  void join(uint32_t pfn, uint32_t buddy, uint32_t order);
  void mark_in_transit(uint32_t pfn, uint32_t order) {
    states_[pfn] = FrameState(FrameKind::in_transit, Order(order));
  }

  void push(uint32_t pfn, uint32_t order);
  void unlink(uint32_t pfn, uint32_t order);
  void pop(uint32_t order);
  void hand_out(uint32_t pfn, Order order, Bytes requested, BlockOwner owner);
  void take_back(uint32_t pfn, Order order);
  template <class Log>
  uint32_t look_for_block(uint32_t order, EventSteps<Log>& steps);
  template <class Log>
  Errc refuse(Order order, EventSteps<Log>& steps) const;

  Vector<FrameState> states_;
  Vector<Link> links_;
  std::array<FreeArea, kMaxOrder + 1> areas_{};
  uint32_t nonempty_ = 0;
  uint32_t free_frames_ = 0;
  uint32_t slab_frames_ = 0;
  uint32_t page_shift_ = 12;
  Order top_order_;
  Bytes requested_bytes_ = 0;
  BuddyWork work_;
};

}  // namespace kmem

#include "buddy/zone_inl.h"

#endif  // KMEM_BUDDY_ZONE_H_
