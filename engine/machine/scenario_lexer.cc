#include "machine/scenario_lexer.h"

#include "base/digits.h"
#include "machine/scenario_number.h"
#include "machine/scenario_utf8.h"

namespace kmem {
namespace {

using enum TokenKind;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
constexpr bool is_name_part(char c) { return is_name_start(c) || is_digit(c); }

constexpr TokenKind symbol_kind(char c) {
  switch (c) {
    case ';':
      return semicolon;
    case ',':
      return comma;
    case '.':
      return dot;
    case '+':
      return plus;
    case '-':
      return minus;
    case '@':
      return TokenKind::at;
    case '(':
      return open_paren;
    case ')':
      return close_paren;
    case '[':
      return open_bracket;
    case ']':
      return close_bracket;
    case '{':
      return open_brace;
    case '}':
      return close_brace;
    case '=':
      return assign;
    case '<':
      return lt;
    case '>':
      return gt;
    default:
      return TokenKind::bad;
  }
}

// The symbol of two characters that starts like this, if the second one follows.
constexpr TokenKind long_symbol_kind(char first, char second) {
  if (first == '.' && second == '.') return dots;
  if (second != '=') return TokenKind::bad;
  switch (first) {
    case '=':
      return eq;
    case '!':
      return ne;
    case '<':
      return le;
    case '>':
      return ge;
    default:
      return TokenKind::bad;
  }
}

}  // namespace

Lexer::Lexer(std::string_view text, Diagnostics& diagnostics)
    : text_(text), diagnostics_(&diagnostics) {
  if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
  previous_end_ = static_cast<uint32_t>(at_);
  token_.kind = semicolon;  // so that the first advance() counts no line
}

void Lexer::skip_blanks() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '#') {
      const size_t end = text_.find('\n', at_);
      at_ = end == std::string_view::npos ? text_.size() : end;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      ++at_;
    } else {
      return;
    }
  }
}

void Lexer::finish(TokenKind kind, size_t length) {
  token_.kind = kind;
  token_.span = {static_cast<uint32_t>(at_), static_cast<uint32_t>(length)};
  at_ += length;
}

void Lexer::advance() {
  previous_end_ = static_cast<uint32_t>(at_);
  if (token_.kind == newline) ++line_;
  skip_blanks();
  if (at_ >= text_.size()) return finish(TokenKind::end, 0);
  const char c = text_[at_];
  if (is_name_start(c)) return read_name();
  if (is_digit(c)) return read_number();
  if (c == '\n') return finish(newline, 1);
  if (c == '"') return read_text();
  read_symbol();
}

void Lexer::extend_word() {
  while (at_ < text_.size() && (is_name_part(text_[at_]) || text_[at_] == '-' || text_[at_] == '.'))
    ++at_;
  token_.span.length = static_cast<uint32_t>(at_ - token_.span.offset);
}

bool Lexer::read_raw_block(Span& inside) {
  const size_t start = at_;
  for (size_t line = text_.find('\n', at_); line != std::string_view::npos;
       line = text_.find('\n', line + 1)) {
    const size_t first = text_.find_first_not_of(" \t", line + 1);
    if (first == std::string_view::npos || text_[first] != '}') continue;
    inside = {static_cast<uint32_t>(start), static_cast<uint32_t>(line + 1 - start)};
    for (size_t i = start; i < first; ++i) line_ += text_[i] == '\n';
    at_ = first;
    finish(TokenKind::close_brace, 1);
    return true;
  }
  at_ = text_.size();  // all of it was meant to be inside
  finish(TokenKind::end, 0);
  return false;
}

void Lexer::read_name() {
  size_t end = at_ + 1;
  while (end < text_.size() && is_name_part(text_[end])) ++end;
  finish(name, end - at_);
}

void Lexer::read_number() {
  size_t end = at_ + 1;
  while (end < text_.size() && is_name_part(text_[end])) ++end;
  const std::string_view word = text_.substr(at_, end - at_);
  finish(number, word.size());
  const NumberForm form = parse_number(word, kMaxNumber, token_.number);
  if (form == NumberForm::malformed)
    bad(DiagnosticCode::bad_number, token_.span.offset, word.size());
  if (form == NumberForm::too_large)
    bad(DiagnosticCode::number_too_large, token_.span.offset, word.size(),
        decimal_text(kMaxNumber));
}

// Bytes of the character or escape at `at`; says what is wrong with it, if anything is.
uint32_t Lexer::text_element(size_t at, DiagnosticCode& wrong) const {
  if (text_[at] == '\\') {
    const char next = at + 1 < text_.size() ? text_[at + 1] : '\n';
    if (next == '"' || next == '\\') return 2;
    wrong = DiagnosticCode::bad_escape;
    return 1;
  }
  const uint32_t bytes = character_bytes(text_, at);
  if (bytes == 0) wrong = DiagnosticCode::bad_utf8;
  if (bytes != 0 && is_control(text_, at)) wrong = DiagnosticCode::control_character;
  return bytes == 0 ? 1 : bytes;
}

// Goes on to the closing quote after an error, so that what follows is not taken for statements.
void Lexer::read_text() {
  using enum DiagnosticCode;
  constexpr DiagnosticCode kFine = too_many_errors;
  DiagnosticCode first_wrong = kFine;
  Span place;
  size_t end = at_ + 1;
  while (end < text_.size() && text_[end] != '"' && text_[end] != '\n') {
    DiagnosticCode wrong = kFine;
    const uint32_t bytes = text_element(end, wrong);
    const bool line_end = text_[end] == '\r' && end + 1 < text_.size() && text_[end + 1] == '\n';
    if (line_end) break;
    if (wrong != kFine && first_wrong == kFine) {
      first_wrong = wrong;
      place = {static_cast<uint32_t>(end), bytes};
    }
    end += bytes;
  }
  const bool closed = end < text_.size() && text_[end] == '"';
  finish(TokenKind::text, end - at_ + (closed ? 1 : 0));
  if (!closed) return bad(unclosed_text, token_.span.offset, token_.span.length, "\"");
  if (first_wrong == kFine) return;
  const char* expected = first_wrong == bad_escape ? "\\\\ \\\"" : "";
  bad(first_wrong, place.offset, place.length, expected);
}

void Lexer::read_symbol() {
  const char c = text_[at_];
  const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
  const TokenKind two = long_symbol_kind(c, next);
  if (two != TokenKind::bad) return finish(two, 2);
  const TokenKind one = symbol_kind(c);
  if (one != TokenKind::bad) return finish(one, 1);
  const uint32_t bytes = character_bytes(text_, at_);
  finish(TokenKind::bad, bytes == 0 ? 1 : bytes);
  bad(DiagnosticCode::unexpected_character, token_.span.offset, token_.span.length);
}

void Lexer::bad(DiagnosticCode code, size_t offset, size_t length, std::string_view expected) {
  token_.kind = TokenKind::bad;
  if (quiet_) return;
  const Span span{static_cast<uint32_t>(offset), static_cast<uint32_t>(length)};
  diagnostics_->add(code, span, expected);
}

std::string text_value(std::string_view token) {
  std::string value;
  value.reserve(token.size());
  for (size_t i = 1; i + 1 < token.size(); ++i) {
    if (token[i] == '\\') ++i;
    value += token[i];
  }
  return value;
}

}  // namespace kmem
