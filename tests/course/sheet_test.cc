// Problem sheets: the same seed gives the same sheet, every problem is worth asking, and the key is
// right.
#include "course/sheet.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <set>

#include "cli/sheet.h"
#include "course/course_support.h"
#include "machine/scenario_utf8.h"
#include "support/seed.h"
#include "support/tool.h"

namespace kmem {
namespace {

// Calls `check` for every topic and level.
template <class Check>
void for_each_kind(Check check) {
  for (uint32_t topic = 0; topic < kTopicCount; ++topic)
    for (uint32_t level = 1; level <= kSheetLevels; ++level) {
      SCOPED_TRACE(std::string(kTopics[topic]) + ", level " + std::to_string(level));
      check(static_cast<Topic>(topic), level);
      if (testing::Test::HasFailure()) return;
    }
}

uint32_t lines_of(const std::string& text) {
  return static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n'));
}

// Asks the part anew, from its script alone, and grades the answers that the sheet names.
void check_part(const Part& part) {
  const Question& q = part.question;
  SCOPED_TRACE(part.script + english(q.ask));
  const Asked asked = ask_about(part.script, q.command, [&] {
    const std::string name = info(q.kind).name;
    return q.parameter == kNone ? name : name + '(' + std::to_string(q.parameter) + ')';
  }());
  ASSERT_EQ(asked.error, "");
  EXPECT_EQ(q.command + 1, asked.moment.program.commands.size()) << "not about the last call";
  EXPECT_EQ(asked.verdict(answer_text(q.form(), q.right)), "right");
  const std::vector<Answer> offered = choices(q);
  EXPECT_GE(offered.size(), 2u);
  for (const Answer& answer : offered) {
    if (q.is_right(answer)) continue;
    EXPECT_NE(asked.verdict(answer_text(q.form(), answer)), "right");
  }
  expect_sayable(part.text);
  expect_sayable(q.because);
}

std::set<std::string> answers_of(const Problem& problem) {
  std::set<std::string> answers;
  for (const Part& part : problem.parts)
    answers.insert(answer_text(part.question.form(), part.question.right));
  return answers;
}

// What makes a problem what it is: the scripts that its questions are about.
std::string identity(const Problem& problem) {
  std::string scripts;
  for (const Part& part : problem.parts) scripts += part.script + '\n';
  return scripts;
}

void check_problem(const Problem& problem, Topic topic) {
  SCOPED_TRACE(problem.form);
  EXPECT_TRUE(topic == Topic::mixed || problem.topic == topic);
  ASSERT_GE(problem.parts.size(), 2u);
  EXPECT_LE(problem.parts.size(), 26u);
  EXPECT_GE(answers_of(problem).size(), 2u) << "all answers are the same";
  expect_sayable(say(std::string("course.sheet.title.") + problem.form));
  for (const Text& text : introduction(problem)) expect_sayable(text);
  for (const Part& part : problem.parts) check_part(part);
}

// A thousand seeds of every topic and level: the problems hold, and none is the one before it.
TEST(Sheet, IsValidForAThousandSeeds) {
  for_each_kind([](Topic topic, uint32_t level) {
    std::string last;
    for (uint32_t seed = 0; seed < steps(1000); ++seed) {
      SCOPED_TRACE("seed " + std::to_string(seed));
      const Sheet sheet = make_sheet(seed, topic, level, 1);
      ASSERT_EQ(sheet.problems.size(), 1u);
      check_problem(sheet.problems[0], topic);
      EXPECT_NE(identity(sheet.problems[0]), last);
      last = identity(sheet.problems[0]);
      if (HasFailure()) return;
    }
  });
}

// Long sheets end, and no problem in them stands there twice.
TEST(Sheet, MakesAsManyProblemsAsAskedFor) {
  for_each_kind([](Topic topic, uint32_t level) {
    const Sheet sheet = make_sheet(3, topic, level, kMaxSheetProblems);
    ASSERT_EQ(sheet.problems.size(), kMaxSheetProblems);
    std::set<std::string> scripts;
    for (const Problem& problem : sheet.problems) scripts.insert(identity(problem));
    EXPECT_EQ(scripts.size(), kMaxSheetProblems);
  });
}

TEST(Sheet, BeginsLikeAShorterOne) {
  for_each_kind([](Topic topic, uint32_t level) {
    const Sheet longer = make_sheet(11, topic, level, 9);
    Sheet shorter = make_sheet(11, topic, level, 4);
    for (size_t i = 4; i < 9; ++i) shorter.problems.push_back(longer.problems[i]);
    EXPECT_EQ(sheet_json(shorter), sheet_json(longer));
  });
}

// Every form of a topic comes up, and for each the questions have more than one right answer.
TEST(Sheet, VariesFormsAndAnswers) {
  for_each_kind([](Topic topic, uint32_t level) {
    if (topic == Topic::mixed) return;
    std::map<std::string, std::set<std::string>> answers;
    for (const Problem& problem : make_sheet(5, topic, level, 40).problems)
      for (const Part& part : problem.parts)
        answers[problem.form].insert(answer_text(part.question.form(), part.question.right));
    EXPECT_GE(answers.size(), topic == Topic::buddy ? 6u : 4u);
    for (const auto& [form, all] : answers) EXPECT_GE(all.size(), 3u) << form;
  });
}

struct Effort {
  uint32_t calls = 0;
  uint32_t questions = 0;
};

// Higher levels come with more to follow: more calls, and more questions.
TEST(Sheet, LevelsDiffer) {
  for (uint32_t topic = 0; topic + 1 < kTopicCount; ++topic) {
    Effort before;
    for (uint32_t level = 1; level <= kSheetLevels; ++level) {
      SCOPED_TRACE(std::string(kTopics[topic]) + ", level " + std::to_string(level));
      Effort effort;
      for (const Problem& problem : make_sheet(2, static_cast<Topic>(topic), level, 40).problems) {
        effort.calls += lines_of(problem.parts.back().script);
        effort.questions += static_cast<uint32_t>(problem.parts.size());
      }
      EXPECT_GT(effort.calls, before.calls);
      EXPECT_GT(effort.questions, before.questions);
      before = effort;
    }
  }
}

// The question of one part does not say what an earlier part asks for.
TEST(Sheet, GivesNoAnswerAway) {
  for_each_kind([](Topic topic, uint32_t level) {
    for (const Problem& problem : make_sheet(8, topic, level, 20).problems)
      for (size_t i = 1; i < problem.parts.size(); ++i)
        for (const TextValue& value : problem.parts[i].text.values)
          EXPECT_TRUE(value.name == "call" || value.name == "order") << problem.parts[i].text.key;
  });
}

TEST(Sheet, PrintsOnPaper) {
  for_each_kind([](Topic topic, uint32_t level) {
    const std::string text = sheet_text(make_sheet(4, topic, level, 12), true);
    std::string line;
    for (const char c : text) {
      if (c != '\n') {
        line += c;
        continue;
      }
      EXPECT_LE(count_characters(line), 80u) << line;
      EXPECT_TRUE(line.empty() || line.back() != ' ') << line;
      line.clear();
    }
    EXPECT_EQ(text.find('{'), std::string::npos);
    EXPECT_EQ(text.find("<course"), std::string::npos);
  });
}

const std::string kGolden = std::string(KMEM_SOURCE_DIR) + "/tests/course/golden/";

bool update_golden() { return std::getenv("KMEM_UPDATE_GOLDEN") != nullptr; }

// FNV-1a, 64 bits.
std::string hash_of(const std::string& text) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : text) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3u;
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash));
  return digits;
}

