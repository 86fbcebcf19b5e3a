#include "machine/scenario.h"

#include "base/digits.h"
#include "machine/scenario_builder.h"
#include "machine/scenario_parser.h"

namespace kmem {

struct ScenarioParser::State {
  State(std::string whole, Program program)
      : text(std::move(whole)),
        diagnostics(text),
        parser(readable(), diagnostics),
        builder(readable(), std::move(program), diagnostics) {
    if (text.size() > kMaxScenarioBytes)
      diagnostics.add(DiagnosticCode::file_too_large, {}, decimal_text(text.size()),
                      decimal_text(kMaxScenarioBytes));
  }

  std::string_view readable() const {
    return text.size() > kMaxScenarioBytes ? std::string_view() : std::string_view(text);
  }

  std::string text;
  Diagnostics diagnostics;
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
    if (!state_->parser.next(state_->tree)) return false;
    state_->builder.build(state_->tree, errors_before);
  }
  return true;
}

size_t ScenarioParser::progress() const { return state_->parser.offset(); }

const Vector<Diagnostic>& ScenarioParser::diagnostics() const { return state_->diagnostics.list(); }

Program ScenarioParser::take_program() { return state_->builder.take_program(); }

}  // namespace kmem
