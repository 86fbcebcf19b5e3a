// trace_import_bench.cc — a whole boot trace becomes a scenario, against reading the file alone.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <string>

#include "machine/trace_import.h"
#include "table.h"

namespace kmem::bench {
namespace {

constexpr size_t kPieceBytes = size_t{1} << 20;  // as the tool reads
constexpr size_t kTraceBytes = 30'000'000;       // no less than the trace has
constexpr uint32_t kCommandsAtOnce = 4096;

// The trace of tests/data, unpacked into a file that is gone when the program ends; null if that
// failed.
FILE* trace_file() {
  static FILE* const file = [] {
    FILE* const unpacked = std::tmpfile();
    FILE* const pipe = popen("gzip -dc '" KMEM_SOURCE_DIR "/tests/data/boot-kmem.txt.gz'", "r");
    if (unpacked == nullptr || pipe == nullptr) return static_cast<FILE*>(nullptr);
    std::string piece(kPieceBytes, 0);
    for (size_t n; (n = std::fread(piece.data(), 1, piece.size(), pipe)) != 0;)
      std::fwrite(piece.data(), 1, n, unpacked);
    return pclose(pipe) == 0 ? unpacked : nullptr;
  }();
  return file;
}

template <class Take>
void read_trace(benchmark::State& state, Take take) {
  FILE* const file = trace_file();
  if (file == nullptr) return state.SkipWithError("tests/data/boot-kmem.txt.gz cannot be unpacked");
  std::rewind(file);
  std::string piece(kPieceBytes, 0);
  for (size_t n; (n = std::fread(piece.data(), 1, piece.size(), file)) != 0;)
    take(std::string_view(piece.data(), n));
}

// Reads the file as a program does that wants to have it whole.
void trace_read(benchmark::State& state) {
  for (auto _ : state) {
    std::string text;
    text.reserve(kTraceBytes);
    read_trace(state, [&](std::string_view piece) { text += piece; });
    benchmark::DoNotOptimize(text.data());
  }
}

// Reads piece by piece into the same buffer and looks at nothing: what the import's own reading
// costs.
void trace_skim(benchmark::State& state) {
  for (auto _ : state)
    read_trace(state, [](std::string_view piece) { benchmark::DoNotOptimize(piece.data()); });
}

void trace_import(benchmark::State& state) {
  std::string text;
  for (auto _ : state) {
    TraceImporter importer;
    read_trace(state, [&](std::string_view piece) { importer.feed(piece); });
    importer.finish();
    do {
      benchmark::DoNotOptimize(text.data());
      text.clear();
    } while (importer.write(text, kCommandsAtOnce));
  }
}

BENCHMARK(trace_read)->Iterations(5)->UseRealTime()->Unit(benchmark::kNanosecond);
BENCHMARK(trace_skim)->Iterations(5)->UseRealTime()->Unit(benchmark::kNanosecond);
BENCHMARK(trace_import)->Iterations(5)->UseRealTime()->Unit(benchmark::kNanosecond);

const int declared[] = {
    declare_ratio({"import of a boot trace, 28.9 MB / reading the file into memory", "trace_import",
                   "trace_read", 10}),
    declare_ratio(
        {"the same / reading it piece by piece, unseen", "trace_import", "trace_skim", 0}),
};

}  // namespace
}  // namespace kmem::bench
