// why_failed.cc — why no block is left for a request, and what would have to be freed for it.
#include "course/why_replay.h"

namespace kmem {
namespace {

constexpr uint32_t kShownBlocks = 12;  // in a sentence; the rest is counted

// The aligned run of frames that the fewest frames in use keep from being one free block. A block
// in use that is larger than the run counts whole, for it can only be freed whole.
struct Nearest {
  uint32_t start = kNone;
  uint32_t frames = 0;  // in use
  uint32_t blocks = 0;
};

Nearest nearest_block(const Zone& zone, uint32_t order) {
  const uint32_t size = frames_of(Order(order));
  Nearest best;
  for (uint32_t start = 0; start < zone.frames(); start += size) {
    Nearest here{.start = start};
    for (uint32_t pfn = start; pfn < start + size;) {
      const Block block = zone.block_of(Pfn(pfn));
      if (block.kind != FrameKind::free) {
        here.frames += frames_of(block.order);
        ++here.blocks;
      }
      pfn = block.head.value + frames_of(block.order);
    }
    if (best.start == kNone || here.frames < best.frames) best = here;
  }
  return best;
}

std::vector<uint32_t> heads_in(const Zone& zone, uint32_t start, uint32_t order) {
  std::vector<uint32_t> heads;
  for (uint32_t pfn = start; pfn < start + frames_of(Order(order));) {
    const Block block = zone.block_of(Pfn(pfn));
    if (block.kind != FrameKind::free && heads.size() < kShownBlocks)
      heads.push_back(block.head.value);
    pfn = block.head.value + frames_of(block.order);
  }
  return heads;
}

WhyStep free_now(const Zone& zone, uint32_t needed, uint32_t command, uint32_t event) {
  std::string counts;
  for (uint32_t k = 0; k < needed && k <= zone.top_order().value; ++k)
    if (const uint32_t count = zone.area(Order(k)).nr_free; count != 0)
      counts += (counts.empty() ? "" : ", ") + std::to_string(count) + " × " + std::to_string(k);
  return step(Text{.key = counts.empty() ? "why.failed.nothing" : "why.failed.free", .values = {}}
                  .number("free", zone.free_frames())
                  .text("counts", counts),
              command, event);
}

WhyStep to_free(const Zone& zone, uint32_t order) {
  const Nearest nearest = nearest_block(zone, order);
  std::vector<uint32_t> heads = heads_in(zone, nearest.start, order);
  const bool all = heads.size() == nearest.blocks;
  return remark(Text{.key = all ? "why.failed.to_free" : "why.failed.to_free_many", .values = {}}
                    .number("blocks", nearest.blocks)
                    .number("frames", nearest.frames)
                    .number("pfn", nearest.start)
                    .number("order", order)
                    .list("heads", std::move(heads)),
                nearest.start);
}

}  // namespace

WhyChain no_block_chain(const Replay& replay, const Past& none) {
  const Zone& zone = replay.zone();
  const uint32_t order = none.event.order;
  WhyChain chain = order_chain(replay, none.command, none.index);
  chain.push_back(step(Text{.key = "why.failed.tried", .values = {}}
                           .number("order", order)
                           .number("top", zone.top_order().value),
                       none.command, none.index));
  chain.push_back(free_now(zone, order, none.command, none.index));
  return chain;
}

WhyChain failure_chain(const Replay& replay, const Past& past) {
  const Event& failed = past.event;
  const Zone& zone = replay.zone();
  if (failed.order > zone.top_order().value)
    return {step(Text{.key = "why.failed.too_large", .values = {}}
                     .number("order", failed.order)
                     .number("top", zone.top_order().value)
                     .bytes("segment", zone.bytes()),
                 past.command, past.index)};
  const bool fragmented = failed.small == static_cast<uint32_t>(Errc::fragmented);
  const uint32_t needed = frames_of(Order(failed.order));
  WhyChain chain = no_block_chain(replay, past);
  chain.push_back(
      step(Text{.key = fragmented ? "why.failed.fragmented" : "why.failed.exhausted", .values = {}}
               .number("needed", needed)
               .number("free", failed.main)
               .number("missing", needed > failed.main ? needed - failed.main : 0),
           past.command, past.index));
  chain.push_back(to_free(zone, failed.order));
  return chain;
}

}  // namespace kmem