// The hashes in tests/course/golden are those of every build; tests/wasm/course.test.ts compares
// WebAssembly with them. After a change that is meant to change them:
//   KMEM_UPDATE_GOLDEN=1 build/native/tests/test_course --gtest_filter='Sheet*'
TEST(Sheet, HasTheRecordedHashes) {
  std::string now;
  for_each_kind([&](Topic topic, uint32_t level) {
    for (const uint32_t seed : {0u, 7u, 1234u, 4294967295u}) {
      const Sheet sheet = make_sheet(seed, topic, level, 6);
      now += std::string(kTopics[static_cast<unsigned>(topic)]) + ' ' + std::to_string(level) +
             ' ' + std::to_string(seed) + ' ' + hash_of(sheet_json(sheet)) + '\n';
    }
  });
  if (update_golden()) return write_file(kGolden + "hashes.txt", now);
  EXPECT_EQ(read_file(kGolden + "hashes.txt"), now);
}

TEST(Sheet, PrintsAsRecorded) {
  uint32_t level = 1;
  for (const std::string topic : kTopics) {
    const std::string name = topic + '-' + std::to_string(level);
    const ToolRun run = run_tool("sheet --seed 7 --topic " + topic + " --level " +
                                 std::to_string(level) + " --count 4 --answers");
    level = level % kSheetLevels + 1;
    EXPECT_EQ(run.status, 0);
    EXPECT_EQ(run.err, "");
    const std::string path = kGolden + name + ".txt";
    if (update_golden()) {
      write_file(path, run.out);
    } else {
      EXPECT_TRUE(read_file(path) == run.out) << path;
    }
  }
}

}  // namespace
}  // namespace kmem
