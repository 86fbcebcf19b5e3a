// fit_compare.h — does the engine's fit agree with the naive one?
#ifndef KMEM_TESTS_FIT_FIT_COMPARE_H_
#define KMEM_TESTS_FIT_FIT_COMPARE_H_

#include <string>

#include "fit/fit_allocator.h"
#include "naive_fit.h"

namespace kmem {

inline constexpr FitPolicy kFitPolicies[] = {FitPolicy::first, FitPolicy::best, FitPolicy::worst,
                                             FitPolicy::next};

inline const char* fit_name(FitPolicy policy) {
  constexpr const char* kNames[] = {"First", "Best", "Worst", "Next"};
  return kNames[static_cast<unsigned>(policy)];
}

// The first thing that differs, or nothing.
inline std::string difference(const FitAllocator& fit, const naive::Fit& model) {
  const std::vector<uint32_t> heads = model.heads();
  size_t unit = 0;
  for (uint32_t id = fit.first_region(); id != kNone; id = fit.region(id).next) {
    const Region& region = fit.region(id);
    for (const size_t end = unit + static_cast<size_t>(region.size / 8); unit < end; ++unit) {
      const uint32_t expected = region.hole ? kNone : static_cast<uint32_t>(region.start / 8);
      if (unit >= heads.size() || heads[unit] != expected) return "unit " + std::to_string(unit);
    }
  }
  if (unit != heads.size()) return "length";
  if (fit.free_bytes() != model.free_bytes()) return "free bytes";
  if (fit.holes() != model.holes().size()) return "holes";
  return "";
}

}  // namespace kmem

#endif  // KMEM_TESTS_FIT_FIT_COMPARE_H_
