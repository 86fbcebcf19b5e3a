// Problems about kmalloc.
#include <algorithm>

#include "course/sheet_draft.h"
#include "slab/kmalloc_classes.h"

namespace kmem {
namespace {

// A size that no class has.
Bytes odd_bytes(Draft& draft, uint32_t low, uint32_t high) {
  Bytes bytes = draft.between(low, high);
  while (std::find(kKmallocSizes.begin(), kKmallocSizes.end(), bytes) != kKmallocSizes.end())
    bytes -= 3;
  return bytes;
}

// Pages that are in use or were, so that requests do not begin at frame 0.
void page_history(Draft& draft, uint32_t level) {
  for (uint32_t i = 0; i < 2 + level; ++i) draft.alloc(draft.below(2 + level / 2));
  for (uint32_t i = 0; i < level; ++i)
    draft.free(draft.below(static_cast<uint32_t>(draft.held().size())));
}

// Which class serves which size, and what that wastes.
bool size_classes(Random& random, uint32_t level, Problem& problem) {
  constexpr uint32_t kHigh[] = {500, 1900, 7900};
  Draft draft(random, 64);
  ProblemMaker maker(draft);
  if (!maker.begin(false)) return false;
  maker.problem.each_alone = true;
  bool between_powers = false;
  for (uint32_t i = 0; i < 2 + level; ++i) {
    const bool near = i == 1;  // between 64 and 96, or between 128 and 192
    const uint32_t low = near && draft.chance(50) ? 65 : 129;
    const Bytes bytes =
        near ? odd_bytes(draft, low, low + low / 2 - 2) : odd_bytes(draft, 9, kHigh[level - 1]);
    const std::string call = draft.kmalloc_line(bytes);
    if (!maker.ask(call, "kmalloc_class")) return false;
    between_powers = between_powers || maker.tempts("class_power_of_two");
    if (i < level && (!maker.ask(call, "waste") || maker.number() == 0)) return false;
  }
  if (level == 3) {
    const std::string call = draft.kmalloc_line(odd_bytes(draft, 8300, 50000));
    if (!maker.ask(call, "kmalloc_class") || !maker.ask(call, "rounded_order")) return false;
  }
  if (!between_powers) return false;
  for (size_t i = 0; i < maker.problem.parts.size(); ++i)
    for (size_t j = 0; j < i; ++j) {
      const Question &a = maker.problem.parts[i].question, &b = maker.problem.parts[j].question;
      if (a.kind == QuestionKind::kmalloc_class && b.kind == a.kind && a.right == b.right &&
          level < 3)
        return false;
    }
  problem = std::move(maker.problem);
  return true;
}

// From the object down to the page frame.
bool both_layers(Random& random, uint32_t level, Problem& problem) {
  constexpr uint32_t kFrames[] = {16, 32, 64};
  Draft draft(random, kFrames[level - 1]);
  page_history(draft, level);
  ProblemMaker maker(draft);
  if (!maker.begin(true)) return false;
  const uint32_t highest = level == 1 ? 1000 : level == 2 ? 3000 : 8000;
  const uint32_t lowest = level == 1 ? 40 : level == 2 ? 600 : 2100;
  std::vector<std::string> calls{draft.kmalloc_line(odd_bytes(draft, lowest, highest))};
  if (!maker.ask(calls, "kmalloc_class") || !maker.ask(calls, "which_block")) return false;
  if (maker.number() == 0 || !(maker.tempts("high_half") || maker.tempts("larger_block")))
    return false;
  if (level == 3 && !(maker.tempts("lowest_address") || maker.tempts("not_head"))) return false;
  if (!maker.ask(calls, "how_many_splits")) return false;
  if (level > 1 && maker.number() == 0) return false;
  calls.push_back(draft.kmalloc_line(odd_bytes(draft, lowest, highest)));
  if (!maker.ask(calls, "which_slab", 1)) return false;
  if (level > 1 && !maker.ask(calls, "which_list", 1)) return false;
  if (level == 3 && !maker.ask(calls, "waste", 1)) return false;
  problem = std::move(maker.problem);
  return true;
}

// Above the largest class: blocks of pages.
bool large_requests(Random& random, uint32_t level, Problem& problem) {
  Draft draft(random, 32u << level);
  page_history(draft, level);
  ProblemMaker maker(draft);
  if (!maker.begin(true)) return false;
  const Bytes bytes = odd_bytes(draft, 8200, 16000u << level);
  std::vector<std::string> calls{draft.kmalloc_line(bytes)};
  const std::string name = calls[0].substr(0, calls[0].find(' '));
  if (!maker.ask(calls, "rounded_order") || !maker.ask(calls, "which_block")) return false;
  if (maker.number() == 0 || !maker.tempts("high_half")) return false;
  if (!maker.ask(calls, "waste") || maker.number() == 0) return false;
  calls.push_back("kfree(" + name + ')');
  if (!maker.ask(calls, "pages_go_home", 1)) return false;
  if (level > 1 && (!maker.ask(calls, "how_far", 1) ||
                    maker.number() == maker.problem.state.free_lists.size() - 1))
    return false;
  if (level == 3 && !maker.ask(calls, "why_it_stops", 1)) return false;
  problem = std::move(maker.problem);
  return true;
}

// Objects of one class, taken and given back.
bool class_slabs(Random& random, uint32_t level, Problem& problem) {
  Draft draft(random, 16);
  const bool small = draft.chance(50);
  const uint32_t low = small ? 520 : 1030, high = small ? 1020 : 2040;
  const uint32_t per_slab = small ? 4 : 2;
  const uint32_t objects = per_slab * (1 + level) + draft.below(per_slab);
  for (uint32_t i = 0; i < objects; ++i) draft.kmalloc(odd_bytes(draft, low, high));
  const uint32_t frees = draft.between(level, objects / 2 + 1);
  for (uint32_t i = 0; i < frees; ++i)
    draft.free(draft.below(static_cast<uint32_t>(draft.held().size())));
  ProblemMaker maker(draft);
  if (!maker.begin(true)) return false;
  const std::string call = draft.kmalloc_line(odd_bytes(draft, low, high));
  if (!maker.ask(call, "which_slab")) return false;
  const bool choice = maker.tempts("not_first_partial") || maker.tempts("slab_lowest_address");
  if (level > 1 ? !choice : !maker.word().empty() && draft.chance(80)) return false;
  if (level > 1 && !maker.ask(call, "object_index")) return false;
  if (!maker.ask(call, "which_list") || !maker.ask(call, "waste")) return false;
  const std::string back = draft.free_line(draft.below(static_cast<uint32_t>(draft.held().size())));
  maker.problem.each_alone = true;
  if (!maker.ask(back, "which_list")) return false;
  if (level == 3 && !maker.ask(back, "pages_go_home")) return false;
  problem = std::move(maker.problem);
  return true;
}

}  // namespace

std::vector<SheetForm> kmalloc_forms() {
  return {{"size_classes", Topic::kmalloc, size_classes},
          {"both_layers", Topic::kmalloc, both_layers},
          {"large_requests", Topic::kmalloc, large_requests},
          {"class_slabs", Topic::kmalloc, class_slabs}};
}

}  // namespace kmem
