#include "machine/scenario_parser.h"

#include <algorithm>

#include "machine/linux_link.h"

namespace kmem {
namespace {

// Beyond the bound all counts are alike, and a product of two of them still fits.
uint64_t capped(uint64_t count) { return std::min<uint64_t>(count, uint64_t{kMaxCommands} + 1); }

// Elements from first to last, either way, if both are known.
uint64_t range_length(const Value& first, const Value& last) {
  if (!first.constant() || !last.constant()) return 1;
  return std::max(first.number, last.number) - std::min(first.number, last.number) + 1;
}

std::string closest_word(std::string_view wanted, bool gives_result) {
  ClosestName closest(wanted);
  for (const Word& word : kWords)
    if (!gives_result || word.gives_result) closest.offer(word.text);
  return closest.or_all();
}

}  // namespace

StatementParser::StatementParser(std::string_view text, bool linux, Diagnostics& diagnostics)
    : lexer_(text, diagnostics), diagnostics_(&diagnostics), linux_(linux) {
  lexer_.advance();
}

bool StatementParser::next(StatementTree& tree) {
  tree.clear();
  tree_ = &tree;
  while (at(TokenKind::newline) || at(TokenKind::semicolon)) lexer_.advance();
  if (stopped_ || at(TokenKind::end) || diagnostics_->full()) return false;
  do {
    read_one();
    while (at(TokenKind::newline) || at(TokenKind::semicolon)) lexer_.advance();
    stopped_ = tree.nodes.size() > kMaxBlockStatements;
  } while (!blocks_.empty() && !at(TokenKind::end) && !stopped_ && !diagnostics_->full());
  if (stopped_)
    fail(Code::block_too_long, tree.nodes[0].span, kMaxBlockStatements);
  else if (!blocks_.empty())
    fail(Code::unclosed_block, blocks_.back().brace, "}");
  close_unclosed();
  return true;
}

void StatementParser::read_one() {
  if (at(TokenKind::close_brace)) {
    if (blocks_.empty())
      fail(Code::stray_brace, here());
    else
      close_block();
    lexer_.advance();
    if (separated()) return;
    Statement passed_over;
    return recover(passed_over);
  }
  Statement& s = add_node();
  if (!statement(s)) {
    s.kind = StatementKind::broken;
    return recover(s);
  }
  if (s.kind == StatementKind::repeat) return;
  s.commands = least_commands(s);
  if (!blocks_.empty()) blocks_.back().commands = capped(blocks_.back().commands + s.commands);
  if (separated()) return;
  s.kind = StatementKind::broken;  // half of it may be wrong in itself: memory 1.5M
  recover(s);
}

Statement& StatementParser::add_node() {
  Statement& s = tree_->nodes.emplace_back();
  s.line = lexer_.line();
  s.span = here();
  return s;
}

bool StatementParser::statement(Statement& s) {
  if (!at(TokenKind::name)) return wrong(Code::expected_statement, Code::expected_statement);
  const Span name = take();
  if (at(TokenKind::assign) || at(TokenKind::open_bracket)) return assignment(s, name);
  if (at(TokenKind::bad)) return false;  // reported already
  const Word word = find_word(text_of(name));
  if (find_linux_word(text_of(name)).kind != StatementKind::broken)
    return in_linux() ? linux_statement(s, name) : fail(Code::needs_linux, name);
  if (word.kind == StatementKind::broken)
    return fail(Code::unknown_statement, name, closest_word(text_of(name), false));
  if (word.gives_result) return fail(Code::needs_result, name);
  s.kind = word.kind;
  return word_statement(s, word, name);
}

bool StatementParser::assignment(Statement& s, Span name) {
  s.has_result = true;
  s.handle.name = name;
  if (!new_name(name) || !index(s.handle) || !want(TokenKind::assign, "=")) return false;
  if (!at(TokenKind::name)) return wrong(Code::expected_name, Code::missing_name);
  const Span function = take();
  const Word word = find_word(text_of(function));
  if (word.kind == StatementKind::broken)
    return fail(Code::unknown_function, function, closest_word(text_of(function), true));
  if (!word.gives_result) return fail(Code::no_result, function);
  s.kind = word.kind;
  if (s.kind == StatementKind::kmem_cache_create && s.handle.shape != NameUse::Shape::plain)
    return fail(Code::cache_index, name);
  return call(s);
}

bool StatementParser::word_statement(Statement& s, Word word, Span name) {
  switch (word.kind) {
    case StatementKind::title:
    case StatementKind::memory:
    case StatementKind::profile:
      if (!blocks_.empty()) return fail(Code::not_in_repeat, name);
      if (word.kind == StatementKind::title) return text(s.text, kMaxTextLength);
      if (word.kind == StatementKind::memory) {
        if (!memory(s)) return false;
      } else {
        if (!at(TokenKind::name)) return wrong(Code::expected_name, Code::missing_name);
        lexer_.extend_word();
        s.text = take();
      }
      s.whole = {name.offset, lexer_.previous_end() - name.offset};
      return true;
    case StatementKind::note:
      return text(s.text, kMaxTextLength);
    case StatementKind::repeat:
      return repeat(s);
    case StatementKind::churn:
      return churn(s);
    case StatementKind::expect:
      return expect(s);
    default:
      return call(s);
  }
}

// A statement ends at the end of its line, at a semicolon, or with the block it is in.
bool StatementParser::separated() {
  if (at(TokenKind::newline) || at(TokenKind::semicolon) || at(TokenKind::end)) return true;
  if (at(TokenKind::close_brace) && !blocks_.empty()) return true;
  return at(TokenKind::bad) ? false : fail(Code::expected_end, here());
}

void StatementParser::recover(Statement& s) {
  lexer_.set_quiet(true);
  while (!at(TokenKind::newline) && !at(TokenKind::semicolon) && !at(TokenKind::end)) {
    if (at(TokenKind::close_brace) && !blocks_.empty()) break;
    if (at(TokenKind::open_brace)) {
      lexer_.set_quiet(false);
      const bool known = !tree_->nodes.empty() && &s == &tree_->nodes.back();
      Statement& block = known ? s : add_node();
      block.broken = true;
      return open_block(block);
    }
    lexer_.advance();
  }
  lexer_.set_quiet(false);
}

bool StatementParser::repeat(Statement& s) {
  if (at(TokenKind::number)) {
    if (!constant(s.second)) return false;
    s.counts_none = s.second.number == 0;
    s.number.number = s.counts_none ? 0u : 1u;
  } else {
    if (!at(TokenKind::name)) return wrong(Code::expected_number, Code::missing_number);
    s.variable = take();
    if (!new_name(s.variable) || !want(TokenKind::assign, "=") || !value(s.number) ||
        !want(TokenKind::dots, "..") || !value(s.second))
      return false;
  }
  while (at(TokenKind::newline)) lexer_.advance();
  if (!at(TokenKind::open_brace)) return want(TokenKind::open_brace, "{");
  const uint64_t rounds = range_length(s.number, s.second);
  if (rounds > kMaxRepeat) {
    fail(Code::repeat_too_large, s.second.span, kMaxRepeat);
    s.second = s.number;
  }
  open_block(s);
  return true;
}

// Too deep blocks are read like others, so that their braces match, but never carried out.
void StatementParser::open_block(Statement& s) {
  const Span brace = take();
  s.kind = StatementKind::repeat;
  if (blocks_.size() == kMaxNesting) fail(Code::nesting_too_deep, s.span, kMaxNesting);
  if (blocks_.size() >= kMaxNesting) s.broken = true;
  s.depth = static_cast<uint8_t>(std::min<size_t>(blocks_.size(), kMaxNesting));
  broken_blocks_ += s.broken;
  const uint32_t node = static_cast<uint32_t>(&s - tree_->nodes.data());
  blocks_.push_back({.node = node, .brace = brace, .variable = s.variable});
}

void StatementParser::close_block() {
  const OpenBlock block = blocks_.back();
  blocks_.pop_back();
  Statement& s = tree_->nodes[block.node];
  broken_blocks_ -= s.broken;
  s.end = static_cast<uint32_t>(tree_->nodes.size());
  const uint64_t rounds = s.counts_none ? 0 : range_length(s.number, s.second);
  s.commands = capped(block.commands * capped(rounds));
  if (!blocks_.empty()) blocks_.back().commands = capped(blocks_.back().commands + s.commands);
}

void StatementParser::close_unclosed() {
  while (!blocks_.empty()) {
    tree_->nodes[blocks_.back().node].broken = true;
    close_block();
  }
  broken_blocks_ = 0;
}

uint64_t StatementParser::least_commands(const Statement& s) const {
  switch (s.kind) {
    case StatementKind::broken:
    case StatementKind::title:
    case StatementKind::memory:
    case StatementKind::profile:
    case StatementKind::zone:
    case StatementKind::mechanisms:
    case StatementKind::cpus:
    case StatementKind::repeat:
      return 0;
    case StatementKind::churn:
      return tree_->churns[s.detail].operations;
    default:
      return s.handle.shape == NameUse::Shape::range
                 ? capped(range_length(s.handle.first, s.handle.last))
                 : 1;
  }
}

}  // namespace kmem
