// scenario_lexer.h — the words, numbers, texts and symbols of a scenario, one after another.
#ifndef KMEM_MACHINE_SCENARIO_LEXER_H_
#define KMEM_MACHINE_SCENARIO_LEXER_H_

#include <string>
#include <string_view>

#include "machine/scenario_diagnostics.h"

namespace kmem {

enum class TokenKind : uint8_t {
  end,  // of the text
  newline,
  name,    // alloc_pages
  number,  // 0x40, 1_000, 21K
  text,    // "…", its span includes the quotes
  bad,     // an error that has been reported
  semicolon,
  comma,
  dot,
  dots,  // ..
  plus,
  minus,
  at,  // @
  open_paren,
  close_paren,
  open_bracket,
  close_bracket,
  open_brace,
  close_brace,
  assign,  // =
  eq,      // ==
  ne,
  lt,
  le,
  gt,
  ge,
};

struct Token {
  TokenKind kind = TokenKind::newline;
  Span span;
  uint64_t number = 0;
};

// The largest number of the language: events carry sizes and addresses in 48 bits.
inline constexpr uint64_t kMaxNumber = (uint64_t{1} << 48) - 1;

class Lexer {
 public:
  // Both must outlive the lexer.
  Lexer(std::string_view text, Diagnostics& diagnostics);

  const Token& token() const { return token_; }
  uint32_t line() const { return line_; }                  // of the token
  uint32_t previous_end() const { return previous_end_; }  // offset behind the token before it
  size_t offset() const { return at_; }
  std::string_view text(Span span) const { return text_.substr(span.offset, span.length); }

  void advance();
  // The token, a name, goes on to the next blank or symbol other than `-` and `.`: linux-6.1.
  void extend_word();
  // The token is an opening brace: passes over what stands up to the line that closes it, whatever
  // that is. False: there is no such line.
  bool read_raw_block(Span& inside);
  // While quiet, errors are not reported: the statement they are in has one already.
  void set_quiet(bool quiet) { quiet_ = quiet; }

 private:
  void skip_blanks();
  void finish(TokenKind kind, size_t length);
  void read_name();
  void read_number();
  void read_text();
  void read_symbol();
  uint32_t text_element(size_t at, DiagnosticCode& wrong) const;
  void bad(DiagnosticCode code, size_t offset, size_t length, std::string_view expected = {});

  std::string_view text_;
  Diagnostics* diagnostics_;
  size_t at_ = 0;  // behind the token
  uint32_t line_ = 1;
  uint32_t previous_end_ = 0;
  bool quiet_ = false;
  Token token_;
};

// What a text token says: without quotes, escapes resolved.
std::string text_value(std::string_view token);

}  // namespace kmem

#endif  // KMEM_MACHINE_SCENARIO_LEXER_H_
