// zone_inl.h — the two verbs of zone.h. In a header so that a silent log costs nothing.
#ifndef KMEM_BUDDY_ZONE_INL_H_
#define KMEM_BUDDY_ZONE_INL_H_

#include "buddy/zone.h"

namespace kmem {

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

// The state in the middle of a request is seen only through a log.
template <class Log>
void Zone::mark_in_transit(uint32_t pfn, uint32_t order) {
  if constexpr (Log::kOn) states_[pfn] = FrameState(FrameKind::in_transit, Order(order));
}

template <class Log>
void Zone::split_down(uint32_t pfn, uint32_t from, uint32_t to, Log& log) {
  while (from > to) {
    --from;
    push(pfn + (1u << from), from);
    mark_in_transit<Log>(pfn, from);
    log.emit(make_event(EventKind::split, from, 0, pfn));
  }
}

template <class Log>
Result<Pfn> Zone::alloc_pages(Order order, Bytes requested, BlockOwner owner, Log& log) {
  const uint32_t sufficient = nonempty_ >> order.value << order.value;
  const uint32_t found =
      sufficient ? static_cast<uint32_t>(std::countr_zero(sufficient)) : top_order_.value;
  work_.list_looks += found - order.value + 1;
  if constexpr (Log::kOn) {
    for (uint32_t k = order.value; k <= found; ++k)
      log.emit(make_event(EventKind::look, k, 0, areas_[k].nr_free));
  }
  if (!sufficient) [[unlikely]] {
    log.emit(make_event(EventKind::no_block, order.value, largest_free(), free_frames_));
    return failure(order);
  }

  const uint32_t pfn = areas_[found].head;
  pop(found);
  mark_in_transit<Log>(pfn, found);
  log.emit(make_event(EventKind::take, found, 0, pfn));
  split_down(pfn, found, order.value, log);
  work_.splits += found - order.value;

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
  log.emit(make_event(EventKind::hand_out, order.value, 0, pfn));
  return Pfn(pfn);
}

// A buddy is aligned to its order, so its first frame is always the head of some block: of one of
// this order, or of a smaller one. Arithmetic instead of branches: nobody can predict this answer.
inline BuddyVerdict Zone::verdict(FrameState buddy, uint32_t order) {
  static_assert(static_cast<int>(BuddyVerdict::merge) == 0 &&
                static_cast<int>(BuddyVerdict::in_use) == 1 &&
                static_cast<int>(BuddyVerdict::split_further) == 2);
  const uint32_t smaller = buddy.order().value < order ? 1 : 0;
  const uint32_t used = buddy.kind() != FrameKind::free ? 1 : 0;
  return static_cast<BuddyVerdict>(smaller << 1 | (used & ~smaller));
}

template <class Log>
void Zone::free_pages(Pfn block, Log& log) {
  uint32_t pfn = block.value;
  uint32_t order = states_[pfn].order().value;
  free_frames_ += 1u << order;
  if (states_[pfn].kind() == FrameKind::slab) {
    slab_frames_ -= 1u << order;
  } else {
    requested_bytes_ -= requested_of(block);
  }
  mark_in_transit<Log>(pfn, order);
  log.emit(make_event(EventKind::free_pages, order, 0, pfn));

  BuddyVerdict why = BuddyVerdict::top_order;
  for (; order < top_order_.value; ++order) {
    const uint32_t buddy = pfn ^ (1u << order);
    const FrameState state = states_[buddy];
    why = verdict(state, order);
    log.emit(make_event(EventKind::buddy_look, order, static_cast<uint32_t>(why), buddy));
    if (state != FrameState(FrameKind::free, Order(order))) break;

    unlink(buddy, order);
    states_[pfn | buddy] = FrameState();
    pfn &= buddy;
    ++work_.merges;
    why = BuddyVerdict::top_order;
    mark_in_transit<Log>(pfn, order + 1);
    log.emit(make_event(EventKind::coalesce, order + 1, 0, pfn));
  }

  push(pfn, order);
  log.emit(make_event(EventKind::block_free, order, static_cast<uint32_t>(why), pfn));
}

}  // namespace kmem

#endif  // KMEM_BUDDY_ZONE_INL_H_
