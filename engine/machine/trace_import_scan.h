// trace_import_scan.h — finding a byte in a short text, eight bytes at a time.
//
// Words of a trace line have 5 to 40 bytes: too short for a call of memchr to pay, and in
// WebAssembly memchr is slow.
#ifndef KMEM_MACHINE_TRACE_IMPORT_SCAN_H_
#define KMEM_MACHINE_TRACE_IMPORT_SCAN_H_

#include <bit>
#include <cstring>
#include <string_view>

#include "base/types.h"

namespace kmem::ftrace {

// The place of the first `wanted`, or text.size().
inline size_t find_byte(std::string_view text, char wanted) {
  constexpr uint64_t kOnes = 0x0101010101010101u;
  constexpr uint64_t kTops = 0x8080808080808080u;
  size_t at = 0;
  if constexpr (std::endian::native == std::endian::little) {
    const uint64_t pattern = kOnes * static_cast<unsigned char>(wanted);
    for (; at + 8 <= text.size(); at += 8) {
      uint64_t word = 0;
      std::memcpy(&word, text.data() + at, 8);
      word ^= pattern;  // the wanted byte is 0 now; its top bit is the lowest that stays below
      const uint64_t zeros = (word - kOnes) & ~word & kTops;
      if (zeros != 0) return at + static_cast<size_t>(std::countr_zero(zeros)) / 8;
    }
  }
  while (at < text.size() && text[at] != wanted) ++at;
  return at;
}

inline std::string_view trim_left(std::string_view text) {
  size_t i = 0;
  while (i < text.size() && (text[i] == ' ' || text[i] == '\t')) ++i;
  return text.substr(i);
}

// Takes the text up to the next `end` from `rest`, or all of it.
inline std::string_view take_up_to(std::string_view& rest, char end) {
  const std::string_view taken = rest.substr(0, find_byte(rest, end));
  rest.remove_prefix(taken.size());
  return taken;
}

// Takes the next word from `rest`.
inline std::string_view take_word(std::string_view& rest) {
  rest = trim_left(rest);
  return take_up_to(rest, ' ');
}

}  // namespace kmem::ftrace

#endif  // KMEM_MACHINE_TRACE_IMPORT_SCAN_H_
