#include "machine/scenario.h"

#include "base/digits.h"
#include "machine/linux_link.h"
#include "machine/scenario_builder.h"
#include "machine/scenario_parser.h"

namespace kmem {

namespace {

// Whether a statement at the head of the text says `profile linux-…`: its words mean something in
// every line then, also in those before it. The page asks the same (needsLinux in engine/load.ts).
bool says_linux(std::string_view text) {
  if (!linux_linked()) return false;
  text = text.substr(0, kMaxHeadBytes);
  bool first = true;  // of a statement
  for (size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\n' || c == ';') {
      first = true;
    } else if (c != ' ' && c != '\t') {
      if (first && text.substr(at, 8) == "profile ") {
        const size_t name = text.find_first_not_of(" \t", at + 8);
        if (name != std::string_view::npos && text.substr(name, 6) == "linux-") return true;
      }
      first = false;
    }
  }
  return false;
}

}  // namespace

struct ScenarioParser::State {
  State(std::string whole, Program program)
      : text(std::move(whole)),
        diagnostics(text),
        linux(program.memory.profile != Profile::textbook || says_linux(readable())),
        parser(readable(), linux, diagnostics),
        builder(readable(), linux, std::move(program), diagnostics) {
    if (text.size() > kMaxScenarioBytes)
      diagnostics.add(DiagnosticCode::file_too_large, {}, decimal_text(text.size()),
                      decimal_text(kMaxScenarioBytes));
  }

  std::string_view readable() const {
    return text.size() > kMaxScenarioBytes ? std::string_view() : std::string_view(text);
  }

  std::string text;
  Diagnostics diagnostics;
  bool linux;
  StatementParser parser;
  ProgramBuilder builder;
  StatementTree tree;
};

ScenarioParser::ScenarioParser(std::string text)
    : state_(std::make_unique<State>(std::move(text), Program())) {}

ScenarioParser::ScenarioParser(std::string text, Program program)
    : state_(std::make_unique<State>(std::move(text), std::move(program))) {
  state_->builder.go_on();
}

ScenarioParser::~ScenarioParser() = default;
ScenarioParser::ScenarioParser(ScenarioParser&&) noexcept = default;
ScenarioParser& ScenarioParser::operator=(ScenarioParser&&) noexcept = default;

bool ScenarioParser::step(uint32_t statements) {
  for (; statements != 0; --statements) {
    const size_t errors_before = state_->diagnostics.count();
    if (!state_->parser.next(state_->tree)) {
      state_->builder.finish();
      return false;
    }
    state_->builder.build(state_->tree, errors_before);
  }
  return true;
}

size_t ScenarioParser::progress() const { return state_->parser.offset(); }

const Vector<Diagnostic>& ScenarioParser::diagnostics() const { return state_->diagnostics.list(); }

Program ScenarioParser::take_program() { return state_->builder.take_program(); }

}  // namespace kmem
