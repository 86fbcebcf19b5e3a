// w1.cc — the requests of the table's first row, for wasm.mjs: built natively and to WebAssembly.
#include <chrono>
#include <cstdio>

#include "../page_allocators.h"
#include "../page_stream.h"

namespace kmem::bench {
namespace {

constexpr uint32_t kFrames = 1u << 16;
constexpr size_t kRequests = 1'000'000;

// As run() in page_stream.h, with the allocator compiled into the loop.
[[gnu::noinline, gnu::flatten]] void run_inlined(const PageStream& stream, size_t from, size_t to,
                                                 std::vector<uint32_t>& held, Zone& zone) {
  NullLog log;
  for (size_t i = from; i < to; ++i) {
    const PageRequest r = stream.requests[i];
    if (r.free == 0) {
      const Result<Pfn> pfn =
          zone.alloc_pages(Order(r.order), Bytes{4096} << r.order, BlockOwner::pages, log);
      held[r.slot] = pfn.ok() ? pfn->value : kNone;
    } else if (held[r.slot] != kNone) {
      zone.free_pages(Pfn(held[r.slot]), log);
    }
  }
}

// Nanoseconds a request.
double time_requests(bool inlined) {
  static const PageStream stream = make_page_stream(kFrames, 70, kRequests, 1);
  static Zone zone;
  static std::vector<uint32_t> held;
  zone = *Zone::create(kFrames, 4096);
  ZoneAllocator<NullLog> allocator{zone, {}};
  held.assign(stream.slots, kNone);
  const size_t end = stream.requests.size();
  run_inlined(stream, 0, stream.warm_up, held, zone);
  const auto start = std::chrono::steady_clock::now();
  if (inlined) {
    run_inlined(stream, stream.warm_up, end, held, zone);
  } else {
    run(stream, stream.warm_up, end, held, allocator);
  }
  const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - start;
  return took.count() / kRequests;
}

}  // namespace
}  // namespace kmem::bench

extern "C" double time_inlined() { return kmem::bench::time_requests(true); }
extern "C" double time_called() { return kmem::bench::time_requests(false); }

#ifndef __wasm__
int main() {
  for (int round = 0; round < 5; ++round) {
    const double inlined = time_inlined();
    std::printf("%f %f\n", inlined, time_called());
  }
}
#endif
