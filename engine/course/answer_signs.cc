#include "course/answer_signs.h"

#include "machine/scenario_utf8.h"

namespace kmem {
namespace {

constexpr uint32_t kFullWidthFirst = 0xff01;
constexpr uint32_t kFullWidthLast = 0xff5e;

// Of two or three bytes; the plain signs are of no other length.
uint32_t code_point(std::string_view text, size_t at, uint32_t bytes) {
  const uint32_t lead = byte_at(text, at) & (bytes == 2 ? 0x1f : 0x0f);
  uint32_t code = lead;
  for (uint32_t i = 1; i < bytes; ++i) code = code << 6 | (byte_at(text, at + i) & 0x3f);
  return code;
}

// The sign of ASCII that means the same, or 0.
char plain(uint32_t code) {
  if (code >= kFullWidthFirst && code <= kFullWidthLast)
    return static_cast<char>(code - kFullWidthFirst + '!');
  if (code >= 0x2000 && code <= 0x200a) return ' ';  // en quad … hair space
  switch (code) {
    case 0x3001:  // ideographic comma
    case 0x060c:  // Arabic comma
    case 0xff64:  // half-width ideographic comma
    case 0x2192:  // rightwards arrow
      return ',';
    case 0x061b:  // Arabic semicolon
      return ';';
    case 0x00a0:  // no-break spaces, and the ideographic one
    case 0x202f:
    case 0x3000:
      return ' ';
    default:
      return 0;
  }
}

}  // namespace

std::string plain_signs(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const uint32_t bytes = character_bytes(text, at);
    const char sign = bytes == 2 || bytes == 3 ? plain(code_point(text, at, bytes)) : '\0';
    const size_t length = bytes == 0 ? 1 : bytes;
    if (sign != '\0')
      out += sign;
    else
      out += text.substr(at, length);
    at += length;
  }
  return out;
}

}  // namespace kmem
