#include "machine/scenario_suggest.h"

#include <algorithm>
#include <array>

#include "machine/scenario.h"

namespace kmem {
namespace {

// A scenario can have a million names, and a hundred errors.
constexpr uint32_t kMaxOffers = 20'000;
constexpr size_t kMaxListed = 400;

}  // namespace

uint32_t edit_distance(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > kNearEdits || b.size() > kMaxNameLength) return kNone;
  std::array<uint32_t, kMaxNameLength + 1> row{};
  for (uint32_t i = 0; i <= a.size(); ++i) row[i] = i;
  for (uint32_t j = 1; j <= b.size(); ++j) {
    uint32_t diagonal = row[0];
    uint32_t least = row[0] = j;
    for (uint32_t i = 1; i <= a.size(); ++i) {
      const uint32_t replaced = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[i];
      row[i] = std::min({replaced, row[i] + 1, row[i - 1] + 1});
      least = std::min(least, row[i]);
    }
    if (least > kNearEdits) return kNone;
  }
  return row[a.size()] <= kNearEdits ? row[a.size()] : kNone;
}

// Two names that have no letter in common are not close, however short they are.
void ClosestName::offer(std::string_view name) {
  if (++offered_ > kMaxOffers) return;
  if (all_.size() < kMaxListed) all_.append(all_.empty() ? "" : ", ").append(name);
  const uint32_t distance = edit_distance(wanted_, name);
  if (distance >= distance_ || distance >= std::max(wanted_.size(), name.size())) return;
  distance_ = distance;
  best_ = name;
}

}  // namespace kmem
