// linux_buddy_bench.cc — the page allocator of Linux 6.1 with every mechanism on, against the
// textbook's, on the same stream in the same run.
#include <benchmark/benchmark.h>

#include "buddy/boot_fill.h"
#include "buddy/zone.h"
#include "page_stream.h"
#include "stopwatch.h"
#include "table.h"
#include "trace/event_log.h"

namespace kmem::bench {
namespace {

constexpr uint32_t kFrames = 1u << 16;
constexpr size_t kRequests = 1'000'000;

struct TextbookPages {
  Zone zone;
  NullLog log;
  [[gnu::noinline, gnu::flatten]] uint32_t alloc(uint32_t order) {
    const Result<Pfn> pfn =
        zone.alloc_pages(Order(order), Bytes{4096} << order, BlockOwner::pages, log);
    return pfn.ok() ? pfn->value : kNone;
  }
  [[gnu::noinline, gnu::flatten]] void free(uint32_t block, uint32_t) {
    zone.free_pages(Pfn(block), log);
  }
};

struct LinuxPages {
  LinuxNode node;
  NullLog log;
  [[gnu::noinline, gnu::flatten]] uint32_t alloc(uint32_t order) {
    const Result<Pfn> pfn = node.alloc_pages({Order(order), MigrateType::movable}, log);
    return pfn.ok() ? pfn->value : kNone;
  }
  [[gnu::noinline, gnu::flatten]] void free(uint32_t block, uint32_t order) {
    node.free_pages(Pfn(block), Order(order), log);
  }
};

// The three types in turn, so that pageblocks are claimed and stolen.
struct LinuxMixedPages : LinuxPages {
  uint32_t next = 0;
  [[gnu::noinline, gnu::flatten]] uint32_t alloc(uint32_t order) {
    const MigrateType type = static_cast<MigrateType>(next++ % kPcpTypes);
    const Result<Pfn> pfn = node.alloc_pages({Order(order), type}, log);
    return pfn.ok() ? pfn->value : kNone;
  }
};

// The same frames in the zones of a PC: DMA, DMA32 and Normal.
LinuxNode booted() {
  NodeLayout layout;
  const uint32_t starts[] = {0, 4096, 32768, kFrames};
  for (uint32_t index = 0; index < kZoneKinds; ++index) {
    ZoneLayout zone;
    zone.index = index;
    zone.start = starts[index];
    zone.spanned = zone.present = zone.managed = starts[index + 1] - starts[index];
    layout.zones.push_back(zone);
  }
  derive_constants(layout);
  LinuxNode node(layout);
  boot_fill(node, plain_runs(layout));
  return node;
}

template <class Allocator>
void time_pages(benchmark::State& state, const Allocator& fresh) {
  static const PageStream stream = make_page_stream(kFrames, 70, kRequests, 1);
  for (auto _ : state) {
    Allocator allocator = fresh;
    std::vector<uint32_t> held(stream.slots, kNone);
    run(stream, 0, stream.warm_up, held, allocator);
    const Stopwatch watch;
    run(stream, stream.warm_up, stream.requests.size(), held, allocator);
    const double took = watch.seconds();
    benchmark::DoNotOptimize(held.data());
    state.SetIterationTime(took / kRequests);
  }
}

void pages_textbook(benchmark::State& state) {
  time_pages(state, TextbookPages{*Zone::create(kFrames, 4096), {}});
}
void pages_linux(benchmark::State& state) { time_pages(state, LinuxPages{booted(), {}}); }
void pages_linux_mixed(benchmark::State& state) {
  time_pages(state, LinuxMixedPages{{booted(), {}}});
}

#define KMEM_LINUX_BENCH(name) \
  BENCHMARK(name)->UseManualTime()->Iterations(10)->Unit(benchmark::kNanosecond)
KMEM_LINUX_BENCH(pages_textbook);
KMEM_LINUX_BENCH(pages_linux);
KMEM_LINUX_BENCH(pages_linux_mixed);

const int declared[] = {
    declare_ratio({"Linux 6.1, all mechanisms, 3 zones, log off / textbook", "pages_linux",
                   "pages_textbook", 2}),
    declare_ratio({"the same with all three mobility types in turn", "pages_linux_mixed",
                   "pages_textbook", 2}),
};

}  // namespace
}  // namespace kmem::bench
