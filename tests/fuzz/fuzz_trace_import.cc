// fuzz_trace_import.cc — any bytes as a kernel trace.
//
// Whatever comes in: the report adds up, the scenario is free of errors, and the machine refuses
// nothing of it but for want of a block large enough.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "machine/trace_import_support.h"

namespace {

using namespace kmem;

constexpr uint64_t kLargestMachine = 1u << 14;  // a larger one would make runs slow

void require(bool condition) {
  if (!condition) std::abort();
}

void run(const Program& program) {
  Machine machine = *Machine::create(program.memory);
  NullLog log;
  for (const Command& command : program.commands) {
    machine.execute(command, program, log);
    require(machine.last_errc() == Errc::none || machine.last_errc() == Errc::fragmented);
  }
}

}  // namespace

// The first byte chooses the size of the pieces.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const size_t piece = size_t{data[0]} + 1;
  const std::string_view trace(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Imported imported = import_trace_text(trace, piece, 7);
  require(adds_up(imported.report));

  ScenarioParser parser(imported.scenario);
  while (parser.step(1000)) {
  }
  require(parser.diagnostics().empty());
  const Program program = parser.take_program();
  require(program.commands.size() == imported.report.commands);
  if (program.memory.frames <= kLargestMachine) run(program);
  return 0;
}
