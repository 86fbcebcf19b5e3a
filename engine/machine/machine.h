// machine.h — a machine of simulated memory: a value that commands change.
#ifndef KMEM_MACHINE_MACHINE_H_
#define KMEM_MACHINE_MACHINE_H_

#include "base/vector.h"
#include "buddy/zone.h"
#include "machine/command.h"
#include "machine/ledger.h"
#include "machine/linux_box.h"
#include "slab/cache_set.h"
#include "trace/event_log.h"

namespace kmem {

enum class HandleStatus : uint8_t {
  unset,   // no request has been made under this name
  live,    // holds what it names
  freed,   // what it named was given back
  failed,  // its request was refused
};

enum class HandleKind : uint8_t { pages, object, kmalloc };

// What a name of the scenario holds. The address stays after a free, so that a double free is seen.
struct Handle {
  uint32_t pfn = 0;
  uint32_t offset = 0;  // bytes into that page frame
  HandleStatus status = HandleStatus::unset;
  HandleKind kind = HandleKind::pages;
  friend bool operator==(const Handle&, const Handle&) = default;
};

class Machine {
 public:
  Machine() = default;
  // Errors: bad_frames, bad_page_size.
  static Result<Machine> create(const MemoryConfig& config);

  const Zone& zone() const { return zone_; }
  const CacheSet& caches() const { return caches_; }
  // The memory in a profile of Linux, where zone() and caches() are empty; else nullptr.
  const LinuxMemory* linux_memory() const { return linux_.get(); }
  Ledger ledger() const {
    if (const LinuxMemory* memory = linux_memory()) return memory->ledger();
    return make_ledger(zone_, caches_);
  }
  // Of the segment; in a profile of Linux, from frame 0 to the end of the last zone.
  uint32_t frames() const {
    if (const LinuxMemory* memory = linux_memory()) return memory->frames();
    return zone_.frames();
  }
  Bytes bytes() const { return Bytes{frames()} << zone_.page_shift(); }
  Order top_order() const {
    return linux_memory() != nullptr ? Order(kLinuxTopOrder) : zone_.top_order();
  }
  Block block_of(Pfn pfn) const {
    if (const LinuxMemory* memory = linux_memory()) return memory->block_of(pfn);
    return zone_.block_of(pfn);
  }
  // Bytes that were asked for; pfn must be the head of a block of kind pages.
  Bytes requested_of(Pfn pfn) const {
    if (const LinuxMemory* memory = linux_memory()) return memory->held(pfn).requested;
    return zone_.requested_of(pfn);
  }
  Handle handle(HandleId id) const {
    return id.value < handles_.size() ? handles_[id.value] : Handle{};
  }
  uint32_t handle_count() const { return static_cast<uint32_t>(handles_.size()); }
  Address address_of(Handle h) const { return (Address{h.pfn} << zone_.page_shift()) + h.offset; }
  // The cache a cache variable holds, or kNone.
  uint32_t cache_of(uint16_t cache_var, const Program& program) const;
  // The cache whose slab begins here, or kNone.
  uint32_t cache_at(Pfn head) const;
  // Whether a cache is one of kmalloc's own.
  bool is_kmalloc_class(uint32_t cache) const;
  // Empty if there is no cache of this number.
  std::string cache_name(uint32_t id) const;
  // The live handle of what starts at `address`, or kNone. Looks through all handles.
  uint32_t owner_of(Address address) const;
  // Why the last request was refused; none if it was granted.
  Errc last_errc() const { return last_errc_; }
  uint32_t failures() const { return failures_; }
  uint32_t expectations_failed() const { return expectations_failed_; }
  // Bytes of this value, what its vectors hold included.
  uint64_t memory_bytes() const;

  // Carries out one command. A refused one changes nothing but last_errc() and
  // failures(); the name its result was meant for then holds nothing.
  template <class Log>
  void execute(const Command& command, const Program& program, Log& log);

  friend bool operator==(const Machine&, const Machine&) = default;

 private:
  // Where a free points, or why it cannot be.
  struct Target {
    Errc errc = Errc::none;
    bool nothing = false;  // the handle's request had failed: freeing it does nothing
    Address address = 0;
    uint32_t handle = kNone;
  };

  template <class Log>
  void alloc_pages(const Command& command, Log& log);
  template <class Log>
  void free_pages(const Command& command, Log& log);
  template <class Log>
  void cache_create(const Command& command, const Program& program, Log& log);
  template <class Log>
  void cache_alloc(const Command& command, uint32_t cache, Log& log);
  template <class Log>
  void cache_free(const Command& command, uint32_t cache, Log& log);
  template <class Log>
  void cache_destroy(const Command& command, uint32_t cache, Log& log);
  template <class Log>
  void kmalloc(const Command& command, Log& log);
  template <class Log>
  void kfree(const Command& command, Log& log);
  template <class Log>
  void check_expectation(const Command& command, const Program& program, Log& log);
  template <class Log>
  void with_cache(const Command& command, const Program& program, Log& log);
  template <class Log>
  bool resolve(const Command& command, Target& target, Log& log);
  // machine_objects_inl.h: object caches of Linux
  template <class Log>
  void object_command(const Command& command, const Program& program, Log& log);
  template <class Log>
  void linux_create(const Command& command, const Program& program, Log& log);
  template <class Log>
  void linux_cache_command(const Command& command, const Program& program, Log& log);
  template <class Log>
  void linux_alloc(const Command& command, CacheId cache, HandleKind kind, uint32_t asked,
                   Log& log);
  template <class Log>
  void linux_kmalloc(const Command& command, Log& log);
  template <class Log>
  void linux_free(const Command& command, uint32_t cache, Log& log);
  template <class Log>
  void linux_cpu(const Command& command, Log& log);
  template <class Log>
  void linux_write(const Command& command, const Program& program, Log& log);
  template <class Log>
  bool resolve_pointer(const Command& command, Target& target, Log& log);
  template <class Log>
  void refuse(Errc why, uint32_t detail, uint32_t subject, Log& log);

  Target target_at(Address address) const;
  Target find_target(const Command& command) const;
  Errc check_block(Address address, const Command& command) const;
  Errc check_object(Address address, uint32_t cache, ObjectPlace& place) const;
  uint32_t refusal_detail(Errc why, Address address, const Command& command) const;
  void fail(Errc why);
  void bind(uint32_t handle, Result<Address> address, HandleKind kind);
  void mark_freed(const Target& target) {
    if (target.handle != kNone) slot(target.handle).status = HandleStatus::freed;
  }
  Result<Address> address_of_pages(Result<Pfn> pfn) const {
    if (!pfn.ok()) return pfn.errc();
    return Address{pfn->value} << zone_.page_shift();
  }
  Handle& slot(uint32_t handle);

  template <class Log>
  Result<Pfn> take_pages(const Command& command, Order order, Bytes bytes, Log& log);
  template <class Log>
  void give_pages(Pfn pfn, Log& log);

  Zone zone_;
  CacheSet caches_;
  LinuxBox linux_;
  Vector<Handle> handles_;
  Vector<uint16_t> cache_vars_;
  Errc last_errc_ = Errc::none;
  uint32_t failures_ = 0;
  uint32_t expectations_failed_ = 0;
};

extern template void Machine::execute(const Command&, const Program&, NullLog&);
extern template void Machine::execute(const Command&, const Program&, EventLog&);
extern template void Machine::execute(const Command&, const Program&, ProbeLog&);

}  // namespace kmem

#endif  // KMEM_MACHINE_MACHINE_H_
