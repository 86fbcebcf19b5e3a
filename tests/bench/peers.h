// peers.h — the allocators of Debian that the engine's are measured against.
#ifndef KMEM_BENCH_PEERS_H_
#define KMEM_BENCH_PEERS_H_

#include <cstddef>

namespace kmem::bench {

// As a program calls them: through a pointer, as it would go through the table of a library.
struct HeapCalls {
  void* (*alloc)(size_t bytes) = nullptr;
  void (*free)(void* object) = nullptr;
};

HeapCalls glibc_calls();
// Without functions if the library is not installed.
HeapCalls mimalloc_calls();
HeapCalls jemalloc_calls();

}  // namespace kmem::bench

#endif  // KMEM_BENCH_PEERS_H_
