// answer.h — an answer as a value, as the shortest text that means it, and read from what a person
// types.
#ifndef KMEM_COURSE_ANSWER_H_
#define KMEM_COURSE_ANSWER_H_

#include <string>
#include <string_view>
#include <vector>

#include "course/question_kinds.h"
#include "course/text.h"

namespace kmem {

// One of these, as the form says: a number, a list of frames, or a word.
struct Answer {
  uint64_t number = 0;
  std::vector<uint32_t> frames;
  std::string word;
  friend bool operator==(const Answer&, const Answer&) = default;
};

Answer number_answer(uint64_t number);
Answer frames_answer(std::vector<uint32_t> frames);
Answer word_answer(std::string word);

// "8"; "8, 16" or "empty"; "in_use". read_answer gives it back.
std::string answer_text(AnswerForm form, const Answer& answer);
// How a person says it: "frame 8", "order 3", "11 KiB", "its buddy is in use".
Text answer_phrase(AnswerForm form, const Answer& answer);

// Why a text is no answer, and the character, from 0, where that shows.
struct Unreadable {
  Text reason;  // empty: it is an answer
  uint32_t at = 0;
};

inline constexpr uint64_t kMaxAnswer = uint64_t{1} << 53;  // what JavaScript keeps exactly
inline constexpr size_t kMaxAnswerFrames = 64;             // of a list

// Reads an answer. `words`: those that may stand instead of a number, or all that may stand.
// Numbers may have their unit before or behind them: "frame 8", "order 3", "11 KiB", "0x10".
// Commas, spaces and digits may be those of other scripts: "8、16", "８，１６".
Unreadable read_answer(std::string_view text, AnswerForm form,
                       const std::vector<std::string>& words, Answer& answer);

}  // namespace kmem

#endif  // KMEM_COURSE_ANSWER_H_
