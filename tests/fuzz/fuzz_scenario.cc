// fuzz_scenario.cc — any bytes as a scenario: diagnostics, or a program that can be written out and
// read again, and gone on from.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "machine/scenario.h"

namespace kmem {
namespace {

// Larger programs are parsed, but not read again.
constexpr size_t kMaxAgain = 5000;

struct Parsed {
  Program program;
  bool fine = false;
};

Parsed finish(ScenarioParser parser, uint32_t portion) {
  size_t progress = 0;
  while (parser.step(portion)) {
    KMEM_CHECK(parser.progress() >= progress);
    progress = parser.progress();
  }
  KMEM_CHECK(parser.diagnostics().size() <= kMaxDiagnostics + 1);
  for (const Diagnostic& d : parser.diagnostics())
    KMEM_CHECK(d.line >= 1 && d.column >= 1 && !d.code.empty());
  Parsed parsed;
  parsed.fine = parser.diagnostics().empty();
  parsed.program = parser.take_program();
  KMEM_CHECK(parsed.program.commands.size() <= kMaxCommands);
  KMEM_CHECK(parsed.program.handles.size() <= kMaxHandles);
  return parsed;
}

void check_same(const Program& again, const Program& program) {
  KMEM_CHECK(again.memory == program.memory && again.title == program.title);
  KMEM_CHECK(again.commands.size() == program.commands.size());
  for (size_t i = 0; i < program.commands.size(); ++i) {
    Command command = program.commands[i];
    command.line = again.commands[i].line;
    KMEM_CHECK(command == again.commands[i]);
  }
  KMEM_CHECK(again.handles == program.handles && again.names == program.names);
  KMEM_CHECK(again.notes == program.notes && again.cache_vars == program.cache_vars);
  KMEM_CHECK(again.expectations.size() == program.expectations.size());
}

void run(std::string text) {
  Parsed parsed = finish(ScenarioParser(text), 3);
  if (!parsed.fine || parsed.program.commands.size() > kMaxAgain) return;
  const Parsed again = finish(ScenarioParser(program_text(parsed.program, kNone)), 1000);
  KMEM_CHECK(again.fine);
  check_same(again.program, parsed.program);
  finish(ScenarioParser(std::move(text), std::move(parsed.program)), 1000);
}

}  // namespace
}  // namespace kmem

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  kmem::run(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
