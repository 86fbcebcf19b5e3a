#include "cli/sheet.h"

#include "cli/page_text.h"
#include "cli/sentence.h"

namespace kmem {
namespace {

constexpr size_t kIndent = 4;
constexpr size_t kDeeper = 8;
const char* const kDeep = "        ";

std::string letter(size_t part) {
  return std::string("(") + static_cast<char>('a' + part % 26) + ") ";
}

std::string joined(const std::vector<std::string>& calls) {
  std::string out;
  for (const std::string& call : calls) out += (out.empty() ? "" : "; ") + call;
  return out;
}

std::string head(const Sheet& sheet) {
  const std::string topic = kTopics[static_cast<unsigned>(sheet.topic)];
  return english(say("course.sheet.head")
                     .word("topic", "course.sheet.topic." + topic)
                     .number("level", sheet.level));
}

void write_part(const Part& part, size_t number, PageText& page) {
  std::string text;
  if (!part.first.empty())
    text = english(say("course.sheet.first").text("calls", joined(part.first))) + ' ';
  page.paragraph("    " + letter(number), text + english(part.text));
  if (part.question.form() == AnswerForm::choice) {
    std::vector<std::string> texts;
    for (const Answer& answer : choices(part.question))
      texts.push_back(english(answer_phrase(part.question.form(), answer)));
    return page.boxes(texts, kDeeper);
  }
  page.line(kDeep + english(say("course.sheet.answer")) + ' ' + std::string(30, '_'));
}

void write_state(const Problem& problem, PageText& page) {
  const bool after = !problem.calls.empty();
  page.line();
  page.paragraph("    ", english(say(after ? "course.sheet.state" : "course.sheet.state_alone")));
  page.line();
  page.state(problem.state, kIndent);
}

void write_problem(const Problem& problem, size_t number, PageText& page) {
  const std::string title = english(say(std::string("course.sheet.title.") + problem.form));
  page.line();
  page.line(std::to_string(number) + ".  " + title);
  page.line();
  std::string text;
  for (const Text& sentence : introduction(problem))
    text += (text.empty() ? "" : " ") + english(sentence);
  page.paragraph("    ", text);
  if (!problem.calls.empty()) {
    page.line();
    page.numbered(problem.calls, kIndent);
  }
  if (problem.shows_state) write_state(problem, page);
  page.line();
  if (const Text how = connection(problem); !how.empty()) page.paragraph("    ", english(how));
  for (size_t i = 0; i < problem.parts.size(); ++i) write_part(problem.parts[i], i, page);
  if (!problem.drawings.empty())
    page.paragraph("    " + letter(problem.parts.size()), english(say("course.sheet.draw")));
}

void write_answer(const Part& part, size_t number, PageText& page) {
  const Question& q = part.question;
  std::string answer = english(answer_phrase(q.form(), q.right));
  page.paragraph("    " + letter(number), answer + ". " + english(q.because));
  for (const Text& step : q.steps) page.paragraph("        - ", english(step));
}

void write_answers(const Sheet& sheet, PageText& page) {
  page.line();
  page.rule('=');
  page.ends(english(say("course.sheet.answers")),
            english(say("course.sheet.seed").number("seed", sheet.seed)));
  page.rule('=');
  for (size_t i = 0; i < sheet.problems.size(); ++i) {
    const Problem& problem = sheet.problems[i];
    page.line();
    page.line(std::to_string(i + 1) + ".");
    for (size_t part = 0; part < problem.parts.size(); ++part)
      write_answer(problem.parts[part], part, page);
    for (const Drawing& drawing : problem.drawings) {
      page.line("    " + letter(problem.parts.size()));
      page.state(drawing.state, kDeeper);
    }
  }
}

}  // namespace

std::string sheet_text(const Sheet& sheet, bool answers) {
  PageText page;
  page.ends(head(sheet), english(say("course.sheet.seed").number("seed", sheet.seed)));
  page.rule('=');
  for (const Problem& problem : sheet.problems) {
    if (!problem.shows_state && problem.drawings.empty()) continue;
    page.paragraph("", english(say("course.sheet.legend")));
    break;
  }
  for (size_t i = 0; i < sheet.problems.size(); ++i) write_problem(sheet.problems[i], i + 1, page);
  if (answers) write_answers(sheet, page);
  return page.take();
}

int sheet(const Options& options, Output& out) {
  const SheetOptions& asked = options.sheet;
  const Sheet made = make_sheet(asked.seed, asked.topic, asked.level, asked.count);
  out.write(asked.json ? sheet_json(made) + '\n' : sheet_text(made, asked.answers));
  return kExitOk;
}

}  // namespace kmem
