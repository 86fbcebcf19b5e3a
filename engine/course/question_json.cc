#include "course/question_json.h"

#include "base/json_text.h"

namespace kmem {
namespace {

std::string member(const char* name, const std::string& json) {
  return std::string(",\"") + name + "\":" + json;
}

std::string answer_json(const Question& question, const Answer& answer) {
  return json_string(answer_text(question.form(), answer));
}

std::string choices_json(const Question& question) {
  std::string out = "[";
  for (const Answer& answer : choices(question)) {
    if (out.size() > 1) out += ',';
    out += "{\"answer\":" + answer_json(question, answer) +
           member("text", text_json(answer_phrase(question.form(), answer))) + '}';
  }
  return out + ']';
}

std::string numbers_json(const std::vector<uint32_t>& numbers) {
  std::string out = "[";
  for (const uint32_t number : numbers) out += (out.size() > 1 ? "," : "") + std::to_string(number);
  return out + ']';
}

}  // namespace

std::string question_name(const Question& question) {
  const std::string kind = info(question.kind).name;
  return question.parameter == kNone ? kind : kind + '(' + std::to_string(question.parameter) + ')';
}

std::string question_json(const Question& question) {
  const char* form = kAnswerForms[static_cast<unsigned>(question.form())];
  const std::vector<Text> hints(question.hints.begin(), question.hints.end());
  return "{\"kind\":" + json_string(question_name(question)) + member("form", json_string(form)) +
         member("command", std::to_string(question.command)) +
         member("line", std::to_string(question.line)) +
         member("call", json_string(question.call)) + member("text", text_json(question.ask)) +
         member("answer", answer_json(question, question.right)) +
         member("answerText", text_json(answer_phrase(question.form(), question.right))) +
         member("choices", choices_json(question)) + member("hints", texts_json(hints)) +
         member("because", text_json(question.because)) +
         member("shownBy", numbers_json(question.shown_by)) +
         member("steps", texts_json(question.steps)) + '}';
}

std::string grade_json(const Question& question, const Grade& grade) {
  if (grade.verdict == Verdict::unreadable)
    return "{\"verdict\":\"unreadable\"" + member("at", std::to_string(grade.at)) +
           member("reason", text_json(grade.reason)) + '}';
  const char* verdict = grade.verdict == Verdict::right ? "right" : "wrong";
  return "{\"verdict\":" + json_string(verdict) +
         member("answer", answer_json(question, grade.answer)) +
         member("reason", text_json(grade.reason)) + '}';
}

std::string error_json(const Text& error) { return "{\"error\":" + text_json(error) + '}'; }

}  // namespace kmem
