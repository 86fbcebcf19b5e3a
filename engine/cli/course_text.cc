#include "cli/course_text.h"

#include "cli/sentence.h"

namespace kmem {
namespace {

std::string list_text(const std::vector<uint32_t>& list) {
  if (list.empty()) return message("word.none");
  std::string out;
  for (const uint32_t number : list) out += (out.empty() ? "" : ", ") + std::to_string(number);
  return out;
}

Argument argument(const TextValue& value) {
  switch (value.kind) {
    case TextValue::Kind::number:
      return number_argument(value.name, value.number);
    case TextValue::Kind::bytes:
      return text_argument(value.name, bytes_text(value.number));
    case TextValue::Kind::word:
      return text_argument(value.name, message(value.text));
    case TextValue::Kind::list:
      return text_argument(value.name, list_text(value.list));
    case TextValue::Kind::text:
      break;
  }
  return text_argument(value.name, value.text);
}

}  // namespace

std::string english(const Text& text) {
  Arguments arguments;
  for (const TextValue& value : text.values) arguments.push_back(argument(value));
  return message(text.key, arguments);
}

}  // namespace kmem
