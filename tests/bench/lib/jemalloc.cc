// jemalloc.cc — Debian's jemalloc in a library of its own that shows neither malloc nor free, so
// that the rest of the program keeps glibc's. Its shared library cannot be opened later on: it
// needs more of the thread's static memory than is left then.
#include <cstdlib>

extern "C" void* kmem_jemalloc_alloc() { return reinterpret_cast<void*>(std::malloc); }
extern "C" void* kmem_jemalloc_free() { return reinterpret_cast<void*>(std::free); }
