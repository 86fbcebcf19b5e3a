#include "machine/trace_import_names.h"

#include "machine/scenario.h"
#include "machine/scenario_words.h"
#include "machine/trace_import_plan.h"

namespace kmem::ftrace {
namespace {

// `o` and `p` hold the objects and page blocks; the others mean something in the language.
constexpr std::string_view kReserved[] = {"o",      "p",      "frame", "bytes", "page",
                                          "frames", "align",  "pages", "ctor",  "seed",
                                          "fill",   "orders", "live",  "error", "undefined"};

constexpr size_t kMaxVariable = kMaxNameLength - 8;  // leaves room for a number behind it

bool is_reserved(std::string_view name) {
  for (std::string_view word : kReserved)
    if (word == name) return true;
  for (const QuantityName& quantity : kQuantities)
    if (quantity.text == name) return true;
  return find_word(name).kind != StatementKind::broken;
}

bool is_class(std::string_view name) {
  for (const char* known : kKmallocNames)
    if (name == known) return true;
  return false;
}

bool is_cache(std::string_view name, const std::vector<PlannedCache>& caches) {
  for (const PlannedCache& cache : caches)
    if (cache.name == name) return true;
  return false;
}

bool is_variable(std::string_view name, const std::vector<PlannedCache>& caches) {
  for (const PlannedCache& cache : caches)
    if (cache.variable == name) return true;
  return false;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_decimal(char c) { return c >= '0' && c <= '9'; }

std::string as_variable(std::string_view name) {
  std::string out(name.substr(0, kMaxVariable));
  for (char& c : out)
    if (!is_letter(c) && !is_decimal(c)) c = '_';
  if (out.empty() || is_decimal(out[0])) out.insert(0, "c_");
  return out;
}

}  // namespace

std::string unused_cache_name(std::string_view name, std::string_view size,
                              const std::vector<PlannedCache>& caches) {
  std::string out = printable(name, kMaxNameLength);
  std::string suffix = "-" + std::string(size);
  for (uint32_t n = 2; is_class(out) || is_cache(out, caches); ++n) {
    out = printable(name, kMaxNameLength - suffix.size()) + suffix;
    suffix = "-" + std::string(size) + "-" + std::to_string(n);
  }
  return out;
}

std::string unused_variable(std::string_view name, const std::vector<PlannedCache>& caches) {
  const std::string plain = as_variable(name);
  std::string out = plain;
  for (uint32_t n = 2; is_reserved(out) || is_variable(out, caches); ++n)
    out = plain + "_" + std::to_string(n);
  return out;
}

}  // namespace kmem::ftrace
