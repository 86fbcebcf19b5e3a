// Questions about random programs, and about every command of the gallery: they never crash, every
// sentence can be said, the right answer is graded right and every noted mistake wrong.
#include <gtest/gtest.h>

#include <filesystem>

#include "base/random.h"
#include "course/course_support.h"
#include "machine/scenario.h"
#include "support/random_program.h"
#include "support/seed.h"
#include "support/tool.h"

namespace kmem {
namespace {

void check_grades(const Moment& moment, const Question& q) {
  const std::string right = answer_text(q.form(), q.right);
  EXPECT_EQ(grade(moment, q, right).verdict, Verdict::right) << right;
  for (const Mistake& mistake : q.mistakes) {
    const Grade graded = grade(moment, q, answer_text(q.form(), mistake.answer));
    EXPECT_EQ(graded.verdict, Verdict::wrong) << english(mistake.reason);
    EXPECT_EQ(graded.reason.key, mistake.reason.key);
    expect_sayable(graded.reason);
  }
  for (uint32_t n = 0; n < 70; ++n) {
    const Answer answer =
        q.form() == AnswerForm::frames ? frames_answer({n, n / 2}) : number_answer(n);
    if (q.form() == AnswerForm::choice || q.is_right(answer)) continue;
    const Grade graded = grade(moment, q, answer_text(q.form(), answer));
    EXPECT_EQ(graded.verdict, Verdict::wrong);
    expect_sayable(graded.reason);
  }
}

void check_question(const Moment& moment, const Question& q) {
  SCOPED_TRACE(q.call + ": " + english(q.ask));
  expect_sayable(q.ask);
  expect_sayable(q.ask_briefly);
  for (const Text& text : q.steps) expect_sayable(text);
  expect_sayable(q.because);
  expect_sayable(answer_phrase(q.form(), q.right));
  for (const Text& text : q.hints) expect_sayable(text);
  const std::vector<Answer> offered = choices(q);
  // On fewer than four frames there may be nothing else to name.
  EXPECT_GE(offered.size(), moment.zone().frames() >= 4 ? 2u : 1u);
  EXPECT_LE(offered.size(), kMaxChoices);
  size_t right = 0;
  for (const Answer& answer : offered) right += answer == q.right;
  EXPECT_EQ(right, 1u);
  for (const uint32_t event : q.shown_by) EXPECT_LT(event, moment.events.size());
  check_grades(moment, q);
}

// Asks every kind about one command; counts those that made sense.
void check_moment(const Moment& moment, std::array<uint32_t, kQuestionKindCount>& asked) {
  for (uint32_t kind = 0; kind < kQuestionKindCount; ++kind) {
    Question q;
    const Text error = make_question(moment, {static_cast<QuestionKind>(kind), kNone}, q);
    if (!error.empty()) {
      expect_sayable(error);
    } else {
      ++asked[kind];
      check_question(moment, q);
    }
    if (testing::Test::HasFailure()) return;
  }
}

void expect_every_kind(const std::array<uint32_t, kQuestionKindCount>& asked) {
  for (uint32_t kind = 0; kind < kQuestionKindCount; ++kind)
    EXPECT_GT(asked[kind], 5u) << kQuestionKinds[kind].name;
}

TEST(QuestionProperty, HoldsForRandomPrograms) {
  std::array<uint32_t, kQuestionKindCount> asked{};
  for (const uint64_t seed : seeds(40)) {
    Random random(seed);
    const MemoryConfig memory{.frames = uint64_t{1} << random.below(8), .page_size = 4096};
    ProgramMaker<Random> maker(random, memory);
    const uint64_t count = steps(60);
    for (uint64_t i = 0; i < count; ++i) maker.add();
    for (uint32_t i = 0; i < count; ++i) {
      SCOPED_TRACE(replay_line("QuestionProperty.HoldsForRandomPrograms", seed, i + 1));
      Moment moment;
      make_moment(maker.program, i, moment);
      check_moment(moment, asked);
      if (HasFailure()) return;
    }
  }
  if (steps(60) == 60) expect_every_kind(asked);
}

TEST(QuestionProperty, HoldsForTheGallery) {
  std::array<uint32_t, kQuestionKindCount> asked{};
  for (const auto& file : std::filesystem::directory_iterator(KMEM_SOURCE_DIR "/web/scenarios")) {
    if (file.path().extension() != ".kmem") continue;
    ScenarioParser parser(read_file(file.path()));
    while (parser.step(1000)) {
    }
    const Program program = parser.take_program();
    if (program.memory.profile != Profile::textbook) continue;  // make_moment refuses such a text
    const uint32_t count = static_cast<uint32_t>(std::min<size_t>(program.commands.size(), 120));
    for (uint32_t i = 0; i < count; ++i) {
      SCOPED_TRACE(file.path().stem().string() + ", command " + std::to_string(i));
      Moment moment;
      make_moment(program, i, moment);
      check_moment(moment, asked);
      if (HasFailure()) return;
    }
  }
  expect_every_kind(asked);
}

}  // namespace
}  // namespace kmem
