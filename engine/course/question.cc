#include "course/question.h"

#include <algorithm>

#include "course/event_text.h"
#include "course/question_makers.h"
#include "machine/scenario_number.h"
#include "machine/scenario_suggest.h"

namespace kmem {
namespace {

struct Maker {
  Text (*make)(const Moment&, Question&);
  Text (*other)(const Moment&, const Question&, const Answer&);
};

constexpr Maker kMakers[] = {
#define X(kind, form) {make_##kind, other_##kind},
    KMEM_QUESTION_TABLE(X)
#undef X
};

const Maker& maker(QuestionKind kind) { return kMakers[static_cast<unsigned>(kind)]; }

bool takes_parameter(QuestionKind kind) { return kind == QuestionKind::free_list_after; }

std::string key(const char* what, QuestionKind kind) {
  return std::string("course.") + what + '.' + info(kind).name;
}

Text unknown_kind(std::string_view name) {
  ClosestName closest(name);
  for (const QuestionKindInfo& kind : kQuestionKinds) closest.offer(kind.name);
  return no_sense("kind")
      .text("kind", std::string(name.substr(0, kMaxAnswerFrames)))
      .text("expected", closest.or_all());
}

Text bad_parameter(std::string_view name) {
  return no_sense("parameter").text("kind", std::string(name.substr(0, kMaxAnswerFrames)));
}

// A number stays one, so that a sentence can choose between one and many.
Text with_answer(Text reason, AnswerForm form, const Answer& answer) {
  if (answer.word.empty() && form != AnswerForm::frames)
    return std::move(reason).number("answer", answer.number);
  return std::move(reason).text("answer", answer_text(form, answer));
}

// Numbers by size and words behind them.
bool comes_before(const Answer& a, const Answer& b) {
  if (a.word.empty() != b.word.empty()) return a.word.empty();
  if (a.number != b.number) return a.number < b.number;
  return a.frames < b.frames;
}

}  // namespace

bool Question::is_right(const Answer& answer) const {
  return answer == right ||
         std::find(also_right.begin(), also_right.end(), answer) != also_right.end();
}

void Question::mistake(Answer answer, Text reason, bool offered) {
  if (is_right(answer)) return;
  for (const Mistake& known : mistakes)
    if (known.answer == answer) return;
  reason = with_answer(std::move(reason), form(), answer);
  mistakes.push_back({std::move(answer), std::move(reason), offered});
}

Text read_question_name(std::string_view text, QuestionName& name) {
  const size_t open = text.find('(');
  const std::string_view kind = text.substr(0, open);
  name = {question_kind(kind), kNone};
  if (name.kind == QuestionKind::count_) return unknown_kind(kind);
  if (open == std::string_view::npos) return {};
  uint64_t number = 0;
  if (!takes_parameter(name.kind) || text.back() != ')' ||
      parse_number(text.substr(open + 1, text.size() - open - 2), kMaxOrder, number) !=
          NumberForm::fine)
    return bad_parameter(text);
  name.parameter = static_cast<uint32_t>(number);
  return {};
}

Text make_question(const Moment& moment, QuestionName name, Question& question) {
  question = {};
  question.kind = name.kind;
  question.parameter = name.parameter;
  question.command = moment.index;
  question.line = moment.command().line;
  question.call = moment.call();
  Text error = maker(name.kind).make(moment, question);
  if (question.ask_briefly.empty()) question.ask_briefly = say(key("brief", question.kind));
  question.ask_briefly = std::move(question.ask_briefly).text("call", question.call);
  if (question.parameter != kNone)
    question.ask_briefly = std::move(question.ask_briefly).number("order", question.parameter);
  for (const uint32_t event : question.shown_by)
    question.steps.push_back(event_text(moment.events[event], moment.after, moment.program));
  return error;
}

std::vector<Answer> choices(const Question& question) {
  std::vector<Answer> all;
  if (question.form() == AnswerForm::choice) {
    for (const std::string& word : question.words) all.push_back(word_answer(word));
    return all;
  }
  all.push_back(question.right);
  for (const Mistake& mistake : question.mistakes)
    if (mistake.offered && all.size() < kMaxChoices) all.push_back(mistake.answer);
  std::sort(all.begin(), all.end(), comes_before);
  return all;
}

Grade grade(const Moment& moment, const Question& question, const Answer& answer) {
  if (question.is_right(answer)) return {Verdict::right, answer, question.because, 0};
  for (const Mistake& mistake : question.mistakes)
    if (mistake.answer == answer) return {Verdict::wrong, answer, mistake.reason, 0};
  Text reason = maker(question.kind).other(moment, question, answer);
  if (reason.empty()) reason = wrong("other");
  reason = with_answer(std::move(reason), question.form(), answer);
  return {Verdict::wrong, answer, std::move(reason), 0};
}

Grade grade(const Moment& moment, const Question& question, std::string_view text) {
  Answer answer;
  Unreadable wrong = read_answer(text, question.form(), question.words, answer);
  if (!wrong.reason.empty()) return {Verdict::unreadable, {}, std::move(wrong.reason), wrong.at};
  return grade(moment, question, answer);
}

Text because(const Question& q, const char* variant) {
  return say(key("because", q.kind) + (variant ? std::string(".") + variant : ""));
}

Text ask(const Question& q, const char* variant) {
  return say(key("ask", q.kind) + (variant ? std::string(".") + variant : "")).text("call", q.call);
}

Text hint(const Question& q, uint32_t grade) {
  return say(key("hint", q.kind) + '.' + std::to_string(grade));
}

std::vector<uint32_t> event_range(size_t first, size_t last) {
  std::vector<uint32_t> events;
  for (size_t i = first; i <= last; ++i) events.push_back(static_cast<uint32_t>(i));
  return events;
}

std::vector<uint32_t> events_of(const Moment& moment, std::initializer_list<EventKind> kinds) {
  std::vector<uint32_t> events;
  for (size_t i = 0; i < moment.events.size(); ++i)
    if (std::find(kinds.begin(), kinds.end(), moment.events[i].kind) != kinds.end())
      events.push_back(static_cast<uint32_t>(i));
  return events;
}

Text frame_reason(const Zone& zone, uint64_t pfn) {
  if (pfn >= zone.frames()) return wrong("outside").number("last", zone.frames() - 1);
  const Block block = zone.block_of(Pfn(static_cast<uint32_t>(pfn)));
  const bool head = block.head.value == pfn;
  const char* why = "inside_free";
  if (block.kind == FrameKind::pages) why = head ? "in_use" : "inside_used";
  if (block.kind == FrameKind::slab) why = "in_slab";
  if (block.kind == FrameKind::free && head) why = "free_block";
  return wrong(why)
      .number("frame", pfn)
      .number("head", block.head.value)
      .number("order", block.order.value);
}

}  // namespace kmem
