// scenario_bench.cc — the scenario that a boot trace becomes: parsed, and run without a word.
#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdio>
#include <string>

#include "machine/machine.h"
#include "machine/scenario.h"
#include "machine/trace_import.h"
#include "table.h"

namespace kmem::bench {
namespace {

constexpr uint32_t kAtOnce = 4096;  // statements, as the tool parses

// Empty if the trace cannot be unpacked.
const std::string& imported_text() {
  static const std::string text = [] {
    std::string made;
    FILE* const pipe = popen("gzip -dc '" KMEM_SOURCE_DIR "/tests/data/boot-kmem.txt.gz'", "r");
    if (pipe == nullptr) return made;
    TraceImporter importer;
    std::string piece(size_t{1} << 20, 0);
    for (size_t n; (n = std::fread(piece.data(), 1, piece.size(), pipe)) != 0;)
      importer.feed(std::string_view(piece.data(), n));
    importer.finish();
    if (pclose(pipe) == 0)
      while (importer.write(made, kAtOnce)) continue;
    return made;
  }();
  return text;
}

Program parsed() {
  ScenarioParser parser(imported_text());
  while (parser.step(kAtOnce)) continue;
  return parser.take_program();
}

void scenario_parse(benchmark::State& state) {
  if (imported_text().empty()) return state.SkipWithError("the boot trace cannot be unpacked");
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    const Program program = parsed();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    state.SetIterationTime(took.count());
    state.counters["commands"] = static_cast<double>(program.commands.size());
  }
}

void scenario_run(benchmark::State& state) {
  const Program program = parsed();
  if (program.commands.empty()) return state.SkipWithError("the boot trace cannot be unpacked");
  NullLog log;
  for (auto _ : state) {
    Machine machine = *Machine::create(program.memory);
    const auto start = std::chrono::steady_clock::now();
    for (const Command& command : program.commands) machine.execute(command, program, log);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    state.SetIterationTime(took.count() / static_cast<double>(program.commands.size()));
  }
}

BENCHMARK(scenario_parse)->UseManualTime()->Iterations(3)->Unit(benchmark::kMillisecond);
BENCHMARK(scenario_run)->UseManualTime()->Iterations(3)->Unit(benchmark::kNanosecond);

const int declared[] = {
    declare_figure(
        {"the imported boot trace parsed, all of its commands", "scenario_parse", "", "", 0}),
    declare_figure({"the same run silently, a command", "scenario_run", "", "", 0}),
};

}  // namespace
}  // namespace kmem::bench
