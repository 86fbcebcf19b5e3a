// json_writer.h — writes one JSON document as it becomes known.
#ifndef KMEM_CLI_JSON_WRITER_H_
#define KMEM_CLI_JSON_WRITER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "cli/file.h"

namespace kmem {

// `text` in quotes. Every byte that is not part of valid UTF-8 becomes U+FFFD.
std::string json_quoted(std::string_view text);

// Commas are the writer's business. A name comes before each value inside an object, and none
// before a value of an array.
class JsonWriter {
 public:
  explicit JsonWriter(Output& out) : out_(out) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  JsonWriter& name(std::string_view text);
  void value(std::string_view text);
  void value(uint64_t number);
  void member(std::string_view key, std::string_view text) { name(key).value(text); }
  void member(std::string_view key, uint64_t number) { name(key).value(number); }
  bool failed() const { return out_.failed(); }
  // So that a long document can be read in lines.
  void new_line() { line_due_ = true; }

 private:
  void open(char bracket);
  void close(char bracket);
  void separate();

  Output& out_;
  bool comma_due_ = false;
  bool line_due_ = false;
};

}  // namespace kmem

#endif  // KMEM_CLI_JSON_WRITER_H_
