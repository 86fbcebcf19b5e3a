// ask_messages.h — is there a sentence for a text, and does it call only what the text has?
#ifndef KMEM_TESTS_COURSE_ASK_MESSAGES_H_
#define KMEM_TESTS_COURSE_ASK_MESSAGES_H_

#include <fstream>
#include <map>
#include <string>

#include "course/text.h"

namespace kmem {

class AskMessages {
 public:
  AskMessages() {
    for (const char* name : {"en.txt", "errors.en.txt", "course.en.txt", "ask.en.txt"}) read(name);
  }

  // What is wrong with a text and with those it is made of, or nothing.
  std::string problem(const Text& text) const {
    const auto found = messages_.find(text.key);
    if (found == messages_.end()) return "no message " + text.key;
    const std::string& template_text = found->second;
    for (size_t open = template_text.find('{'); open != std::string::npos;
         open = template_text.find('{', open + 1)) {
      const size_t end = template_text.find_first_of("?}", open);
      const std::string name = template_text.substr(open + 1, end - open - 1);
      const TextValue* value = nullptr;
      for (const TextValue& one : text.values)
        if (one.name == name) value = &one;
      if (value == nullptr) return text.key + " has no {" + name + "}";
      if (template_text[end] == '?' && value->kind != TextValue::Kind::number)
        return text.key + ": {" + name + "} is no number";
    }
    for (const TextValue& value : text.values)
      if (value.kind == TextValue::Kind::word && messages_.count(value.text) == 0)
        return "no message " + value.text;
    return "";
  }

 private:
  void read(const std::string& name) {
    std::ifstream file(std::string(KMEM_SOURCE_DIR) + "/web/src/messages/" + name);
    for (std::string line; std::getline(file, line);) {
      const size_t equals = line.find(" = ");
      if (line.empty() || line[0] == '#' || equals == std::string::npos) continue;
      messages_[line.substr(0, equals)] = line.substr(equals + 3);
    }
  }

  std::map<std::string, std::string> messages_;
};

}  // namespace kmem

#endif  // KMEM_TESTS_COURSE_ASK_MESSAGES_H_
