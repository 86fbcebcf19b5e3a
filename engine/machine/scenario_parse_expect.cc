// expect free_pages == 48, expect nr_free(3) == 1, expect a.pfn != b.pfn, …
#include <algorithm>

#include "machine/scenario_parser.h"

namespace kmem {
namespace {

using Shape = QuantityParts::Shape;

bool is_error(const QuantityParts& parts) {
  return parts.shape == Shape::machine && parts.kind == QuantityKind::error;
}

// The Errc of this name, or kErrcCount.
uint32_t find_errc(std::string_view name) {
  uint32_t errc = 0;
  while (errc < kErrcCount && errc_name(static_cast<Errc>(errc)) != name) ++errc;
  return errc;
}

// Fragmentation is that of all types.
bool is_index(const QuantityName* of_order) {
  return of_order != nullptr && (of_order->kind == QuantityKind::unusable_index ||
                                 of_order->kind == QuantityKind::extfrag_index);
}

std::string closest_quantity(std::string_view wanted) {
  ClosestName closest(wanted);
  for (const QuantityName& quantity : kQuantities)
    if (quantity.subject <= Subject::element) closest.offer(quantity.text);
  for (const char* other : {"frame", "undefined"}) closest.offer(other);
  for (uint32_t i = 0; i < kErrcCount && !closest.found(); ++i) {
    ClosestName reason(wanted);
    reason.offer(errc_name(static_cast<Errc>(i)));
    if (reason.found()) return reason.name();
  }
  return closest.or_all();
}

}  // namespace

bool StatementParser::expect(Statement& s) {
  ExpectParts parts;
  const uint32_t start = here().offset;
  if (!quantity(parts.left, parts.has_variable) || !comparison(parts.comparison) ||
      !quantity(parts.right, parts.has_variable))
    return false;
  for (const QuantityParts* side : {&parts.left, &parts.right}) {
    const QuantityParts& other = side == &parts.left ? parts.right : parts.left;
    if (side->shape == Shape::reason && !is_error(other))
      return fail(Code::reason_without_error, side->span, "error");
  }
  parts.text = {start, lexer_.previous_end() - start};
  s.detail = static_cast<uint32_t>(tree_->expects.size());
  tree_->expects.push_back(parts);
  return true;
}

bool StatementParser::comparison(Comparison& comparison) {
  const uint32_t first = static_cast<uint32_t>(TokenKind::eq);
  const uint32_t kind = static_cast<uint32_t>(lexer_.token().kind);
  if (kind < first) return wrong(Code::expected_symbol, Code::missing_symbol, "== != < <= > >=");
  comparison = static_cast<Comparison>(kind - first);
  lexer_.advance();
  return true;
}

bool StatementParser::quantity(QuantityParts& parts, bool& has_variable) {
  parts.span = here();
  if (at(TokenKind::number)) return constant(parts.first);
  parts.quoted = at(TokenKind::text);
  if (parts.quoted) {
    if (!text(parts.name.name, kMaxNameLength)) return false;
    return named_quantity(parts, parts.name.name, has_variable);
  }
  if (!at(TokenKind::name)) return wrong(Code::expected_name, Code::missing_name);
  const Span name = take();
  if (at(TokenKind::open_paren)) return call_quantity(parts, name, has_variable);
  if (at(TokenKind::dot) || at(TokenKind::open_bracket))
    return used_name(name) && named_quantity(parts, name, has_variable);
  return bare_quantity(parts, name, has_variable);
}

// `a.pfn`, `d[3].slab`, `dentry.partial` or `"kmalloc-64".partial`.
bool StatementParser::named_quantity(QuantityParts& parts, Span name, bool& has_variable) {
  parts.shape = Shape::of_name;
  parts.name.name = name;
  if (!parts.quoted && !index(parts.name)) return false;
  if (parts.name.shape == NameUse::Shape::range)
    return fail(Code::expected_symbol, parts.name.last.span, "]");
  has_variable |= !parts.name.first.constant();
  if (!want(TokenKind::dot, ".")) return false;
  if (!at(TokenKind::name)) return wrong(Code::expected_name, Code::missing_name);
  parts.field = take();
  return true;
}

// `nr_free(3)`, `free_list(3, 0)` or `frame(16).order`.
bool StatementParser::call_quantity(QuantityParts& parts, Span name, bool& has_variable) {
  const bool frame = text_of(name) == "frame";
  if (in_linux() && text_of(name) == "zone") return zone_quantity(parts);
  const QuantityName* of_order = find_quantity(Subject::order, text_of(name));
  const QuantityName* of_element = find_quantity(Subject::element, text_of(name));
  if (in_linux() && of_order == nullptr)
    of_order = find_linux_quantity(Subject::order, text_of(name));
  if (in_linux() && of_element == nullptr)
    of_element = find_linux_quantity(Subject::element, text_of(name));
  if (!frame && of_order == nullptr && of_element == nullptr)
    return fail(Code::unknown_quantity, name, closest_quantity(text_of(name)));
  lexer_.advance();
  if (!value(parts.first)) return false;
  if (of_element != nullptr && (!want(TokenKind::comma, ",") || !value(parts.second))) return false;
  if (in_linux() && !frame && !area(parts, !is_index(of_order))) return false;
  has_variable |= !parts.first.constant() || !parts.second.constant();
  if (!want(TokenKind::close_paren, ")")) return false;
  parts.shape = frame ? Shape::frame : Shape::indexed;
  if (!frame) {
    parts.kind = (of_order != nullptr ? of_order : of_element)->kind;
    return true;
  }
  if (!want(TokenKind::dot, ".")) return false;
  if (!at(TokenKind::name)) return wrong(Code::expected_name, Code::missing_name);
  parts.field = take();
  return true;
}

// A quantity of the machine, a reason, `undefined`, or the variable of a repeat.
bool StatementParser::bare_quantity(QuantityParts& parts, Span name, bool& has_variable) {
  const std::string_view word = text_of(name);
  if (find_variable(word) != kNoVariable) {
    has_variable = true;
    return value_of_name(name, parts.first);
  }
  if (word == "undefined") {
    parts.shape = Shape::undefined;
    return true;
  }
  if (in_linux() && named_number(word, parts.first)) return true;
  const QuantityName* of_linux = in_linux() ? find_linux_quantity(Subject::machine, word) : nullptr;
  if (const QuantityName* quantity =
          of_linux != nullptr ? of_linux : find_quantity(Subject::machine, word)) {
    parts.shape = Shape::machine;
    parts.kind = quantity->kind;
    return true;
  }
  const bool needs_more = word == "frame" || find_quantity(Subject::order, word) != nullptr ||
                          find_quantity(Subject::element, word) != nullptr;
  if (needs_more) return want(TokenKind::open_paren, "(");
  const uint32_t errc = find_errc(word);
  if (errc == kErrcCount) {
    if (broken_blocks_ != 0) return true;  // perhaps the variable of a repeat whose head is broken
    return fail(Code::unknown_quantity, name, closest_quantity(word));
  }
  parts.shape = Shape::reason;
  parts.first.number = errc;
  return true;
}

}  // namespace kmem
