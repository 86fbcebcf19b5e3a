// buddy_core.h — split and coalesce, the two moves of every buddy allocator.
//
// They work on a *space*: frames, some of which are first frames of free blocks. A space offers
//   pfn_of(frame)             the number under which events name the frame
//   top_order()               the Order at which coalescing ends
//   verdict(frame, order)     may the block that begins here merge with its buddy, or why not?
//   join(frame, buddy, order) takes the free buddy off its list: both are one block from now on
//   mark_in_transit(frame, order)
// A frame here is an index whose bits are those of the pfn, up to the top order. The log gets each
// step; for a log that takes whole runs it is the EventSteps of the request.
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
  while (from > to) [[unlikely]] {
      --from;
      put_half(frame + (1u << from), from);
      if constexpr (Log::kWatched) space.mark_in_transit(frame, from);
      log.emit(make_event(EventKind::split, from, 0, space.pfn_of(frame)));
    }
}

template <class Space, class Log>
BuddyVerdict look_at_buddy(const Space& space, uint32_t frame, uint32_t order, Log& log) {
  if (order == space.top_order().value) return BuddyVerdict::top_order;
  const uint32_t buddy = frame ^ (1u << order);
  const BuddyVerdict verdict = space.verdict(buddy, order);
  log.emit(make_event(EventKind::buddy_look, order, static_cast<uint32_t>(verdict),
                      space.pfn_of(buddy)));
  return verdict;
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
  BuddyVerdict why = look_at_buddy(space, frame, order, log);
  while (why == BuddyVerdict::merge && may_merge(frame ^ (1u << order), order)) [[unlikely]] {
      const uint32_t buddy = frame ^ (1u << order);
      space.join(frame, buddy, order);
      frame &= buddy;
      ++order;
      if constexpr (Log::kWatched) space.mark_in_transit(frame, order);
      log.emit(make_event(EventKind::coalesce, order, 0, space.pfn_of(frame)));
      why = look_at_buddy(space, frame, order, log);
    }
  return {frame, order, why};
}

}  // namespace kmem

#endif  // KMEM_BUDDY_BUDDY_CORE_H_
