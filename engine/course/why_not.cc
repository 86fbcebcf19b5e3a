// why_not.cc — why two blocks are not one.
#include "base/digits.h"
#include "course/why_replay.h"

namespace kmem {
namespace {

std::string hex(Address address) { return "0x" + hex_text(address); }

struct Pair {
  Block a, b;  // a lies below b
  const Zone& zone;

  bool adjacent() const { return a.head.value + frames_of(a.order) == b.head.value; }
  bool buddies() const { return a.order == b.order && buddy_of(a.head, a.order) == b.head; }
};

// The arithmetic in bytes, as a programmer sees it: 0x2000 XOR 0x1000 = 0x3000.
Text with_xor(const char* key, const Pair& pair, const Block& block, const Block& other) {
  const uint32_t shift = pair.zone.page_shift();
  const Pfn buddy = buddy_of(block.head, block.order);
  return Text{.key = key, .values = {}}
      .number("pfn", block.head.value)
      .number("other", other.head.value)
      .number("buddy", buddy.value)
      .number("order", block.order.value)
      .text("address", hex(Address{block.head.value} << shift))
      .text("size", hex(Address{frames_of(block.order)} << shift))
      .text("buddy_address", hex(Address{buddy.value} << shift));
}

Text about(const char* key, const Block& block, const Block& other) {
  return Text{.key = key, .values = {}}
      .number("pfn", block.head.value)
      .number("order", block.order.value)
      .number("other", other.head.value)
      .number("other_order", other.order.value);
}

WhyStep in_use(const Block& block, const Block& other) {
  const bool slab = block.kind == FrameKind::slab;
  return remark(about(slab ? "whynot.slab" : "whynot.in_use", block, other), block.head.value);
}

// For two blocks of one order: who is whose buddy.
void say_whose_buddy(const Pair& pair, WhyChain& chain) {
  if (pair.buddies()) {
    const char* key = pair.a.kind == FrameKind::free && pair.b.kind == FrameKind::free
                          ? "whynot.buddies_free"
                          : "whynot.buddies";
    chain.push_back(remark(with_xor(key, pair, pair.a, pair.b), pair.b.head.value));
    return;
  }
  if (pair.a.order == pair.zone.top_order()) return;
  const char* key = pair.adjacent() ? "whynot.adjacent" : "whynot.xor";
  for (const auto& [block, other] : {std::pair{pair.a, pair.b}, std::pair{pair.b, pair.a}})
    chain.push_back(
        remark(with_xor(key, pair, block, other), buddy_of(block.head, block.order).value));
}

}  // namespace

WhyChain why_not(const Program& program, Position at, uint32_t pfn_a, uint32_t pfn_b) {
  const Replay replay(program, at);
  const Zone& zone = replay.zone();
  if (pfn_a >= zone.frames() || pfn_b >= zone.frames()) return {};
  Pair pair{zone.block_of(Pfn(pfn_a)), zone.block_of(Pfn(pfn_b)), zone};
  if (pair.b.head < pair.a.head) std::swap(pair.a, pair.b);
  const Block& a = pair.a;
  const Block& b = pair.b;
  if (a.head == b.head) return {remark(about("whynot.same", a, b), a.head.value)};

  WhyChain chain;
  if (a.kind != FrameKind::free) chain.push_back(in_use(a, b));
  if (b.kind != FrameKind::free) chain.push_back(in_use(b, a));
  if (a.order != b.order) {
    chain.push_back(remark(about("whynot.orders", a, b), a.head.value));
    const Block& larger = a.order > b.order ? a : b;
    const Block& smaller = a.order > b.order ? b : a;
    const Pfn buddy = buddy_of(larger.head, larger.order);
    const bool inside =
        smaller.head >= buddy && smaller.head.value < buddy.value + frames_of(larger.order);
    if (larger.order < zone.top_order())
      chain.push_back(
          remark(with_xor(inside ? "whynot.split_buddy" : "whynot.xor", pair, larger, smaller),
                 buddy.value));
  } else {
    say_whose_buddy(pair, chain);
  }
  if (!pair.adjacent()) chain.push_back(remark(about("whynot.apart", a, b), b.head.value));
  return chain;
}

}  // namespace kmem
