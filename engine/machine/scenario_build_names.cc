// What names and values mean at this point of the scenario.
#include <algorithm>

#include "base/digits.h"
#include "machine/scenario.h"
#include "machine/scenario_builder.h"
#include "machine/scenario_lexer.h"
#include "machine/scenario_suggest.h"
#include "slab/kmalloc_classes.h"

namespace kmem {
namespace {

std::string element_text(std::string_view name, uint32_t index) {
  std::string text(name);
  return index == kNone ? text : text + '[' + decimal_text(index) + ']';
}

// What has been assigned under a name: `a`, `c[2]` or `c[1..4]`.
std::string assigned_text(std::string_view text, const Name& name) {
  if (name.lowest == kNone) return std::string(text);
  std::string indices = decimal_text(name.lowest);
  if (name.highest != name.lowest) indices += ".." + decimal_text(name.highest);
  return std::string(text) + '[' + indices + ']';
}

}  // namespace

bool ProgramBuilder::value_of(const Value& value, uint64_t& number) {
  number = value.number;
  if (value.constant()) return true;
  number += variables_[value.variable];
  if (number <= 2 * kMaxNumber) return true;
  diagnostics_->add(Code::negative_value, value.span, '-' + decimal_text(-number), "0");
  return false;
}

bool ProgramBuilder::index_of(const Value& value, uint32_t& index) {
  uint64_t number = 0;
  if (!value_of(value, number)) return false;
  index = static_cast<uint32_t>(number);
  if (number <= kMaxIndex) return true;
  diagnostics_->add(Code::index_range, value.span, decimal_text(number),
                    "0.." + decimal_text(kMaxIndex));
  return false;
}

// The indices of a range; kNone twice for a plain name.
bool ProgramBuilder::range_of(const NameUse& use, uint32_t& first, uint32_t& last) {
  if (use.shape == NameUse::Shape::plain) return true;
  return index_of(use.first, first) && index_of(use.last, last);
}

Name* ProgramBuilder::handle_to_assign(Span span) {
  Name* name = names_.find(text_of(span));
  if (name == nullptr) return names_.add_handle_name(text_of(span));
  if (!name->is_cache) return name;
  if (!forgiven(span)) fail(Code::name_is_cache, span);
  return nullptr;
}

const Name* ProgramBuilder::used_handle(Span span) {
  const Name* name = names_.find(text_of(span));
  if (name != nullptr && !name->is_cache) return name;
  if (forgiven(span)) return nullptr;
  if (name != nullptr)
    fail(Code::cache_as_handle, span);
  else
    unknown_name(span, false);
  return nullptr;
}

bool ProgramBuilder::element_of(const NameUse& use, const Name& name, uint32_t index,
                                uint32_t& handle) {
  handle = names_.handle(name, index);
  if (handle != kNone) return true;
  if (forgiven(use.name)) return false;
  const std::string_view text = text_of(use.name);
  diagnostics_->add(Code::unknown_element, use.name, element_text(text, index),
                    assigned_text(text, name));
  return false;
}

bool ProgramBuilder::cache_to_assign(Span span, uint16_t& cache) {
  const Name* name = names_.find(text_of(span));
  if (name != nullptr && !name->is_cache)
    return forgiven(span) ? false : fail(Code::name_is_handle, span);
  if (name == nullptr) {
    if (program_.cache_vars.size() >= kMaxCacheVars) {
      full_ = true;
      return fail(Code::too_many_caches, span, kMaxCacheVars);
    }
    name = names_.add_cache(text_of(span));
  }
  cache = static_cast<uint16_t>(name->id);
  return true;
}

bool ProgramBuilder::cache_of(const CacheUse& use, uint16_t& cache) {
  if (use.quoted) return quoted_cache_of(use.span, cache);
  const Name* name = names_.find(text_of(use.span));
  if (name != nullptr && name->is_cache) {
    cache = static_cast<uint16_t>(name->id);
    return true;
  }
  if (forgiven(use.span)) return false;
  if (name != nullptr) return fail(Code::handle_as_cache, use.span);
  unknown_name(use.span, true);
  return false;
}

// kmalloc's caches exist from the start, others once a statement has created them.
bool ProgramBuilder::quoted_cache_of(Span span, uint16_t& cache) {
  const std::string wanted = text_value(text_of(span));
  if (!created_caches_.has(wanted)) return unknown_cache_name(span, wanted);
  uint32_t var = quoted_caches_.find(wanted);
  if (var == kNone) {
    var = static_cast<uint32_t>(program_.cache_vars.size());
    if (var >= kMaxCacheVars) {
      full_ = true;
      return fail(Code::too_many_caches, span, kMaxCacheVars);
    }
    program_.cache_vars.push_back({wanted, true});
    quoted_caches_.add(wanted, var);
  }
  cache = static_cast<uint16_t>(var);
  return true;
}

bool ProgramBuilder::unknown_cache_name(Span span, const std::string& wanted) {
  ClosestName closest(wanted);
  for (const CacheRequest& request : program_.cache_requests)
    if (created_caches_.has(request.name)) closest.offer(request.name);
  for (const char* name : kKmallocNames) closest.offer(name);
  diagnostics_->add(closest.found() ? Code::unknown_cache_name_near : Code::unknown_cache_name,
                    span, wanted, closest.name());
  return false;
}

// Suggests names of the kind that is wanted.
void ProgramBuilder::unknown_name(Span span, bool cache) {
  ClosestName closest(text_of(span));
  for (const Name& name : names_.all())
    if (name.is_cache == cache) closest.offer(names_.text(name));
  fail(closest.found() ? Code::unknown_name_near : Code::unknown_name, span, closest.name());
}

}  // namespace kmem
