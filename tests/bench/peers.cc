#include "peers.h"

#include <dlfcn.h>

#include <cstdlib>

#ifdef KMEM_HAS_JEMALLOC
extern "C" void* kmem_jemalloc_alloc();
extern "C" void* kmem_jemalloc_free();
#endif

namespace kmem::bench {
namespace {

HeapCalls calls(void* alloc, void* free) {
  return {reinterpret_cast<void* (*)(size_t)>(alloc), reinterpret_cast<void (*)(void*)>(free)};
}

}  // namespace

HeapCalls glibc_calls() { return {std::malloc, std::free}; }

HeapCalls mimalloc_calls() {
  static void* const library = dlopen("libmimalloc.so.2", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return {};
  return calls(dlsym(library, "mi_malloc"), dlsym(library, "mi_free"));
}

HeapCalls jemalloc_calls() {
#ifdef KMEM_HAS_JEMALLOC
  return calls(kmem_jemalloc_alloc(), kmem_jemalloc_free());
#else
  return {};
#endif
}

}  // namespace kmem::bench
