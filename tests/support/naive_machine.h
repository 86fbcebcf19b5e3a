// naive_machine.h — what each command comes to, once more, in the plainest way: which request is
// refused and why, which handle holds what. See naive_buddy.h for why.
#ifndef KMEM_TESTS_SUPPORT_NAIVE_MACHINE_H_
#define KMEM_TESTS_SUPPORT_NAIVE_MACHINE_H_

#include <map>
#include <string>

#include "machine/machine.h"
#include "support/naive_slab.h"

namespace naive {

using kmem::Command;
using kmem::Errc;
using kmem::Program;

struct Handle {
  enum { live, freed, failed } status = failed;
  enum { pages, object, kmalloc } kind = pages;
  uint64_t address = 0;
};

class Machine {
 public:
  explicit Machine(const kmem::MemoryConfig& memory);

  void execute(const Command& command, const Program& program);

  Caches caches;
  std::map<uint32_t, Handle> handles;
  std::map<uint16_t, size_t> cache_vars;  // those that hold a cache
  Errc last_errc = Errc::none;
  uint32_t failures = 0;

 private:
  struct Target {
    Errc errc = Errc::none;
    bool nothing = false;
    uint64_t address = 0;
    Handle* handle = nullptr;
  };

  Errc alloc_pages(const Command& command, uint64_t bytes);
  Errc create(const Command& command, const Program& program);
  Errc alloc_object(const Command& command, size_t cache, uint64_t bytes, bool kmalloc);
  Errc alloc_block(const Command& command, unsigned order, uint64_t bytes, bool kmalloc);
  Errc free_pages(const Command& command);
  Errc free_object(const Command& command, size_t cache);
  Errc kfree(const Command& command);
  Errc release_object(const Target& target, const Place& place);
  Errc object_at(uint64_t address, Place& place) const;
  Errc why_not(unsigned order) const;
  Errc execute_on_cache(const Command& command, size_t cache);
  Errc run(const Command& command, const Program& program);
  Target target_of(const Command& command);
  bool cache_of(uint16_t var, const Program& program, size_t& cache) const;
  uint64_t bytes() const { return caches.buddy.frames * caches.buddy.page_size; }
};

// Where the engine's machine differs from the model, in words; empty if they agree.
std::string difference(const kmem::Machine& machine, const Machine& model, const Program& program);

}  // namespace naive

#endif  // KMEM_TESTS_SUPPORT_NAIVE_MACHINE_H_
