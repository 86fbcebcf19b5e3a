// text.h — a sentence before it is one: a key of the message file and what its template may call.
//
// The course has no words of its own, so that the page can say everything in the reader's language.
#ifndef KMEM_COURSE_TEXT_H_
#define KMEM_COURSE_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/types.h"

namespace kmem {

// What a template calls by name. In JSON: 3, "dentry", {"bytes":21504}, {"word":"word.partial"},
// {"list":[8,16]}.
struct TextValue {
  enum class Kind : uint8_t {
    number,  // chooses between one and other
    text,    // stands as it is: names of the scenario, commands
    bytes,   // a size, written with the unit that divides it
    word,    // another message
    list,    // numbers, a comma between; word.none if there are none
  };
  std::string_view name;  // of the argument; a literal
  Kind kind = Kind::number;
  uint64_t number = 0;
  std::string text;
  std::vector<uint32_t> list;
};

struct Text {
  std::string key;
  std::vector<TextValue> values;

  bool empty() const { return key.empty(); }
  Text number(std::string_view name, uint64_t value) &&;
  Text text(std::string_view name, std::string value) &&;
  Text bytes(std::string_view name, Bytes value) &&;
  Text word(std::string_view name, std::string key) &&;
  Text list(std::string_view name, std::vector<uint32_t> values) &&;
};

// Text{key, {}}, to be gone on with: say("…").number("frame", 8).
Text say(std::string key);

// {"key":"course.ask.which_block","values":{"frames":8,…}}
std::string text_json(const Text& text);
// The texts in brackets.
std::string texts_json(const std::vector<Text>& texts);

}  // namespace kmem

#endif  // KMEM_COURSE_TEXT_H_
