#include "course/sheet_draft.h"

#include "machine/scenario.h"
#include "machine/scenario_number.h"

namespace kmem {

Draft::Draft(Random& random, uint32_t frames, Bytes page_size)
    : random_(random), frames_(frames), page_size_(page_size) {}

// a to z, then a1 to z1 and so on.
std::string Draft::new_name() {
  const uint32_t round = names_ / 26;
  const char letter = static_cast<char>('a' + names_ % 26);
  ++names_;
  return std::string(1, letter) + (round == 0 ? "" : std::to_string(round));
}

std::string Draft::alloc_line(uint32_t order) {
  return new_name() + " = alloc_pages(" + std::to_string(order) + ')';
}

std::string Draft::bytes_line(Bytes bytes) {
  return new_name() + " = alloc_pages(bytes=" + size_text(bytes) + ')';
}

std::string Draft::kmalloc_line(Bytes bytes) {
  return new_name() + " = kmalloc(" + size_text(bytes) + ')';
}

std::string Draft::cache_line() { return new_name() + " = kmem_cache_alloc(" + cache_ + ')'; }

void Draft::keep(Op op, uint32_t order, std::string line) {
  held_.push_back({line.substr(0, line.find(' ')), order, op});
  lines_.push_back(std::move(line));
}

void Draft::alloc(uint32_t order) { keep(Op::alloc_pages, order, alloc_line(order)); }

void Draft::alloc_bytes(Bytes bytes) {
  uint32_t order = 0;
  while (page_size_ << order < bytes) ++order;
  keep(Op::alloc_pages, order, bytes_line(bytes));
}

void Draft::kmalloc(Bytes bytes) { keep(Op::kmalloc, 0, kmalloc_line(bytes)); }

void Draft::cache_alloc() { keep(Op::kmem_cache_alloc, 0, cache_line()); }

void Draft::create_cache(const std::string& name, Bytes size, const std::string& options) {
  cache_ = name;
  lines_.push_back(name + " = kmem_cache_create(\"" + name + "\", " + std::to_string(size) +
                   options + ')');
}

std::string Draft::free_line(uint32_t i) const {
  const Held& held = held_[i];
  if (held.op == Op::kmem_cache_alloc) return "kmem_cache_free(" + cache_ + ", " + held.name + ')';
  return (held.op == Op::kmalloc ? "kfree(" : "free_pages(") + held.name + ')';
}

void Draft::free(uint32_t i) {
  lines_.push_back(free_line(i));
  held_.erase(held_.begin() + i);
}

std::string Draft::script(const std::vector<std::string>& more) const {
  std::string text = "memory " + size_text(page_size_ * frames_);
  if (page_size_ != kDefaultPageSize) text += " page " + size_text(page_size_);
  text += '\n';
  for (const std::string& line : lines_) text += line + '\n';
  for (const std::string& line : more) text += line + '\n';
  return text;
}

// --- the problem ------------------------------------------------------------------------------

namespace {

// Runs a scenario of one command a line; false if one of them is refused.
bool run_script(const std::string& script, Machine& machine, Program& program) {
  ScenarioParser parser(script);
  while (parser.step(256)) {
  }
  KMEM_CHECK(parser.diagnostics().empty());
  program = parser.take_program();
  machine = *Machine::create(program.memory);
  NullLog silent;
  for (const Command& command : program.commands) machine.execute(command, program, silent);
  return machine.failures() == 0;
}

State state_after(const std::string& script) {
  Machine machine;
  Program program;
  run_script(script, machine, program);
  return state_of(machine, program);
}

}  // namespace

bool ProblemMaker::begin(bool shows_state) {
  Machine machine;
  Program program;
  problem.script = draft_.script();
  problem.calls = draft_.lines();
  problem.shows_state = shows_state;
  if (!run_script(problem.script, machine, program)) return false;
  problem.state = state_of(machine, program);
  return true;
}

bool ProblemMaker::ask(const std::vector<std::string>& calls, const char* kind, size_t new_from) {
  Part part;
  part.script = draft_.script(calls);
  const size_t last =
      calls.empty() ? draft_.lines().size() - 1 : draft_.lines().size() + calls.size() - 1;
  for (size_t i = new_from; i + 1 < calls.size(); ++i) part.first.push_back(calls[i]);
  QuestionName name;
  Moment moment;
  if (!read_question_name(kind, name).empty()) return false;
  if (!make_moment(part.script, static_cast<uint32_t>(last), moment).empty()) return false;
  if (!make_question(moment, name, part.question).empty()) return false;
  part.text = problem.parts.empty() ? part.question.ask : part.question.ask_briefly;
  problem.parts.push_back(std::move(part));
  return true;
}

bool ProblemMaker::draw(const std::vector<std::string>& calls) {
  problem.drawings.push_back({draft_.script(calls), state_after(draft_.script(calls))});
  return true;
}

bool ProblemMaker::tempts(const char* reason) const {
  const std::string key = std::string("course.wrong.") + reason;
  for (const Mistake& mistake : last().mistakes)
    if (mistake.reason.key == key) return true;
  return false;
}

bool ProblemMaker::answers_differ() const {
  const Answer& first = problem.parts.front().question.right;
  for (const Part& part : problem.parts)
    if (part.question.right != first) return true;
  return false;
}

const std::vector<SheetForm>& sheet_forms() {
  static const std::vector<SheetForm> forms = [] {
    std::vector<SheetForm> all;
    for (const auto& some : {buddy_forms(), slab_forms(), kmalloc_forms(), fragmentation_forms()})
      all.insert(all.end(), some.begin(), some.end());
    return all;
  }();
  return forms;
}

}  // namespace kmem
