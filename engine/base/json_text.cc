#include "base/json_text.h"

#include "base/digits.h"

namespace kmem {

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u" + hex_text(static_cast<unsigned char>(c), 4);
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace kmem
