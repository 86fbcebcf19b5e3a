#include "course/text.h"

#include "base/json_text.h"

namespace kmem {
namespace {

std::string list_json(const std::vector<uint32_t>& list) {
  std::string out = "{\"list\":[";
  for (size_t i = 0; i < list.size(); ++i) out += (i == 0 ? "" : ",") + std::to_string(list[i]);
  return out + "]}";
}

std::string value_json(const TextValue& value) {
  switch (value.kind) {
    case TextValue::Kind::number:
      return std::to_string(value.number);
    case TextValue::Kind::text:
      return json_string(value.text);
    case TextValue::Kind::bytes:
      return "{\"bytes\":" + std::to_string(value.number) + '}';
    case TextValue::Kind::word:
      return "{\"word\":" + json_string(value.text) + '}';
    case TextValue::Kind::list:
      return list_json(value.list);
  }
  return "null";
}

}  // namespace

Text Text::number(std::string_view name, uint64_t value) && {
  values.push_back({name, TextValue::Kind::number, value, {}, {}});
  return std::move(*this);
}

Text Text::text(std::string_view name, std::string value) && {
  values.push_back({name, TextValue::Kind::text, 0, std::move(value), {}});
  return std::move(*this);
}

Text Text::bytes(std::string_view name, Bytes value) && {
  values.push_back({name, TextValue::Kind::bytes, value, {}, {}});
  return std::move(*this);
}

Text Text::word(std::string_view name, std::string value) && {
  values.push_back({name, TextValue::Kind::word, 0, std::move(value), {}});
  return std::move(*this);
}

Text Text::list(std::string_view name, std::vector<uint32_t> value) && {
  values.push_back({name, TextValue::Kind::list, 0, {}, std::move(value)});
  return std::move(*this);
}

Text say(std::string key) { return {std::move(key), {}}; }

std::string text_json(const Text& text) {
  std::string out = "{\"key\":" + json_string(text.key) + ",\"values\":{";
  for (size_t i = 0; i < text.values.size(); ++i) {
    const TextValue& value = text.values[i];
    out += (i == 0 ? "" : ",") + json_string(value.name) + ':' + value_json(value);
  }
  return out + "}}";
}

std::string texts_json(const std::vector<Text>& texts) {
  std::string out = "[";
  for (const Text& text : texts) out += (out.size() > 1 ? "," : "") + text_json(text);
  return out + ']';
}

}  // namespace kmem
