// What stands between the parentheses of a call, and the arguments of memory, title and note.
#include "base/digits.h"
#include "machine/scenario_parser.h"
#include "machine/scenario_utf8.h"

namespace kmem {

bool StatementParser::call(Statement& s) {
  return want(TokenKind::open_paren, "(") && call_arguments(s) && want(TokenKind::close_paren, ")");
}

bool StatementParser::call_arguments(Statement& s) {
  switch (s.kind) {
    case StatementKind::alloc_pages:
      return alloc_pages(s);
    case StatementKind::free_pages:
      return free_pages(s);
    case StatementKind::kmem_cache_create:
      return cache_create(s);
    case StatementKind::kmem_cache_free:
      return cache_use(s.cache) && want(TokenKind::comma, ",") && target(s);
    case StatementKind::kmalloc:
      return value(s.number);
    case StatementKind::kfree:
      return target(s);
    default:
      return cache_use(s.cache);
  }
}

bool StatementParser::alloc_pages(Statement& s) {
  if (at(TokenKind::name) && text_of(here()) == "bytes" && find_variable("bytes") == kNoVariable) {
    lexer_.advance();
    s.by_bytes = true;
    return want(TokenKind::assign, "=") && value(s.number) && request_options(s);
  }
  return value(s.number) && request_options(s);
}

bool StatementParser::free_pages(Statement& s) {
  if (!target(s)) return false;
  s.has_order = skip(TokenKind::comma);
  return !s.has_order || value(s.second);
}

// `d[3]`, `d[3] + 8` or `@0x10c0`.
bool StatementParser::target(Statement& s) {
  s.by_address = skip(TokenKind::at);
  if (s.by_address) return value(s.number);
  if (!name_use(s.handle)) return false;
  return !skip(TokenKind::plus) || value(s.number);
}

bool StatementParser::cache_use(CacheUse& use) {
  use.quoted = at(TokenKind::text);
  if (use.quoted) return text(use.span, kMaxNameLength);
  if (!at(TokenKind::name)) return wrong(Code::expected_name, Code::missing_name);
  use.span = take();
  return used_name(use.span);
}

bool StatementParser::cache_create(Statement& s) {
  CreateParts parts;
  if (!text(parts.name, kMaxNameLength)) return false;
  if (parts.name.length == 2) return fail(Code::empty_text, parts.name);
  if (!want(TokenKind::comma, ",") || !value(parts.size)) return false;
  uint32_t seen = 0;
  while (skip(TokenKind::comma))
    if (!create_option(parts, seen)) return false;
  s.detail = static_cast<uint32_t>(tree_->creates.size());
  tree_->creates.push_back(parts);
  return true;
}

bool StatementParser::create_option(CreateParts& parts, uint32_t& seen) {
  constexpr std::string_view kOptions[] = {"align", "pages", "ctor"};
  Span name;
  if (!option_name(name)) return false;
  uint32_t option = 0;
  while (option < 3 && kOptions[option] != text_of(name)) ++option;
  if (option == 3 || (option == 1 && in_linux())) return create_flag(parts, name);
  if ((seen & (1u << option)) != 0) return fail(Code::option_twice, name);
  seen |= 1u << option;
  if (option == 2) return parts.ctor = true;
  return want(TokenKind::assign, "=") && value(option == 0 ? parts.align : parts.pages);
}

// `256K`, `64 frames`, and `page 8K` behind either.
bool StatementParser::memory(Statement& s) {
  if (in_linux() && at(TokenKind::name) && text_of(here()) == "zoneinfo") return zoneinfo(s);
  if (!constant(s.number)) return false;
  s.second = {.number = kDefaultPageSize, .span = s.number.span};
  s.by_frames = at(TokenKind::name) && text_of(here()) == "frames";
  if (s.by_frames) lexer_.advance();
  if (!at(TokenKind::name) || text_of(here()) != "page") return true;
  lexer_.advance();
  return constant(s.second);
}

bool StatementParser::text(Span& span, uint32_t limit) {
  if (!at(TokenKind::text)) return wrong(Code::expected_text, Code::missing_text);
  span = take();
  const uint32_t length = count_characters(text_value(text_of(span)));
  if (length <= limit) return true;
  diagnostics_->add(Code::text_too_long, span, decimal_text(length), decimal_text(limit));
  return false;
}

}  // namespace kmem
