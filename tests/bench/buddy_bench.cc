// buddy_bench.cc — the page allocator, silent and logged, against an allocator that does nothing.
#include <benchmark/benchmark.h>

#include <chrono>

#include "buddy/zone.h"
#include "page_stream.h"
#include "table.h"
#include "trace/event_log.h"

namespace kmem::bench {
namespace {

constexpr size_t kRequests = 1'000'000;

struct NothingAllocator {
  uint32_t next = 0;
  uint32_t alloc(uint32_t order) {
    benchmark::DoNotOptimize(order);
    return next++ & 0xffff;
  }
  void free(uint32_t block, uint32_t order) {
    benchmark::DoNotOptimize(block);
    benchmark::DoNotOptimize(order);
  }
};

template <class Log>
struct ZoneAllocator {
  Zone zone;
  Log log;
  uint32_t alloc(uint32_t order) {
    const Result<Pfn> pfn = zone.alloc_pages(Order(order), Bytes{4096} << order, BlockOwner::pages, log);
    return pfn.ok() ? pfn->value : kNone;
  }
  void free(uint32_t block, uint32_t) { zone.free_pages(Pfn(block), log); }
};

// Every repetition starts from the same warm state; only the requests behind it are timed.
template <class Allocator>
void time_stream(benchmark::State& state, const PageStream& stream, const Allocator& fresh) {
  for (auto _ : state) {
    Allocator allocator = fresh;
    std::vector<uint32_t> held(stream.slots, kNone);
    run(stream, 0, stream.warm_up, held, allocator);
    const auto start = std::chrono::steady_clock::now();
    run(stream, stream.warm_up, stream.requests.size(), held, allocator);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    benchmark::DoNotOptimize(held.data());
    state.SetIterationTime(took.count() / kRequests);
  }
}

const PageStream& stream_of(uint32_t frames) {
  static const PageStream small = make_page_stream(1u << 16, 70, kRequests, 1);
  static const PageStream large = make_page_stream(1u << 20, 70, kRequests, 1);
  return frames == 1u << 16 ? small : large;
}

void stream_alone(benchmark::State& state, uint32_t frames) {
  time_stream(state, stream_of(frames), NothingAllocator{});
}
void buddy_silent(benchmark::State& state, uint32_t frames) {
  time_stream(state, stream_of(frames), ZoneAllocator<NullLog>{*Zone::create(frames, 4096), {}});
}
void buddy_logged(benchmark::State& state, uint32_t frames) {
  time_stream(state, stream_of(frames), ZoneAllocator<EventLog>{*Zone::create(frames, 4096), {}});
}
void buddy_ring(benchmark::State& state, uint32_t frames) {
  time_stream(state, stream_of(frames),
              ZoneAllocator<EventRing>{*Zone::create(frames, 4096), EventRing(16)});
}

constexpr uint32_t kSmall = 1u << 16;
constexpr uint32_t kLarge = 1u << 20;
#define KMEM_PAGE_BENCH(name, frames) \
  BENCHMARK_CAPTURE(name, frames, frames)->UseManualTime()->Iterations(10)->Unit(benchmark::kNanosecond)
KMEM_PAGE_BENCH(stream_alone, kSmall);
KMEM_PAGE_BENCH(buddy_silent, kSmall);
KMEM_PAGE_BENCH(buddy_logged, kSmall);
KMEM_PAGE_BENCH(buddy_ring, kSmall);
KMEM_PAGE_BENCH(stream_alone, kLarge);
KMEM_PAGE_BENCH(buddy_silent, kLarge);
KMEM_PAGE_BENCH(buddy_logged, kLarge);
KMEM_PAGE_BENCH(buddy_ring, kLarge);

const int declared[] = {
    declare_ratio({"orders 0-5, 70 % full, 65,536 frames, log off / the stream alone",
                   "buddy_silent/kSmall", "stream_alone/kSmall", 2.5}),
    declare_ratio({"the same on 1,048,576 frames", "buddy_silent/kLarge", "stream_alone/kLarge", 6}),
    declare_ratio({"log on / log off, 65,536 frames", "buddy_logged/kSmall", "buddy_silent/kSmall", 2}),
    declare_ratio({"log into a ring / log off", "buddy_ring/kSmall", "buddy_silent/kSmall", 1.3}),
    declare_ratio({"log on / log off, 1,048,576 frames", "buddy_logged/kLarge", "buddy_silent/kLarge", 2}),
    declare_ratio({"log into a ring / log off, 1,048,576 frames", "buddy_ring/kLarge", "buddy_silent/kLarge", 1.3}),
};

}  // namespace
}  // namespace kmem::bench
