// slab_bench.cc — objects of 192 bytes: all allocated, then all freed in some order, again and
// again.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "peers.h"
#include "slab/cache_set.h"
#include "slab/slub_cache.h"
#include "stopwatch.h"
#include "table.h"
#include "trace/event_log.h"

namespace kmem::bench {
namespace {

constexpr uint32_t kBytes = 192;
constexpr uint32_t kCalls = 1'000'000;  // in each run, roughly

// The textbook's caches behind the calls of a heap: an object is found by its address, as in the
// others.
struct Textbook {
  Zone zone = *Zone::create(1u << 16, 4096);
  CacheSet caches{zone};
  NullLog log;
  CacheId cache = *caches.create("object", {.size = kBytes}, zone, log);
};
Textbook textbook;

// Address 0 is a place for objects too, so a pointer is the address + 1.
void* textbook_alloc(size_t) {
  const Result<Address> address =
      textbook.caches.alloc(textbook.cache, 0, textbook.zone, textbook.log);
  return address.ok() ? reinterpret_cast<void*>(*address + 1) : nullptr;
}

void textbook_free(void* object) {
  const Address address = reinterpret_cast<Address>(object) - 1;
  const Result<ObjectPlace> place = textbook.caches.find_object(address, textbook.zone);
  if (place.ok()) textbook.caches.free(*place, textbook.log);
}

HeapCalls textbook_calls() { return {textbook_alloc, textbook_free}; }

// SLUB on one CPU, its slabs from a zone.
struct ZonePages final : SlabPages {
  Zone zone = *Zone::create(1u << 16, 4096);
  NullLog log;
  uint32_t alloc_slab(Order order) override {
    const Result<Pfn> pfn =
        zone.alloc_pages(order, Bytes{4096} << order.value, BlockOwner::slab, log);
    return pfn.ok() ? pfn->value : kNone;
  }
  void free_slab(Pfn head, Order) override { zone.free_pages(head, log); }
};
ZonePages slub_pages;
SlubCache slub("object", *slub_layout({.object_size = kBytes}, slab_machine(1)), 1);

void* slub_alloc(size_t) { return reinterpret_cast<void*>(slub.alloc({}, slub_pages).object); }
void slub_free(void* object) { slub.free({}, reinterpret_cast<Address>(object), slub_pages); }
HeapCalls slub_calls() { return {slub_alloc, slub_free}; }

enum class FreeOrder { lifo, random };

std::vector<uint32_t> free_order(uint32_t count, FreeOrder order) {
  std::vector<uint32_t> places(count);
  for (uint32_t i = 0; i < count; ++i) places[i] = count - 1 - i;
  Random random(1);
  if (order == FreeOrder::random)
    for (uint32_t i = count - 1; i > 0; --i) std::swap(places[i], places[random.below(i + 1)]);
  return places;
}

void once(HeapCalls heap, const std::vector<uint32_t>& order, std::vector<void*>& held) {
  for (void*& object : held) object = heap.alloc(kBytes);
  for (const uint32_t place : order) heap.free(held[place]);
}

void objects(benchmark::State& state, HeapCalls heap, uint32_t count, FreeOrder kind) {
  if (heap.alloc == nullptr) return state.SkipWithError("not installed");
  const std::vector<uint32_t> order = free_order(count, kind);
  std::vector<void*> held(count);
  once(heap, order, held);
  const uint32_t rounds = std::max(kCalls / (2 * count), 2u);
  for (auto _ : state) {
    const Stopwatch watch;
    for (uint32_t i = 0; i < rounds; ++i) once(heap, order, held);
    state.SetIterationTime(watch.seconds() / (2.0 * rounds * count));
  }
}

struct Heap {
  const char* name;
  HeapCalls calls;
};

// The rows of one working set: our caches, each against the fastest of the heaps.
void add_rows(uint32_t count, FreeOrder order) {
  const bool lifo = order == FreeOrder::lifo;
  const std::string suffix = (lifo ? "/lifo/" : "/random/") + std::to_string(count);
  std::string peers;
  const auto add = [&](const Heap& heap) {
    const std::string name = "objects/" + (heap.name + suffix);
    benchmark::RegisterBenchmark(name.c_str(), objects, heap.calls, count, order)
        ->UseManualTime()
        ->Iterations(1)
        ->Unit(benchmark::kNanosecond);
    return name;
  };
  for (const Heap& peer : {Heap{"mimalloc", mimalloc_calls()}, Heap{"jemalloc", jemalloc_calls()},
                           Heap{"glibc", glibc_calls()}})
    peers += (peers.empty() ? "" : ",") + add(peer);
  const std::string title = std::to_string(count) + " objects of 192 bytes, freed " +
                            (lifo ? "last in, first out" : "at random");
  declare_ratio({"textbook, " + title + " [2]", add({"textbook", textbook_calls()}), peers, 1});
  declare_ratio({"SLUB, " + title + " [2]", add({"SLUB", slub_calls()}), peers, 1.5});
}

const bool declared = [] {
  for (const FreeOrder order : {FreeOrder::random, FreeOrder::lifo})
    for (const uint32_t count : {16u, 1'000u, 10'000u, 100'000u, 200'000u}) add_rows(count, order);
  declare_remark(
      "[2] Against the fastest of mimalloc, jemalloc and glibc. 16 objects fit into one "
      "slab: SLUB's fast path.");
  return true;
}();

}  // namespace
}  // namespace kmem::bench
