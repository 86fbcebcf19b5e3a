// digits.h — numbers as text, without the weight of printf.
#ifndef KMEM_BASE_DIGITS_H_
#define KMEM_BASE_DIGITS_H_

#include <cstdint>
#include <string>

namespace kmem {

// Hexadecimal, lower case, with leading zeros up to `width` digits.
inline std::string hex_text(uint64_t number, uint32_t width = 1) {
  std::string text;
  for (; number != 0 || text.size() < width; number >>= 4)
    text.insert(text.begin(), "0123456789abcdef"[number & 15]);
  return text;
}

// Decimal, right-aligned: printf's %*u.
inline std::string right_text(uint64_t number, size_t width) {
  const std::string digits = std::to_string(number);
  return digits.size() < width ? std::string(width - digits.size(), ' ') + digits : digits;
}

}  // namespace kmem

#endif  // KMEM_BASE_DIGITS_H_
