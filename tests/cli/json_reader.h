// json_reader.h — just enough of a JSON reader to test what the tool writes.
#ifndef KMEM_TESTS_CLI_JSON_READER_H_
#define KMEM_TESTS_CLI_JSON_READER_H_

#include <cctype>
#include <string>
#include <string_view>
#include <vector>

namespace kmem {

struct Json {
  enum class Kind { invalid, number, text, word, array, object };
  Kind kind = Kind::invalid;
  std::string text;                // of a text, escapes kept; a number's digits; true, false, null
  std::vector<std::string> names;  // of the members of an object
  std::vector<Json> values;        // members of an object, elements of an array

  bool ok() const { return kind != Kind::invalid; }
  size_t size() const { return values.size(); }
  uint64_t number() const { return kind == Kind::number ? std::stoull(text) : ~uint64_t{0}; }
  const Json& operator[](size_t i) const { return i < size() ? values[i] : none(); }
  const Json& operator[](std::string_view name) const {
    for (size_t i = 0; i < names.size(); ++i)
      if (names[i] == name) return values[i];
    return none();
  }

 private:
  static const Json& none() {
    static const Json invalid;
    return invalid;
  }
};

class JsonReader {
 public:
  // The document, or an invalid value if the text is not exactly one.
  static Json read(std::string_view text) {
    JsonReader reader(text);
    Json value;
    return reader.value(value) && (reader.space(), reader.rest_.empty()) ? value : Json{};
  }

 private:
  explicit JsonReader(std::string_view text) : rest_(text) {}

  void space() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\n'))
      rest_.remove_prefix(1);
  }
  bool take(char c) {
    space();
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool value(Json& out) {
    space();
    if (rest_.empty()) return false;
    if (rest_.front() == '{') return list(out, Json::Kind::object, '{', '}');
    if (rest_.front() == '[') return list(out, Json::Kind::array, '[', ']');
    if (word(out)) return true;
    out.kind = rest_.front() == '"' ? Json::Kind::text : Json::Kind::number;
    return out.kind == Json::Kind::text ? quoted(out.text) : digits(out.text);
  }

  bool list(Json& out, Json::Kind kind, char open, char close) {
    out.kind = kind;
    if (!take(open)) return false;
    if (take(close)) return true;
    do {
      if (kind == Json::Kind::object && !(quoted(out.names.emplace_back()) && take(':')))
        return false;
      if (!value(out.values.emplace_back())) return false;
    } while (take(','));
    return take(close);
  }

  bool word(Json& out) {
    for (const std::string_view known : {"true", "false", "null"}) {
      if (rest_.substr(0, known.size()) != known) continue;
      rest_.remove_prefix(known.size());
      out.kind = Json::Kind::word;
      out.text = known;
      return true;
    }
    return false;
  }

  bool quoted(std::string& out) {
    if (!take('"')) return false;
    while (!rest_.empty() && rest_.front() != '"') {
      if (static_cast<unsigned char>(rest_.front()) < 0x20) return false;
      const size_t length = rest_.front() == '\\' && rest_.size() > 1 ? 2 : 1;
      out += rest_.substr(0, length);
      rest_.remove_prefix(length);
    }
    return take('"');
  }

  bool digits(std::string& out) {
    while (!rest_.empty() && std::isdigit(static_cast<unsigned char>(rest_.front()))) {
      out += rest_.front();
      rest_.remove_prefix(1);
    }
    return !out.empty() && (out.size() == 1 || out[0] != '0');
  }

  std::string_view rest_;
};

}  // namespace kmem

#endif  // KMEM_TESTS_CLI_JSON_READER_H_
