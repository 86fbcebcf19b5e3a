// slab_bench.cc — objects of 192 bytes: all allocated, then all freed in some order, again and
// again.
#include <benchmark/benchmark.h>

#include <utility>
#include <vector>

#include "base/random.h"
#include "peers.h"
#include "slab/cache_set.h"
#include "stopwatch.h"
#include "table.h"
#include "trace/event_log.h"

namespace kmem::bench {
namespace {

constexpr uint32_t kBytes = 192;
constexpr uint32_t kMany = 200'000;  // 38 MB of them
constexpr uint32_t kFew = 10'000;

// The engine behind the calls of a heap: an object is found by its address, as in the others.
struct Engine {
  Zone zone = *Zone::create(1u << 16, 4096);
  CacheSet caches{zone};
  NullLog log;
  CacheId cache = *caches.create("object", {.size = kBytes}, zone, log);
};

Engine engine;

// Address 0 is a place for objects too, so a pointer is the address + 1.
void* engine_alloc(size_t) {
  const Result<Address> address = engine.caches.alloc(engine.cache, 0, engine.zone, engine.log);
  return address.ok() ? reinterpret_cast<void*>(*address + 1) : nullptr;
}

void engine_free(void* object) {
  const Address address = reinterpret_cast<Address>(object) - 1;
  const Result<ObjectPlace> place = engine.caches.find_object(address, engine.zone);
  if (place.ok()) engine.caches.free(*place, engine.log);
}

HeapCalls engine_calls() { return {engine_alloc, engine_free}; }

enum class FreeOrder { lifo, random };

std::vector<uint32_t> free_order(uint32_t count, FreeOrder order) {
  std::vector<uint32_t> places(count);
  for (uint32_t i = 0; i < count; ++i) places[i] = count - 1 - i;
  Random random(1);
  if (order == FreeOrder::random)
    for (uint32_t i = count - 1; i > 0; --i) std::swap(places[i], places[random.below(i + 1)]);
  return places;
}

double seconds_per_call(HeapCalls heap, const std::vector<uint32_t>& order,
                        std::vector<void*>& held) {
  const Stopwatch watch;
  for (void*& object : held) object = heap.alloc(kBytes);
  for (const uint32_t place : order) heap.free(held[place]);
  const double took = watch.seconds();
  return took / (2.0 * static_cast<double>(held.size()));
}

void objects(benchmark::State& state, HeapCalls heap, uint32_t count, FreeOrder kind) {
  if (heap.alloc == nullptr) return state.SkipWithError("not installed");
  const std::vector<uint32_t> order = free_order(count, kind);
  std::vector<void*> held(count);
  seconds_per_call(heap, order, held);
  for (auto _ : state) state.SetIterationTime(seconds_per_call(heap, order, held));
}

#define KMEM_OBJECTS_BENCH(heap, name, count, order, rounds)              \
  BENCHMARK_CAPTURE(objects, heap##_##name, heap##_calls(), count, order) \
      ->UseManualTime()                                                   \
      ->Iterations(rounds)                                                \
      ->Unit(benchmark::kNanosecond)
#define KMEM_ALL_HEAPS(name, count, order, rounds)          \
  KMEM_OBJECTS_BENCH(engine, name, count, order, rounds);   \
  KMEM_OBJECTS_BENCH(mimalloc, name, count, order, rounds); \
  KMEM_OBJECTS_BENCH(jemalloc, name, count, order, rounds); \
  KMEM_OBJECTS_BENCH(glibc, name, count, order, rounds)
KMEM_ALL_HEAPS(random, kMany, FreeOrder::random, 5);
KMEM_ALL_HEAPS(lifo, kMany, FreeOrder::lifo, 5);
KMEM_ALL_HEAPS(few, kFew, FreeOrder::random, 50);

void declare(const char* title, const char* name, double reach) {
  for (const char* peer : {"mimalloc", "jemalloc", "glibc"}) {
    declare_ratio({std::string(title) + " / " + peer, std::string("objects/engine_") + name,
                   std::string("objects/") + peer + '_' + name, reach});
  }
}

const bool declared = [] {
  declare("200,000 objects of 192 bytes, random free order", "random", 1);
  declare("the same, freed last in, first out", "lifo", 0);
  declare("10,000 of them, random free order", "few", 0);
  return true;
}();

}  // namespace
}  // namespace kmem::bench
