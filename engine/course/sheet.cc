#include "course/sheet.h"

#include "course/sheet_draft.h"

namespace kmem {
namespace {

// A form finds something worth asking within this many tries, and if not, another form does.
constexpr uint32_t kTries = 2000;

std::vector<SheetForm> forms_of(Topic topic) {
  std::vector<SheetForm> forms;
  for (const SheetForm& form : sheet_forms())
    if (topic == Topic::mixed || form.topic == topic) forms.push_back(form);
  return forms;
}

void shuffle(std::vector<SheetForm>& forms, Random& random) {
  for (size_t i = forms.size(); i > 1; --i)
    std::swap(forms[i - 1], forms[random.below(static_cast<uint32_t>(i))]);
}

bool same(const Problem& a, const Problem& b) {
  if (a.parts.size() != b.parts.size()) return false;
  for (size_t i = 0; i < a.parts.size(); ++i)
    if (a.parts[i].script != b.parts[i].script) return false;
  return true;
}

bool is_new(const Sheet& sheet, const Problem& problem) {
  for (const Problem& other : sheet.problems)
    if (same(other, problem)) return false;
  return true;
}

bool answers_differ(const Problem& problem) {
  const Question& first = problem.parts.front().question;
  const std::string answer = answer_text(first.form(), first.right);
  for (const Part& part : problem.parts)
    if (answer_text(part.question.form(), part.question.right) != answer) return true;
  return false;
}

bool make_problem(const SheetForm& form, Random& random, const Sheet& sheet, Problem& problem) {
  for (uint32_t i = 0; i < kTries; ++i) {
    problem = {};
    if (!form.make(random, sheet.level, problem)) continue;
    if (!answers_differ(problem) || !is_new(sheet, problem)) continue;
    problem.form = form.name;
    problem.topic = form.topic;
    return true;
  }
  return false;
}

}  // namespace

bool read_topic(std::string_view name, Topic& topic) {
  for (uint32_t i = 0; i < kTopicCount; ++i) {
    if (name != kTopics[i]) continue;
    topic = static_cast<Topic>(i);
    return true;
  }
  return false;
}

// Every problem has random numbers of its own, so that it does not depend on how many tries those
// before it took.
Sheet make_sheet(uint32_t seed, Topic topic, uint32_t level, uint32_t count) {
  Sheet sheet{seed, topic, level, {}};
  Random master((uint64_t{seed} << 16) | (static_cast<uint64_t>(topic) << 8) | level);
  std::vector<SheetForm> forms;
  while (sheet.problems.size() < count) {
    if (forms.empty()) {
      forms = forms_of(topic);
      shuffle(forms, master);
    }
    Random random(master.next());
    Problem problem;
    if (make_problem(forms.back(), random, sheet, problem))
      sheet.problems.push_back(std::move(problem));
    forms.pop_back();
  }
  return sheet;
}

std::vector<Text> introduction(const Problem& problem) {
  const State& state = problem.state;
  std::vector<Text> texts;
  texts.push_back(say("course.sheet.segment")
                      .bytes("total", state.page_size * state.frames)
                      .number("frames", state.frames)
                      .bytes("page", state.page_size)
                      .number("top", state.free_lists.size() - 1));
  texts.push_back(say(problem.calls.empty() ? "course.sheet.fresh" : "course.sheet.calls"));
  return texts;
}

Text connection(const Problem& problem) {
  for (const Part& part : problem.parts)
    if (part.script != problem.parts.front().script)
      return say(problem.each_alone ? "course.sheet.each_alone" : "course.sheet.in_turn");
  return {};
}

}  // namespace kmem
