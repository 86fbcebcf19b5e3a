// page_allocators.h — what the streams of page_stream.h run into.
//
// A program calls an allocator, it is not compiled into each place that does; so is every one here,
// the one that does nothing included.
#ifndef KMEM_BENCH_PAGE_ALLOCATORS_H_
#define KMEM_BENCH_PAGE_ALLOCATORS_H_

#include "buddy/zone.h"
#include "trace/event_log.h"

namespace kmem::bench {

struct NothingAllocator {
  uint32_t next = 0;
  [[gnu::noinline]] uint32_t alloc(uint32_t) { return next++ & 0xffff; }
  [[gnu::noinline]] void free(uint32_t block, uint32_t) { next ^= block; }
};

template <class Log>
struct ZoneAllocator {
  Zone& zone;
  Log log;
  [[gnu::noinline]] uint32_t alloc(uint32_t order) {
    const Result<Pfn> pfn =
        zone.alloc_pages(Order(order), Bytes{4096} << order, BlockOwner::pages, log);
    return pfn.ok() ? pfn->value : kNone;
  }
  [[gnu::noinline]] void free(uint32_t block, uint32_t) { zone.free_pages(Pfn(block), log); }
};

}  // namespace kmem::bench

#endif  // KMEM_BENCH_PAGE_ALLOCATORS_H_
