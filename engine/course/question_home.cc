// Do page frames go back to the page allocator? And will the request fail?
#include "course/question_makers.h"

namespace kmem {
namespace {

// What is said of the page frames, whether they go or stay.
struct Homecoming {
  bool goes = false;
  const char* why = "";  // course.because.pages_go_home.…, course.wrong.home_…
};

uint32_t reaped(const Moment& moment) {
  return static_cast<uint32_t>(events_of(moment, {EventKind::reap}).size());
}

Text of_object(const Moment& moment, const ObjectReturn& back, Homecoming& home) {
  const Slab* slab = slab_at(moment.after, back.slab);
  home = {false, slab->in_use == 0 ? "kept_empty" : "still_used"};
  return {};
}

// A request reaps only when no block is there; it is worth asking only if something could be
// reaped.
Text of_request(const Moment& moment, Homecoming& home) {
  if (reaped(moment) != 0) {
    home = {true, "pressure"};
  } else if (moment.before.caches().empty_slabs() != 0) {
    home = {false, "no_pressure"};
  } else {
    return no_sense("no_empty_slabs").text("call", moment.call());
  }
  return {};
}

Text homecoming(const Moment& moment, Homecoming& home) {
  if (const std::optional<ObjectReturn> back = object_return(moment))
    return of_object(moment, *back, home);
  if (moment.after.last_errc() != Errc::none && moment.events.back().kind == EventKind::refused)
    return no_sense("refused").text("call", moment.call());
  switch (moment.command().op) {
    case Op::alloc_pages:
    case Op::kmem_cache_alloc:
    case Op::kmalloc:
      return of_request(moment, home);
    case Op::kmem_cache_shrink:
    case Op::kmem_cache_destroy:
      home = {reaped(moment) != 0, reaped(moment) != 0 ? "reaped" : "nothing_empty"};
      return {};
    case Op::kfree:
      if (block_frees(moment).empty()) break;
      home = {true, "large"};
      return {};
    default:
      break;
  }
  return no_sense("no_slabs").text("call", moment.call());
}

}  // namespace

Text make_pages_go_home(const Moment& moment, Question& q) {
  Homecoming home;
  if (Text error = homecoming(moment, home); !error.empty()) return error;
  q.ask = ask(q);
  q.words = {"yes", "no"};
  q.right = word_answer(home.goes ? "yes" : "no");
  const uint32_t slabs = reaped(moment);
  const std::string why = home.why;
  q.mistake(word_answer(home.goes ? "no" : "yes"),
            wrong(("home_" + why).c_str()).number("slabs", slabs));
  q.hints = {hint(q, 1), hint(q, 2),
             say("course.hint.pages_go_home.3." + why).number("slabs", slabs)};
  q.because = because(q, home.why).number("slabs", slabs);
  q.shown_by = events_of(moment, {EventKind::reap, EventKind::free_pages, EventKind::pressure,
                                  EventKind::slab_moved, EventKind::shrink});
  return {};
}

Text other_pages_go_home(const Moment&, const Question&, const Answer&) { return {}; }

// --- will it fail -----------------------------------------------------------------------------

namespace {

struct Supply {
  uint32_t order = 0;
  uint64_t needed = 0;   // frames
  uint32_t free = 0;     // frames
  uint32_t largest = 0;  // order of the largest free block; meaningless if none is free
  bool reaps = false;
};

const char* outcome_word(Errc errc) { return errc == Errc::none ? "granted" : errc_name(errc); }

const char* wrong_outcome(Errc said, Errc right, bool reaps) {
  switch (right) {
    case Errc::none:
      if (said == Errc::order_too_large) return "fail_order_exists";
      return reaps ? "fail_reaps_first" : "fail_block_there";
    case Errc::exhausted:
      if (said == Errc::none) return "fail_too_few";
      return said == Errc::fragmented ? "fail_exhausted_not_fragmented" : "fail_order_exists";
    case Errc::fragmented:
      if (said == Errc::none) return "fail_not_in_one";
      return said == Errc::exhausted ? "fail_fragmented_not_exhausted" : "fail_order_exists";
    default:
      return "fail_no_such_order";
  }
}

Text add(Text text, const Moment& moment, const Supply& supply) {
  return std::move(text)
      .number("order", supply.order)
      .number("needed", supply.needed)
      .number("free", supply.free)
      .number("largest", supply.largest)
      .number("top", moment.zone().top_order().value);
}

// What there is to hand out when it is decided: reaping, if any, is done by then.
Supply supply_of(const Moment& moment, const PageRequest& r) {
  const size_t at = r.first_look < moment.events.size() ? r.first_look : 0;
  const Zone zone = machine_after(moment, at).zone();
  const uint32_t largest = zone.largest_free();
  return {r.order, r.order > kMaxOrder ? 0 : frames_of(Order(r.order)), zone.free_frames(),
          largest == 0 ? 0 : largest - 1, r.pressure};
}

}  // namespace

Text make_will_it_fail(const Moment& moment, Question& q) {
  const std::optional<PageRequest> r = page_request(moment);
  if (!r) return no_sense("no_pages").text("call", q.call);
  const Supply supply = supply_of(moment, *r);
  q.ask = ask(q);
  q.words = {"granted", "exhausted", "fragmented", "order_too_large"};
  q.right = word_answer(outcome_word(r->errc));
  for (const Errc said : {Errc::none, Errc::exhausted, Errc::fragmented, Errc::order_too_large})
    q.mistake(word_answer(outcome_word(said)),
              add(wrong(wrong_outcome(said, r->errc, supply.reaps)), moment, supply));
  q.hints = {
      hint(q, 1), add(hint(q, 2), moment, supply),
      add(say(std::string("course.hint.will_it_fail.3.") + outcome_word(r->errc)), moment, supply)};
  q.because = add(
      because(q, r->errc == Errc::none && supply.reaps ? "granted_reaped" : outcome_word(r->errc)),
      moment, supply);
  q.shown_by = events_of(moment, {EventKind::look, EventKind::pressure, EventKind::no_block,
                                  EventKind::hand_out, EventKind::alloc_failed});
  return {};
}

Text other_will_it_fail(const Moment&, const Question&, const Answer&) { return {}; }

}  // namespace kmem
