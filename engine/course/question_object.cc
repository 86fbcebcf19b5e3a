// Objects: which slab serves, where it goes, which object; and whether page frames go back.
#include <algorithm>

#include "course/question_makers.h"

namespace kmem {
namespace {

constexpr size_t kSlabsNoted = 32;  // of one list
const char* const kGrow = "grow";

constexpr const char* kListWords[] = {"full", "partial", "empty"};

const char* word_of(SlabList list) { return kListWords[static_cast<unsigned>(list)]; }

Text wanted(const Moment& moment, ObjectRequest& request) {
  const std::optional<ObjectRequest> found = object_request(moment);
  if (found) {
    request = *found;
    return {};
  }
  const Op op = moment.command().op;
  const bool asks = op == Op::kmem_cache_alloc || op == Op::kmalloc;
  const bool refused = moment.after.last_errc() != Errc::none;
  return no_sense(asks && refused ? "refused" : "no_object").text("call", moment.call());
}

const KmemCache& cache_of(const Machine& machine, CacheId id) { return machine.caches()[id]; }

// First frames of a list's slabs, head first.
std::vector<uint32_t> heads(const KmemCache& cache, SlabList which, size_t limit) {
  std::vector<uint32_t> frames;
  for (uint32_t id = cache.list(which).head; id != kNone && frames.size() < limit;
       id = cache.slab(SlabId(id)).next)
    frames.push_back(cache.slab(SlabId(id)).head.value);
  return frames;
}

// --- which slab -------------------------------------------------------------------------------

bool has_slab(const KmemCache& cache, SlabList which) { return cache.list(which).count != 0; }

// Why a slab, which must not be the one that serves, does not serve.
Text why_not_slab(const Moment& moment, const ObjectRequest& r, uint32_t frame) {
  const CacheSet& caches = moment.before.caches();
  const CacheId owner(moment.zone().tag_high(Pfn(frame)));
  const SlabList list = slab_at(moment.before, frame)->list;
  const char* why = "not_first_partial";
  if (list == SlabList::full) why = "slab_is_full";
  if (list == SlabList::empty)
    why = has_slab(caches[r.cache], SlabList::partial) ? "empty_before_partial" : "not_first_empty";
  if (owner != r.cache) why = "slab_of_other_cache";
  return wrong(why)
      .text("cache", caches[r.cache].name())
      .text("other", caches[owner].name())
      .number("right", r.slab);
}

void slabs_of_list(const Moment& moment, CacheId cache, SlabList which, const ObjectRequest& r,
                   Question& q) {
  for (const uint32_t frame : heads(moment.before.caches()[cache], which, kSlabsNoted))
    if (frame != r.slab || cache != r.cache)
      q.mistake(number_answer(frame), why_not_slab(moment, r, frame));
}

// Where hardly any slab is, other places fill the choices.
void blocks_without_slab(const Zone& zone, const KmemCache& cache, Question& q) {
  const auto note = [&](uint32_t pfn) {
    if (zone.block_of(Pfn(pfn)).kind != FrameKind::slab)
      q.mistake(number_answer(pfn),
                wrong("no_slab_there").number("frame", pfn).text("cache", cache.name()));
  };
  for (uint32_t pfn = 0; pfn < zone.frames() && q.mistakes.size() < 3;) {
    note(pfn);
    pfn += frames_of(zone.block_of(Pfn(pfn)).order);
  }
  for (uint32_t middle = zone.frames() / 2; middle != 0 && q.mistakes.size() < 2; middle /= 2)
    note(middle);
}

void needless_growth(const KmemCache& cache, const ObjectRequest& r, Question& q) {
  const char* why =
      has_slab(cache, SlabList::partial) ? "grow_despite_partial" : "grow_despite_empty";
  q.mistake(word_answer(kGrow), wrong(why).text("cache", cache.name()).number("right", r.slab));
}

void wrong_slabs(const Moment& moment, const ObjectRequest& r, Question& q) {
  const KmemCache& cache = cache_of(moment.before, r.cache);
  const std::vector<uint32_t> partial = heads(cache, SlabList::partial, kSlabsNoted);
  if (!partial.empty())
    q.mistake(number_answer(*std::min_element(partial.begin(), partial.end())),
              wrong("slab_lowest_address").text("cache", cache.name()).number("right", r.slab));
  if (!partial.empty()) slabs_of_list(moment, r.cache, SlabList::empty, r, q);
  needless_growth(cache, r, q);
  for (const SlabList which : {SlabList::partial, SlabList::empty, SlabList::full})
    slabs_of_list(moment, r.cache, which, r, q);
  for (uint32_t id = 0; id < moment.before.caches().size(); ++id)
    for (const SlabList which : {SlabList::partial, SlabList::empty, SlabList::full})
      if (id != r.cache.value && moment.before.caches().exists(CacheId(id)))
        slabs_of_list(moment, CacheId(id), which, r, q);
  blocks_without_slab(moment.zone(), cache, q);
}

void hints_for_slab(const KmemCache& cache, const ObjectRequest& r, Question& q) {
  const std::vector<uint32_t> partial = heads(cache, SlabList::partial, kMaxAnswerFrames);
  const std::vector<uint32_t> empty = heads(cache, SlabList::empty, kMaxAnswerFrames);
  const char* third = !partial.empty() ? "partial" : r.grew ? "grow" : "empty";
  q.hints = {hint(q, 1),
             hint(q, 2).text("cache", cache.name()).list("partial", partial).list("empty", empty),
             say(std::string("course.hint.which_slab.3.") + third).text("cache", cache.name())};
  q.because = because(q, third).text("cache", cache.name()).number("slab", r.slab);
}

}  // namespace

Text make_which_slab(const Moment& moment, Question& q) {
  ObjectRequest r;
  if (Text error = wanted(moment, r); !error.empty()) return error;
  const KmemCache& cache = cache_of(moment.before, r.cache);
  q.ask = ask(q).text("cache", cache.name());
  q.words = {kGrow};
  q.right = r.grew ? word_answer(kGrow) : number_answer(r.slab);
  if (r.grew) q.also_right = {number_answer(r.slab)};
  wrong_slabs(moment, r, q);
  hints_for_slab(cache, r, q);
  q.shown_by = events_of(moment, {EventKind::look_partial, EventKind::look_empty, EventKind::grow,
                                  EventKind::object_out});
  return {};
}

Text other_which_slab(const Moment& moment, const Question&, const Answer& answer) {
  const ObjectRequest r = *object_request(moment);
  const Zone& zone = moment.zone();
  if (answer.number >= zone.frames()) return frame_reason(zone, answer.number);
  const Block block = zone.block_of(Pfn(static_cast<uint32_t>(answer.number)));
  if (block.kind != FrameKind::slab)
    return wrong("no_slab_there")
        .number("frame", answer.number)
        .text("cache", cache_of(moment.before, r.cache).name());
  if (block.head.value == answer.number) return why_not_slab(moment, r, block.head.value);
  return wrong("inside_slab").number("frame", answer.number).number("head", block.head.value);
}

// --- which list -------------------------------------------------------------------------------

namespace {

// The slab that a command takes an object from or gives one back to.
Text touched_slab(const Moment& moment, CacheId& cache, uint32_t& slab, bool& comes_back) {
  const std::optional<ObjectReturn> back = object_return(moment);
  comes_back = back.has_value();
  if (back) {
    cache = back->cache;
    slab = back->slab;
    return {};
  }
  ObjectRequest request;
  Text error = wanted(moment, request);
  cache = request.cache;
  slab = request.slab;
  return error;
}

const char* wrong_list(SlabList said, SlabList right, bool comes_back) {
  if (said == SlabList::full) return comes_back ? "not_full_any_more" : "not_full_yet";
  if (said == SlabList::empty) return comes_back ? "not_empty_yet" : "not_empty_any_more";
  if (right == SlabList::full) return "full_with_this";
  return "empty_with_this";
}

}  // namespace

Text make_which_list(const Moment& moment, Question& q) {
  CacheId id;
  uint32_t frame = 0;
  bool comes_back = false;
  if (Text error = touched_slab(moment, id, frame, comes_back); !error.empty()) return error;
  const KmemCache& cache = cache_of(moment.after, id);
  const Slab& slab = *slab_at(moment.after, frame);
  q.ask = ask(q, comes_back ? "free" : "alloc").text("cache", cache.name()).number("slab", frame);
  q.words = {"full", "partial", "empty"};
  q.right = word_answer(word_of(slab.list));
  const auto say_counts = [&](Text text) {
    return std::move(text)
        .number("slab", frame)
        .number("in_use", slab.in_use)
        .number("free", cache.layout().objects - slab.in_use)
        .number("objects", cache.layout().objects);
  };
  for (const SlabList said : {SlabList::full, SlabList::partial, SlabList::empty})
    q.mistake(word_answer(word_of(said)),
              say_counts(wrong(wrong_list(said, slab.list, comes_back))));
  q.hints = {
      hint(q, 1), say_counts(hint(q, 2)).text("cache", cache.name()),
      say_counts(say(std::string("course.hint.which_list.3.") + (comes_back ? "free" : "alloc")))};
  q.because = say_counts(because(q, word_of(slab.list)));
  q.shown_by =
      events_of(moment, {EventKind::object_out, EventKind::object_in, EventKind::slab_moved});
  return {};
}

Text other_which_list(const Moment&, const Question&, const Answer&) { return {}; }

// --- which object -----------------------------------------------------------------------------

namespace {

// The free objects of a slab, next to be handed out first.
std::vector<uint32_t> freelist(const Machine& machine, uint32_t frame) {
  std::vector<uint32_t> objects;
  const Slab* slab = slab_at(machine, frame);
  if (slab == nullptr) return objects;
  const CacheId id(machine.zone().tag_high(Pfn(frame)));
  const SlabId slab_id(machine.zone().tag_low(Pfn(frame)));
  const KmemCache& cache = machine.caches()[id];
  for (uint32_t object = slab->free_head; object != kFreelistEnd;
       object = cache.slot(slab_id, ObjectIndex(object)).next_free())
    objects.push_back(object);
  return objects;
}

}  // namespace

Text make_object_index(const Moment& moment, Question& q) {
  ObjectRequest r;
  if (Text error = wanted(moment, r); !error.empty()) return error;
  const KmemCache& cache = cache_of(moment.after, r.cache);
  const uint32_t objects = cache.layout().objects;
  if (objects == 1) return no_sense("one_object").text("cache", cache.name());
  const std::vector<uint32_t> free =
      r.grew ? std::vector<uint32_t>{} : freelist(moment.before, r.slab);
  const auto reason = [&](const char* why) {
    return wrong(why).number("slab", r.slab).number("right", r.object).number("objects", objects);
  };
  q.ask = ask(q, r.grew ? "new" : "old").text("cache", cache.name()).number("slab", r.slab);
  q.right = number_answer(r.object);
  if (!free.empty()) {
    q.mistake(number_answer(*std::min_element(free.begin(), free.end())), reason("lowest_object"));
    q.mistake(number_answer(free.back()), reason("oldest_object"));
    q.mistake(number_answer(slab_at(moment.before, r.slab)->in_use), reason("counted_objects"),
              slab_at(moment.before, r.slab)->in_use < objects);
  }
  q.mistake(number_answer(r.object + 1), reason("counted_from_one"), r.object + 1 < objects);
  if (r.grew) q.mistake(number_answer(objects - 1), reason("last_object"));
  if (r.object != 0)
    q.mistake(number_answer(r.object - 1),
              other_object_index(moment, q, number_answer(r.object - 1)));
  q.mistake(number_answer(objects), reason("no_such_object"), false);
  const std::vector<uint32_t> shown(
      free.begin(), free.begin() + static_cast<long>(std::min<size_t>(free.size(), 4)));
  q.hints = {hint(q, 1),
             say(r.grew ? "course.hint.object_index.2.new" : "course.hint.object_index.2.old")
                 .number("slab", r.slab),
             say(r.grew ? "course.hint.object_index.3.new" : "course.hint.object_index.3.old")
                 .number("slab", r.slab)
                 .list("freelist", shown)};
  q.because = because(q, r.grew ? "new" : "old").number("slab", r.slab).number("object", r.object);
  q.shown_by = events_of(moment, {EventKind::slab_carved, EventKind::object_out});
  return {};
}

Text other_object_index(const Moment& moment, const Question& q, const Answer& answer) {
  const ObjectRequest r = *object_request(moment);
  const uint32_t objects = cache_of(moment.after, r.cache).layout().objects;
  const char* why = "not_freelist_head";
  if (answer.number >= objects) {
    why = "no_such_object";
  } else if (!r.grew) {
    const std::vector<uint32_t> free = freelist(moment.before, r.slab);
    if (std::find(free.begin(), free.end(), answer.number) == free.end()) why = "object_in_use";
  }
  return wrong(why)
      .number("slab", r.slab)
      .number("right", q.right.number)
      .number("objects", objects);
}

// --- constructor runs -------------------------------------------------------------------------

Text make_ctor_runs(const Moment& moment, Question& q) {
  ObjectRequest r;
  if (Text error = wanted(moment, r); !error.empty()) return error;
  const KmemCache& cache = cache_of(moment.after, r.cache);
  if (!cache.has_ctor()) return no_sense("no_ctor").text("cache", cache.name());
  const uint32_t objects = cache.layout().objects;
  q.ask = ask(q).text("cache", cache.name()).number("objects", objects);
  q.right = number_answer(r.ctor_runs);
  const auto reason = [&](const char* why) {
    return wrong(why).text("cache", cache.name()).number("objects", objects);
  };
  q.mistake(number_answer(1), reason(r.grew ? "ctor_for_all" : "ctor_ran_before"));
  q.mistake(number_answer(0), reason("ctor_new_slab"));
  q.mistake(number_answer(objects), reason("ctor_no_new_slab"));
  const uint32_t in_use = r.grew ? 0 : slab_at(moment.before, r.slab)->in_use;
  q.mistake(number_answer(r.grew ? objects - 1 : in_use),
            reason(r.grew ? "ctor_for_all" : "ctor_ran_before"));
  q.hints = {hint(q, 1), hint(q, 2).text("cache", cache.name()),
             say(r.grew ? "course.hint.ctor_runs.3.grow" : "course.hint.ctor_runs.3.reuse")
                 .number("objects", objects)};
  q.because =
      because(q, r.grew ? "grow" : "reuse").text("cache", cache.name()).number("objects", objects);
  q.shown_by = events_of(moment, {EventKind::slab_carved, EventKind::ctor_ran,
                                  EventKind::ctor_saved, EventKind::object_out});
  return {};
}

Text other_ctor_runs(const Moment& moment, const Question&, const Answer&) {
  const ObjectRequest r = *object_request(moment);
  const KmemCache& cache = cache_of(moment.after, r.cache);
  return wrong(r.grew ? "ctor_for_all" : "ctor_ran_before")
      .text("cache", cache.name())
      .number("objects", cache.layout().objects);
}

}  // namespace kmem
