// buddy_bench.cc — the page allocator, silent and logged, against an allocator that does nothing.
#include <benchmark/benchmark.h>

#include "page_allocators.h"
#include "page_stream.h"
#include "stopwatch.h"
#include "table.h"

namespace kmem::bench {
namespace {

constexpr size_t kRequests = 1'000'000;
constexpr uint32_t kSmall = 1u << 16;
constexpr uint32_t kLarge = 1u << 20;
constexpr size_t kRing = 16'384;  // entries

const PageStream& stream_of(uint32_t frames) {
  static const PageStream small = make_page_stream(kSmall, 70, kRequests, 1);
  static const PageStream large = make_page_stream(kLarge, 70, kRequests, 1);
  return frames == kSmall ? small : large;
}

template <class Allocator>
void warm_up(const PageStream& stream, std::vector<uint32_t>& held, Allocator& allocator) {
  held.assign(stream.slots, kNone);
  run(stream, 0, stream.warm_up, held, allocator);
}

template <class Allocator>
double time_requests(const PageStream& stream, std::vector<uint32_t>& held, Allocator& allocator) {
  const Stopwatch watch;
  run(stream, stream.warm_up, stream.requests.size(), held, allocator);
  const double took = watch.seconds();
  benchmark::DoNotOptimize(held.data());
  return took / kRequests;
}

// The same memory for every row of a size: where it lies in the caches' sets and in large pages
// makes more of a difference than a log does.
Zone& zone_of(uint32_t frames) {
  static Zone small = *Zone::create(kSmall, 4096);
  static Zone large = *Zone::create(kLarge, 4096);
  return frames == kSmall ? small : large;
}

// One log for all rounds, so that its memory is there before the first that counts.
template <class Log>
void time_kept(benchmark::State& state, uint32_t frames, Log log) {
  const Zone fresh = *Zone::create(frames, 4096);
  ZoneAllocator<Log> allocator{zone_of(frames), log};
  std::vector<uint32_t> held;
  const auto once = [&] {
    allocator.zone = fresh;
    warm_up(stream_of(frames), held, allocator);
    if constexpr (requires { allocator.log.clear(); }) allocator.log.clear();
    return time_requests(stream_of(frames), held, allocator);
  };
  once();
  for (auto _ : state) state.SetIterationTime(once());
}

void stream_alone(benchmark::State& state, uint32_t frames) {
  std::vector<uint32_t> held;
  NothingAllocator allocator;
  warm_up(stream_of(frames), held, allocator);
  for (auto _ : state) state.SetIterationTime(time_requests(stream_of(frames), held, allocator));
}
void buddy_silent(benchmark::State& state, uint32_t frames) { time_kept(state, frames, NullLog{}); }
void buddy_logged(benchmark::State& state, uint32_t frames) {
  time_kept(state, frames, EventLog{});
}
void buddy_ring(benchmark::State& state, uint32_t frames) {
  time_kept(state, frames, EventRing(kRing));
}

// The log of the first request that counts has no memory yet.
void buddy_fresh_log(benchmark::State& state, uint32_t frames) {
  const Zone fresh = *Zone::create(frames, 4096);
  std::vector<uint32_t> held;
  for (auto _ : state) {
    ZoneAllocator<NullLog> silent{zone_of(frames), {}};
    silent.zone = fresh;
    warm_up(stream_of(frames), held, silent);
    ZoneAllocator<EventLog> logged{zone_of(frames), {}};
    state.SetIterationTime(time_requests(stream_of(frames), held, logged));
  }
}

void log_read(benchmark::State& state) {
  zone_of(kSmall) = *Zone::create(kSmall, 4096);
  ZoneAllocator<EventLog> allocator{zone_of(kSmall), {}};
  std::vector<uint32_t> held;
  warm_up(stream_of(kSmall), held, allocator);
  time_requests(stream_of(kSmall), held, allocator);
  for (auto _ : state) {
    const Stopwatch watch;
    const std::vector<Event> events = allocator.log.events();
    state.SetIterationTime(watch.seconds() / static_cast<double>(events.size()));
  }
}

#define KMEM_PAGE_BENCH(name, frames)     \
  BENCHMARK_CAPTURE(name, frames, frames) \
      ->UseManualTime()                   \
      ->Iterations(5)                     \
      ->Unit(benchmark::kNanosecond)
KMEM_PAGE_BENCH(stream_alone, kSmall);
KMEM_PAGE_BENCH(buddy_silent, kSmall);
KMEM_PAGE_BENCH(buddy_logged, kSmall);
KMEM_PAGE_BENCH(buddy_ring, kSmall);
KMEM_PAGE_BENCH(buddy_fresh_log, kSmall);
KMEM_PAGE_BENCH(stream_alone, kLarge);
KMEM_PAGE_BENCH(buddy_silent, kLarge);
KMEM_PAGE_BENCH(buddy_fresh_log, kLarge);
KMEM_PAGE_BENCH(buddy_ring, kLarge);
BENCHMARK(log_read)->UseManualTime()->Iterations(3)->Unit(benchmark::kNanosecond);

const int declared[] = {
    declare_ratio({"orders 0-5, 70 % full, 65,536 frames, log off / the stream alone",
                   "buddy_silent/kSmall", "stream_alone/kSmall", 2.5}),
    declare_ratio(
        {"the same on 1,048,576 frames", "buddy_silent/kLarge", "stream_alone/kLarge", 6}),
    declare_ratio({"log on, growing from nothing / log off, 65,536 frames [1]",
                   "buddy_fresh_log/kSmall", "buddy_silent/kSmall", 2}),
    declare_ratio({"the same, in memory that is there already", "buddy_logged/kSmall",
                   "buddy_silent/kSmall", 2}),
    declare_ratio({"log into a ring of 16,384 entries / log off", "buddy_ring/kSmall",
                   "buddy_silent/kSmall", 1.3}),
    declare_ratio({"log on, growing from nothing / log off, 1,048,576 frames [1]",
                   "buddy_fresh_log/kLarge", "buddy_silent/kLarge", 2}),
    declare_ratio({"log into a ring / log off, 1,048,576 frames", "buddy_ring/kLarge",
                   "buddy_silent/kLarge", 1.3}),
    declare_figure({"reading a log, an event", "log_read", "", "", 0}),
    declare_remark("[1] All events of the stream, about four million. A request is one entry; its "
                   "events are put together when they are read."),
};

}  // namespace
}  // namespace kmem::bench
