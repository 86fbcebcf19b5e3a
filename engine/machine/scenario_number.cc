#include "machine/scenario_number.h"

#include "base/digits.h"

namespace kmem {
namespace {

constexpr uint32_t kNoDigit = 99;

constexpr uint32_t digit_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<uint32_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<uint32_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<uint32_t>(c - 'A' + 10);
  return kNoDigit;
}

// The power of two a suffix stands for, or kNone.
constexpr uint32_t suffix_shift(std::string_view suffix) {
  if (suffix.empty() || suffix == "B") return 0;
  if (suffix == "K" || suffix == "KiB") return 10;
  if (suffix == "M" || suffix == "MiB") return 20;
  if (suffix == "G" || suffix == "GiB") return 30;
  return kNone;
}

// Takes the digits off the front of a word. A separator stands between two digits.
NumberForm take_digits(std::string_view& word, uint32_t base, uint64_t limit, uint64_t& value) {
  NumberForm form = NumberForm::fine;
  size_t at = 0;
  for (; at < word.size(); ++at) {
    if (word[at] == '_' && at != 0 && word[at - 1] != '_' && at + 1 < word.size() &&
        digit_value(word[at + 1]) < base)
      continue;
    const uint32_t digit = digit_value(word[at]);
    if (digit >= base) break;
    if (form == NumberForm::too_large || value > (limit - digit) / base)
      form = NumberForm::too_large;
    else
      value = value * base + digit;
  }
  word.remove_prefix(at);
  return at == 0 ? NumberForm::malformed : form;
}

}  // namespace

NumberForm parse_number(std::string_view word, uint64_t limit, uint64_t& value) {
  const bool hex = word.starts_with("0x") || word.starts_with("0X");
  if (hex) word.remove_prefix(2);
  uint64_t number = 0;
  const NumberForm form = take_digits(word, hex ? 16 : 10, limit, number);
  const uint32_t shift = suffix_shift(word);
  if (form == NumberForm::malformed || shift == kNone) return NumberForm::malformed;
  if (form == NumberForm::too_large || number > limit >> shift) return NumberForm::too_large;
  value = number << shift;
  return NumberForm::fine;
}

std::string size_text(uint64_t bytes) {
  constexpr const char* kSuffixes[] = {"", "K", "M", "G"};
  uint32_t suffix = 0;
  while (bytes != 0 && suffix < 3 && bytes % 1024 == 0) {
    bytes /= 1024;
    ++suffix;
  }
  return decimal_text(bytes) + kSuffixes[suffix];
}

std::string address_text(uint64_t number) { return "0x" + hex_text(number, 1); }

}  // namespace kmem
