#include "machine/trace_import_names.h"

#include "machine/trace_import_plan.h"

namespace kmem::ftrace {
namespace {

// `o` and `p` hold the objects and page blocks; the others are words of the language.
constexpr std::string_view kReserved[] = {"o",
                                          "p",
                                          "alloc_pages",
                                          "free_pages",
                                          "kmem_cache_create",
                                          "kmalloc",
                                          "kfree",
                                          "kmem_cache_alloc",
                                          "kmem_cache_free",
                                          "kmem_cache_shrink",
                                          "repeat",
                                          "churn",
                                          "kmem_cache_destroy",
                                          "note",
                                          "title",
                                          "memory",
                                          "page",
                                          "frames",
                                          "profile",
                                          "expect",
                                          "free_list",
                                          "nr_free",
                                          "error",
                                          "frame",
                                          "undefined",
                                          "align",
                                          "pages",
                                          "ctor",
                                          "bytes",
                                          "seed",
                                          "orders",
                                          "fill",
                                          "live",
                                          "free_frames"};

constexpr size_t kMaxVariable = 24;  // leaves room for a number behind it

bool is_reserved(std::string_view name) {
  for (std::string_view word : kReserved)
    if (word == name) return true;
  return false;
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
  const std::string plain = printable(name, 100);
  if (!is_class(plain) && !is_cache(plain, caches)) return plain;
  const std::string sized = plain + "-" + std::string(size);
  std::string out = sized;
  for (uint32_t n = 2; is_class(out) || is_cache(out, caches); ++n)
    out = sized + "-" + std::to_string(n);
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
