// why_pages.cc — the causes of a block that was handed out: the order, the list, its head.
#include "course/why_replay.h"

namespace kmem {
namespace {

// A request for pages as its events tell it. After a reaping it searches again: what counts is the
// last search.
struct Search {
  Past call;            // alloc_pages
  uint32_t order = 0;   // asked for
  uint32_t frames = 0;  // needed, if the request was rounded up
  uint32_t first_look = 0;
  uint32_t first_count = 0;  // free blocks of the order asked for
  std::optional<Past> pressure;
  std::optional<Past> take;
  std::optional<Past> hand_out;
};

Search search_of(const std::vector<Event>& events, uint32_t command, uint32_t index) {
  Search search;
  uint32_t at = index < events.size() ? index : static_cast<uint32_t>(events.size()) - 1;
  while (at > 0 && events[at].kind != EventKind::alloc_pages) --at;
  search.call = {command, at, events[at]};
  search.order = events[at].order;
  bool looked = false;
  for (uint32_t i = at + 1; i < events.size(); ++i) {
    const Event& event = events[i];
    if (event.kind == EventKind::alloc_pages) break;
    if (event.kind == EventKind::round_up) search.frames = event.main;
    if (event.kind == EventKind::pressure) {
      search.pressure = Past{command, i, event};
      looked = false;
    }
    if (event.kind == EventKind::look && !looked) {
      looked = true;
      search.first_look = i;
      search.first_count = event.main;
    }
    if (event.kind == EventKind::take) search.take = Past{command, i, event};
    if (event.kind == EventKind::hand_out) {
      search.hand_out = Past{command, i, event};
      break;
    }
  }
  return search;
}

// The cache that asks for a slab, if it is one that asks: its grow stands before the call.
const Event* grow_before(const std::vector<Event>& events, uint32_t call) {
  return call > 0 && events[call - 1].kind == EventKind::grow ? &events[call - 1] : nullptr;
}

// Who put a block on its free list: a free, a split, or nobody, for the segment begins as one
// block.
WhyStep head_origin(const Replay& replay, const Past& take) {
  const uint32_t order = take.event.order;
  const uint32_t pfn = take.event.main;
  const auto put_there = [&](const Event& event) {
    if (event.kind == EventKind::block_free) return event.order == order && event.main == pfn;
    return event.kind == EventKind::split && event.order == order &&
           event.main + frames_of(Order(order)) == pfn;
  };
  const std::optional<Past> origin = replay.last(put_there, take);
  if (!origin) return remark(Text{.key = "why.head.start", .values = {}}.number("pfn", pfn), pfn);
  const bool freed = origin->event.kind == EventKind::block_free;
  return step(Text{.key = freed ? "why.head.freed" : "why.head.split", .values = {}}
                  .number("pfn", pfn)
                  .number("order", order)
                  .number("n", origin->command + 1)
                  .text("call", replay.call(origin->command)),
              origin->command, origin->index, pfn);
}

WhyStep order_step(const Replay& replay, const std::vector<Event>& events, const Search& search) {
  const uint32_t order = search.order;
  const Past& call = search.call;
  if (const Event* grow = grow_before(events, call.index)) {
    const KmemCache& cache = replay.machine().caches()[CacheId(grow->small)];
    return step(Text{.key = "why.order.slab", .values = {}}
                    .text("cache", cache.name())
                    .number("order", order)
                    .number("objects", cache.layout().objects)
                    .bytes("size", replay.block_bytes(order))
                    .bytes("tail", cache.layout().tail),
                call.command, call.index - 1);
  }
  if (search.frames == 0)
    return step(Text{.key = "why.order.asked", .values = {}}.number("order", order), call.command,
                call.index);
  const bool exact = search.frames == frames_of(Order(order));
  return step(Text{.key = exact ? "why.order.exact" : "why.order.rounded", .values = {}}
                  .bytes("bytes", call.event.wide())
                  .number("frames", search.frames)
                  .number("block_frames", frames_of(Order(order)))
                  .number("order", order),
              call.command, call.index);
}

}  // namespace

WhyChain order_chain(const Replay& replay, uint32_t command, uint32_t index) {
  const std::vector<Event> events = replay.events(command);
  return {order_step(replay, events, search_of(events, command, index))};
}

WhyChain take_chain(const Replay& replay, uint32_t command, uint32_t index) {
  const Search search = search_of(replay.events(command), command, index);
  WhyChain chain;
  if (search.pressure)
    chain.push_back(step(Text{.key = "why.pressure", .values = {}}
                             .number("order", search.order)
                             .number("count", search.pressure->event.main),
                         command, search.pressure->index));
  if (!search.take) return chain;
  const uint32_t found = search.take->event.order;
  const uint32_t pfn = search.take->event.main;
  const bool exact = found == search.order;
  chain.push_back(step(Text{.key = exact ? "why.list.exact" : "why.list.climb", .values = {}}
                           .number("order", search.order)
                           .number("nr_free", search.first_count)
                           .number("found", found),
                       command, search.first_look));
  chain.push_back(
      step(Text{.key = "why.head", .values = {}}.number("pfn", pfn).number("order", found), command,
           search.take->index, pfn));
  chain.push_back(head_origin(replay, *search.take));
  return chain;
}

WhyChain pages_chain(const Replay& replay, uint32_t command, uint32_t index) {
  const std::vector<Event> events = replay.events(command);
  const Search search = search_of(events, command, index);
  if (!search.hand_out) return {};
  const uint32_t pfn = search.hand_out->event.main;
  WhyChain chain;
  const Event* grow = grow_before(events, search.call.index);
  chain.push_back(
      step(Text{.key = grow != nullptr ? "why.block.slab" : "why.block.pages", .values = {}}
               .number("pfn", pfn)
               .number("n", command + 1)
               .text("call", replay.call(command))
               .text("cache", grow != nullptr ? replay.cache_name(grow->small) : std::string()),
           command, search.hand_out->index, pfn));
  chain.push_back(order_step(replay, events, search));
  append(chain, take_chain(replay, command, index));
  if (search.take && search.take->event.order > search.order)
    chain.push_back(step(Text{.key = "why.splits", .values = {}}
                             .number("splits", search.take->event.order - search.order)
                             .number("found", search.take->event.order)
                             .number("order", search.order)
                             .number("pfn", pfn),
                         command, search.hand_out->index, pfn));
  return chain;
}

}  // namespace kmem
