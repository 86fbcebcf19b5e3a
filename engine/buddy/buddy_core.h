// buddy_core.h — split and coalesce, the two moves of every buddy allocator.
//
// They work on a *space*: frames, some of which are first frames of free blocks. A space offers
//   pfn_of(frame)             the number under which events name the frame
//   top_order()               the order at which coalescing ends
//   is_free(frame, order)     is it the first frame of a free block of exactly this order?
//   verdict(frame, order)     the same as a reason, for the log
//   unlink(frame, order)      takes a free block off its list
//   forget(frame)             it is no longer the first frame of a block
//   mark_in_transit(frame, order)
// A frame here is an index whose bits are those of the pfn, up to the top order.
#ifndef KMEM_BUDDY_BUDDY_CORE_H_
#define KMEM_BUDDY_BUDDY_CORE_H_

#include "base/types.h"
#include "trace/event.h"

namespace kmem {

// Halves a block until it is of order `to`: each upper half goes to `put_half(frame, order)`, the
// lowest frame stays. [R2, R2b]
template <class Space, class PutHalf, class Log>
void split_down(Space& space, uint32_t frame, uint32_t from, uint32_t to, PutHalf put_half,
                Log& log) {
  while (from > to) {
    --from;
    put_half(frame + (1u << from), from);
    if constexpr (Log::kWatched) space.mark_in_transit(frame, from);
    log.emit(make_event(EventKind::split, from, 0, space.pfn_of(frame)));
  }
}

// A block that no free buddy is left for, and why.
struct CoalescedBlock {
  uint32_t frame;
  uint32_t order;
  BuddyVerdict why;
};

// Joins a block with its buddy while that is free and whole, and `may_merge(buddy, order)`. [R5]
template <class Space, class MayMerge, class Log>
CoalescedBlock coalesce(Space& space, uint32_t frame, uint32_t order, MayMerge may_merge,
                        Log& log) {
  BuddyVerdict why = BuddyVerdict::top_order;
  for (; order < space.top_order(); ++order) {
    const uint32_t buddy = frame ^ (1u << order);
    why = space.verdict(buddy, order);
    log.emit(
        make_event(EventKind::buddy_look, order, static_cast<uint32_t>(why), space.pfn_of(buddy)));
    if (!space.is_free(buddy, order) || !may_merge(buddy, order)) break;

    space.unlink(buddy, order);
    space.forget(frame | buddy);
    frame &= buddy;
    why = BuddyVerdict::top_order;
    if constexpr (Log::kWatched) space.mark_in_transit(frame, order + 1);
    log.emit(make_event(EventKind::coalesce, order + 1, 0, space.pfn_of(frame)));
  }
  return {frame, order, why};
}

}  // namespace kmem

#endif  // KMEM_BUDDY_BUDDY_CORE_H_
