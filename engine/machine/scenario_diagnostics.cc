#include "machine/scenario_diagnostics.h"

#include <utility>

#include "base/digits.h"
#include "machine/scenario_utf8.h"

namespace kmem {
namespace {

constexpr uint32_t kExcerptBytes = 60;
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// What a message can show: control characters and broken UTF-8 become \xNN.
std::string printable(std::string_view text) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const uint32_t bytes = is_control(text, at) ? 0 : character_bytes(text, at);
    if (bytes == 0) {
      const uint8_t byte = byte_at(text, at);
      out += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
    }
    out.append(text.substr(at, bytes));
    at += bytes == 0 ? 1 : bytes;
  }
  return out;
}

}  // namespace

bool Diagnostics::fail(DiagnosticCode code, Span span, std::string_view expected) {
  add(code, span, expected);
  return false;
}

bool Diagnostics::fail(DiagnosticCode code, Span span, uint64_t bound) {
  return fail(code, span, decimal_text(bound));
}

void Diagnostics::add(DiagnosticCode code, Span span, std::string_view expected) {
  add(code, span, excerpt(span), expected);
}

void Diagnostics::add(DiagnosticCode code, Span span, std::string_view found,
                      std::string_view expected) {
  if (full()) return;
  find_line(span.offset);
  const uint32_t column =
      1 + count_characters(text_.substr(line_start_, span.offset - line_start_));
  const uint32_t length = count_characters(text_.substr(span.offset, span.length));
  list_.push_back({.line = line_,
                   .column = column,
                   .length = length,
                   .code = diagnostic_name(code),
                   .found = std::string(found),
                   .expected = std::string(expected)});
  if (!full()) return put_in_place();
  Diagnostic& last = list_.back();
  last.code = diagnostic_name(DiagnosticCode::too_many_errors);
  last.found.clear();
  last.expected = decimal_text(kMaxDiagnostics);
}

// What names mean is looked at after the statement, or the whole block, was read: its errors stand
// before those found while reading.
void Diagnostics::put_in_place() {
  for (size_t at = list_.size() - 1; at != 0; --at) {
    Diagnostic& before = list_[at - 1];
    Diagnostic& added = list_[at];
    if (before.line < added.line || (before.line == added.line && before.column <= added.column))
      return;
    std::swap(before, added);
  }
}

void Diagnostics::find_line(uint32_t offset) {
  if (offset < line_start_ || line_ == 1) {
    line_ = 1;
    line_start_ = text_.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  }
  for (size_t end = text_.find('\n', line_start_); end < offset; end = text_.find('\n', end + 1)) {
    ++line_;
    line_start_ = static_cast<uint32_t>(end + 1);
  }
}

std::string Diagnostics::excerpt(Span span) const {
  if (span.length <= kExcerptBytes) return printable(text_.substr(span.offset, span.length));
  size_t bytes = kExcerptBytes;
  while (is_continuation(byte_at(text_, span.offset + bytes)) && bytes > kExcerptBytes - 4) --bytes;
  return printable(text_.substr(span.offset, bytes)) + "…";
}

}  // namespace kmem
