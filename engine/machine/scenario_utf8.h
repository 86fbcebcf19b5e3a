// scenario_utf8.h — as much of UTF-8 as the scenario language needs.
#ifndef KMEM_MACHINE_SCENARIO_UTF8_H_
#define KMEM_MACHINE_SCENARIO_UTF8_H_

#include <string_view>

#include "base/types.h"

namespace kmem {

constexpr uint8_t byte_at(std::string_view text, size_t at) {
  return static_cast<uint8_t>(text[at]);
}
constexpr bool is_continuation(uint8_t byte) { return (byte & 0xc0) == 0x80; }

// Code points of a text; a byte that is no part of one counts as one.
constexpr uint32_t count_characters(std::string_view text) {
  uint32_t count = 0;
  for (const char c : text) count += !is_continuation(static_cast<uint8_t>(c));
  return count;
}

// Bytes of the code point at `at`, or 0 if none is encoded there (RFC 3629, section 4).
constexpr uint32_t character_bytes(std::string_view text, size_t at) {
  const uint8_t first = byte_at(text, at);
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const uint32_t bytes = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (text.size() - at < bytes) return 0;
  for (uint32_t i = 1; i < bytes; ++i)
    if (!is_continuation(byte_at(text, at + i))) return 0;
  const uint8_t second = byte_at(text, at + 1);
  const bool overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
  const bool surrogate = first == 0xed && second >= 0xa0;
  const bool beyond = first == 0xf4 && second >= 0x90;
  return overlong || surrogate || beyond ? 0 : bytes;
}

// The control characters below U+00A0: C0, DEL and C1.
constexpr bool is_control(std::string_view text, size_t at) {
  const uint8_t first = byte_at(text, at);
  if (first < 0x20 || first == 0x7f) return true;
  return first == 0xc2 && at + 1 < text.size() && byte_at(text, at + 1) < 0xa0;
}

}  // namespace kmem

#endif  // KMEM_MACHINE_SCENARIO_UTF8_H_
