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

// Nobody sees the state in the middle of a request, except through a log that is watched.
template <class Log>
void Zone::mark_in_transit(uint32_t pfn, uint32_t order) {
  if constexpr (Log::kWatched) states_[pfn] = FrameState(FrameKind::in_transit, Order(order));
}

// The smallest order with a free block, from `order` up, or kNone. The mask knows; the events tell
// of looking at one free area after the other.
template <class Log>
uint32_t Zone::look_for_block(uint32_t order, EventWriter<Log>& out) {
  const uint32_t sufficient = nonempty_ >> order << order;
  const uint32_t found =
      sufficient ? static_cast<uint32_t>(std::countr_zero(sufficient)) : top_order_.value;
  work_.list_looks += found - order + 1;
  out.emit(make_event(EventKind::look, order, 0, areas_[order].nr_free));
  while (order < found) [[unlikely]] {
      ++order;
      out.emit(make_event(EventKind::look, order, 0, areas_[order].nr_free));
    }
  return sufficient ? found : kNone;
}

template <class Log>
void Zone::split_down(uint32_t pfn, uint32_t from, uint32_t to, EventWriter<Log>& out) {
  while (from > to) [[unlikely]] {
      --from;
      push(pfn + (1u << from), from);
      ++work_.splits;
      mark_in_transit<Log>(pfn, from);
      out.emit(make_event(EventKind::split, from, 0, pfn));
    }
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
Result<Pfn> Zone::alloc_pages(Order order, Bytes requested, BlockOwner owner, Log& log) {
  EventWriter<Log> out(log);
  const uint32_t found = look_for_block(order.value, out);
  if (found == kNone) [[unlikely]] {
    out.emit(make_event(EventKind::no_block, order.value, largest_free(), free_frames_));
    return failure(order);
  }
  const uint32_t pfn = areas_[found].head;
  pop(found);
  mark_in_transit<Log>(pfn, found);
  out.emit(make_event(EventKind::take, found, 0, pfn));
  split_down(pfn, found, order.value, out);
  hand_out(pfn, order, requested, owner);
  out.emit(make_event(EventKind::hand_out, order.value, 0, pfn));
  return Pfn(pfn);
}

// A buddy is aligned to its order, so its first frame is always the head of some block: of one of
// this order, or of a smaller one. Nobody can predict which, so that answer takes no branch.
template <class Log>
BuddyVerdict Zone::look_at_buddy(uint32_t pfn, uint32_t order, EventWriter<Log>& out) const {
  if (order == top_order_.value) return BuddyVerdict::top_order;
  static_assert(static_cast<int>(BuddyVerdict::in_use) == 1 &&
                static_cast<int>(BuddyVerdict::split_further) == 2);
  const Pfn buddy = buddy_of(Pfn(pfn), Order(order));
  const FrameState state = states_[buddy.value];
  BuddyVerdict verdict = BuddyVerdict::merge;
  if (state != FrameState(FrameKind::free, Order(order))) [[likely]]
    verdict = static_cast<BuddyVerdict>(1 + (state.order().value < order ? 1 : 0));
  out.emit(make_event(EventKind::buddy_look, order, static_cast<uint32_t>(verdict), buddy.value));
  return verdict;
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
  EventWriter<Log> out(log);
  uint32_t pfn = block.value;
  uint32_t order = states_[pfn].order().value;
  take_back(pfn, Order(order));
  mark_in_transit<Log>(pfn, order);
  out.emit(make_event(EventKind::free_pages, order, 0, pfn));

  BuddyVerdict verdict = look_at_buddy(pfn, order, out);
  while (verdict == BuddyVerdict::merge) [[unlikely]] {
      const uint32_t buddy = pfn ^ (1u << order);
      unlink(buddy, order);
      states_[pfn | buddy] = FrameState();
      pfn &= buddy;
      ++order;
      ++work_.merges;
      mark_in_transit<Log>(pfn, order);
      out.emit(make_event(EventKind::coalesce, order, 0, pfn));
      verdict = look_at_buddy(pfn, order, out);
    }

  push(pfn, order);
  out.emit(make_event(EventKind::block_free, order, static_cast<uint32_t>(verdict), pfn));
}

// The longest requests: look at every order and split down all the way; merge all the way up.
static_assert((kMaxOrder + 1) + 1 + kMaxOrder + 1 <= kRequestRoom);
static_assert(1 + 2 * kMaxOrder + 1 <= kRequestRoom);

}  // namespace kmem

#endif  // KMEM_BUDDY_ZONE_INL_H_
