// linux_objects.h — the object caches of a machine with a profile of Linux, and the CPU that runs
// the commands.
#ifndef KMEM_MACHINE_LINUX_OBJECTS_H_
#define KMEM_MACHINE_LINUX_OBJECTS_H_

#include <string>

#include "machine/ledger.h"
#include "slab/linux_cache_set.h"

namespace kmem {

class LinuxObjects {
 public:
  LinuxObjects() = default;
  LinuxObjects(SlabAllocator allocator, uint32_t cpus) : set_(allocator, slab_machine(cpus)) {}

  const LinuxCacheSet& set() const { return set_; }
  LinuxCacheSet& set() { return set_; }
  uint32_t cpu() const { return cpu_; }
  void run_on(uint32_t cpu) { cpu_ = cpu; }

  // The caller of a command on this line of the scenario, which owner records remember. Each call
  // is a tick later than the one before.
  Caller caller(uint32_t line, uint32_t asked_size = 0) {
    return {.cpu = cpu_,
            .pid = kScenarioPid,
            .code = kScenarioCode + line,
            .when = ++ticks_,
            .asked_size = asked_size};
  }

  // An owner has done what spoils the allocator's own data; from then on anything may be wrong.
  bool damaged() const { return damaged_; }
  void note_damage() { damaged_ = true; }

  // Adds the rows of slabs.
  void add_to(Ledger& ledger) const;
  // What debugging has reported, cache by cache, as the kernel's log has it.
  std::string reports_text() const;
  std::string report_text(CacheId cache, uint32_t number) const;
  uint64_t memory_bytes() const { return set_.memory_bytes(); }

  friend bool operator==(const LinuxObjects&, const LinuxObjects&) = default;

 private:
  static constexpr Address kScenarioCode = 0xffffffffc0000000;  // where modules lie
  static constexpr uint32_t kScenarioPid = 1;
  static std::string code_name(Address code);

  LinuxCacheSet set_;
  uint32_t cpu_ = 0;
  bool damaged_ = false;
  uint64_t ticks_ = 0;
};

}  // namespace kmem

#endif  // KMEM_MACHINE_LINUX_OBJECTS_H_
