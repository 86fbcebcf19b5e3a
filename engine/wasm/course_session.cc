#include "wasm/course_session.h"

#include "base/json_text.h"
#include "course/question_json.h"
#include "course/sheet.h"

namespace kmem {
namespace {

// Empty, or why there is no such question.
Text find_question(const std::string& script, uint32_t command, const std::string& kind,
                   Moment& moment, Question& question) {
  QuestionName name;
  if (Text error = read_question_name(kind, name); !error.empty()) return error;
  if (Text error = make_moment(script, command, moment); !error.empty()) return error;
  return make_question(moment, name, question);
}

}  // namespace

std::string course_kinds() {
  std::string out = "[";
  for (const QuestionKindInfo& kind : kQuestionKinds)
    out += (out.size() > 1 ? ",{" : "{") + ("\"kind\":" + json_string(kind.name)) +
           ",\"form\":" + json_string(kAnswerForms[static_cast<unsigned>(kind.form)]) + '}';
  return out + ']';
}

std::string course_question(const std::string& script, uint32_t command, const std::string& kind) {
  Moment moment;
  Question question;
  const Text error = find_question(script, command, kind, moment, question);
  return error.empty() ? question_json(question) : error_json(error);
}

std::string course_grade(const std::string& script, uint32_t command, const std::string& kind,
                         const std::string& answer) {
  Moment moment;
  Question question;
  const Text error = find_question(script, command, kind, moment, question);
  if (!error.empty()) return error_json(error);
  return grade_json(question, grade(moment, question, answer));
}

std::string course_sheet(uint32_t seed, const std::string& name, uint32_t level, uint32_t count) {
  Topic topic{};
  if (!read_topic(name, topic)) return error_json(say("course.error.topic").text("topic", name));
  if (level < 1 || level > kSheetLevels)
    return error_json(
        say("course.error.level").number("level", level).number("last", kSheetLevels));
  if (count < 1 || count > kMaxSheetProblems)
    return error_json(
        say("course.error.count").number("count", count).number("most", kMaxSheetProblems));
  return sheet_json(make_sheet(seed, topic, level, count));
}

}  // namespace kmem
