#include "wasm/session.h"

#include <algorithm>

#include "wasm/json.h"

namespace kmem {
namespace {

// True if the whole text was parsed without an error.
bool parse_all(ScenarioParser& parser) {
  while (parser.step(1u << 16)) {
  }
  return parser.diagnostics().empty();
}

// How many commands from the start are the same in both programs, wherever their lines are; at
// most `limit`.
uint32_t same_commands(const Program& a, const Program& b, uint32_t limit) {
  const auto count = static_cast<uint32_t>(std::min(a.commands.size(), b.commands.size()));
  uint32_t same = 0;
  for (; same < std::min(count, limit); ++same) {
    Command moved = a.commands[same];
    moved.line = b.commands[same].line;
    if (!(moved == b.commands[same])) break;
  }
  return same;
}

}  // namespace

Session::Session() {
  begin_open("");
  while (continue_open(1)) {
  }
  KMEM_CHECK(finish_open());
}

void Session::begin_open(std::string text) {
  diagnostics_.clear();
  opening_text_ = text;
  parser_ = std::make_unique<ScenarioParser>(std::move(text));
}

bool Session::continue_open(uint32_t statements) { return parser_ && parser_->step(statements); }

uint32_t Session::open_progress() const {
  return parser_ ? static_cast<uint32_t>(parser_->progress()) : 0;
}

bool Session::finish_open() {
  if (!parser_) return false;
  parse_all(*parser_);
  diagnostics_ = parser_->diagnostics();
  const std::unique_ptr<ScenarioParser> parser = std::move(parser_);
  if (!diagnostics_.empty()) return false;
  auto program = std::make_unique<Program>(parser->take_program());
  Result<Machine> machine = Machine::create(program->memory);
  if (!machine.ok()) return false;
  timeline_.reset();
  program_ = std::move(program);
  text_ = std::move(opening_text_);
  timeline_.emplace(std::move(*machine), *program_);
  return true;
}

std::string Session::diagnostics() const { return diagnostics_json(diagnostics_); }

std::string Session::text() const { return text_; }
std::string Session::title() const { return program_->title; }

uint32_t Session::record(uint32_t commands) { return timeline_->record(commands); }
uint32_t Session::command_count() const { return static_cast<uint32_t>(program_->commands.size()); }
uint32_t Session::recorded() const { return timeline_->recorded(); }
uint32_t Session::event_count() const { return timeline_->event_count(); }
Words Session::event_ends() const { return timeline_->event_ends(); }
void Session::seek(uint32_t command, uint32_t event) { timeline_->seek({command, event}); }
void Session::seek_event(uint32_t n) { timeline_->seek(timeline_->position_at(n)); }
uint32_t Session::position_command() const { return timeline_->position().command; }
uint32_t Session::position_event() const { return timeline_->position().event; }

// A cut in front of the next command's line is right unless that lies inside a repeat or shares its
// line with a command that is kept; whether it is right shows when the kept text is parsed.
std::string Session::text_until(uint32_t commands) const {
  if (commands >= command_count()) return text_;
  size_t end = 0;
  for (uint32_t line = 1; line < program_->commands[commands].line; ++line)
    end = text_.find('\n', end) + 1;
  std::string kept = text_.substr(0, end);
  ScenarioParser parser(kept);
  if (!parse_all(parser)) return program_text(*program_, commands);
  const Program cut = parser.take_program();
  const bool right =
      cut.commands.size() == commands && same_commands(cut, *program_, commands) == commands;
  return right ? kept : program_text(*program_, commands);
}

bool Session::act(std::string text) {
  const Position here = timeline_->position();
  const uint32_t keep = here.command + (here.event != 0 ? 1 : 0);
  Program so_far = *program_;
  so_far.commands.resize(keep);
  ScenarioParser fragment(text, std::move(so_far));
  std::string whole = text_until(keep);
  if (!whole.empty() && whole.back() != '\n') whole += '\n';
  whole += text + '\n';
  ScenarioParser parser(whole);
  const bool parsed = parse_all(fragment) && parse_all(parser);
  diagnostics_ = fragment.diagnostics().empty() ? parser.diagnostics() : fragment.diagnostics();
  if (!parsed) return false;

  auto next = std::make_unique<Program>(parser.take_program());
  if (same_commands(*next, *program_, keep) == keep) {
    timeline_->truncate_here();
    *program_ = std::move(*next);
  } else {
    // The same history under other handle numbers: run it once more.
    Machine machine = *Machine::create(next->memory);
    timeline_.reset();
    program_ = std::move(next);
    timeline_.emplace(std::move(machine), *program_);
    timeline_->record(keep);
    timeline_->seek({keep, 0});
  }
  text_ = std::move(whole);
  return true;
}

std::string Session::command_text(uint32_t command) const {
  if (command >= command_count()) return {};
  return kmem::command_text(program_->commands[command], *program_);
}

uint32_t Session::command_line(uint32_t command) const {
  return command < command_count() ? program_->commands[command].line : 0;
}

Words Session::events(uint32_t command) const {
  Words words;
  if (command >= recorded()) return words;
  ProbeLog log;
  timeline_->read_events(command, log);
  for (size_t i = 0; i < log.size(); ++i) {
    const Event e = log[i];
    words.push_back(static_cast<uint32_t>(e.kind) | uint32_t{e.order} << 8 |
                    uint32_t{e.small} << 16);
    words.push_back(e.main);
  }
  return words;
}

std::string Session::note_text(uint32_t note) const {
  return note < program_->notes.size() ? program_->notes[note] : std::string();
}

std::string Session::expect_text(uint32_t i) const {
  return i < program_->expectations.size() ? program_->expectations[i].text : std::string();
}

}  // namespace kmem
