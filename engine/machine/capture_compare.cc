#include "machine/capture_compare.h"

#include <algorithm>
#include <utility>

namespace kmem {
namespace {

constexpr size_t kNeighbours = 3;  // entries shown on each side of the first that differs

std::string entry_text(uint32_t pfn) { return std::to_string(pfn); }
std::string entry_text(const PcpPage& page) {
  return std::to_string(page.pfn) + letter_of(page.remembered);
}
std::string entry_text(MigrateType type) { return std::string(1, letter_of(type)); }

// `17 entries; from the 5th: 20 24 [28] 32`
template <class List>
std::string around(const List& list, size_t at) {
  std::string text = std::to_string(list.size()) + (list.size() == 1 ? " entry" : " entries");
  const size_t from = at - std::min(at, kNeighbours);
  const size_t to = std::min(list.size(), at + kNeighbours + 1);
  text += "; from entry " + std::to_string(from + 1) + ":";
  for (size_t i = from; i < to; ++i)
    text += i == at ? " [" + entry_text(list[i]) + "]" : " " + entry_text(list[i]);
  return at >= list.size() ? text + " [end]" : text;
}

class Comparison {
 public:
  template <class List>
  void lists(const List& expected, const List& had, ImagePlace place) {
    if (expected.empty() && had.empty()) return;
    const size_t common = std::min(expected.size(), had.size());
    size_t at = 0;
    while (at < common && expected[at] == had[at]) ++at;
    const bool same = expected.size() == had.size() && at == common;
    if (count(same, place)) return;
    result.expected = around(expected, at);
    result.had = around(had, at);
  }

  void counters(const ZoneCounters& expected, const ZoneCounters& had) {
    bool told = true;
    told &= count(expected.free == had.free, {});
    told &= count(expected.diff == had.diff, {});
    told &= count(expected.boost == had.boost, {});
    told &= count(expected.highatomic == had.highatomic, {});
    told &= count(expected.pcp_count == had.pcp_count, {});
    told &= count(expected.free_factor == had.free_factor, {});
    if (told) return;
    result.expected = counters_text(expected);
    result.had = counters_text(had);
  }

  ImageComparison result;

 private:
  // True if there is nothing to report: the part is right, or not the first that is wrong.
  bool count(bool same, ImagePlace place) {
    const bool first_wrong = !same && result.right == result.parts;
    ++result.parts;
    result.right += same ? 1 : 0;
    if (first_wrong) result.first = place;
    return !first_wrong;
  }
};

}  // namespace

ImageComparison compare_images(const ZoneImage& expected, const ZoneImage& had) {
  using Part = ImagePlace::Part;
  Comparison comparison;
  comparison.counters(expected.counters, had.counters);
  for (uint32_t order = 0; order < kLinuxOrders; ++order)
    for (uint32_t type = 0; type < kMigrateTypes; ++type)
      comparison.lists(expected.lists[type][order], had.lists[type][order],
                       {Part::list, order, static_cast<MigrateType>(type)});
  for (uint32_t index = 0; index < kPcpLists; ++index)
    comparison.lists(expected.pcp[index], had.pcp[index], {Part::pcp, index});
  comparison.lists(expected.blocks, had.blocks, {Part::blocks});
  return std::move(comparison.result);
}

std::string answer_text(uint32_t pfn) {
  return pfn == kNone ? "failure" : "page frame " + std::to_string(pfn);
}

std::string counters_text(const ZoneCounters& c) {
  return "free " + std::to_string(c.free) + ", diff " + std::to_string(c.diff) + ", boost " +
         std::to_string(c.boost) + ", highatomic " + std::to_string(c.highatomic) + ", pcp_count " +
         std::to_string(c.pcp_count) + ", free_factor " + std::to_string(c.free_factor);
}

std::string place_text(const ImagePlace& place) {
  switch (place.part) {
    case ImagePlace::Part::list:
      return "free list " + std::to_string(place.index) + " " + letter_of(place.type);
    case ImagePlace::Part::pcp:
      return "per-CPU list " + std::to_string(place.index);
    case ImagePlace::Part::blocks:
      return "types of the pageblocks";
    default:
      return "counters";
  }
}

std::string request_text(const CaptureRequests& asked, uint32_t request,
                         const CaptureReplay& replay) {
  const CaptureRequest& r = asked.requests[request];
  const std::string line = "line " + std::to_string(r.line) + ": ";
  if (r.op == CaptureOp::drain) return line + "d";
  if (r.op == CaptureOp::free) {
    const uint32_t pfn = replay.result(r.allocation);
    const std::string frame = pfn == kNone ? "nothing" : std::to_string(pfn);
    const uint32_t order = asked.requests[r.allocation].request.order.value;
    return line + "f " + frame + " " + std::to_string(order);
  }
  constexpr char kLimits[] = {'D', '3', 'N'};
  constexpr char kClasses[] = {'W', 'A', 'X'};
  const uint32_t pfn = replay.result(request);
  return line + "a " + std::to_string(r.request.order.value) + " " + letter_of(r.request.type) +
         " " + kLimits[r.request.highest_zone] + " " +
         kClasses[static_cast<uint32_t>(r.request.urgency)] + " → " +
         (pfn == kNone ? "-" : std::to_string(pfn));
}

}  // namespace kmem
