#include "base/json_text.h"
#include "course/question_json.h"
#include "course/sheet.h"

namespace kmem {
namespace {

template <class T, class Write>
std::string array_json(const std::vector<T>& items, Write write) {
  std::string out = "[";
  for (const T& item : items) {
    if (out.size() > 1) out += ',';
    out += write(item);
  }
  return out + ']';
}

const char* bool_json(bool value) { return value ? "true" : "false"; }

std::string lines_json(const std::vector<std::string>& lines) {
  return array_json(lines, [](const std::string& line) { return json_string(line); });
}

std::string part_json(const Part& part) {
  return "{\"text\":" + text_json(part.text) + ",\"script\":" + json_string(part.script) +
         ",\"first\":" + lines_json(part.first) + ",\"question\":" + question_json(part.question) +
         '}';
}

std::string drawing_json(const Drawing& drawing) {
  return "{\"script\":" + json_string(drawing.script) + ",\"state\":" + state_json(drawing.state) +
         '}';
}

std::string problem_json(const Problem& problem) {
  const std::string drawing =
      problem.drawings.empty() ? "null" : drawing_json(problem.drawings.front());
  return "{\"form\":" + json_string(problem.form) +
         ",\"topic\":" + json_string(kTopics[static_cast<unsigned>(problem.topic)]) +
         ",\"title\":" + text_json(say(std::string("course.sheet.title.") + problem.form)) +
         ",\"given\":" + texts_json(introduction(problem)) +
         ",\"calls\":" + lines_json(problem.calls) + ",\"script\":" + json_string(problem.script) +
         ",\"showsState\":" + bool_json(problem.shows_state) +
         ",\"eachAlone\":" + bool_json(problem.each_alone) +
         ",\"state\":" + state_json(problem.state) + ",\"connection\":" +
         (connection(problem).empty() ? "null" : text_json(connection(problem))) +
         ",\"parts\":" + array_json(problem.parts, part_json) + ",\"drawing\":" + drawing + '}';
}

}  // namespace

std::string sheet_json(const Sheet& sheet) {
  return "{\"version\":1,\"seed\":" + std::to_string(sheet.seed) +
         ",\"topic\":" + json_string(kTopics[static_cast<unsigned>(sheet.topic)]) +
         ",\"level\":" + std::to_string(sheet.level) +
         ",\"problems\":" + array_json(sheet.problems, problem_json) + '}';
}

}  // namespace kmem
