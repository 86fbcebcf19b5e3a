#include "cli/json_writer.h"

#include <cstdio>

namespace kmem {
namespace {

uint8_t byte_at(std::string_view text, size_t i) {
  return i < text.size() ? static_cast<uint8_t>(text[i]) : uint8_t{0};
}

bool continues(uint8_t byte) { return (byte & 0xc0) == 0x80; }

// The length of the UTF-8 character that starts at `i`, or 0 if none does (RFC 3629: no overlong
// forms, no surrogates, nothing above U+10FFFF).
size_t character_length(std::string_view text, size_t i) {
  const uint8_t first = byte_at(text, i);
  const uint8_t second = byte_at(text, i + 1);
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4 || !continues(second)) return 0;
  if (first < 0xe0) return 2;
  if (!continues(byte_at(text, i + 2))) return 0;
  if (first < 0xf0) {
    const bool overlong = first == 0xe0 && second < 0xa0;
    const bool surrogate = first == 0xed && second >= 0xa0;
    return overlong || surrogate ? 0 : 3;
  }
  const bool in_range = !(first == 0xf0 && second < 0x90) && !(first == 0xf4 && second >= 0x90);
  return in_range && continues(byte_at(text, i + 3)) ? 4 : 0;
}

void append_ascii(std::string& out, char c) {
  if (c == '"' || c == '\\') {
    out += '\\';
    out += c;
  } else if (static_cast<uint8_t>(c) < 0x20) {
    char escape[8];
    std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
    out += escape;
  } else {
    out += c;
  }
}

}  // namespace

std::string json_quoted(std::string_view text) {
  std::string out = "\"";
  for (size_t i = 0; i < text.size();) {
    const size_t length = character_length(text, i);
    if (length == 0) {
      out += "\xef\xbf\xbd";
    } else if (length == 1) {
      append_ascii(out, text[i]);
    } else {
      out += text.substr(i, length);
    }
    i += length == 0 ? 1 : length;
  }
  return out + '"';
}

void JsonWriter::separate() {
  if (comma_due_) out_.write(",");
  if (line_due_) out_.write("\n");
  comma_due_ = line_due_ = false;
}

void JsonWriter::open(char bracket) {
  separate();
  out_.write({&bracket, 1});
}

void JsonWriter::close(char bracket) {
  out_.write({&bracket, 1});
  comma_due_ = true;
}

JsonWriter& JsonWriter::name(std::string_view text) {
  separate();
  out_.write(json_quoted(text));
  out_.write(":");
  return *this;
}

void JsonWriter::value(std::string_view text) {
  separate();
  out_.write(json_quoted(text));
  comma_due_ = true;
}

void JsonWriter::value(uint64_t number) {
  separate();
  out_.write(std::to_string(number));
  comma_due_ = true;
}

}  // namespace kmem
