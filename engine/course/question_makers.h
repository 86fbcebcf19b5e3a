// question_makers.h — how each kind of question is made; inside engine/course only.
//
// A maker fills in a question whose kind, parameter and command are set, and answers with nothing,
// or with the reason why it makes no sense. An `other` names the reason for any wrong answer that
// is not among the question's mistakes.
#ifndef KMEM_COURSE_QUESTION_MAKERS_H_
#define KMEM_COURSE_QUESTION_MAKERS_H_

#include "course/question.h"

namespace kmem {

#define X(kind, form)                                  \
  Text make_##kind(const Moment& moment, Question& q); \
  Text other_##kind(const Moment& moment, const Question& q, const Answer& answer);
KMEM_QUESTION_TABLE(X)
#undef X

// Keys: course.wrong.…, course.error.…
inline Text wrong(const char* why) { return say(std::string("course.wrong.") + why); }
inline Text no_sense(const char* why) { return say(std::string("course.error.") + why); }
// course.because.<kind>.<variant>; without a variant, course.because.<kind>.
Text because(const Question& q, const char* variant = nullptr);
// course.ask.<kind>.<variant>
Text ask(const Question& q, const char* variant = nullptr);
// course.hint.<kind>.1 … 3
Text hint(const Question& q, uint32_t grade);

// Numbers of events from first to last.
std::vector<uint32_t> event_range(size_t first, size_t last);
// Events of some kinds.
std::vector<uint32_t> events_of(const Moment& moment, std::initializer_list<EventKind> kinds);

// Why a frame cannot be where a block of the question begins: outside, in use, inside a block.
Text frame_reason(const Zone& zone, uint64_t pfn);

}  // namespace kmem

#endif  // KMEM_COURSE_QUESTION_MAKERS_H_
