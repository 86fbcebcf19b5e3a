// Tokens, names and numbers.
#include <algorithm>

#include "base/digits.h"
#include "machine/scenario_parser.h"

namespace kmem {

bool StatementParser::skip(TokenKind kind) {
  if (!at(kind)) return false;
  lexer_.advance();
  return true;
}

bool StatementParser::want(TokenKind kind, const char* symbol) {
  return skip(kind) || wrong(Code::expected_symbol, Code::missing_symbol, symbol);
}

// Reports the token as not being what may stand here. Always false.
bool StatementParser::wrong(Code expected, Code missing, std::string_view what) {
  if (at(TokenKind::bad)) return false;  // reported already
  if (!at(TokenKind::newline) && !at(TokenKind::end)) return fail(expected, here(), what);
  return fail(missing, {lexer_.previous_end(), 0}, what);
}

bool StatementParser::constant(Value& value) {
  if (!at(TokenKind::number)) return wrong(Code::expected_number, Code::missing_number);
  value.number = lexer_.token().number;
  value.span = take();
  return true;
}

bool StatementParser::value(Value& value) {
  if (!at(TokenKind::name)) return constant(value);
  return value_of_name(take(), value);
}

// `i`, `i + 1` or `i - 1`.
bool StatementParser::value_of_name(Span name, Value& value) {
  value.variable = find_variable(text_of(name));
  value.span = name;
  if (value.variable == kNoVariable && broken_blocks_ == 0) return unknown_variable(name);
  if (value.variable == kNoVariable) value.variable = 0;  // perhaps of the head that is broken
  const bool minus = at(TokenKind::minus);
  if (!minus && !at(TokenKind::plus)) return true;
  lexer_.advance();
  Value summand;
  if (!constant(summand)) return false;
  value.number = minus ? uint64_t{0} - summand.number : summand.number;
  value.span.length = summand.span.offset + summand.span.length - name.offset;
  return true;
}

bool StatementParser::unknown_variable(Span name) {
  std::string variables;
  for (const OpenBlock& block : blocks_)
    if (block.variable.length != 0)
      variables.append(variables.empty() ? "" : ", ").append(text_of(block.variable));
  return fail(variables.empty() ? Code::expected_number : Code::unknown_variable, name, variables);
}

// The depth of the innermost repeat that counts with this name.
uint8_t StatementParser::find_variable(std::string_view name) const {
  const size_t depth = std::min<size_t>(blocks_.size(), kMaxNesting);
  for (size_t i = depth; i-- > 0;)
    if (text_of(blocks_[i].variable) == name) return static_cast<uint8_t>(i);
  return kNoVariable;
}

bool StatementParser::new_name(Span name) {
  if (name.length > kMaxNameLength) return fail(Code::name_too_long, name, kMaxNameLength);
  return used_name(name);
}

bool StatementParser::used_name(Span name) {
  if (find_word(text_of(name)).kind != StatementKind::broken)
    return fail(Code::reserved_name, name);
  if (!blocks_.empty() && find_variable(text_of(name)) != kNoVariable)
    return fail(Code::name_is_variable, name);
  return true;
}

bool StatementParser::name_use(NameUse& use) {
  if (!at(TokenKind::name)) return wrong(Code::expected_name, Code::missing_name);
  use.name = take();
  return used_name(use.name) && index(use);
}

// `[3]`, `[1..4]` or nothing.
bool StatementParser::index(NameUse& use) {
  if (!skip(TokenKind::open_bracket)) return true;
  use.shape = NameUse::Shape::element;
  if (!value(use.first)) return false;
  use.last = use.first;
  if (skip(TokenKind::dots)) {
    use.shape = NameUse::Shape::range;
    if (!value(use.last)) return false;
  }
  for (const Value* value : {&use.first, &use.last})
    if (value->constant() && value->number > kMaxIndex)
      return fail(Code::index_range, value->span, "0.." + decimal_text(kMaxIndex));
  return want(TokenKind::close_bracket, "]");
}

// `pages=` of an option.
bool StatementParser::option_name(Span& name) {
  if (!at(TokenKind::name)) return wrong(Code::expected_name, Code::missing_name);
  name = take();
  return true;
}

}  // namespace kmem
