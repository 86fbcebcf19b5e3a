// scenario_words.h — the words that begin statements, and the tables of quantity names.
#ifndef KMEM_MACHINE_SCENARIO_WORDS_H_
#define KMEM_MACHINE_SCENARIO_WORDS_H_

#include <array>
#include <string>
#include <string_view>

#include "machine/scenario_statement.h"

namespace kmem {

struct Word {
  std::string_view text;
  StatementKind kind = StatementKind::broken;  // broken: no word of the language
  bool gives_result = false;
};

inline constexpr std::array<Word, 16> kWords = {{
    {"title", StatementKind::title},
    {"memory", StatementKind::memory},
    {"profile", StatementKind::profile},
    {"repeat", StatementKind::repeat},
    {"churn", StatementKind::churn},
    {"note", StatementKind::note},
    {"expect", StatementKind::expect},
    {"alloc_pages", StatementKind::alloc_pages, true},
    {"free_pages", StatementKind::free_pages},
    {"kmem_cache_create", StatementKind::kmem_cache_create, true},
    {"kmem_cache_alloc", StatementKind::kmem_cache_alloc, true},
    {"kmem_cache_free", StatementKind::kmem_cache_free},
    {"kmem_cache_shrink", StatementKind::kmem_cache_shrink},
    {"kmem_cache_destroy", StatementKind::kmem_cache_destroy},
    {"kmalloc", StatementKind::kmalloc, true},
    {"kfree", StatementKind::kfree},
}};

constexpr Word find_word(std::string_view text) {
  for (const Word& word : kWords)
    if (word.text == text) return word;
  return {};
}

// Words of the profiles of Linux: names like any other in a textbook scenario.
inline constexpr std::array<Word, 7> kLinuxWords = {{
    {"zone", StatementKind::zone},
    {"mechanisms", StatementKind::mechanisms},
    {"drain_pages", StatementKind::drain_pages},
    {"cpus", StatementKind::cpus},
    {"cpu", StatementKind::cpu},
    {"write", StatementKind::write},
    {"reap", StatementKind::reap},
}};

constexpr Word find_linux_word(std::string_view text) {
  for (const Word& word : kLinuxWords)
    if (word.text == text) return word;
  return {};
}

// What stands between the parentheses or in front of the field of a quantity.
enum class Subject : uint8_t { machine, order, element, frame, handle, cache, zone };

struct QuantityName {
  std::string_view text;  // as in the table: frame_order
  Subject subject;
  QuantityKind kind;

  // What a scenario writes behind the dot: order.
  constexpr std::string_view field() const {
    const size_t skip = subject == Subject::frame    ? std::string_view("frame_").size()
                        : subject == Subject::handle ? std::string_view("handle_").size()
                        : subject == Subject::cache  ? std::string_view("cache_").size()
                        : subject == Subject::zone   ? std::string_view("zone_").size()
                                                     : 0;
    return text.substr(skip);
  }
};

inline constexpr QuantityName kQuantities[] = {
#define X(name, arguments) {#name, Subject::arguments, QuantityKind::name},
    KMEM_QUANTITY_TABLE(X)
#undef X
};

// Those of the profiles of Linux.
inline constexpr QuantityName kLinuxQuantities[] = {
#define X(name, arguments) {#name, Subject::arguments, QuantityKind::name},
    KMEM_LINUX_QUANTITY_TABLE(X)
#undef X
};

constexpr const QuantityName* find_linux_quantity(Subject subject, std::string_view field) {
  for (const QuantityName& quantity : kLinuxQuantities)
    if (quantity.subject == subject && quantity.field() == field) return &quantity;
  return nullptr;
}

// The quantity of this subject and field, or null.
constexpr const QuantityName* find_quantity(Subject subject, std::string_view field) {
  for (const QuantityName& quantity : kQuantities)
    if (quantity.subject == subject && quantity.field() == field) return &quantity;
  return nullptr;
}

constexpr const QuantityName& quantity_name(QuantityKind kind) {
  if (kind >= kFirstLinuxQuantity)
    return kLinuxQuantities[static_cast<unsigned>(kind) -
                            static_cast<unsigned>(kFirstLinuxQuantity)];
  return kQuantities[static_cast<unsigned>(kind) - 1];
}
static_assert(quantity_name(QuantityKind::zone_free_factor).field() == "free_factor");
static_assert(quantity_name(QuantityKind::free_pages).text == "free_pages");
static_assert(quantity_name(QuantityKind::cache_ctor_saved).field() == "ctor_saved");

inline constexpr std::string_view kComparisons[] = {"==", "!=", "<", "<=", ">", ">="};

}  // namespace kmem

#endif  // KMEM_MACHINE_SCENARIO_WORDS_H_
