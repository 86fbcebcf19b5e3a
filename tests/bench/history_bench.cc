// history_bench.cc — a history of 1,000,000 commands: what a machine takes, and travel through it.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>

#include "machine/timeline.h"
#include "page_stream.h"
#include "table.h"

namespace kmem::bench {
namespace {

constexpr uint32_t kFrames = 1u << 16;
constexpr size_t kCommands = 1'000'000;
constexpr size_t kSeeks = 300;

// The requests of the page stream as commands; a slot of the stream is a handle.
const Program& program() {
  static const Program made = [] {
    const PageStream stream = make_page_stream(kFrames, 70, kCommands, 1);
    Program result;
    result.memory.frames = kFrames;
    for (const PageRequest& r : stream.requests) {
      if (result.commands.size() == kCommands) break;
      Command command;
      command.op = r.free ? Op::free_pages : Op::alloc_pages;
      command.handle = r.slot;
      if (!r.free) command.order = static_cast<uint8_t>(r.order);
      result.commands.push_back(command);
    }
    return result;
  }();
  return made;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void history_record(benchmark::State& state) {
  for (auto _ : state) {
    Timeline timeline(*Machine::create(program().memory), program());
    const auto start = std::chrono::steady_clock::now();
    timeline.record(kCommands);
    state.SetIterationTime(seconds_since(start) / kCommands);
    const double bytes = static_cast<double>(timeline.end().memory_bytes());
    state.counters["bytes_per_frame"] = bytes / kFrames;
    state.counters["checkpoint_mib"] = static_cast<double>(timeline.checkpoint_bytes()) / (1 << 20);
  }
}

void history_seek(benchmark::State& state) {
  Timeline timeline(*Machine::create(program().memory), program());
  timeline.record(kCommands);
  Random random(7);
  std::vector<double> times;
  for (auto _ : state) {
    for (size_t i = 0; i < kSeeks; ++i) {
      const uint32_t event = random.below(timeline.event_count());
      const auto start = std::chrono::steady_clock::now();
      timeline.seek(timeline.position_at(event));
      times.push_back(seconds_since(start));
    }
  }
  std::sort(times.begin(), times.end());
  state.counters["p50_ms"] = times[times.size() / 2] * 1e3;
  state.counters["p95_ms"] = times[times.size() * 95 / 100] * 1e3;
}

BENCHMARK(history_record)->UseManualTime()->Iterations(1)->Unit(benchmark::kNanosecond);
BENCHMARK(history_seek)->Iterations(1)->Unit(benchmark::kMillisecond);

const int declared[] = {
    declare_figure({"engine state after 1,000,000 commands, handles included", "history_record",
                    "bytes_per_frame", "B/frame", 16}),
    declare_figure({"recording that history, a command", "history_record", "", "", 0}),
    declare_figure({"its checkpoints", "history_record", "checkpoint_mib", "MiB", 64}),
    declare_figure(
        {"seek to a random event of it, half of them within", "history_seek", "p50_ms", "ms", 0}),
    declare_figure({"the same, 95 of 100 within", "history_seek", "p95_ms", "ms", 4}),
};

}  // namespace
}  // namespace kmem::bench
