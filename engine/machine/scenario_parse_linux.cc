// What only the profiles of Linux say: zone, mechanisms, drain_pages, the options of a request, and
// the quantities of zones and types.
#include "machine/linux_link.h"
#include "machine/scenario_linux_words.h"
#include "machine/scenario_parser.h"

namespace kmem {
namespace {

constexpr uint32_t kNoWord = 0xffffffffu;

template <size_t count>
uint32_t index_in(const std::string_view (&words)[count], std::string_view word) {
  for (uint32_t i = 0; i < count; ++i)
    if (words[i] == word) return i;
  return kNoWord;
}

template <size_t count>
std::string list_of(const std::string_view (&words)[count]) {
  std::string list;
  for (const std::string_view word : words) list.append(list.empty() ? "" : ", ").append(word);
  return list;
}

}  // namespace

bool StatementParser::linux_statement(Statement& s, Span name) {
  s.kind = find_linux_word(text_of(name)).kind;
  if (s.kind >= StatementKind::cpus) return object_statement(s, name);
  if (s.kind == StatementKind::drain_pages)
    return want(TokenKind::open_paren, "(") && want(TokenKind::close_paren, ")");
  if (!blocks_.empty()) return fail(Code::not_in_repeat, name);
  if (!(s.kind == StatementKind::zone ? zone(s) : mechanisms(s))) return false;
  s.whole = {name.offset, lexer_.previous_end() - name.offset};
  return true;
}

// `dma`, `DMA32` or `Normal`.
bool StatementParser::zone_name_of(uint32_t& index) {
  if (!at(TokenKind::name)) return wrong(Code::expected_name, Code::missing_name);
  const Span name = take();
  std::string word(text_of(name));
  for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 'a' - 'A') : c;
  index = index_in(kZoneWords, word);
  return index != kNoWord || fail(Code::unknown_zone, name, list_of(kZoneWords));
}

bool StatementParser::type_of(uint32_t& type) {
  if (!at(TokenKind::name)) return wrong(Code::expected_name, Code::missing_name);
  const Span name = take();
  type = index_in(kTypeWords, text_of(name));
  return type != kNoWord || fail(Code::unknown_type, name, list_of(kTypeWords));
}

// `159..255`, both ends included.
bool StatementParser::run(FrameRun& run, Span& span) {
  Value first, last;
  span = here();
  if (!constant(first) || !want(TokenKind::dots, "..") || !constant(last)) return false;
  span.length = last.span.offset + last.span.length - span.offset;
  if (last.number < first.number) return fail(Code::run_backwards, span);
  if (last.number >= kMostPfn)
    return fail(Code::zone_number_range, last.span, "0.." + decimal_text(kMostPfn - 1));
  run = {static_cast<uint32_t>(first.number), static_cast<uint32_t>(last.number + 1)};
  return true;
}

bool StatementParser::zone(Statement& s) {
  ZoneParts parts;
  FrameRun frames;
  if (!zone_name_of(parts.index) || !run(frames, s.text)) return false;
  parts.layout.index = parts.index;
  parts.layout.start = frames.start;
  parts.layout.spanned = frames.end - frames.start;
  while (skip(TokenKind::comma))
    if (!zone_clause(parts)) return false;
  s.detail = static_cast<uint32_t>(tree_->zones.size());
  tree_->zones.push_back(std::move(parts));
  return true;
}

// `hole 159..255`, `used 1..158` or `min=30`.
bool StatementParser::zone_clause(ZoneParts& parts) {
  Span name;
  if (!option_name(name)) return false;
  const bool hole = text_of(name) == "hole";
  if (hole || text_of(name) == "used") {
    FrameRun frames;
    Span span;
    if (!run(frames, span)) return false;
    (hole ? parts.holes : parts.used).push_back(frames);
    (hole ? parts.hole_spans : parts.used_spans).push_back(span);
    return true;
  }
  uint32_t number = 0;
  while (number < kZoneNumberCount && kZoneNumbers[number].word != text_of(name)) ++number;
  if (number == kZoneNumberCount)
    return fail(Code::unknown_option, name,
                "hole, used, min, low, high, batch, pcp_high, threshold");
  if ((parts.given & (1u << number)) != 0) return fail(Code::option_twice, name);
  parts.given |= 1u << number;
  Value value;
  if (!want(TokenKind::assign, "=") || !constant(value)) return false;
  const ZoneNumber& kind = kZoneNumbers[number];
  if (value.number < kind.lowest || value.number > kind.highest)
    return fail(Code::zone_number_range, value.span,
                decimal_text(kind.lowest) + ".." + decimal_text(kind.highest));
  parts.layout.*kind.member = static_cast<uint32_t>(value.number);
  return true;
}

