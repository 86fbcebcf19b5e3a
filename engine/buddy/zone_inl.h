// zone_inl.h — the two verbs of zone.h, and block_of, which every free asks. In a header so that a
// silent log costs nothing.
#ifndef KMEM_BUDDY_ZONE_INL_H_
#define KMEM_BUDDY_ZONE_INL_H_

#include "buddy/zone.h"

namespace kmem {

// Heads that could hold the frame are found by clearing its lowest set bits, one after another.
inline Block Zone::block_of(Pfn pfn) const {
  uint32_t head = pfn.value;
  while (!states_[head].is_head()) {
    KMEM_CHECK(head != 0);
    head &= head - 1;
  }
  return {Pfn(head), states_[head].order(), states_[head].kind()};
}

inline void Zone::push(uint32_t pfn, uint32_t order) {
  FreeArea& area = areas_[order];
  states_[pfn] = FrameState(FrameKind::free, Order(order));
  links_[pfn] = {area.head, kNone};
  if (area.head != kNone) links_[area.head].prev = pfn;
  area.head = pfn;
  ++area.nr_free;
  nonempty_ |= 1u << order;
}

inline void Zone::unlink(uint32_t pfn, uint32_t order) {
  const Link link = links_[pfn];
  if (link.prev == kNone) return pop(order);
  links_[link.prev].next = link.next;
  if (link.next != kNone) links_[link.next].prev = link.prev;
  --areas_[order].nr_free;
}

inline void Zone::pop(uint32_t order) {
  FreeArea& area = areas_[order];
  area.head = links_[area.head].next;
  --area.nr_free;
  if (area.head != kNone) {
    links_[area.head].prev = kNone;
  } else {
    nonempty_ &= ~(1u << order);
  }
}

// The smallest order with a free block, from `order` up, or kNone. The mask knows; the events tell
// of looking at one free area after the other.
template <class Log>
uint32_t Zone::look_for_block(uint32_t order, EventSteps<Log>& steps) {
  const uint32_t sufficient = nonempty_ >> order << order;
  const uint32_t found =
      sufficient ? static_cast<uint32_t>(std::countr_zero(sufficient)) : top_order_.value;
  work_.list_looks += found - order + 1;
  for (; order <= found; ++order)
    steps.emit(make_event(EventKind::look, order, 0, areas_[order].nr_free));
  return sufficient ? found : kNone;
}

inline void Zone::hand_out(uint32_t pfn, Order order, Bytes requested, BlockOwner owner) {
  free_frames_ -= frames_of(order);
  if (owner == BlockOwner::pages) {
    states_[pfn] = FrameState(FrameKind::pages, order);
    links_[pfn] = {static_cast<uint32_t>(requested), static_cast<uint32_t>(requested >> 32)};
    requested_bytes_ += requested;
  } else {
    states_[pfn] = FrameState(FrameKind::slab, order);
    links_[pfn] = {kNone, kNone};
    slab_frames_ += frames_of(order);
  }
}

template <class Log>
Errc Zone::refuse(Order order, EventSteps<Log>& steps) const {
  steps.emit(make_event(EventKind::no_block, order.value, largest_free(), free_frames_));
  steps.run_no_block(order.value, top_order_.value, largest_free(), free_frames_);
  return failure(order);
}

template <class Log>
Result<Pfn> Zone::alloc_pages(Order order, Bytes requested, BlockOwner owner, Log& log) {
  EventSteps<Log> steps(log);
  const uint32_t found = look_for_block(order.value, steps);
  if (found == kNone) [[unlikely]]
    return refuse(order, steps);
  const uint32_t pfn = areas_[found].head;
  steps.run_alloc(order.value, found, areas_[found].nr_free, pfn);
  pop(found);
  if constexpr (Log::kWatched) mark_in_transit(pfn, found);
  steps.emit(make_event(EventKind::take, found, 0, pfn));
  const auto put_half = [this](uint32_t half, uint32_t k) {
    push(half, k);
    ++work_.splits;
  };
  split_down(*this, pfn, found, order.value, put_half, steps);
  hand_out(pfn, order, requested, owner);
  steps.emit(make_event(EventKind::hand_out, order.value, 0, pfn));
  return Pfn(pfn);
}

// A buddy is aligned to its order, so its first frame is always the head of some block: of one of
// this order, or of a smaller one. Nobody can predict which, so that answer takes no branch.
inline BuddyVerdict Zone::verdict(uint32_t pfn, uint32_t order) const {
  static_assert(static_cast<int>(BuddyVerdict::in_use) == 1 &&
                static_cast<int>(BuddyVerdict::split_further) == 2);
  const FrameState state = states_[pfn];
  if (state == FrameState(FrameKind::free, Order(order))) [[unlikely]]
    return BuddyVerdict::merge;
  return static_cast<BuddyVerdict>(1 + (state.order().value < order ? 1 : 0));
}

inline void Zone::join(uint32_t pfn, uint32_t buddy, uint32_t order) {
  unlink(buddy, order);
  states_[pfn | buddy] = FrameState();
  ++work_.merges;
}

inline void Zone::take_back(uint32_t pfn, Order order) {
  free_frames_ += frames_of(order);
  if (states_[pfn].kind() == FrameKind::slab) {
    slab_frames_ -= frames_of(order);
  } else {
    requested_bytes_ -= requested_of(Pfn(pfn));
  }
}

template <class Log>
void Zone::free_pages(Pfn block, Log& log) {
  EventSteps<Log> steps(log);
  const uint32_t pfn = block.value;
  const Order order = states_[pfn].order();
  take_back(pfn, order);
  if constexpr (Log::kWatched) mark_in_transit(pfn, order.value);
  steps.emit(make_event(EventKind::free_pages, order.value, 0, pfn));
  steps.begin_free(order.value, pfn);

  const auto always = [](uint32_t, uint32_t) { return true; };
  const CoalescedBlock whole = coalesce(*this, pfn, order.value, always, steps);
  push(whole.frame, whole.order);
  steps.emit(make_event(EventKind::block_free, whole.order, static_cast<uint32_t>(whole.why),
                        whole.frame));
  steps.end_free(whole.order, whole.why);
}

}  // namespace kmem

#endif  // KMEM_BUDDY_ZONE_INL_H_
