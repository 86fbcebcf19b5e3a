// Blocks that are freed: do they merge, how far, and why does it stop; and whose buddy is whose.
#include "course/free_lists.h"
#include "course/question_makers.h"

namespace kmem {
namespace {

constexpr const char* kVerdictWords[] = {"merge", "in_use", "split_further", "top_order"};

const char* word_of(BuddyVerdict verdict) { return kVerdictWords[static_cast<unsigned>(verdict)]; }

Text one_block(const Moment& moment, BlockFree& block) {
  const std::vector<BlockFree> frees = block_frees(moment);
  if (frees.empty()) return no_sense("no_free").text("call", moment.call());
  if (frees.size() > 1)
    return no_sense("several_frees").text("call", moment.call()).number("count", frees.size());
  block = frees[0];
  return {};
}

BlockFree block_of(const Moment& moment) { return block_frees(moment)[0]; }

uint32_t buddy_at(const BlockFree& block, uint32_t order) {
  return buddy_of(Pfn(block.pfn_at(order)), Order(order)).value;
}

Text ask_block(const Question& q, const BlockFree& block) {
  return ask(q).number("frame", block.pfn).number("order", block.order);
}

// Is the block's other neighbour, the one that is no buddy, free and of the same order?
bool tempting_neighbour(const Moment& moment, const BlockFree& block, uint32_t order,
                        uint32_t& neighbour) {
  const uint32_t pfn = block.pfn_at(order);
  const uint32_t length = frames_of(Order(order));
  const bool buddy_above = (pfn & length) == 0;
  if (buddy_above ? pfn < length : pfn + length >= moment.zone().frames()) return false;
  neighbour = buddy_above ? pfn - length : pfn + length;
  return moment.zone().state(Pfn(neighbour)) == FrameState(FrameKind::free, Order(order));
}

// Why the merging does not go beyond the end: a neighbour that is no buddy, or the buddy's state.
Text too_far(const Moment& moment, const BlockFree& block) {
  const uint32_t order = block.end_order;
  const uint32_t pfn = block.end_pfn;
  uint32_t neighbour = 0;
  if (block.verdict == BuddyVerdict::top_order) return wrong("beyond_top").number("order", order);
  const uint32_t buddy = buddy_at(block, order);
  if (tempting_neighbour(moment, block, order, neighbour))
    return wrong("adjacent_not_buddy")
        .number("frame", pfn)
        .number("order", order)
        .number("neighbour", neighbour)
        .number("buddy", buddy);
  const FrameState state = moment.after.zone().state(Pfn(buddy));
  const char* why = "buddy_in_use";
  if (block.verdict == BuddyVerdict::split_further)
    why = state.kind() == FrameKind::free ? "buddy_of_other_order" : "buddy_split";
  return wrong(why)
      .number("frame", pfn)
      .number("order", order)
      .number("buddy", buddy)
      .number("buddy_order", state.order().value);
}

// Why the merging goes on at `order`, which lies below the end.
Text goes_on(const BlockFree& block, uint32_t order) {
  return wrong(order == block.order ? "buddy_is_free" : "stopped_early")
      .number("frame", block.pfn_at(order))
      .number("order", order)
      .number("buddy", buddy_at(block, order));
}

void hints_for_merge(const BlockFree& block, Question& q) {
  const bool has_buddy = block.verdict != BuddyVerdict::top_order || block.merges() != 0;
  q.hints[0] = say("course.hint.merge.1");
  q.hints[1] = has_buddy ? say("course.hint.merge.2")
                               .number("frame", block.pfn)
                               .number("order", block.order)
                               .number("length", frames_of(Order(block.order)))
                               .number("buddy", buddy_at(block, block.order))
                         : say("course.hint.merge.2.top").number("order", block.order);
  if (block.verdict == BuddyVerdict::top_order) {
    q.hints[2] = say("course.hint.merge.3.top_order").number("order", block.end_order);
    return;
  }
  q.hints[2] = say(std::string("course.hint.merge.3.") + word_of(block.verdict))
                   .number("order", block.end_order)
                   .number("frame", block.end_pfn)
                   .number("buddy", buddy_at(block, block.end_order));
}

void explain_merge(const BlockFree& block, Question& q) {
  const bool top = block.verdict == BuddyVerdict::top_order;
  q.because = say(std::string("course.because.merge.") + (block.merges() == 0 ? "none." : "some.") +
                  word_of(block.verdict))
                  .number("frame", block.pfn)
                  .number("order", block.order)
                  .number("merges", block.merges())
                  .number("end_frame", block.end_pfn)
                  .number("end_order", block.end_order)
                  .number("buddy", top ? 0 : buddy_at(block, block.end_order));
  q.shown_by = event_range(block.first, block.last);
  hints_for_merge(block, q);
}

Text begin(const Moment& moment, Question& q, BlockFree& block) {
  if (Text error = one_block(moment, block); !error.empty()) return error;
  q.ask = ask_block(q, block);
  explain_merge(block, q);
  return {};
}

}  // namespace

Text make_will_it_merge(const Moment& moment, Question& q) {
  BlockFree block;
  if (Text error = begin(moment, q, block); !error.empty()) return error;
  q.words = {"yes", "no"};
  q.right = word_answer(block.merges() != 0 ? "yes" : "no");
  q.mistake(word_answer("no"), block.merges() != 0 ? goes_on(block, block.order) : Text{});
  q.mistake(word_answer("yes"), too_far(moment, block));
  return {};
}

Text other_will_it_merge(const Moment&, const Question&, const Answer&) { return {}; }

Text make_how_many_merges(const Moment& moment, Question& q) {
  BlockFree block;
  if (Text error = begin(moment, q, block); !error.empty()) return error;
  const uint32_t merges = block.merges();
  q.right = number_answer(merges);
  for (uint32_t fewer = merges; fewer-- != 0;)
    q.mistake(number_answer(fewer), goes_on(block, block.order + fewer));
  const uint32_t most = moment.zone().top_order().value - block.order;
  for (uint32_t more = merges + 1; more <= most; ++more)
    q.mistake(number_answer(more), too_far(moment, block));
  q.mistake(number_answer(block.end_order),
            wrong("order_not_merges").number("order", block.order).number("end", block.end_order));
  q.mistake(number_answer(most + 1), too_far(moment, block));
  return {};
}

Text other_how_many_merges(const Moment& moment, const Question&, const Answer&) {
  return too_far(moment, block_of(moment));
}

Text make_how_far(const Moment& moment, Question& q) {
  BlockFree block;
  if (Text error = begin(moment, q, block); !error.empty()) return error;
  q.right = number_answer(block.end_order);
  for (uint32_t order = block.end_order; order-- > block.order;)
    q.mistake(number_answer(order), goes_on(block, order));
  for (uint32_t order = block.end_order + 1; order <= moment.zone().top_order().value; ++order)
    q.mistake(number_answer(order), too_far(moment, block));
  for (uint32_t order = block.order; order-- != 0;)
    q.mistake(number_answer(order), wrong("free_never_splits").number("order", block.order));
  return {};
}

Text other_how_far(const Moment& moment, const Question&, const Answer&) {
  return wrong("not_an_order").number("top", moment.zone().top_order().value);
}

Text make_merged_at(const Moment& moment, Question& q) {
  BlockFree block;
  if (Text error = begin(moment, q, block); !error.empty()) return error;
  q.right = number_answer(block.end_pfn);
  if (block.merges() == 0) {
    uint32_t neighbour = 0;
    if (block.verdict != BuddyVerdict::top_order &&
        (tempting_neighbour(moment, block, block.order, neighbour)))
      q.mistake(number_answer(neighbour), too_far(moment, block));
  } else {
    q.mistake(number_answer(block.pfn), wrong("kept_own_frame")
                                            .number("frame", block.pfn)
                                            .number("right", block.end_pfn)
                                            .number("order", block.end_order));
  }
  for (uint32_t order = block.end_order; order-- > block.order;) {
    q.mistake(number_answer(block.pfn_at(order)), goes_on(block, order));
    q.mistake(
        number_answer(buddy_at(block, order)),
        wrong("took_buddy").number("buddy", buddy_at(block, order)).number("right", block.end_pfn));
  }
  const uint32_t top = moment.zone().top_order().value;
  for (uint32_t order = block.end_order + 1; order <= top; ++order)
    q.mistake(number_answer(block.pfn_at(order)), too_far(moment, block));
  if (block.verdict != BuddyVerdict::top_order)
    q.mistake(number_answer(buddy_at(block, block.end_order)), too_far(moment, block));
  q.mistake(number_answer(block.end_pfn * moment.zone().page_size()),
            wrong("address_not_frame").number("right", block.end_pfn), false);
  return {};
}

Text other_merged_at(const Moment& moment, const Question&, const Answer& answer) {
  const BlockFree block = block_of(moment);
  const uint64_t end = uint64_t{block.end_pfn} + frames_of(Order(block.end_order));
  if (answer.number >= block.end_pfn && answer.number < end)
    return wrong("inside_merged").number("frame", block.end_pfn).number("order", block.end_order);
  return frame_reason(moment.after.zone(), answer.number);
}

Text make_why_it_stops(const Moment& moment, Question& q) {
  BlockFree block;
  if (Text error = begin(moment, q, block); !error.empty()) return error;
  q.words = {"in_use", "split_further", "top_order"};
  q.right = word_answer(word_of(block.verdict));
  const bool top = block.verdict == BuddyVerdict::top_order;
  const uint32_t buddy = top ? 0 : buddy_at(block, block.end_order);
  const auto reason = [&](const char* why) {
    return wrong(why)
        .number("frame", block.end_pfn)
        .number("order", block.end_order)
        .number("buddy", buddy)
        .number("top", moment.zone().top_order().value)
        .number("buddy_order", top ? 0 : moment.after.zone().state(Pfn(buddy)).order().value);
  };
  if (!top) q.mistake(word_answer("top_order"), reason("below_top"));
  if (top) {
    q.mistake(word_answer("in_use"), reason("nothing_left"));
    q.mistake(word_answer("split_further"), reason("nothing_left"));
  }
  q.mistake(word_answer("in_use"), reason("buddy_is_split"));
  q.mistake(word_answer("split_further"), reason("buddy_is_whole"));
  return {};
}

Text other_why_it_stops(const Moment&, const Question&, const Answer&) { return {}; }

// --- buddies ----------------------------------------------------------------------------------

namespace {

// The block that a question about its buddy is about: freed, or else handed out.
Text subject(const Moment& moment, Pfn& pfn, Order& order, bool& freed) {
  const std::vector<BlockFree> frees = block_frees(moment);
  const std::optional<PageRequest> request = page_request(moment);
  freed = frees.size() == 1 && !request;
  if (freed) {
    pfn = Pfn(frees[0].pfn);
    order = Order(frees[0].order);
  } else if (request && request->errc == Errc::none) {
    pfn = Pfn(request->handed_out);
    order = Order(request->order);
  } else {
    return no_sense("no_block").text("call", moment.call());
  }
  if (order != moment.zone().top_order()) return {};
  return no_sense("no_buddy").number("order", order.value);
}

}  // namespace

Text make_buddy_of(const Moment& moment, Question& q) {
  Pfn pfn;
  Order order;
  bool freed = false;
  if (Text error = subject(moment, pfn, order, freed); !error.empty()) return error;
  const uint32_t length = frames_of(order);
  const uint32_t buddy = buddy_of(pfn, order).value;
  const bool above = buddy > pfn.value;
  const uint32_t frames = moment.zone().frames();
  const auto reason = [&](const char* why) {
    return wrong(why)
        .number("frame", pfn.value)
        .number("order", order.value)
        .number("length", length)
        .number("buddy", buddy);
  };
  const auto inside = [&](uint32_t frame) { return frame < frames; };
  q.ask = ask(q, freed ? "freed" : "handed_out")
              .number("frame", pfn.value)
              .number("order", order.value);
  q.right = number_answer(buddy);
  const uint32_t other_side = above ? pfn.value - length : pfn.value + length;
  if (inside(other_side)) q.mistake(number_answer(other_side), reason("neighbour_not_buddy"));
  q.mistake(number_answer(pfn.value ^ (length * 2)), reason("bit_too_high"),
            inside(pfn.value ^ (length * 2)));
  if (order.value != 0) {
    q.mistake(number_answer(pfn.value ^ 1), reason("forgot_order"));
    q.mistake(number_answer(pfn.value ^ (length / 2)), reason("bit_too_low"));
  }
  q.mistake(number_answer(pfn.value ^ order.value), reason("order_as_bit"),
            inside(pfn.value ^ order.value));
  q.mistake(number_answer(pfn.value), reason("own_frame"));
  q.mistake(number_answer(buddy * moment.zone().page_size()),
            wrong("address_not_frame").number("right", buddy), false);
  q.hints = {hint(q, 1), hint(q, 2).number("order", order.value).number("length", length),
             hint(q, 3).number("frame", pfn.value).number("length", length)};
  q.because = because(q, above ? "above" : "below")
                  .number("frame", pfn.value)
                  .number("order", order.value)
                  .number("length", length)
                  .number("buddy", buddy);
  return {};
}

Text other_buddy_of(const Moment& moment, const Question&, const Answer& answer) {
  if (answer.number >= moment.zone().frames()) return frame_reason(moment.zone(), answer.number);
  Pfn pfn;
  Order order;
  bool freed = false;
  subject(moment, pfn, order, freed);
  return wrong(answer.number % frames_of(order) != 0 ? "unaligned" : "differs_in_more_bits")
      .number("frame", pfn.value)
      .number("order", order.value)
      .number("length", frames_of(order));
}

}  // namespace kmem
