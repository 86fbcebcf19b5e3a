#include "trace/page_run.h"

namespace kmem {

// Only the last list has blocks, if any.
void PageRun::append_looks(std::vector<Event>& events, uint32_t last_nr_free) const {
  for (uint32_t k = order(); k <= end(); ++k)
    events.push_back(make_event(EventKind::look, k, 0, k == end() ? last_nr_free : 0));
}

void PageRun::append_alloc(std::vector<Event>& events) const {
  append_looks(events, packed.small);
  events.push_back(make_event(EventKind::take, end(), 0, packed.main));
  for (uint32_t k = end(); k-- > order();)
    events.push_back(make_event(EventKind::split, k, 0, packed.main));
  events.push_back(make_event(EventKind::hand_out, order(), 0, packed.main));
}

void PageRun::append_free(std::vector<Event>& events) const {
  uint32_t pfn = packed.main;
  events.push_back(make_event(EventKind::free_pages, order(), 0, pfn));
  constexpr uint32_t kMerge = static_cast<uint32_t>(BuddyVerdict::merge);
  for (uint32_t k = order(); k < end(); ++k) {
    events.push_back(make_event(EventKind::buddy_look, k, kMerge, pfn ^ (1u << k)));
    pfn &= ~(1u << k);
    events.push_back(make_event(EventKind::coalesce, k + 1, 0, pfn));
  }
  if (packed.small != static_cast<uint32_t>(BuddyVerdict::top_order))
    events.push_back(make_event(EventKind::buddy_look, end(), packed.small, pfn ^ (1u << end())));
  events.push_back(make_event(EventKind::block_free, end(), packed.small, pfn));
}

size_t event_count(const Event& entry) {
  const PageRun run{entry};
  if (run.request() < PageRun::kNoBlock) return 1;
  const size_t steps = run.end() - run.order();
  if (run.request() == PageRun::kNoBlock) return steps + 2;
  if (run.request() == PageRun::kAlloc) return 2 * steps + 3;
  return 2 * steps + (entry.small == static_cast<uint32_t>(BuddyVerdict::top_order) ? 2 : 3);
}

void append_events(const Event& entry, std::vector<Event>& events) {
  const PageRun run{entry};
  switch (run.request()) {
    case PageRun::kAlloc:
      return run.append_alloc(events);
    case PageRun::kFree:
      return run.append_free(events);
    case PageRun::kNoBlock:
      run.append_looks(events, 0);
      return events.push_back(
          make_event(EventKind::no_block, run.order(), entry.small, entry.main));
    default:
      return events.push_back(entry);
  }
}

}  // namespace kmem
