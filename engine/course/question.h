// question.h — questions about what a command is going to do, their answers, and the reason that
// fits each mistake.
//
// The right answer is read from the command's events and from the machine after it. A mistake is
// what a known misconception would answer; it serves as a choice, and as the reason when somebody
// gives that answer.
#ifndef KMEM_COURSE_QUESTION_H_
#define KMEM_COURSE_QUESTION_H_

#include <array>
#include <string>
#include <vector>

#include "course/answer.h"
#include "course/moment.h"

namespace kmem {

struct Mistake {
  Answer answer;
  Text reason;
  bool offered = true;  // plausible enough to stand among the choices
};

struct Question {
  QuestionKind kind{};
  uint32_t parameter = kNone;  // of free_list_after(3)
  uint32_t command = 0;        // index into the program
  uint32_t line = 0;           // of the scenario, from 1
  std::string call;
  Text ask;
  Text ask_briefly;  // the same, without facts that the answer to another question may be
  std::vector<std::string> words;  // that an answer may be
  Answer right;
  std::vector<Answer> also_right;
  std::vector<Mistake> mistakes;  // likeliest first; all different, none right
  std::array<Text, 3> hints;      // a nudge, a pointer, the explicit way
  Text because;
  std::vector<uint32_t> shown_by;  // events of the command, from 0
  std::vector<Text> steps;         // what those events say

  AnswerForm form() const { return info(kind).form; }
  bool is_right(const Answer& answer) const;
  // Notes a mistake, unless it is right after all or noted already.
  void mistake(Answer answer, Text reason, bool offered = true);
};

inline constexpr size_t kMaxChoices = 5;

// A kind and its parameter, as lessons write them: "which_block", "free_list_after(3)".
struct QuestionName {
  QuestionKind kind = QuestionKind::count_;
  uint32_t parameter = kNone;
};
// Empty, or what is wrong with the name.
Text read_question_name(std::string_view text, QuestionName& name);

// Empty, or why the question makes no sense here.
Text make_question(const Moment& moment, QuestionName name, Question& question);

// The right answer and some of the mistakes, ordered so that the place gives nothing away.
std::vector<Answer> choices(const Question& question);

enum class Verdict : uint8_t { right, wrong, unreadable };

struct Grade {
  Verdict verdict{};
  Answer answer;    // as it was understood
  Text reason;      // why right, which mistake, or why unreadable
  uint32_t at = 0;  // unreadable: the character, from 0
};

Grade grade(const Moment& moment, const Question& question, std::string_view answer);
Grade grade(const Moment& moment, const Question& question, const Answer& answer);

}  // namespace kmem

#endif  // KMEM_COURSE_QUESTION_H_
