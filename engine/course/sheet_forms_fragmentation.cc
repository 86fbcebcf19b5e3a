// Problems about what is lost: inside blocks, and between them.
#include "course/sheet_draft.h"

namespace kmem {
namespace {

constexpr uint32_t kFrames[] = {8, 16, 32};

uint32_t size_of(const std::vector<Held>& held) { return static_cast<uint32_t>(held.size()); }

std::string name_in(const std::string& line) { return line.substr(0, line.find(' ')); }

// Bytes lost by rounding, of several requests.
bool lost_inside(Random& random, uint32_t level, Problem& problem) {
  Draft page(random, 64);
  const Bytes page_size = level == 1 ? kDefaultPageSize : Bytes{2048} << page.below(4);
  Draft draft(random, 256, page_size);
  ProblemMaker maker(draft);
  if (!maker.begin(false)) return false;
  maker.problem.each_alone = true;
  const uint32_t kib = static_cast<uint32_t>(page_size / 1024);
  for (uint32_t i = 0; i < 1 + level; ++i) {
    const std::string call =
        draft.bytes_line(Bytes{draft.between(kib + 1, kib * (4u << level))} * 1024);
    if (!maker.ask(call, "rounded_order") || !maker.ask(call, "waste")) return false;
    if (maker.number() == 0 || (level > 1 && !maker.tempts("waste_whole_frames"))) return false;
  }
  if (!maker.answers_differ()) return false;
  if (level == 3) {
    const std::string call = draft.kmalloc_line(draft.between(65, 95));
    if (!maker.ask(call, "waste")) return false;
  }
  problem = std::move(maker.problem);
  return true;
}

// Fills the segment with small blocks and frees some that are no buddies.
void scatter(Draft& draft, uint32_t level) {
  uint32_t used = 0;
  while (used < draft.frames()) {
    const uint32_t order = draft.below(level == 1 ? 2 : 3);
    if (used + frames_of(Order(order)) > draft.frames()) continue;
    draft.alloc(order);
    used += frames_of(Order(order));
  }
  const uint32_t frees = 2 + draft.below(size_of(draft.held()) / 2);
  for (uint32_t i = 0; i < frees && size_of(draft.held()) > 2; ++i)
    draft.free(draft.below(size_of(draft.held())));
}

// Memory is free, but is it in one block?
bool free_but_useless(Random& random, uint32_t level, Problem& problem) {
  Draft draft(random, kFrames[level - 1]);
  scatter(draft, level);
  ProblemMaker maker(draft);
  if (!maker.begin(true)) return false;
  maker.problem.each_alone = true;
  bool fragmented = false;
  for (uint32_t order = 1; order <= 1 + level; ++order) {
    if (!maker.ask(draft.alloc_line(order), "will_it_fail")) return false;
    if (maker.word() == "order_too_large") return false;
    fragmented = fragmented || maker.word() == "fragmented";
  }
  if (!fragmented || !maker.answers_differ()) return false;
  const std::string back = draft.free_line(draft.below(size_of(draft.held())));
  if (!maker.ask(back, level == 1 ? "will_it_merge" : "how_far")) return false;
  if (level > 1 && !maker.ask(back, "why_it_stops")) return false;
  if (level == 3 && !maker.tempts("buddy_is_whole")) return false;
  problem = std::move(maker.problem);
  return true;
}

// A request fails: which of two blocks has to be freed?
bool which_helps(Random& random, uint32_t level, Problem& problem) {
  Draft draft(random, kFrames[level - 1]);
  scatter(draft, level);
  ProblemMaker maker(draft);
  if (!maker.begin(true)) return false;
  maker.problem.each_alone = true;
  const std::string request = draft.alloc_line(draft.between(1, level));
  if (!maker.ask(request, "will_it_fail") || maker.word() != "fragmented") return false;
  const uint32_t one = draft.below(size_of(draft.held()));
  const uint32_t other = (one + 1 + draft.below(size_of(draft.held()) - 1)) % size_of(draft.held());
  uint32_t granted = 0;
  for (const uint32_t i : {one, other}) {
    const std::vector<std::string> calls{draft.free_line(i), request};
    if (!maker.ask(calls[0], level == 1 ? "will_it_merge" : "how_far")) return false;
    if (!maker.ask(calls, "will_it_fail")) return false;
    granted += maker.word() == "granted";
    if (level == 3 && maker.word() == "granted" && !maker.ask(calls, "which_block")) return false;
  }
  if (granted != 1) return false;
  problem = std::move(maker.problem);
  return true;
}

// Empty slabs are kept until a request needs their pages.
bool reaped_in_time(Random& random, uint32_t level, Problem& problem) {
  Draft draft(random, kFrames[level - 1]);
  const uint32_t per_slab = draft.between(2, 3);
  draft.create_cache("item", draft.page_size() / per_slab / 8 * 8);
  const uint32_t slabs = level + draft.below(2);
  for (uint32_t i = 0; i < per_slab * slabs; ++i) draft.cache_alloc();
  std::vector<std::string> taken;
  uint32_t used = slabs;
  while (used < draft.frames()) {
    const uint32_t order = draft.below(level + 1);
    if (used + frames_of(Order(order)) > draft.frames()) continue;
    taken.push_back(draft.alloc_line(order));
    draft.add(taken.back());
    used += frames_of(Order(order));
    if (draft.chance(25)) break;
  }
  const uint32_t frees = per_slab * slabs - draft.below(per_slab);
  for (uint32_t i = 0; i < frees; ++i) draft.free(draft.below(size_of(draft.held())));
  if (level > 1 && !taken.empty())
    draft.add("free_pages(" + name_in(taken[draft.below(static_cast<uint32_t>(taken.size()))]) +
              ')');
  ProblemMaker maker(draft);
  if (!maker.begin(true)) return false;
  maker.problem.each_alone = true;
  bool reaps = false;
  const uint32_t smaller = draft.below(level);
  const uint32_t larger = draft.between(smaller + 1, level + 1);
  for (const uint32_t order : {smaller, larger}) {
    const std::string request = draft.alloc_line(order);
    if (!maker.ask(request, "will_it_fail")) return false;
    if (maker.word() == "order_too_large") return false;
    if (!maker.ask(request, "pages_go_home")) return false;
    if (maker.word() != "yes") continue;
    reaps = true;
    if (level > 1 &&
        maker.problem.parts[maker.problem.parts.size() - 2].question.right.word == "granted" &&
        !maker.ask(request, "which_block"))
      return false;
  }
  if (!reaps || !maker.answers_differ()) return false;
  problem = std::move(maker.problem);
  return true;
}

}  // namespace

std::vector<SheetForm> fragmentation_forms() {
  return {{"lost_inside", Topic::fragmentation, lost_inside},
          {"free_but_useless", Topic::fragmentation, free_but_useless},
          {"which_helps", Topic::fragmentation, which_helps},
          {"reaped_in_time", Topic::fragmentation, reaped_in_time}};
}

}  // namespace kmem
