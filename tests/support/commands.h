// commands.h — commands and programs made by hand, without the scenario language.
#ifndef KMEM_TESTS_SUPPORT_COMMANDS_H_
#define KMEM_TESTS_SUPPORT_COMMANDS_H_

#include <string>
#include <vector>

#include "machine/machine.h"

namespace kmem {

// Where a free points: at a handle, some bytes behind it, or at an address.
struct At {
  uint32_t handle = kNone;
  uint64_t number = 0;
};
inline At handle_at(uint32_t handle, uint64_t offset = 0) { return {handle, offset}; }
inline At address_at(Address address) { return {kNone, address}; }

namespace command {

inline Command alloc_pages(uint32_t handle, uint8_t order) {
  return {.op = Op::alloc_pages, .order = order, .handle = handle};
}
inline Command alloc_bytes(uint32_t handle, Bytes bytes) {
  return {.op = Op::alloc_pages, .handle = handle, .number = bytes};
}
inline Command free_pages(At at, uint8_t order = kNoOrder) {
  return {.op = Op::free_pages, .order = order, .handle = at.handle, .number = at.number};
}
inline Command cache_create(uint16_t var, uint64_t request) {
  return {.op = Op::kmem_cache_create, .cache = var, .number = request};
}
inline Command cache_alloc(uint32_t handle, uint16_t var) {
  return {.op = Op::kmem_cache_alloc, .cache = var, .handle = handle};
}
inline Command cache_free(uint16_t var, At at) {
  return {.op = Op::kmem_cache_free, .cache = var, .handle = at.handle, .number = at.number};
}
inline Command cache_shrink(uint16_t var) { return {.op = Op::kmem_cache_shrink, .cache = var}; }
inline Command cache_destroy(uint16_t var) { return {.op = Op::kmem_cache_destroy, .cache = var}; }
inline Command kmalloc(uint32_t handle, Bytes bytes) {
  return {.op = Op::kmalloc, .handle = handle, .number = bytes};
}
inline Command kfree(At at) { return {.op = Op::kfree, .handle = at.handle, .number = at.number}; }
inline Command note(uint64_t index) { return {.op = Op::note, .number = index}; }

}  // namespace command

// A machine with its program: commands are run one by one.
class Bench {
 public:
  explicit Bench(const MemoryConfig& memory = {}) {
    program.memory = memory;
    machine = *Machine::create(memory);
  }

  // A variable that stands for a cache of these words when it is created.
  uint16_t cache(const std::string& name, const CacheSpec& spec) {
    program.cache_requests.push_back({name, spec});
    program.cache_vars.push_back({name, false});
    return static_cast<uint16_t>(program.cache_vars.size() - 1);
  }
  // Creates it at once; the request has the number of requests before it.
  uint16_t created(const std::string& name, const CacheSpec& spec) {
    const uint64_t request = program.cache_requests.size();
    const uint16_t var = cache(name, spec);
    run(command::cache_create(var, request));
    return var;
  }
  // A cache by its own name.
  uint16_t named(const std::string& name) {
    program.cache_vars.push_back({name, true});
    return static_cast<uint16_t>(program.cache_vars.size() - 1);
  }

  // Runs one command; its events, and why it was refused.
  std::vector<Event> run(const Command& what) {
    EventLog log;
    machine.execute(what, program, log);
    return log.events();
  }
  Errc outcome(const Command& what) {
    run(what);
    return machine.last_errc();
  }
  Handle handle(uint32_t id) const { return machine.handle(HandleId(id)); }

  Program program;
  Machine machine;
};

// Do two machines agree in all but why the last request was refused, and how many were?
inline bool same_state(const Machine& a, const Machine& b, const Program& program) {
  if (!(a.zone() == b.zone()) || !(a.caches() == b.caches())) return false;
  if (a.handle_count() != b.handle_count()) return false;
  for (uint32_t id = 0; id < a.handle_count(); ++id)
    if (!(a.handle(HandleId(id)) == b.handle(HandleId(id)))) return false;
  for (size_t var = 0; var < program.cache_vars.size(); ++var)
    if (a.cache_of(static_cast<uint16_t>(var), program) !=
        b.cache_of(static_cast<uint16_t>(var), program))
      return false;
  return a.expectations_failed() == b.expectations_failed();
}

}  // namespace kmem

#endif  // KMEM_TESTS_SUPPORT_COMMANDS_H_
