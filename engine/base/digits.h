// digits.h — numbers as text, without the weight of printf and of the library's conversions.
#ifndef KMEM_BASE_DIGITS_H_
#define KMEM_BASE_DIGITS_H_

#include <cstddef>
#include <cstdint>
#include <string>

namespace kmem {

std::string decimal_text(uint64_t number);

// Hexadecimal, lower case, with leading zeros up to `width` digits.
std::string hex_text(uint64_t number, uint32_t width = 1);

// Decimal, right-aligned: printf's %*u.
std::string right_text(uint64_t number, size_t width);

}  // namespace kmem

#endif  // KMEM_BASE_DIGITS_H_
