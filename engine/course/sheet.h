// sheet.h — problem sheets: seeded and endless, with their key.
//
// The same generator makes a problem and its key (the idea is OSTEP's): a problem is a small random
// scenario and questions derived from it, and a scenario whose questions would be trivial is thrown
// away. Only whole numbers and base/random.h decide, so the same seed gives the same sheet
// everywhere.
#ifndef KMEM_COURSE_SHEET_H_
#define KMEM_COURSE_SHEET_H_

#include <string>
#include <string_view>
#include <vector>

#include "course/question.h"
#include "course/sheet_state.h"

namespace kmem {

enum class Topic : uint8_t { buddy, slab, kmalloc, fragmentation, mixed };
inline constexpr const char* kTopics[] = {"buddy", "slab", "kmalloc", "fragmentation", "mixed"};
inline constexpr uint32_t kTopicCount = 5;
inline constexpr uint32_t kSheetLevels = 3;
inline constexpr uint32_t kMaxSheetProblems = 100;

// One question of a problem.
struct Part {
  Text text;                       // the question; it gives no answer of an earlier part away
  std::string script;              // the scenario up to the command that is asked about, its last
  std::vector<std::string> first;  // calls that come before it and that no question has shown yet
  Question question;
};

// A task without a single answer: draw the machine as it is after all calls.
struct Drawing {
  std::string script;
  State state;
};

struct Problem {
  const char* form = "";  // course.sheet.title.<form>
  Topic topic{};
  std::string script;              // what has happened before the first question
  std::vector<std::string> calls;  // of it, as the problem lists them
  bool shows_state = false;        // the state after them is shown
  bool each_alone = false;         // every question starts again from there
  State state;
  std::vector<Part> parts;
  std::vector<Drawing> drawings;  // none or one
};

struct Sheet {
  uint32_t seed = 0;
  Topic topic{};
  uint32_t level = 1;  // 1 to kSheetLevels
  std::vector<Problem> problems;
};

// The topic of a name, or false.
bool read_topic(std::string_view name, Topic& topic);
// `level` from 1 to kSheetLevels, `count` from 1 to kMaxSheetProblems. A longer sheet begins like a
// shorter one.
Sheet make_sheet(uint32_t seed, Topic topic, uint32_t level, uint32_t count);

// The sentences in front of a problem: what the segment is, what was done with it.
std::vector<Text> introduction(const Problem& problem);
// How the questions hang together; empty if there is just one call to ask about.
Text connection(const Problem& problem);

// As web/src/engine/course-types.ts describes it, answers included.
std::string sheet_json(const Sheet& sheet);

}  // namespace kmem

#endif  // KMEM_COURSE_SHEET_H_
