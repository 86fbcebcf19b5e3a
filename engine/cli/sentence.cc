#include "cli/sentence.h"

#include "course/event_text.h"

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

std::string bytes_text(Bytes bytes) {
  constexpr const char* kUnits[] = {"unit.bytes", "unit.kib", "unit.mib", "unit.gib"};
  uint32_t unit = 0;
  while (unit < 3 && bytes != 0 && bytes % 1024 == 0) {
    bytes /= 1024;
    ++unit;
  }
  return message(kUnits[unit], {number_argument("n", bytes)});
}

std::string english(const Text& text) {
  Arguments arguments;
  for (const TextValue& value : text.values) arguments.push_back(argument(value));
  return message(text.key, arguments);
}

std::string sentence(const Event& event, const Machine& machine, const Program& program) {
  return english(event_text(event, machine, program));
}

}  // namespace kmem
