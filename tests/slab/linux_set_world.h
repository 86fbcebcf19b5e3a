// linux_set_world.h — a set of Linux caches over a page allocator that a test can read.
#ifndef KMEM_TESTS_SLAB_LINUX_SET_WORLD_H_
#define KMEM_TESTS_SLAB_LINUX_SET_WORLD_H_

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "slab/linux_cache_audit.h"
#include "slab/linux_cache_set.h"
#include "trace/event_log.h"

namespace kmem {

// Hands out aligned blocks one behind the other; what comes back waits in a stack for its order.
class SimplePages {
 public:
  template <class Log>
  Result<Pfn> alloc_pages(const LinuxRequest& request, Log& log) {
    types.push_back(request.type);
    const uint32_t order = request.order.value;
    if (order >= refused_from || live.size() >= most_blocks) return Errc::exhausted;
    uint32_t pfn = next_;
    if (!returned_[order].empty()) {
      pfn = returned_[order].back();
      returned_[order].pop_back();
    } else {
      const uint32_t frames = frames_of(request.order);
      pfn = (next_ + frames - 1) / frames * frames;
      next_ = pfn + frames;
    }
    live[pfn] = order;
    log.emit(make_event(EventKind::hand_out, order, 0, pfn));
    return Pfn(pfn);
  }
  template <class Log>
  Errc free_pages(Pfn head, Order order, Log& log) {
    const auto at = live.find(head.value);
    if (at == live.end() || at->second != order.value) return Errc::wrong_order;
    live.erase(at);
    returned_[order.value].push_back(head.value);
    log.emit(make_event(EventKind::free_pages, order.value, 0, head.value));
    return Errc::none;
  }

  uint32_t refused_from = kNone;
  size_t most_blocks = ~size_t{0};
  std::map<uint32_t, uint32_t> live;  // first frame: order
  std::vector<MigrateType> types;     // of every request

 private:
  uint32_t next_ = 0x100;
  std::vector<uint32_t> returned_[kMostSlabOrder + 1];
};

struct SetWorld {
  SetWorld(SlabAllocator allocator, uint32_t cpus, uint32_t debug = 0)
      : set(allocator, machine_of(cpus, debug)) {}
  static SlabMachine machine_of(uint32_t cpus, uint32_t debug) {
    SlabMachine machine = slab_machine(cpus);
    machine.slub_debug = debug;
    return machine;
  }

  CacheId create(const std::string& name, const LinuxCacheSpec& spec) {
    const Result<CacheId> id = set.create(name, spec, log);
    EXPECT_TRUE(id.ok()) << name;
    return *id;
  }
  Address alloc(CacheId id, uint32_t cpu = 0) {
    const Result<Address> got = set.alloc(id, {.cpu = cpu}, pages, log);
    EXPECT_TRUE(got.ok()) << errc_name(got.errc());
    return got.ok() ? *got : 0;
  }
  Errc free(CacheId id, Address object, uint32_t cpu = 0) {
    return set.free(id, {.cpu = cpu}, object, pages, log);
  }
  Errc write(Address object, uint64_t at, std::vector<uint8_t> bytes) {
    return set.write(object, at, bytes, log);
  }
  // The names of what has happened since the last call.
  std::string happened() {
    std::string names;
    for (const Event& event : log.events())
      names += (names.empty() ? "" : " ") +
               std::string(kEventKinds[static_cast<unsigned>(event.kind)].name);
    log.clear();
    return names;
  }

  LinuxCacheSet set;
  SimplePages pages;
  EventLog log;
};

}  // namespace kmem

#endif  // KMEM_TESTS_SLAB_LINUX_SET_WORLD_H_
