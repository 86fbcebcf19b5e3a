// page_run.h — all events of one request to the page allocator, in the place of one.
//
// A request's events follow from a few numbers: which order was asked for, where a block was found,
// where coalescing ended. A log that is only read later keeps those numbers and has the events put
// together when they are read:
//
//   alloc     look … look  take  split … split  hand_out
//   no_block  look … look  no_block
//   free      free_pages  buddy_look coalesce … buddy_look  block_free
#ifndef KMEM_TRACE_PAGE_RUN_H_
#define KMEM_TRACE_PAGE_RUN_H_

#include <cstddef>
#include <vector>

#include "trace/event.h"

namespace kmem {

// An event whose kind is none of the table: three bits tell the request, five bits the order it is
// about. Which is all that keeps a run and an event apart in a log.
struct PageRun {
  Event packed;

  // `found`: the order whose free list of `nr_free` blocks had the block at `pfn` at its head; all
  // lists from `order` to below it were empty.
  static constexpr PageRun alloc(uint32_t order, uint32_t found, uint32_t nr_free, uint32_t pfn) {
    return make(kAlloc, order, found, nr_free, pfn);
  }
  // Is there room for this count?
  static constexpr bool holds(uint32_t nr_free) { return nr_free <= 0xffff; }
  // All lists from `order` to `top` were empty. `largest` and `free` are those of the event.
  static constexpr PageRun no_block(uint32_t order, uint32_t top, uint32_t largest, uint32_t free) {
    return make(kNoBlock, order, top, largest, free);
  }
  // The block at `pfn` is being freed …
  static void begin_free(Event* entry, uint32_t order, uint32_t pfn) {
    entry->kind = static_cast<EventKind>(kFree | order);
    entry->main = pfn;
  }
  // … and merged up to order `end`, where `why` ended it.
  static void end_free(Event* entry, uint32_t end, BuddyVerdict why) {
    entry->order = static_cast<uint8_t>(end);
    entry->small = static_cast<uint16_t>(why);
  }

 private:
  friend size_t event_count(const Event& entry);
  friend void append_events(const Event& entry, std::vector<Event>& events);

  enum Request : uint32_t { kNoBlock = 0xa0, kAlloc = 0xc0, kFree = 0xe0 };
  static_assert(kEventKindCount <= kNoBlock);
  static constexpr uint32_t kOrderMask = 0x1f;

  static constexpr PageRun make(Request request, uint32_t order, uint32_t end, uint32_t detail,
                                uint32_t subject) {
    return {{static_cast<EventKind>(request | order), static_cast<uint8_t>(end),
             static_cast<uint16_t>(detail), subject}};
  }
  constexpr uint32_t request() const { return static_cast<uint32_t>(packed.kind) & ~kOrderMask; }
  constexpr uint32_t order() const { return static_cast<uint32_t>(packed.kind) & kOrderMask; }
  constexpr uint32_t end() const { return packed.order; }

  void append_looks(std::vector<Event>& events, uint32_t last_nr_free) const;
  void append_alloc(std::vector<Event>& events) const;
  void append_free(std::vector<Event>& events) const;
};

// The events that an entry of a log stands for: itself, or those of a run.
size_t event_count(const Event& entry);
void append_events(const Event& entry, std::vector<Event>& events);

}  // namespace kmem

#endif  // KMEM_TRACE_PAGE_RUN_H_
