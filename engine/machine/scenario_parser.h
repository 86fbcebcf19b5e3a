// scenario_parser.h — from the text to statements. What names mean is not looked at here.
//
// After an error the rest of the statement is passed over in silence; a brace in it still opens a
// block, so that one error in the head of a repeat does not make its closing brace a second one.
#ifndef KMEM_MACHINE_SCENARIO_PARSER_H_
#define KMEM_MACHINE_SCENARIO_PARSER_H_

#include "machine/linux_link.h"
#include "machine/scenario_lexer.h"
#include "machine/scenario_statement.h"
#include "machine/scenario_suggest.h"
#include "machine/scenario_words.h"

namespace kmem {

class StatementParser {
 public:
  // Both must outlive the parser.
  // `linux`: its words are words.
  StatementParser(std::string_view text, bool linux, Diagnostics& diagnostics);

  // Reads the next top-level statement, a repeat with all it holds. False: there is none.
  bool next(StatementTree& tree);
  size_t offset() const { return lexer_.offset(); }

 private:
  struct OpenBlock {
    uint32_t node = 0;
    Span brace;
    Span variable;
    uint64_t commands = 0;  // that the body makes, at least
  };
  using Code = DiagnosticCode;

  // scenario_parser.cc: statements and blocks
  void read_one();
  Statement& add_node();
  bool statement(Statement& s);
  bool assignment(Statement& s, Span name);
  bool word_statement(Statement& s, Word word, Span name);
  bool separated();
  void recover(Statement& s);
  bool repeat(Statement& s);
  void open_block(Statement& s);
  void close_block();
  void close_unclosed();
  uint64_t least_commands(const Statement& s) const;

  // scenario_parse_call.cc: what stands between the parentheses, and other arguments
  bool call(Statement& s);
  bool call_arguments(Statement& s);
  bool alloc_pages(Statement& s);
  bool free_pages(Statement& s);
  bool cache_create(Statement& s);
  bool create_option(CreateParts& parts, uint32_t& seen);
  bool target(Statement& s);
  bool cache_use(CacheUse& use);
  bool memory(Statement& s);
  bool text(Span& span, uint32_t limit);

  // scenario_parse_linux.cc
  bool linux_statement(Statement& s, Span name);
  bool zone(Statement& s);
  bool zone_clause(ZoneParts& parts);
  bool run(FrameRun& run, Span& span);
  bool zone_name_of(uint32_t& index);
  bool type_of(uint32_t& type);
  bool mechanisms(Statement& s);
  bool request_options(Statement& s);
  bool request_option(Statement& s, uint32_t& seen);
  bool zoneinfo(Statement& s);
  bool area(QuantityParts& parts, bool typed);
  bool zone_quantity(QuantityParts& parts);
  bool named_number(std::string_view word, Value& value) const;

  // scenario_parse_objects.cc
  bool object_statement(Statement& s, Span name);
  bool written(Statement& s);
  bool create_flag(CreateParts& parts, Span name);

  // scenario_parse_churn.cc
  bool churn(Statement& s);
  bool churn_option(ChurnParts& parts, uint32_t& seen);
  bool churn_orders(ChurnParts& parts);

  // scenario_parse_expect.cc
  bool expect(Statement& s);
  bool comparison(Comparison& comparison);
  bool quantity(QuantityParts& parts, bool& has_variable);
  bool named_quantity(QuantityParts& parts, Span name, bool& has_variable);
  bool call_quantity(QuantityParts& parts, Span name, bool& has_variable);
  bool bare_quantity(QuantityParts& parts, Span name, bool& has_variable);

  // scenario_parse_value.cc: tokens, names and numbers
  bool at(TokenKind kind) const { return lexer_.token().kind == kind; }
  Span here() const { return lexer_.token().span; }
  std::string_view text_of(Span span) const { return lexer_.text(span); }
  Span take() {
    const Span span = here();
    lexer_.advance();
    return span;
  }
  bool skip(TokenKind kind);
  bool want(TokenKind kind, const char* symbol);
  bool wrong(Code expected, Code missing, std::string_view what = {});
  bool fail(Code code, Span span, std::string_view expected = {}) {
    return diagnostics_->fail(code, span, expected);
  }
  bool fail(Code code, Span span, uint64_t bound) { return diagnostics_->fail(code, span, bound); }
  bool constant(Value& value);
  bool value(Value& value);
  bool value_of_name(Span name, Value& value);
  bool unknown_variable(Span name);
  uint8_t find_variable(std::string_view name) const;
  bool new_name(Span name);
  bool used_name(Span name);
  bool name_use(NameUse& use);
  bool index(NameUse& use);
  bool option_name(Span& name);

  Lexer lexer_;
  Diagnostics* diagnostics_;
  StatementTree* tree_ = nullptr;
  Vector<OpenBlock> blocks_;
  uint32_t broken_blocks_ = 0;  // of the open ones
  // Asked at every use, so that all of it is left out where Linux is not linked.
  bool in_linux() const { return linux_linked() && linux_; }
  bool linux_ = false;
  bool stopped_ = false;
};

}  // namespace kmem

#endif  // KMEM_MACHINE_SCENARIO_PARSER_H_
