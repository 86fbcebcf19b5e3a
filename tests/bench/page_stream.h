// page_stream.h — seeded request streams for page allocators, made before anything is timed.
#ifndef KMEM_BENCH_PAGE_STREAM_H_
#define KMEM_BENCH_PAGE_STREAM_H_

#include <cstddef>
#include <vector>

#include "base/random.h"
#include "base/types.h"

namespace kmem::bench {

// A request: allocate a block into a slot, or free what the slot holds.
struct PageRequest {
  uint32_t slot : 24;
  uint32_t order : 7;
  uint32_t free : 1;
};

// Random allocations and frees of orders 0 to 5 that hold a segment about `fill` percent full.
// The first `warm_up` requests fill it.
struct PageStream {
  std::vector<PageRequest> requests;
  size_t warm_up = 0;
  uint32_t slots = 0;
};

inline PageStream make_page_stream(uint32_t frames, uint32_t fill, size_t count, uint64_t seed) {
  Random random(seed);
  PageStream stream;
  std::vector<uint32_t> live, spare;
  std::vector<uint8_t> orders;
  uint32_t used = 0;
  const uint32_t goal = frames / 100 * fill;
  const auto alloc = [&] {
    const uint32_t order = random.below(6);
    uint32_t slot = stream.slots;
    if (spare.empty()) {
      ++stream.slots;
      orders.push_back(0);
    } else {
      slot = spare.back();
      spare.pop_back();
    }
    orders[slot] = static_cast<uint8_t>(order);
    live.push_back(slot);
    used += 1u << order;
    stream.requests.push_back({slot, order, 0});
  };
  const auto free = [&] {
    const uint32_t place = random.below(static_cast<uint32_t>(live.size()));
    const uint32_t slot = live[place];
    live[place] = live.back();
    live.pop_back();
    spare.push_back(slot);
    used -= 1u << orders[slot];
    stream.requests.push_back({slot, orders[slot], 1});
  };
  while (used < goal) alloc();
  stream.warm_up = stream.requests.size();
  for (size_t i = 0; i < count; ++i) {
    if (live.empty() || (used < goal ? random.below(100) < 60 : random.below(100) < 40)) {
      alloc();
    } else {
      free();
    }
  }
  return stream;
}

// Runs requests [from, to) into an allocator with `uint32_t alloc(order)` (kNone: refused) and
// `void free(block, order)`.
template <class Allocator>
void run(const PageStream& stream, size_t from, size_t to, std::vector<uint32_t>& held,
         Allocator& allocator) {
  for (size_t i = from; i < to; ++i) {
    const PageRequest r = stream.requests[i];
    if (r.free == 0) {
      held[r.slot] = allocator.alloc(r.order);
    } else if (held[r.slot] != kNone) {
      allocator.free(held[r.slot], r.order);
    }
  }
}

}  // namespace kmem::bench

#endif  // KMEM_BENCH_PAGE_STREAM_H_
