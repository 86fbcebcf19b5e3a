#include "base/digits.h"

namespace kmem {
namespace {

// The digits of the number, with `fill` in front of them up to `width` characters, at most 64.
std::string text_of(uint64_t number, uint32_t base, size_t width, char fill) {
  char text[64];
  char* const end = text + sizeof(text);
  char* first = end;
  do {
    *--first = "0123456789abcdef"[number % base];
    number /= base;
  } while (number != 0);
  while (static_cast<size_t>(end - first) < width) *--first = fill;
  return std::string(first, end);
}

}  // namespace

std::string decimal_text(uint64_t number) { return text_of(number, 10, 0, ' '); }

std::string hex_text(uint64_t number, uint32_t width) { return text_of(number, 16, width, '0'); }

std::string right_text(uint64_t number, size_t width) { return text_of(number, 10, width, ' '); }

}  // namespace kmem
