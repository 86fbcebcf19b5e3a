// course_support.h — what the tests of the course share.
#ifndef KMEM_TESTS_COURSE_COURSE_SUPPORT_H_
#define KMEM_TESTS_COURSE_COURSE_SUPPORT_H_

#include <gtest/gtest.h>

#include <string>

#include "ask_messages.h"
#include "cli/sentence.h"
#include "course/question.h"

namespace kmem {

// A question about the last command of a scenario, or the error why there is none.
struct Asked {
  Moment moment;
  Question question;
  std::string error;  // key

  // "right", the key of the reason without course.wrong., or the whole key of any other.
  std::string verdict(std::string_view answer) const {
    const Grade graded = grade(moment, question, answer);
    if (graded.verdict == Verdict::right) return "right";
    const std::string prefix = "course.wrong.";
    const std::string& key = graded.reason.key;
    return key.starts_with(prefix) ? key.substr(prefix.size()) : key;
  }
  std::string answer() const { return answer_text(question.form(), question.right); }
};

inline uint32_t command_count(const std::string& script) {
  Moment moment;
  uint32_t count = 0;
  while (make_moment(script, count, moment).empty()) ++count;
  return count;
}

inline Asked ask_about(const std::string& script, uint32_t command, std::string_view kind) {
  Asked asked;
  QuestionName name;
  Text error = read_question_name(kind, name);
  if (error.empty()) error = make_moment(script, command, asked.moment);
  if (error.empty()) error = make_question(asked.moment, name, asked.question);
  asked.error = error.key;
  return asked;
}

// About the last command.
inline Asked ask(const std::string& script, std::string_view kind) {
  return ask_about(script, command_count(script) - 1, kind);
}

// A sentence is complete: its message is there, and every argument that it calls; what chooses
// between one and many is a number.
inline void expect_sayable(const Text& text) {
  static const AskMessages messages;
  EXPECT_EQ(messages.problem(text), "");
  const std::string said = english(text);
  EXPECT_EQ(said.find('{'), std::string::npos) << text.key << ": " << said;
  EXPECT_FALSE(said.empty() || said[0] == '<') << text.key << ": " << said;
}

}  // namespace kmem

#endif  // KMEM_TESTS_COURSE_COURSE_SUPPORT_H_