// `mechanisms percpu, mobility`: these and no other.
bool StatementParser::mechanisms(Statement& s) {
  uint32_t on = 0;
  do {
    if (!at(TokenKind::name)) return wrong(Code::expected_name, Code::missing_name);
    const Span name = take();
    if (text_of(name) == "all" || text_of(name) == "none") {
      on |= text_of(name) == "all" ? kAllMechanisms : 0;
      continue;
    }
    const uint32_t index = index_in(kMechanismWords, text_of(name));
    if (index == kNoWord)
      return fail(Code::unknown_mechanism, name, list_of(kMechanismWords) + ", all, none");
    on |= 1u << index;
  } while (skip(TokenKind::comma));
  s.number.number = on;
  return true;
}

// `, type=movable, zone=dma32, atomic`
bool StatementParser::request_options(Statement& s) {
  uint32_t seen = 0;
  while (skip(TokenKind::comma)) {
    if (!in_linux()) return fail(Code::needs_linux, here());
    if (!request_option(s, seen)) return false;
  }
  return true;
}

bool StatementParser::request_option(Statement& s, uint32_t& seen) {
  Span name;
  if (!option_name(name)) return false;
  const uint32_t option = index_in(kRequestWords, text_of(name));
  if (option == kNoWord) return fail(Code::unknown_option, name, list_of(kRequestWords));
  const uint32_t bit = 1u << (option < 2 ? option : 2);  // atomic and memalloc exclude each other
  if ((seen & bit) != 0) return fail(Code::option_twice, name);
  seen |= bit;
  LinuxRequest request = linux_request(s.request, Order(0));
  uint32_t type = index_of(request.type);
  if (option == 0 && !(want(TokenKind::assign, "=") && type_of(type))) return false;
  if (option == 1 && !(want(TokenKind::assign, "=") && zone_name_of(request.highest_zone)))
    return false;
  if (type >= kPcpTypes) return fail(Code::unknown_type, name, "unmovable, movable, reclaimable");
  request.type = static_cast<MigrateType>(type);
  if (option == 2) request.urgency = RequestClass::atomic;
  if (option == 3) request.urgency = RequestClass::ignore_watermarks;
  s.request = static_cast<uint16_t>(request_number(request));
  return true;
}

bool StatementParser::zoneinfo(Statement& s) {
  s.span = take();
  s.zoneinfo = true;
  if (!at(TokenKind::open_brace)) return want(TokenKind::open_brace, "{");
  const Span brace = here();
  if (!lexer_.read_raw_block(s.text)) return fail(Code::raw_block, brace, "}");
  return want(TokenKind::close_brace, "}");
}

// `, movable, dma32` behind the other arguments; for what has no type `, dma32`.
bool StatementParser::area(QuantityParts& parts, bool typed) {
  uint32_t type = kAnyType;
  uint32_t zone = kAnyZone;
  if (typed && skip(TokenKind::comma) && !type_of(type)) return false;
  if (skip(TokenKind::comma) && !zone_name_of(zone)) return false;
  parts.area = area_key(type, zone);
  return true;
}

// `zone(dma32).free`
bool StatementParser::zone_quantity(QuantityParts& parts) {
  uint32_t zone = 0;
  lexer_.advance();
  if (!zone_name_of(zone) || !want(TokenKind::close_paren, ")") || !want(TokenKind::dot, "."))
    return false;
  if (!at(TokenKind::name)) return wrong(Code::expected_name, Code::missing_name);
  parts.shape = QuantityParts::Shape::zone;
  parts.first.number = zone;
  parts.field = take();
  return true;
}

// A type or a zone stands for its number.
bool StatementParser::named_number(std::string_view word, Value& value) const {
  uint32_t index = index_in(kTypeWords, word);
  if (index == kNoWord) index = index_in(kZoneWords, word);
  value.number = index;
  return index != kNoWord;
}

}  // namespace kmem
