// why_free.cc — the causes of a free block: who gave it back, why it merged, and why it stopped.
#include "course/why_replay.h"

namespace kmem {
namespace {

uint32_t find_back(const std::vector<Event>& events, uint32_t index, EventKind kind) {
  uint32_t at = index < events.size() ? index : static_cast<uint32_t>(events.size()) - 1;
  while (at > 0 && events[at].kind != kind) --at;
  return at;
}

const char* stop_key(uint32_t verdict) {
  constexpr const char* kKeys[] = {"why.stop.merge", "why.stop.in_use", "why.stop.split_further",
                                   "why.stop.top_order"};
  return kKeys[verdict & 3];
}

// A block of the top order has no buddy; its number is then not shown.
Text stop_text(uint32_t pfn, uint32_t order, uint32_t verdict) {
  const uint32_t frames = frames_of(Order(order));
  return Text{.key = stop_key(verdict), .values = {}}
      .number("pfn", pfn)
      .number("order", order)
      .number("frames", frames)
      .number("buddy", pfn ^ frames);
}

}  // namespace

WhyChain given_back_chain(const Replay& replay, uint32_t command, uint32_t index) {
  const std::vector<Event> events = replay.events(command);
  const uint32_t start = find_back(events, index, EventKind::free_pages);
  const Event& freed = events[start];
  const bool reaped = start > 0 && events[start - 1].kind == EventKind::reap;
  const std::string cache = reaped ? replay.cache_name(events[start - 1].small) : std::string();
  return {step(Text{.key = reaped ? "why.free.reaped" : "why.free.call", .values = {}}
                   .number("pfn", freed.main)
                   .number("order", freed.order)
                   .number("n", command + 1)
                   .text("call", replay.call(command))
                   .text("cache", cache),
               command, start, freed.main)};
}

WhyChain free_chain(const Replay& replay, uint32_t command, uint32_t index) {
  const std::vector<Event> events = replay.events(command);
  const uint32_t start = find_back(events, index, EventKind::free_pages);
  WhyChain chain = given_back_chain(replay, command, index);
  std::vector<uint32_t> buddies;
  for (uint32_t i = start; i <= index && i < events.size(); ++i) {
    const Event& event = events[i];
    if (event.kind == EventKind::buddy_look &&
        event.small == static_cast<uint32_t>(BuddyVerdict::merge))
      buddies.push_back(event.main);
    if (event.kind == EventKind::block_free) {
      if (!buddies.empty())
        chain.push_back(step(Text{.key = "why.merged", .values = {}}
                                 .number("merges", buddies.size())
                                 .list("buddies", buddies)
                                 .number("order", event.order)
                                 .number("pfn", event.main),
                             command, i - 1, event.main));
      chain.push_back(
          step(stop_text(event.main, event.order, event.small), command, i, event.main));
      break;
    }
  }
  return chain;
}

namespace {

// What stands between a free block and its buddy now. Nothing in the middle of a free.
WhyStep buddy_now(const Zone& zone, uint32_t pfn, uint32_t order) {
  const Pfn buddy = buddy_of(Pfn(pfn), Order(order));
  const Block block = zone.block_of(buddy);
  const char* key = block.order.value < order       ? "why.buddy_now.split_further"
                    : block.kind == FrameKind::free ? "why.buddy_now.free"
                    : block.kind == FrameKind::slab ? "why.buddy_now.slab"
                                                    : "why.buddy_now.in_use";
  return remark(Text{.key = key, .values = {}}
                    .number("pfn", pfn)
                    .number("order", order)
                    .number("buddy", buddy.value),
                buddy.value);
}

WhyChain free_block(const Replay& replay, uint32_t pfn, uint32_t order) {
  const auto made_free = [&](const Event& event) {
    if (event.kind == EventKind::block_free) return event.order == order && event.main == pfn;
    return event.kind == EventKind::split && event.order == order &&
           event.main + frames_of(Order(order)) == pfn;
  };
  const std::optional<Past> made = replay.last(made_free);
  if (!made) return {remark(Text{.key = "why.start", .values = {}}.number("pfn", pfn), pfn)};
  WhyChain chain;
  if (made->event.kind == EventKind::block_free) {
    chain = free_chain(replay, made->command, made->index);
  } else {
    chain.push_back(step(Text{.key = "why.half", .values = {}}
                             .number("pfn", pfn)
                             .number("order", order)
                             .number("larger", order + 1)
                             .number("low", made->event.main)
                             .number("n", made->command + 1)
                             .text("call", replay.call(made->command)),
                         made->command, made->index, pfn));
  }
  if (order < replay.zone().top_order().value)
    chain.push_back(buddy_now(replay.zone(), pfn, order));
  return chain;
}

}  // namespace

WhyChain why_block(const Program& program, Position at, uint32_t pfn) {
  const Replay replay(program, at);
  if (pfn >= replay.zone().frames()) return {};
  const Block block = replay.zone().block_of(Pfn(pfn));
  const uint32_t head = block.head.value;
  if (block.kind == FrameKind::slab) return slab_chain(replay, head);
  if (block.kind == FrameKind::pages) {
    const std::optional<Past> out = replay.last([&](const Event& event) {
      return event.kind == EventKind::hand_out && event.main == head;
    });
    return out ? pages_chain(replay, out->command, out->index) : WhyChain{};
  }
  if (block.kind == FrameKind::in_transit)
    return {remark(Text{.key = "why.in_transit", .values = {}}
                       .number("pfn", head)
                       .number("order", block.order.value)
                       .text("call", replay.call(replay.at().command)),
                   head)};
  return free_block(replay, head, block.order.value);
}

}  // namespace kmem
