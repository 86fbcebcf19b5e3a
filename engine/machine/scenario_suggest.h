// scenario_suggest.h — the name that was probably meant.
#ifndef KMEM_MACHINE_SCENARIO_SUGGEST_H_
#define KMEM_MACHINE_SCENARIO_SUGGEST_H_

#include <string>
#include <string_view>

#include "base/types.h"

namespace kmem {

inline constexpr uint32_t kNearEdits = 2;

// Insertions, deletions and replacements that make one of the other (Levenshtein), or kNone if
// that takes more than kNearEdits.
uint32_t edit_distance(std::string_view a, std::string_view b);

// The closest of the names offered.
class ClosestName {
 public:
  explicit ClosestName(std::string_view wanted) : wanted_(wanted) {}

  void offer(std::string_view name);
  bool found() const { return !best_.empty(); }
  const std::string& name() const { return best_; }
  // The closest name, or all that were offered, a comma between.
  std::string or_all() const { return found() ? best_ : all_; }

 private:
  std::string_view wanted_;
  uint32_t distance_ = kNone;
  uint32_t offered_ = 0;
  std::string best_;
  std::string all_;
};

}  // namespace kmem

#endif  // KMEM_MACHINE_SCENARIO_SUGGEST_H_
