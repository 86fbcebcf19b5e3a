// scenario_texts.h — texts of a program that are kept once, however often a repeat uses them.
#ifndef KMEM_MACHINE_SCENARIO_TEXTS_H_
#define KMEM_MACHINE_SCENARIO_TEXTS_H_

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/types.h"

namespace kmem {

struct TextHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

// From a text to its index in a table of the program.
class TextIndex {
 public:
  uint32_t find(std::string_view text) const {
    const auto found = index_.find(text);
    return found == index_.end() ? kNone : found->second;
  }
  // The first index that is given for a text stays.
  void add(std::string_view text, uint32_t index) { index_.emplace(text, index); }

 private:
  std::unordered_map<std::string, uint32_t, TextHash, std::equal_to<>> index_;
};

}  // namespace kmem

#endif  // KMEM_MACHINE_SCENARIO_TEXTS_H_
