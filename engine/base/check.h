// check.h — a failed check is a bug of ours, never a learner's: it prints its place and stops.
#ifndef KMEM_BASE_CHECK_H_
#define KMEM_BASE_CHECK_H_

namespace kmem {

// Prints `file:line: check failed: text` on standard error and aborts.
[[noreturn]] void check_failed(const char* file, int line, const char* text);

}  // namespace kmem

// In WebAssembly a failed check traps without its text, which would be a tenth of the module: the
// trap's stack names the function, and the page shows the scenario that led there.
#ifdef __wasm__
#define KMEM_CHECK(condition) ((condition) ? (void)0 : __builtin_trap())
#else
#define KMEM_CHECK(condition) \
  ((condition) ? (void)0 : ::kmem::check_failed(__FILE__, __LINE__, #condition))
#endif

#endif  // KMEM_BASE_CHECK_H_
