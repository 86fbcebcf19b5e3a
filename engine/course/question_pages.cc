// Requests for pages: which block, how many splits, which order.
#include <algorithm>

#include "course/free_lists.h"
#include "course/question_makers.h"

namespace kmem {
namespace {

constexpr size_t kMistakesPerList = 16;

Bytes block_bytes(const Moment& moment, uint32_t order) {
  return moment.zone().page_size() << order;
}

bool by_bytes(const Moment& moment, const PageRequest& request) {
  const bool whole =
      request.order <= kMaxOrder && request.bytes == block_bytes(moment, request.order);
  return !request.for_slab && !whole;
}

// The request that is granted, or why there is none to ask about.
Text granted(const Moment& moment, PageRequest& request) {
  const std::optional<PageRequest> found = page_request(moment);
  if (!found) return no_sense("no_pages").text("call", moment.call());
  if (found->errc != Errc::none) return no_sense("refused").text("call", moment.call());
  request = *found;
  return {};
}

// --- which block ------------------------------------------------------------------------------

void halves(const PageRequest& r, Question& q) {
  const uint32_t frames = frames_of(Order(r.order));
  if (r.splits() != 0)
    q.mistake(number_answer(r.taken + frames_of(Order(r.found)) - frames),
              wrong("high_half").number("taken", r.taken).number("right", r.handed_out));
}

void waiting_halves(const PageRequest& r, Question& q) {
  for (uint32_t order = r.order; order < r.found; ++order)
    q.mistake(number_answer(r.taken + frames_of(Order(order))),
              wrong("waiting_half").number("order", order).number("taken", r.taken));
}

void other_members(const PageRequest& r, const FreeLists& lists, Question& q) {
  const std::vector<uint32_t>& list = lists.list(r.found);
  q.mistake(number_answer(*std::min_element(list.begin(), list.end())),
            wrong("lowest_address").number("order", r.found).number("right", r.taken));
  for (size_t i = 1; i < list.size() && i < kMistakesPerList; ++i)
    q.mistake(number_answer(list[i]),
              wrong("not_head").number("order", r.found).number("right", r.taken));
}

void larger_blocks(const PageRequest& r, const FreeLists& lists, Question& q) {
  for (uint32_t order = r.found + 1; order <= lists.top(); ++order)
    for (size_t i = 0; i < lists.list(order).size() && i < kMistakesPerList; ++i)
      q.mistake(number_answer(lists.list(order)[i]),
                wrong("larger_block").number("order", order).number("found", r.found));
}

void smaller_blocks(const Moment& moment, const PageRequest& r, const FreeLists& lists,
                    Question& q) {
  for (uint32_t order = r.order; order-- != 0;) {
    const bool one_down = order + 1 == r.order && by_bytes(moment, r);
    for (size_t i = 0; i < lists.list(order).size() && i < kMistakesPerList; ++i)
      q.mistake(number_answer(lists.list(order)[i]),
                wrong(one_down && i == 0 ? "rounded_down" : "too_small")
                    .number("order", order)
                    .number("needed", r.order)
                    .bytes("block", block_bytes(moment, order))
                    .bytes("asked", r.bytes));
  }
}

// Other places fill the choices where hardly anything is free.
void fill_choices(const Zone& zone, Question& q) {
  uint32_t pfn = 0;
  while (pfn < zone.frames() && q.mistakes.size() < kMaxChoices) {
    const Block block = zone.block_of(Pfn(pfn));
    if (block.kind == FrameKind::pages || block.kind == FrameKind::slab)
      q.mistake(number_answer(pfn), frame_reason(zone, pfn));
    pfn += frames_of(block.order);
  }
  for (uint32_t middle = zone.frames() / 2; middle != 0 && q.mistakes.size() < 3; middle /= 2)
    q.mistake(number_answer(middle), frame_reason(zone, middle));
}

void hints_for_block(const Moment& moment, const PageRequest& r, Question& q) {
  q.hints = {
      hint(q, 1), hint(q, 2).number("order", r.order).bytes("block", block_bytes(moment, r.order)),
      say(r.splits() == 0 ? "course.hint.which_block.3.whole" : "course.hint.which_block.3.split")
          .number("order", r.order)
          .number("found", r.found)
          .number("taken", r.taken)
          .number("splits", r.splits())};
}

}  // namespace

Text make_which_block(const Moment& moment, Question& q) {
  PageRequest r;
  if (Text error = granted(moment, r); !error.empty()) return error;
  q.ask = ask(q, r.for_slab ? "slab" : r.pressure ? "pressure" : "pages");
  q.right = number_answer(r.handed_out);
  const Machine machine = machine_after(moment, r.first_look);
  const FreeLists lists(machine.zone());
  halves(r, q);
  other_members(r, lists, q);
  larger_blocks(r, lists, q);
  waiting_halves(r, q);
  smaller_blocks(moment, r, lists, q);
  q.mistake(number_answer(r.handed_out * moment.zone().page_size()),
            wrong("address_not_frame").number("right", r.handed_out), false);
  fill_choices(machine.zone(), q);
  hints_for_block(moment, r, q);
  q.because = because(q, r.splits() == 0 ? "whole" : "split")
                  .number("order", r.order)
                  .number("found", r.found)
                  .number("taken", r.taken)
                  .number("splits", r.splits());
  q.shown_by = event_range(r.first_look, r.hand_out);
  return {};
}

Text other_which_block(const Moment& moment, const Question&, const Answer& answer) {
  const std::optional<PageRequest> r = page_request(moment);
  return frame_reason(machine_after(moment, r->first_look).zone(), answer.number);
}

// --- splits -----------------------------------------------------------------------------------

Text make_how_many_splits(const Moment& moment, Question& q) {
  PageRequest r;
  if (Text error = granted(moment, r); !error.empty()) return error;
  const uint32_t splits = r.splits();
  q.ask = ask(q);
  q.right = number_answer(splits);
  const auto reason = [&](const char* why) {
    return wrong(why).number("order", r.order).number("found", r.found).number("splits", splits);
  };
  const uint32_t top = moment.zone().top_order().value;
  if (splits == 0) {
    q.mistake(number_answer(1), reason("fits_exactly"));
  } else {
    q.mistake(number_answer(0), reason("no_split"));
    q.mistake(number_answer(splits + 1), reason("counted_looks"));
    q.mistake(number_answer(splits - 1), reason("split_too_seldom"));
    q.mistake(number_answer(frames_of(Order(splits))), reason("counted_pieces"));
  }
  q.mistake(number_answer(top - r.order), reason("split_from_top").number("top", top));
  q.mistake(number_answer(r.found), reason("order_not_splits"));
  q.mistake(number_answer(r.order), reason("order_not_splits"));
  q.mistake(number_answer(splits + 2), reason("split_too_often"));
  q.mistake(number_answer(splits + 3), reason("split_too_often"));
  q.hints = {hint(q, 1), hint(q, 2).number("order", r.order),
             hint(q, 3).number("order", r.order).number("found", r.found)};
  q.because = because(q, splits == 0 ? "none" : "some")
                  .number("order", r.order)
                  .number("found", r.found)
                  .number("splits", splits);
  q.shown_by = event_range(r.first_look, r.hand_out);
  return {};
}

Text other_how_many_splits(const Moment& moment, const Question& q, const Answer& answer) {
  const std::optional<PageRequest> r = page_request(moment);
  return wrong(answer.number > q.right.number ? "split_too_often" : "split_too_seldom")
      .number("order", r->order)
      .number("found", r->found)
      .number("splits", r->splits());
}

// --- order ------------------------------------------------------------------------------------

Text make_rounded_order(const Moment& moment, Question& q) {
  const std::optional<PageRequest> r = page_request(moment);
  if (!r) return no_sense("no_pages").text("call", q.call);
  if (r->for_slab || moment.command().order != kNoOrder)
    return no_sense("by_order").text("call", q.call);
  if (r->order > kMaxOrder) return no_sense("refused").text("call", q.call);
  const Zone& zone = moment.zone();
  const uint64_t frames = (r->bytes + zone.page_size() - 1) >> zone.page_shift();
  const auto reason = [&](const char* why, uint32_t order) {
    return wrong(why)
        .number("order", order)
        .number("right", r->order)
        .number("frames", frames)
        .bytes("block", order > kMaxOrder ? 0 : block_bytes(moment, order))
        .bytes("enough", block_bytes(moment, r->order))
        .bytes("asked", r->bytes);
  };
  q.ask = ask(q).bytes("asked", r->bytes).bytes("page", zone.page_size());
  q.right = number_answer(r->order);
  if (r->order != 0)
    q.mistake(number_answer(r->order - 1), reason("order_too_small", r->order - 1));
  q.mistake(number_answer(frames), reason("frames_not_order", 0), frames <= kMaxOrder);
  q.mistake(number_answer(frames_of(Order(r->order))), reason("frames_not_order", 0),
            frames_of(Order(r->order)) <= kMaxOrder);
  q.mistake(number_answer(r->order + 1), reason("order_too_large", r->order + 1));
  q.mistake(number_answer(r->order + zone.page_shift()), reason("exponent_of_bytes", 0), false);
  q.mistake(number_answer(r->order + 2), reason("order_too_large", r->order + 2));
  q.hints = {hint(q, 1), hint(q, 2).bytes("asked", r->bytes).number("frames", frames),
             hint(q, 3).number("frames", frames).number("block", frames_of(Order(r->order)))};
  q.because = because(q)
                  .number("order", r->order)
                  .number("frames", frames)
                  .number("block", frames_of(Order(r->order)))
                  .bytes("asked", r->bytes);
  q.shown_by = events_of(moment, {EventKind::alloc_pages, EventKind::round_up});
  return {};
}

Text other_rounded_order(const Moment& moment, const Question& q, const Answer& answer) {
  const std::optional<PageRequest> r = page_request(moment);
  const bool small = answer.number < q.right.number;
  if (answer.number > kMaxOrder)
    return wrong("not_an_order").number("top", moment.zone().top_order().value);
  const uint32_t order = static_cast<uint32_t>(answer.number);
  return wrong(small ? "order_too_small" : "order_too_large")
      .number("order", order)
      .number("right", r->order)
      .bytes("block", block_bytes(moment, order))
      .bytes("enough", block_bytes(moment, r->order))
      .bytes("asked", r->bytes);
}

}  // namespace kmem
