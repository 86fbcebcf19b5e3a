// command.h — what can be asked of a machine, and the program a scenario becomes.
#ifndef KMEM_MACHINE_COMMAND_H_
#define KMEM_MACHINE_COMMAND_H_

#include <memory>
#include <string>

#include "base/types.h"
#include "base/vector.h"
#include "buddy/alloc_flags.h"
#include "buddy/boot_memory.h"
#include "machine/expectation.h"
#include "slab/layout.h"

namespace kmem {

enum class Op : uint8_t {
  alloc_pages,         // handle = alloc_pages(order) or alloc_pages(bytes=…)
  free_pages,          // free_pages(target) or free_pages(target, order)
  kmem_cache_create,   // cache = kmem_cache_create("name", …)
  kmem_cache_alloc,    // handle = kmem_cache_alloc(cache)
  kmem_cache_free,     // kmem_cache_free(cache, target)
  kmem_cache_shrink,   // kmem_cache_shrink(cache)
  kmem_cache_destroy,  // kmem_cache_destroy(cache)
  kmalloc,             // handle = kmalloc(bytes)
  kfree,               // kfree(target)
  note,                // note "…"
  expect,              // expect …
  drain_pages,         // drain_pages(), Linux
  cpu,                 // cpu N, Linux: this CPU runs the commands from here on
  write,               // write(target, bytes…), Linux
  reap,                // reap(), Linux: the reaper of classic SLAB comes to this CPU
};

inline constexpr uint8_t kNoOrder = 0xff;
inline constexpr uint16_t kNoCacheVar = 0xffff;
// alloc_pages, Linux, when nothing else is said: unmovable, from any zone, without waiting.
inline constexpr uint16_t kPlainRequest = static_cast<uint16_t>(request_number(LinuxRequest{}));

// One command. A *target* is a handle plus an offset in bytes, or an absolute address.
struct Command {
  Op op{};
  uint8_t order = kNoOrder;      // alloc_pages by order; free_pages: the order the caller claims
  uint16_t cache = kNoCacheVar;  // index into Program::cache_vars; write: into Program::writes
  uint32_t handle = kNone;       // result, or base of the target; kNone: target is an address
  uint64_t number = 0;  // bytes; offset or address of the target; index of spec, note, expectation
  uint32_t line = 0;    // of the scenario, counted from 1
  uint16_t request = kPlainRequest;  // alloc_pages, Linux: request_number()

  friend bool operator==(const Command&, const Command&) = default;
};

// A name that holds the result of a request: `a`, or element 3 of `d[1..21]`.
struct HandleName {
  uint32_t base = 0;       // index into Program::names
  uint32_t index = kNone;  // kNone: a plain name
  friend bool operator==(const HandleName&, const HandleName&) = default;
};

// How a scenario refers to a cache: by the variable kmem_cache_create was assigned to, or by the
// cache's own name in quotes ("kmalloc-64").
struct CacheVar {
  std::string name;
  bool by_name = false;
  friend bool operator==(const CacheVar&, const CacheVar&) = default;
};

struct CacheRequest {
  std::string name;
  CacheSpec spec;
};

enum class Profile : uint8_t { textbook, linux61, linux61_slab };

// What the `memory`, `profile`, `zone` and `mechanisms` statements say.
struct MemoryConfig {
  uint64_t frames = 64;  // Linux: page frames the allocator manages
  Bytes page_size = kDefaultPageSize;
  Profile profile = Profile::textbook;
  uint32_t cpus = 1;        // Linux
  uint32_t mechanisms = 0;  // Linux: kMechanism… of scenario_linux_words.h
  std::shared_ptr<const BootMemory> boot = nullptr;  // Linux only; never changes
  friend bool operator==(const MemoryConfig&, const MemoryConfig&) = default;
};

// A scenario, ready to run. Commands refer to the tables by index; tables only grow.
struct Program {
  MemoryConfig memory;
  std::string memory_text;  // Linux: the statements that describe it, as they were written
  std::string title;
  Vector<Command> commands;
  Vector<std::string> names;
  Vector<HandleName> handles;  // HandleId
  Vector<CacheVar> cache_vars;
  Vector<CacheRequest> cache_requests;
  Vector<std::string> notes;
  Vector<std::string> writes;  // Linux: what `write` writes
  Vector<Expectation> expectations;

  // The handle as a scenario writes it: `a` or `d[3]`.
  std::string handle_name(HandleId id) const;
};

}  // namespace kmem

#endif  // KMEM_MACHINE_COMMAND_H_
