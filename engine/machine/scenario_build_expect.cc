// Expectations: what their quantities stand for.
#include <algorithm>

#include "machine/scenario_builder.h"
#include "machine/scenario_suggest.h"
#include "machine/scenario_text.h"

namespace kmem {
namespace {

// Longer ones are written out anew, without the spaces that make them long.
constexpr size_t kMaxExpectationText = 200;

}  // namespace

void ProgramBuilder::build_expect(const Statement& s, Command command) {
  const ExpectParts& parts = tree_->expects[s.detail];
  Expectation expectation;
  expectation.comparison = parts.comparison;
  if (!quantity_of(parts.left, expectation.left) || !quantity_of(parts.right, expectation.right))
    return;
  expectation.text = text_of(parts.text);
  if (parts.has_variable || expectation.text.size() > kMaxExpectationText)
    expectation.text = expectation_text(expectation, program_);
  uint32_t index = expectations_.find(expectation.text);
  if (index == kNone) {
    index = static_cast<uint32_t>(program_.expectations.size());
    if (index == kMaxTexts) return too_many_texts(s);
    expectations_.add(expectation.text, index);
    program_.expectations.push_back(std::move(expectation));
  }
  command.number = index;
  emit(command);
}

bool ProgramBuilder::quantity_of(const QuantityParts& parts, Quantity& quantity) {
  uint64_t place = 0;
  quantity.kind = parts.kind;
  switch (parts.shape) {
    case QuantityParts::Shape::undefined:
      quantity.subject = kUndefined;
      return true;
    case QuantityParts::Shape::of_name:
      return named_quantity_of(parts, quantity);
    case QuantityParts::Shape::frame:
      return value_of(parts.first, quantity.subject) &&
             field_of(Subject::frame, parts.field, quantity);
    case QuantityParts::Shape::machine:
      return true;
    case QuantityParts::Shape::zone:
      return value_of(parts.first, quantity.subject) &&
             field_of(Subject::zone, parts.field, quantity);
    default:
      break;
  }
  if (!value_of(parts.first, quantity.subject) || !value_of(parts.second, place)) return false;
  quantity.place = static_cast<uint32_t>(std::min<uint64_t>(place, kNone));
  if (in_linux() && parts.shape == QuantityParts::Shape::indexed)
    quantity.subject = std::min(quantity.subject, (uint64_t{1} << kAreaShift) - 1) | parts.area;
  return true;
}

// A name means a handle or a cache; that decides which fields it has.
bool ProgramBuilder::named_quantity_of(const QuantityParts& parts, Quantity& quantity) {
  const Name* known = parts.quoted ? nullptr : names_.find(text_of(parts.name.name));
  const bool plain = parts.name.shape == NameUse::Shape::plain;
  if (parts.quoted || (known != nullptr && known->is_cache && plain)) {
    uint16_t cache = 0;
    if (!cache_of({parts.name.name, parts.quoted}, cache)) return false;
    quantity.subject = cache;
    return field_of(Subject::cache, parts.field, quantity);
  }
  const Name* name = used_handle(parts.name.name);
  uint32_t index = kNone;
  uint32_t handle = kNone;
  if (name == nullptr || (!plain && !index_of(parts.name.first, index)) ||
      !element_of(parts.name, *name, index, handle))
    return false;
  quantity.subject = handle;
  return field_of(Subject::handle, parts.field, quantity);
}

bool ProgramBuilder::field_of(Subject subject, Span field, Quantity& quantity) {
  const QuantityName* found = find_quantity(subject, text_of(field));
  if (in_linux() && found == nullptr) found = find_linux_quantity(subject, text_of(field));
  if (found != nullptr) {
    quantity.kind = found->kind;
    return true;
  }
  ClosestName closest(text_of(field));
  for (const QuantityName& name : kQuantities)
    if (name.subject == subject) closest.offer(name.field());
  if (in_linux())
    for (const QuantityName& name : kLinuxQuantities)
      if (name.subject == subject) closest.offer(name.field());
  return fail(Code::unknown_field, field, closest.or_all());
}

}  // namespace kmem
