// one_page_bench.cc — one page out of an empty 4 MiB block and back: ten splits, ten merges.
#include <benchmark/benchmark.h>

#include "page_allocators.h"
#include "peers.h"
#include "stopwatch.h"
#include "table.h"

namespace kmem::bench {
namespace {

constexpr uint32_t kTopOrder = 10;
constexpr uint32_t kPairs = 100'000;

template <class Pair>
double seconds_per_pair(Pair pair) {
  const Stopwatch watch;
  for (uint32_t i = 0; i < kPairs; ++i) pair();
  const double took = watch.seconds();
  return took / kPairs;
}

double seconds_per_pair(ZoneAllocator<NullLog>& allocator, uint32_t order) {
  return seconds_per_pair([&] { allocator.free(allocator.alloc(order), order); });
}

void one_page(benchmark::State& state) {
  Zone zone = *Zone::create(1u << kTopOrder, 4096);
  ZoneAllocator<NullLog> allocator{zone, {}};
  for (auto _ : state) state.SetIterationTime(seconds_per_pair(allocator, 0));
}

// The whole block out and back needs neither a split nor a merge: what is left of the page's time
// is theirs.
void split_and_merge(benchmark::State& state) {
  Zone zone = *Zone::create(1u << kTopOrder, 4096);
  ZoneAllocator<NullLog> allocator{zone, {}};
  for (auto _ : state) {
    const double whole = seconds_per_pair(allocator, kTopOrder);
    state.SetIterationTime((seconds_per_pair(allocator, 0) - whole) / kTopOrder);
  }
}

void one_page_heap(benchmark::State& state, HeapCalls heap) {
  if (heap.alloc == nullptr) return state.SkipWithError("not installed");
  for (auto _ : state) {
    state.SetIterationTime(seconds_per_pair([&] {
      void* page = heap.alloc(4096);
      benchmark::DoNotOptimize(page);
      heap.free(page);
    }));
  }
}

#define KMEM_TIMED ->UseManualTime()->Iterations(20)->Unit(benchmark::kNanosecond)
BENCHMARK(one_page) KMEM_TIMED;
BENCHMARK(split_and_merge) KMEM_TIMED;
BENCHMARK_CAPTURE(one_page_heap, glibc, glibc_calls()) KMEM_TIMED;
BENCHMARK_CAPTURE(one_page_heap, mimalloc, mimalloc_calls()) KMEM_TIMED;

const int declared[] = {
    declare_ratio({"one page out of an empty 4 MiB block and back / glibc malloc(4096), free",
                   "one_page", "one_page_heap/glibc", 0}),
    declare_ratio({"the same / mimalloc", "one_page", "one_page_heap/mimalloc", 0}),
    declare_figure({"one split and one merge", "split_and_merge", "", "", 0}),
};

}  // namespace
}  // namespace kmem::bench
