// Sizes: the class of a kmalloc, objects and order of a slab, and what is wasted.
#include <bit>

#include "course/question_makers.h"
#include "slab/kmalloc_classes.h"

namespace kmem {
namespace {

const char* const kPages = "pages";

// The cache that the command makes, or why there is none to ask about.
Text made_cache(const Moment& moment, const KmemCache** cache) {
  const std::vector<uint32_t> made = events_of(moment, {EventKind::cache_create});
  if (made.empty()) {
    const bool refused = moment.command().op == Op::kmem_cache_create;
    return no_sense(refused ? "refused" : "no_cache").text("call", moment.call());
  }
  *cache = &moment.after.caches()[CacheId(moment.events[made[0]].small)];
  return {};
}

const CacheSpec& spec_of(const Moment& moment) {
  return moment.program.cache_requests[static_cast<size_t>(moment.command().number)].spec;
}

// Sentences about slabs all know the same numbers: those of slabs of `order`.
Text about(Text text, const Moment& moment, const SlabLayout& layout, uint32_t order) {
  const uint32_t shift = moment.zone().page_shift();
  const SlabLayout other =
      make_layout(layout.object_size, layout.size, layout.align, Order(order), shift);
  return std::move(text)
      .bytes("object", layout.object_size)
      .bytes("stride", layout.size)
      .number("align", layout.align)
      .number("order", order)
      .bytes("slab", Bytes{1} << (order + shift))
      .number("objects", other.objects)
      .bytes("tail", other.tail);
}

// A slab counts its objects in 15 bits, which no textbook teaches.
bool capped(const SlabLayout& layout) { return layout.tail >= layout.size; }

}  // namespace

Text make_slab_order(const Moment& moment, Question& q) {
  const KmemCache* cache = nullptr;
  if (Text error = made_cache(moment, &cache); !error.empty()) return error;
  if (spec_of(moment).pages_per_slab != 0) return no_sense("slab_pages_given").text("call", q.call);
  const SlabLayout& layout = cache->layout();
  const uint32_t right = layout.order.value;
  const uint32_t shift = moment.zone().page_shift();
  const uint32_t top = std::min(moment.zone().top_order().value, kMaxSlabOrder);
  q.ask = about(ask(q), moment, layout, 0).bytes("page", moment.zone().page_size());
  q.right = number_answer(right);
  const uint32_t unaligned = slab_order_for(layout.object_size, shift, top);
  q.mistake(number_answer(unaligned), about(wrong("slab_forgot_align"), moment, layout, unaligned));
  for (uint32_t order = 0; order < right; ++order) {
    const bool none = (moment.zone().page_size() << order) < layout.size;
    q.mistake(number_answer(order),
              about(wrong(none ? "slab_too_small" : "slab_tail_too_large"), moment, layout, order));
  }
  if (right > 1)
    q.mistake(number_answer(frames_of(Order(right))),
              about(wrong("slab_frames_not_order"), moment, layout, right));
  for (uint32_t order = right + 1; order <= std::min(right + 3, top); ++order)
    q.mistake(number_answer(order), about(wrong("slab_too_large"), moment, layout, right));
  q.mistake(number_answer(layout.objects),
            about(wrong("slab_objects_not_order"), moment, layout, right), false);
  q.hints = {hint(q, 1), about(hint(q, 2), moment, layout, 0),
             about(hint(q, 3), moment, layout, right)};
  q.because = about(because(q), moment, layout, right);
  q.shown_by = events_of(moment, {EventKind::cache_create});
  return {};
}

Text other_slab_order(const Moment& moment, const Question& q, const Answer&) {
  const KmemCache* cache = nullptr;
  made_cache(moment, &cache);
  return about(wrong("slab_too_large"), moment, cache->layout(),
               static_cast<uint32_t>(q.right.number));
}

Text make_objects_per_slab(const Moment& moment, Question& q) {
  const KmemCache* cache = nullptr;
  if (Text error = made_cache(moment, &cache); !error.empty()) return error;
  const SlabLayout& layout = cache->layout();
  if (capped(layout)) return no_sense("objects_capped").text("call", q.call);
  const Bytes slab = moment.zone().page_size() << layout.order.value;
  const auto reason = [&](const char* why) {
    return about(wrong(why), moment, layout, layout.order.value);
  };
  q.ask = about(ask(q), moment, layout, layout.order.value);
  q.right = number_answer(layout.objects);
  q.mistake(number_answer(slab / layout.object_size), reason("objects_forgot_align"));
  if (layout.order.value != 0)
    q.mistake(number_answer(moment.zone().page_size() / layout.size), reason("objects_of_one_page"),
              moment.zone().page_size() >= layout.size);
  q.mistake(number_answer(slab / std::bit_ceil(layout.size)), reason("objects_rounded_to_power"),
            slab >= std::bit_ceil(layout.size));
  q.mistake(number_answer(layout.objects + 1), reason("objects_one_too_many"));
  q.mistake(number_answer(layout.objects - 1), reason("objects_one_too_few"), layout.objects > 1);
  q.hints = {hint(q, 1), about(hint(q, 2), moment, layout, layout.order.value),
             about(hint(q, 3), moment, layout, layout.order.value)};
  q.because = about(because(q), moment, layout, layout.order.value);
  q.shown_by = events_of(moment, {EventKind::cache_create});
  return {};
}

Text other_objects_per_slab(const Moment& moment, const Question& q, const Answer& answer) {
  const KmemCache* cache = nullptr;
  made_cache(moment, &cache);
  const SlabLayout& layout = cache->layout();
  return about(wrong(answer.number > q.right.number ? "objects_do_not_fit" : "objects_more_fit"),
               moment, layout, layout.order.value);
}

// --- kmalloc ----------------------------------------------------------------------------------

Text make_kmalloc_class(const Moment& moment, Question& q) {
  const Command& command = moment.command();
  if (command.op != Op::kmalloc) return no_sense("no_kmalloc").text("call", q.call);
  if (command.number == 0) return no_sense("refused").text("call", q.call);
  const Bytes asked = command.number;
  const uint32_t right = kmalloc_class(asked);
  const Bytes size = right == kNone ? 0 : kKmallocSizes[right];
  const auto reason = [&](const char* why, Bytes said) {
    return wrong(why).bytes("asked", asked).bytes("class", size).bytes("said", said);
  };
  q.ask = ask(q).bytes("asked", asked);
  q.words = {kPages};
  if (right == kNone) {
    q.right = word_answer(kPages);
    q.mistake(number_answer(kKmallocSizes.back()), reason("class_beyond", kKmallocSizes.back()));
    if (asked <= Bytes{1} << 40)
      q.mistake(number_answer(std::bit_ceil(asked)),
                reason("class_none_so_large", std::bit_ceil(asked)));
    q.mistake(number_answer(4096), reason("class_beyond", 4096));
  } else {
    q.right = number_answer(size);
    q.mistake(number_answer(std::bit_ceil(asked)),
              reason("class_power_of_two", std::bit_ceil(asked)), asked > 4);
    if (right > 0)
      q.mistake(number_answer(kKmallocSizes[right - 1]),
                reason("class_too_small", kKmallocSizes[right - 1]));
    if (right + 1 < kKmallocClasses)
      q.mistake(number_answer(kKmallocSizes[right + 1]),
                reason("class_too_large", kKmallocSizes[right + 1]));
    q.mistake(word_answer(kPages), reason("class_not_pages", kKmallocSizes.back()));
    q.mistake(number_answer(asked), reason("class_no_such", asked));
    q.mistake(number_answer((asked + 7) / 8 * 8), reason("class_no_such", (asked + 7) / 8 * 8));
  }
  q.hints = {hint(q, 1), hint(q, 2).bytes("asked", asked),
             say(right == kNone ? "course.hint.kmalloc_class.3.pages"
                                : "course.hint.kmalloc_class.3.class")
                 .bytes("asked", asked)};
  q.because =
      because(q, right == kNone ? "pages" : "class").bytes("asked", asked).bytes("class", size);
  q.shown_by = events_of(moment, {EventKind::kmalloc_class, EventKind::kmalloc_large});
  return {};
}

Text other_kmalloc_class(const Moment& moment, const Question& q, const Answer& answer) {
  const Bytes asked = moment.command().number;
  const uint32_t index = kmalloc_class(answer.number);
  const bool exists = index != kNone && answer.number == kKmallocSizes[index];
  const char* why = "class_no_such";
  if (exists)
    why = !q.right.word.empty()   ? "class_beyond"
          : answer.number < asked ? "class_too_small"
                                  : "class_too_large";
  return wrong(why)
      .bytes("asked", asked)
      .bytes("class", q.right.number)
      .bytes("said", answer.number);
}

// --- waste ------------------------------------------------------------------------------------

namespace {

// Bytes given beyond what was asked for.
struct Surplus {
  Bytes asked = 0;
  Bytes given = 0;
  const char* what = "";  // block, class, tail
};

Text surplus_of(const Moment& moment, Surplus& surplus) {
  const Command& command = moment.command();
  const bool by_bytes =
      command.op == Op::kmalloc || (command.op == Op::alloc_pages && command.order == kNoOrder);
  if (!by_bytes)
    return no_sense(command.op == Op::alloc_pages ? "by_order" : "no_waste")
        .text("call", moment.call());
  if (moment.after.last_errc() != Errc::none)
    return no_sense("refused").text("call", moment.call());
  const uint32_t index = command.op == Op::kmalloc ? kmalloc_class(command.number) : kNone;
  surplus = {command.number, 0, index == kNone ? "block" : "class"};
  surplus.given = index != kNone ? kKmallocSizes[index]
                                 : moment.zone().page_size() << page_request(moment)->order;
  return {};
}

void wrong_surplus(const Moment& moment, const Surplus& s, Question& q) {
  const Bytes page = moment.zone().page_size();
  const auto reason = [&](const char* why) {
    return wrong(why).bytes("asked", s.asked).bytes("given", s.given).bytes("page", page);
  };
  const bool block = s.what == std::string_view("block");
  if (block)
    q.mistake(number_answer((s.asked + page - 1) / page * page - s.asked),
              reason("waste_whole_frames"));
  if (!block) {
    q.mistake(number_answer(std::bit_ceil(s.asked) - s.asked), reason("waste_power_of_two"));
    q.mistake(number_answer((s.asked + 7) / 8 * 8 - s.asked), reason("waste_aligned_only"));
  }
  q.mistake(number_answer(0), reason("waste_none"));
  q.mistake(number_answer(s.given), reason("waste_all"));
  q.mistake(number_answer(s.asked), reason("waste_asked"));
  if (block && s.given - s.asked >= page)
    q.mistake(number_answer((s.given - s.asked) / page), reason("waste_in_frames"), false);
  if (q.right.number % 1024 == 0)
    q.mistake(number_answer(q.right.number / 1024), reason("waste_unit"), false);
  q.mistake(number_answer(2 * s.given - s.asked), reason("waste_next_size"));
}

Text make_tail(const Moment& moment, Question& q) {
  const KmemCache* cache = nullptr;
  if (Text error = made_cache(moment, &cache); !error.empty()) return error;
  const SlabLayout& layout = cache->layout();
  if (capped(layout)) return no_sense("objects_capped").text("call", q.call);
  const uint32_t order = layout.order.value;
  const Bytes page = moment.zone().page_size();
  const auto reason = [&](const char* why) { return about(wrong(why), moment, layout, order); };
  q.ask = about(ask(q, "tail"), moment, layout, order);
  q.ask_briefly = say("course.brief.waste.tail");
  q.right = number_answer(layout.tail);
  q.mistake(number_answer((page << order) - uint64_t{layout.objects} * layout.object_size),
            reason("tail_forgot_align"));
  q.mistake(number_answer((page << order) % layout.object_size), reason("tail_forgot_align"));
  q.mistake(number_answer(page % layout.size), reason("tail_of_one_page"), order != 0);
  q.mistake(number_answer(layout.size - layout.tail), reason("tail_missing_bytes"));
  q.mistake(number_answer(0), reason("tail_none"));
  q.mistake(number_answer(layout.size), reason("tail_one_object"));
  q.hints = {say("course.hint.waste.1.tail"),
             about(say("course.hint.waste.2.tail"), moment, layout, order),
             about(say("course.hint.waste.3.tail"), moment, layout, order)};
  q.because = about(because(q, "tail"), moment, layout, order);
  q.shown_by = events_of(moment, {EventKind::cache_create});
  return {};
}

}  // namespace

Text make_waste(const Moment& moment, Question& q) {
  if (moment.command().op == Op::kmem_cache_create) return make_tail(moment, q);
  Surplus s;
  if (Text error = surplus_of(moment, s); !error.empty()) return error;
  q.ask = ask(q, s.what).bytes("asked", s.asked);
  q.ask_briefly = say(std::string("course.brief.waste.") + s.what);
  q.right = number_answer(s.given - s.asked);
  wrong_surplus(moment, s, q);
  const std::string what = s.what;
  q.hints = {say("course.hint.waste.1." + what),
             say("course.hint.waste.2." + what).bytes("asked", s.asked),
             say("course.hint.waste.3." + what).bytes("asked", s.asked).bytes("given", s.given)};
  q.because = because(q, s.what)
                  .bytes("asked", s.asked)
                  .bytes("given", s.given)
                  .bytes("waste", s.given - s.asked);
  q.shown_by =
      events_of(moment, {EventKind::round_up, EventKind::kmalloc_class, EventKind::hand_out});
  return {};
}

Text other_waste(const Moment& moment, const Question& q, const Answer& answer) {
  const bool more = answer.number > q.right.number;
  if (moment.command().op == Op::kmem_cache_create) {
    const KmemCache* cache = nullptr;
    made_cache(moment, &cache);
    return about(wrong(more ? "tail_too_much" : "tail_too_little"), moment, cache->layout(),
                 cache->layout().order.value);
  }
  Surplus s;
  surplus_of(moment, s);
  return wrong(more ? "waste_too_much" : "waste_too_little")
      .bytes("asked", s.asked)
      .bytes("given", s.given);
}

}  // namespace kmem
