// What only the profiles of Linux say about object caches: cpus, cpu, write, reap, and flags.
#include "machine/linux_link.h"
#include "machine/scenario_parser.h"
#include "slab/flag_names.h"

namespace kmem {

// `cpus 4`, `cpu 1`, `write(a + 8, 0x41)` or `reap()`.
bool StatementParser::object_statement(Statement& s, Span name) {
  if (s.kind == StatementKind::cpu) return value(s.number);
  if (s.kind == StatementKind::reap)
    return want(TokenKind::open_paren, "(") && want(TokenKind::close_paren, ")");
  if (s.kind == StatementKind::write)
    return want(TokenKind::open_paren, "(") && target(s) && written(s) &&
           want(TokenKind::close_paren, ")");
  if (!blocks_.empty()) return fail(Code::not_in_repeat, name);
  if (!constant(s.number)) return false;
  s.whole = {name.offset, lexer_.previous_end() - name.offset};
  return s.number.number >= 1 && s.number.number <= kMostCpus
             ? true
             : fail(Code::zone_number_range, s.number.span, "1..64");
}

// The bytes: one number each.
bool StatementParser::written(Statement& s) {
  std::string bytes;
  while (bytes.empty() || at(TokenKind::comma)) {
    Value byte;
    if (!want(TokenKind::comma, ",") || !constant(byte)) return false;
    if (byte.number > 0xff) return fail(Code::zone_number_range, byte.span, "0..255");
    bytes += static_cast<char>(byte.number);
  }
  s.detail = static_cast<uint32_t>(tree_->writes.size());
  tree_->writes.push_back(std::move(bytes));
  return true;
}

// A flag of kmem_cache_create.
bool StatementParser::create_flag(CreateParts& parts, Span name) {
  if (!linux_linked() || !linux_) return fail(Code::unknown_option, name, "align, pages, ctor");
  const uint32_t flag = slab_flag_of(text_of(name));
  std::string all = "align, ctor";
  for (const SlabFlagName& known : kSlabFlagNames) all.append(", ").append(known.name);
  if (flag == 0) return fail(Code::unknown_option, name, all);
  if ((parts.flags & flag) == flag) return fail(Code::option_twice, name);
  parts.flags |= flag;
  return true;
}

}  // namespace kmem
