// Problems about the buddy system.
#include "course/sheet_draft.h"
#include "machine/scenario_number.h"

namespace kmem {
namespace {

constexpr uint32_t kFrames[] = {16, 32, 64};

uint32_t frames_for(uint32_t level) { return kFrames[level - 1]; }

// A size that is no whole block, up to a block of `order`.
Bytes odd_size(Draft& draft, uint32_t order) {
  const Bytes block = draft.page_size() << order;
  const Bytes most = block / 1024 - 1;
  const Bytes least = block / 2048 + 1;
  return (least + draft.below(static_cast<uint32_t>(most - least + 1))) * 1024;
}

// Requests and frees in a random order; larger blocks and more frees on higher levels.
void random_history(Draft& draft, uint32_t level) {
  const uint32_t requests = 3 + 2 * level;
  const uint32_t frees = 1 + level;
  uint32_t freed = 0;
  for (uint32_t i = 0; i < requests; ++i) {
    const uint32_t order = draft.below(level + 2);
    const bool by_bytes = level > 1 && draft.chance(30);
    if (by_bytes) {
      draft.alloc_bytes(odd_size(draft, order));
    } else {
      draft.alloc(order > 2 ? draft.below(3) : order);
    }
    const bool some_left = draft.held().size() > 2 && freed < frees;
    if (some_left && draft.chance(45)) {
      draft.free(draft.below(static_cast<uint32_t>(draft.held().size())));
      ++freed;
    }
  }
  for (; freed < frees && draft.held().size() > 1; ++freed)
    draft.free(draft.below(static_cast<uint32_t>(draft.held().size())));
}

std::string random_request(Draft& draft, uint32_t level) {
  const uint32_t order = draft.below(level + 1);
  if (level > 1 && draft.chance(level == 3 ? 70 : 40))
    return draft.bytes_line(odd_size(draft, order));
  return draft.alloc_line(order);
}

// One request: where it goes, how often something is split, what a list looks like then.
bool follow_request(Random& random, uint32_t level, Problem& problem) {
  Draft draft(random, frames_for(level));
  random_history(draft, level);
  ProblemMaker maker(draft);
  if (!maker.begin(true)) return false;
  const std::string call = random_request(draft, level);
  if (level == 3 && !maker.ask(call, "rounded_order")) return false;
  if (!maker.ask(call, "which_block") || maker.number() == 0) return false;
  const bool lifo = maker.tempts("lowest_address") || maker.tempts("not_head");
  if (level == 1 && !maker.tempts("high_half")) return false;
  if (level == 2 && !(maker.tempts("high_half") && (lifo || maker.tempts("larger_block"))))
    return false;
  if (level == 3 && !(lifo && maker.tempts("high_half"))) return false;
  if (!maker.ask(call, "how_many_splits") || (level == 3 && maker.number() < 2)) return false;
  if (level > 1 && !maker.ask(call, "free_list_after")) return false;
  problem = std::move(maker.problem);
  return true;
}

// One block is freed: does it merge, how far, where does the block begin, why does it end?
bool follow_free(Random& random, uint32_t level, Problem& problem) {
  Draft draft(random, frames_for(level));
  random_history(draft, level);
  ProblemMaker maker(draft);
  if (!maker.begin(true)) return false;
  const std::string call = draft.free_line(draft.below(static_cast<uint32_t>(draft.held().size())));
  if (!maker.ask(call, "how_many_merges")) return false;
  const uint64_t merges = maker.number();
  if (level == 1 ? merges == 0 && !maker.tempts("adjacent_not_buddy") && draft.chance(70)
                 : merges < level - 1)
    return false;
  if (!maker.ask(call, "merged_at") || (level == 3 && !maker.tempts("kept_own_frame")))
    return false;
  if (level > 1 && (!maker.ask(call, "why_it_stops") || maker.word() == "top_order")) return false;
  if (level == 3 && !maker.ask(call, "free_list_after")) return false;
  problem = std::move(maker.problem);
  return true;
}

// Calls from the start, worked out by hand: the free lists in the end, and a drawing.
bool final_lists(Random& random, uint32_t level, Problem& problem) {
  Draft draft(random, frames_for(level));
  random_history(draft, level);
  std::vector<std::string> last{draft.lines().back()};
  Draft before(random, frames_for(level));
  for (size_t i = 0; i + 1 < draft.lines().size(); ++i) before.add(draft.lines()[i]);
  ProblemMaker maker(before);
  if (!maker.begin(false)) return false;
  uint32_t filled = 0;
  bool unsorted = false;
  for (uint32_t order = 0; order <= level; ++order) {
    const std::string kind = "free_list_after(" + std::to_string(order) + ')';
    if (!maker.ask(last, kind.c_str())) return false;
    filled += !maker.last().right.frames.empty();
    unsorted = unsorted || maker.tempts("list_by_address");
  }
  if (filled < level || filled == level + 1 - (level == 1) || (level > 1 && !unsorted))
    return false;
  maker.draw(last);
  problem = std::move(maker.problem);
  return true;
}

// The textbooks' exercise: requests in KiB, then frees.
bool textbook(Random& random, uint32_t level, Problem& problem) {
  const uint32_t frames = 32u << level;
  Draft draft(random, frames);
  ProblemMaker maker(draft);
  if (!maker.begin(false)) return false;
  std::vector<std::string> calls;
  std::vector<std::string> names;
  const uint32_t requests = level == 1 ? 3 : 4;
  for (uint32_t i = 0; i < requests; ++i) {
    const uint32_t order = 1 + draft.below(level + 2);
    calls.push_back(draft.bytes_line(odd_size(draft, order)));
    names.push_back(calls.back().substr(0, calls.back().find(' ')));
    if (i == 0 && !maker.ask(calls, "rounded_order")) return false;
    if (!maker.ask(calls, "which_block", calls.size() - 1)) return false;
    if (i == 1 && !maker.ask(calls, "waste", calls.size() - 1)) return false;
  }
  if (maker.number() == 0) return false;
  uint64_t merges = 0;
  for (uint32_t i = 0; i < level; ++i) {
    const size_t which = draft.below(static_cast<uint32_t>(names.size()));
    calls.push_back("free_pages(" + names[which] + ')');
    names.erase(names.begin() + static_cast<long>(which));
    if (!maker.ask(calls, i == 0 ? "how_many_merges" : "how_far", calls.size() - 1)) return false;
    if (maker.tempts("buddy_is_free")) ++merges;
  }
  if (merges == 0) return false;
  if (level == 3) {
    calls.push_back(draft.bytes_line(odd_size(draft, 2)));
    if (!maker.ask(calls, "which_block", calls.size() - 1) || maker.number() == 0) return false;
  }
  if (level > 1) maker.draw(calls);
  problem = std::move(maker.problem);
  return true;
}

// Whose buddy is whose.
bool find_buddies(Random& random, uint32_t level, Problem& problem) {
  Draft draft(random, frames_for(level) * 2);
  random_history(draft, level);
  ProblemMaker maker(draft);
  if (!maker.begin(true) || draft.held().size() < 3) return false;
  maker.problem.each_alone = true;
  uint32_t above = 0, large = 0;
  const uint32_t first = draft.below(static_cast<uint32_t>(draft.held().size()));
  for (uint32_t i = 0; i < 3; ++i) {
    const uint32_t place = (first + i) % static_cast<uint32_t>(draft.held().size());
    if (!maker.ask(draft.free_line(place), "buddy_of")) return false;
    above += maker.last().because.key == "course.because.buddy_of.above";
    large += draft.held()[place].order >= level - 1;
  }
  if (above == 0 || above == 3 || large == 0 || !maker.answers_differ()) return false;
  const std::string call = draft.free_line(first);
  if (!maker.ask(call, level == 1 ? "will_it_merge" : "why_it_stops")) return false;
  if (level == 3 && !maker.ask(call, "how_far")) return false;
  problem = std::move(maker.problem);
  return true;
}

// The same blocks freed in two orders: which one merges further, and when?
bool merge_order(Random& random, uint32_t level, Problem& problem) {
  Draft draft(random, frames_for(level));
  random_history(draft, level);
  ProblemMaker maker(draft);
  if (!maker.begin(true) || draft.held().size() < 2) return false;
  maker.problem.each_alone = true;
  const uint32_t size = static_cast<uint32_t>(draft.held().size());
  const uint32_t one = draft.below(size);
  const uint32_t other = (one + 1 + draft.below(size - 1)) % size;
  const std::string x = draft.free_line(one), y = draft.free_line(other);
  const char* kind = level == 1 ? "how_many_merges" : "how_far";
  if (!maker.ask(std::vector<std::string>{y}, kind)) return false;
  const uint64_t alone = maker.number();
  if (!maker.ask(std::vector<std::string>{x, y}, kind)) return false;
  const uint64_t after = maker.number();
  if (alone == after || (level == 3 && after < alone + 2)) return false;
  if (!maker.ask(std::vector<std::string>{y, x}, kind)) return false;
  if (level > 1 && !maker.ask(std::vector<std::string>{y, x}, "merged_at", 1)) return false;
  problem = std::move(maker.problem);
  return true;
}

}  // namespace

std::vector<SheetForm> buddy_forms() {
  return {
      {"follow_request", Topic::buddy, follow_request}, {"follow_free", Topic::buddy, follow_free},
      {"final_lists", Topic::buddy, final_lists},       {"textbook", Topic::buddy, textbook},
      {"find_buddies", Topic::buddy, find_buddies},     {"merge_order", Topic::buddy, merge_order}};
}

}  // namespace kmem
