// What a free list looks like afterwards.
#include <algorithm>

#include "course/free_lists.h"
#include "course/question_makers.h"

namespace kmem {
namespace {

constexpr size_t kMaxListAsked = 16;

struct Belief {
  Habit habit;
  const char* reason;
};

constexpr Belief kBeliefs[] = {
    {Habit::to_the_tail, "list_tail"},        {Habit::high_half, "list_high_half"},
    {Habit::never_merges, "list_no_merge"},   {Habit::keeps_taken, "list_keeps_taken"},
    {Habit::keeps_buddy, "list_keeps_buddy"}, {Habit::merges_once, "list_one_merge"},
    {Habit::any_neighbour, "list_neighbour"}, {Habit::lowest_address, "list_lowest"},
};

// The lowest order whose list changes, or kNone.
uint32_t changed_order(const Moment& moment) {
  const FreeLists before(moment.before.zone());
  const FreeLists after(moment.after.zone());
  for (uint32_t order = 0; order <= before.top(); ++order)
    if (before.list(order) != after.list(order)) return order;
  return kNone;
}

Text choose_order(const Moment& moment, Question& q) {
  if (q.parameter == kNone) q.parameter = changed_order(moment);
  if (q.parameter == kNone) return no_sense("no_list_changes").text("call", q.call);
  const uint32_t top = moment.zone().top_order().value;
  if (q.parameter > top) return no_sense("order").number("order", q.parameter).number("top", top);
  const uint32_t longest = std::max(moment.after.zone().area(Order(q.parameter)).nr_free,
                                    moment.zone().area(Order(q.parameter)).nr_free);
  if (longest > kMaxListAsked)
    return no_sense("long_list").number("order", q.parameter).number("count", longest);
  return {};
}

Text reason(const Question& q, const char* why) { return wrong(why).number("order", q.parameter); }

void believe(const Moment& moment, Question& q) {
  std::vector<uint32_t> sorted = q.right.frames;
  std::sort(sorted.begin(), sorted.end());
  q.mistake(frames_answer(sorted), reason(q, "list_by_address"));
  const FreeLists before(moment.zone());
  for (const Belief& belief : kBeliefs) {
    FreeLists lists = before;
    lists.replay(moment, belief.habit);
    if (lists.list(q.parameter).size() <= kMaxAnswerFrames)
      q.mistake(frames_answer(lists.list(q.parameter)), reason(q, belief.reason));
  }
  q.mistake(frames_answer(before.list(q.parameter)), reason(q, "list_unchanged"));
}

bool contains(const std::vector<uint32_t>& list, uint32_t frame) {
  return std::find(list.begin(), list.end(), frame) != list.end();
}

// Why a frame does not begin a block of this order's list.
Text extra_frame(const Moment& moment, const Question& q, uint32_t frame) {
  const Zone& zone = moment.after.zone();
  if (frame >= zone.frames()) return wrong("outside").number("last", zone.frames() - 1);
  const Block block = zone.block_of(Pfn(frame));
  const char* why = "list_extra_used";
  if (block.kind == FrameKind::free)
    why = block.head.value == frame ? "list_extra_order" : "list_extra_inside";
  return reason(q, why)
      .number("frame", frame)
      .number("head", block.head.value)
      .number("block_order", block.order.value);
}

// Where nothing else is to offer: the list backwards, none, and blocks of other orders.
void fill_choices(const Moment& moment, Question& q) {
  std::vector<uint32_t> frames = q.right.frames;
  std::reverse(frames.begin(), frames.end());
  q.mistake(frames_answer(frames), reason(q, "list_order"));
  if (!q.right.frames.empty())
    q.mistake(frames_answer({}), reason(q, "list_missing").number("frame", q.right.frames[0]));
  const Zone& zone = moment.after.zone();
  for (uint32_t pfn = 0; pfn < zone.frames() && q.mistakes.size() < 2;) {
    if (!contains(q.right.frames, pfn))
      q.mistake(frames_answer({pfn}), extra_frame(moment, q, pfn));
    pfn += frames_of(zone.block_of(Pfn(pfn)).order);
  }
}

}  // namespace

Text make_free_list_after(const Moment& moment, Question& q) {
  if (Text error = choose_order(moment, q); !error.empty()) return error;
  q.ask = ask(q).number("order", q.parameter);
  q.right = frames_answer(free_list(moment.after.zone(), q.parameter, kMaxAnswerFrames));
  believe(moment, q);
  fill_choices(moment, q);
  const bool frees = !block_frees(moment).empty();
  q.hints = {
      hint(q, 1),
      hint(q, 2)
          .number("order", q.parameter)
          .list("before", free_list(moment.zone(), q.parameter, kMaxAnswerFrames)),
      say(frees ? "course.hint.free_list_after.3.free" : "course.hint.free_list_after.3.alloc")
          .number("order", q.parameter)};
  const bool same = free_list(moment.zone(), q.parameter, kMaxAnswerFrames) == q.right.frames;
  q.because = because(q, same ? "same" : "changed")
                  .number("order", q.parameter)
                  .list("before", free_list(moment.zone(), q.parameter, kMaxAnswerFrames))
                  .list("after", q.right.frames);
  q.shown_by = events_of(
      moment, {EventKind::take, EventKind::split, EventKind::coalesce, EventKind::block_free});
  return {};
}

Text other_free_list_after(const Moment& moment, const Question& q, const Answer& answer) {
  const std::vector<uint32_t>& right = q.right.frames;
  for (const uint32_t frame : answer.frames) {
    if (!contains(right, frame)) return extra_frame(moment, q, frame);
    if (std::count(answer.frames.begin(), answer.frames.end(), frame) > 1)
      return reason(q, "list_twice").number("frame", frame);
  }
  for (const uint32_t frame : right)
    if (!contains(answer.frames, frame)) return reason(q, "list_missing").number("frame", frame);
  return reason(q, "list_order");
}

}  // namespace kmem
