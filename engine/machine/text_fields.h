// text_fields.h — a line of text as fields between single spaces.
#ifndef KMEM_MACHINE_TEXT_FIELDS_H_
#define KMEM_MACHINE_TEXT_FIELDS_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace kmem {

// A decimal number that is the whole text.
inline std::optional<uint32_t> parse_u32(std::string_view text) {
  if (text.empty() || text.size() > 10) return std::nullopt;
  uint64_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = 10 * number + static_cast<uint64_t>(c - '0');
  }
  if (number > 0xffffffffu) return std::nullopt;
  return static_cast<uint32_t>(number);
}

// The same with an optional minus sign, from −2^31 to 2^31 − 1.
inline std::optional<int32_t> parse_i32(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  const std::optional<uint32_t> size = parse_u32(text);
  if (!size || *size > 0x7fffffffu) return std::nullopt;
  return negative ? -static_cast<int32_t>(*size) : static_cast<int32_t>(*size);
}

class Fields {
 public:
  explicit Fields(std::string_view line) : rest_(line) {}

  bool at_end() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }
  // The next field; empty at the end of the line, or if two spaces follow each other.
  std::string_view next() { return until(' '); }
  // The text up to the separator, which is skipped.
  std::string_view until(char separator) {
    const size_t end = rest_.find(separator);
    const std::string_view field = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    return field;
  }

 private:
  std::string_view rest_;
};

}  // namespace kmem

#endif  // KMEM_MACHINE_TEXT_FIELDS_H_
