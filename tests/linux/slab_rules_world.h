// slab_rules_world.h — small caches of both allocators for one rule at a time. Objects are named by
// slab number and slot, states as captures write them.
#ifndef KMEM_TESTS_LINUX_SLAB_RULES_WORLD_H_
#define KMEM_TESTS_LINUX_SLAB_RULES_WORLD_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "linux/slab_test_pages.h"
#include "machine/slab_state_text.h"
#include "slab/slab61_audit.h"
#include "slab/slub_audit.h"

namespace kmem {

template <class Cache>
class RuleWorld {
 public:
  template <class Layout>
  RuleWorld(const Layout& layout, uint32_t cpus) : cache(layout_name(), layout, cpus) {}
  ~RuleWorld() {
    const char* broken = sound ? audit(cache, held) : nullptr;
    EXPECT_EQ(broken, nullptr);
    EXPECT_TRUE(pages.sound);
  }

  // `0.3`, or the name of the fault.
  std::string alloc(uint32_t cpu = 0) {
    const CacheAnswer got = cache.alloc(Caller{.cpu = cpu}, pages);
    if (!got.ok()) return cache_fault_name(got.fault);
    held.push_back(got.object);
    return name_of(got.object);
  }
  void alloc_many(uint32_t n, uint32_t cpu = 0) {
    while (n-- > 0) alloc(cpu);
  }
  CacheFault free(uint32_t slab, uint32_t slot, uint32_t cpu = 0) {
    const Address object = address(slab, slot);
    let_go(object);
    return cache.free(Caller{.cpu = cpu}, object, pages);
  }
  // The first n of those in use.
  void free_oldest(uint32_t n, uint32_t cpu = 0) {
    for (; n > 0; --n) {
      const Address object = held.front();
      let_go(object);
      cache.free(Caller{.cpu = cpu}, object, pages);
    }
  }
  void free_slots(uint32_t slab, uint32_t from, uint32_t to, uint32_t cpu = 0) {
    for (uint32_t slot = from; slot <= to; ++slot) free(slab, slot, cpu);
  }
  CacheFault free_bulk(const std::vector<std::pair<uint32_t, uint32_t>>& places, uint32_t cpu = 0) {
    std::vector<Address> objects;
    for (const auto& [slab, slot] : places) {
      objects.push_back(address(slab, slot));
      let_go(objects.back());
    }
    return cache.free_bulk(Caller{.cpu = cpu}, objects, pages);
  }
  std::string state() const { return short_state(cache); }
  // The line of the full state that begins so.
  std::string line(const std::string& begin) const {
    for (const std::string& text : full_state(cache))
      if (text.rfind(begin, 0) == 0) return text;
    return "no such line";
  }
  std::string free_list(uint32_t slab) const {
    const std::string text = line("slab " + std::to_string(slab) + " ");
    return text.substr(text.find("free=") + 5);
  }
  std::string name_of(Address object) const {
    const uint32_t id = cache.slab_of(object);
    if (id == kNone) return "elsewhere";
    const auto& slab = cache.slabs()[id];
    return std::to_string(slab.number) + "." + std::to_string(cache.slot_of(slab, object));
  }
  Address address(uint32_t number, uint32_t slot) const {
    for (const auto& slab : cache.slabs())
      if (!slab.bytes.empty() && slab.number == number) return cache.object_at(slab, slot);
    ADD_FAILURE() << "no slab " << number;
    return 0;
  }

  Cache cache;
  TestPages pages;
  std::vector<Address> held;
  bool sound = true;  // false once an owner has damaged the cache

 private:
  void let_go(Address object) {
    const auto at = std::find(held.begin(), held.end(), object);
    ASSERT_NE(at, held.end()) << name_of(object) << " is not in use";
    held.erase(at);
  }
  static std::string layout_name() { return "rule"; }
};

struct SlubWorld : RuleWorld<SlubCache> {
  explicit SlubWorld(const CacheArgs& args, uint32_t cpus = 1)
      : RuleWorld(*slub_layout(args, slab_machine(cpus)), cpus) {}
};

struct Slab61World : RuleWorld<Slab61Cache> {
  explicit Slab61World(const CacheArgs& args, uint32_t cpus = 1)
      : RuleWorld(*slab61_layout(args, slab_machine(cpus)), cpus) {}
};

}  // namespace kmem

#endif  // KMEM_TESTS_LINUX_SLAB_RULES_WORLD_H_
