// Problems about object caches.
#include "course/sheet_draft.h"
#include "machine/scenario_number.h"

namespace kmem {
namespace {

constexpr const char* kNames[] = {"node", "item", "record", "packet", "entry", "session"};

std::string random_name(Draft& draft) { return kNames[draft.below(6)]; }

Bytes random_page(Draft& draft, uint32_t level) {
  return level == 3 ? Bytes{4096} << draft.below(3) : kDefaultPageSize;
}

// A size of which `per_slab` objects fit into a page.
Bytes random_size(Draft& draft, uint32_t per_slab) {
  const uint32_t page = static_cast<uint32_t>(draft.page_size());
  const uint32_t largest = page / per_slab / 8;
  const uint32_t smallest = largest - largest / (4 * per_slab);
  return Bytes{8} * draft.between(smallest, largest);
}

// How many objects fit, of which order the slab is, what is left.
bool slab_geometry(Random& random, uint32_t level, Problem& problem) {
  Draft page(random, 64);
  Draft draft(random, 64, random_page(page, level));
  ProblemMaker maker(draft);
  if (!maker.begin(false)) return false;
  const std::string name = random_name(draft);
  const Bytes size =
      level == 1 ? 8 * draft.between(12, 150) : draft.between(200, level == 2 ? 3000 : 5000);
  std::string options;
  if (level == 3) options = ", align=" + std::to_string(16u << draft.below(4));
  if (level == 1) options = ", pages=1";
  draft.create_cache(name, size, options);
  const std::string call = draft.lines().back();
  Draft empty(random, 64, draft.page_size());
  ProblemMaker asked(empty);
  if (!asked.begin(false)) return false;
  if (level > 1 && !asked.ask(call, "slab_order")) return false;
  if (level > 1 && asked.number() == 0 && draft.chance(75)) return false;
  if (!asked.ask(call, "objects_per_slab") || asked.number() < 3) return false;
  if (level == 3 && !asked.tempts("objects_forgot_align")) return false;
  if (!asked.ask(call, "waste") || asked.number() == 0) return false;
  problem = std::move(asked.problem);
  return true;
}

// A cache of a few objects per slab, some of them taken and given back.
void object_history(Draft& draft, uint32_t level, uint32_t per_slab) {
  const std::string name = random_name(draft);
  draft.create_cache(name, random_size(draft, per_slab));
  const uint32_t objects = per_slab * (1 + level) + draft.below(2);
  for (uint32_t i = 0; i < objects; ++i) draft.cache_alloc();
  const uint32_t frees = draft.between(level, objects * 2 / 3);
  for (uint32_t i = 0; i < frees; ++i)
    draft.free(draft.below(static_cast<uint32_t>(draft.held().size())));
}

// Which slab serves a request, with which object, and where the slab goes.
bool serve_object(Random& random, uint32_t level, Problem& problem) {
  Draft draft(random, 16);
  object_history(draft, level, draft.between(3, 4));
  ProblemMaker maker(draft);
  if (!maker.begin(true)) return false;
  const std::string call = draft.cache_line();
  if (!maker.ask(call, "which_slab")) return false;
  const bool grows = !maker.word().empty();
  if (level == 1 && grows && draft.chance(80)) return false;
  if (level > 1 && grows) return false;
  const bool choice = maker.tempts("not_first_partial") || maker.tempts("slab_lowest_address");
  if (level == 1 && !choice && !maker.tempts("empty_before_partial") && draft.chance(70))
    return false;
  if (level == 2 && !choice) return false;
  if (level == 3 && !(maker.tempts("slab_lowest_address") && maker.tempts("empty_before_partial")))
    return false;
  if (level > 1 && (!maker.ask(call, "object_index") || !maker.tempts("oldest_object")))
    return false;
  if (level == 3 && !maker.tempts("lowest_object")) return false;
  if (!maker.ask(call, "which_list")) return false;
  problem = std::move(maker.problem);
  return true;
}

// Objects come back: which list, and do the page frames go home?
bool return_objects(Random& random, uint32_t level, Problem& problem) {
  Draft draft(random, 16);
  object_history(draft, level, draft.between(2, 3));
  ProblemMaker maker(draft);
  if (!maker.begin(true) || draft.held().size() < level + 1) return false;
  std::vector<std::string> calls;
  bool empties = false;
  for (uint32_t i = 0; i < level + 1; ++i) {
    const uint32_t place = draft.below(static_cast<uint32_t>(draft.held().size()));
    const std::string call = draft.free_line(place);
    for (const std::string& earlier : calls)
      if (earlier == call) return false;
    calls.push_back(call);
    if (!maker.ask(calls, "which_list", calls.size() - 1)) return false;
    if (maker.word() != "empty") continue;
    empties = true;
    if (!maker.ask(calls, "pages_go_home", calls.size() - 1)) return false;
  }
  if (!empties || !maker.answers_differ()) return false;
  if (level > 1) {
    calls.push_back(draft.lines().front().substr(0, draft.lines().front().find(' ')));
    calls.back() = "kmem_cache_shrink(" + calls.back() + ')';
    if (!maker.ask(calls, "pages_go_home", calls.size() - 1)) return false;
    if (level == 3 && !maker.ask(calls, "how_far", calls.size() - 1)) return false;
  }
  problem = std::move(maker.problem);
  return true;
}

// When constructors run: with a new slab, and only then.
bool constructors(Random& random, uint32_t level, Problem& problem) {
  Draft draft(random, 16);
  const uint32_t per_slab = draft.between(2, 2 + level);
  const std::string name = random_name(draft);
  draft.create_cache(name, random_size(draft, per_slab), ", ctor");
  const std::string cache = draft.lines().front().substr(0, draft.lines().front().find(' '));
  const uint32_t objects = draft.between(1, per_slab);
  for (uint32_t i = 0; i < objects; ++i) draft.cache_alloc();
  ProblemMaker maker(draft);
  if (!maker.begin(true)) return false;
  std::vector<std::string> calls;
  if (draft.chance(50)) calls.push_back(draft.free_line(0));
  for (uint32_t i = 0; i < level + 1; ++i) {
    const size_t shown = i == 0 ? 0 : calls.size();
    calls.push_back(draft.cache_line());
    if (!maker.ask(calls, "ctor_runs", shown)) return false;
  }
  if (!maker.answers_differ()) return false;
  if (level > 1) {
    const size_t shown = calls.size();
    const uint32_t last = static_cast<uint32_t>(draft.held().size()) - 1;
    if (level == 2 || calls.front() == draft.free_line(last)) {
      calls.push_back("kmem_cache_free(" + cache + ", " +
                      calls.back().substr(0, calls.back().find(' ')) + ')');
    } else {
      calls.push_back(draft.free_line(last));
    }
    if (level == 3) calls.push_back("kmem_cache_shrink(" + cache + ')');
    calls.push_back(draft.cache_line());
    if (!maker.ask(calls, "ctor_runs", shown)) return false;
    if (level == 3 && !maker.ask(calls, "which_list", calls.size() - 1)) return false;
  }
  problem = std::move(maker.problem);
  return true;
}

}  // namespace

std::vector<SheetForm> slab_forms() {
  return {{"slab_geometry", Topic::slab, slab_geometry},
          {"serve_object", Topic::slab, serve_object},
          {"return_objects", Topic::slab, return_objects},
          {"constructors", Topic::slab, constructors}};
}

}  // namespace kmem
