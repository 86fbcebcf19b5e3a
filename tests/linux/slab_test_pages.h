// slab_test_pages.h — page allocators for tests of object caches.
#ifndef KMEM_TESTS_LINUX_SLAB_TEST_PAGES_H_
#define KMEM_TESTS_LINUX_SLAB_TEST_PAGES_H_

#include <algorithm>
#include <map>
#include <vector>

#include "slab/slab_pages.h"

namespace kmem {

// Hands out blocks one behind the other, checks what comes back, and can refuse.
class TestPages final : public SlabPages {
 public:
  explicit TestPages(uint32_t first = 0x1000) : next_(first) {}

  uint32_t alloc_slab(Order order) override {
    asked.push_back(order.value);
    if (order.value >= refused_from) return kNone;
    const uint32_t frames = frames_of(order);
    const uint32_t pfn = (next_ + frames - 1) / frames * frames;
    next_ = pfn + frames;
    live[pfn] = order.value;
    return pfn;
  }
  void free_slab(Pfn head, Order order) override {
    const auto at = live.find(head.value);
    sound &= at != live.end() && at->second == order.value;
    if (at != live.end()) live.erase(at);
    freed.push_back(head.value);
  }

  uint32_t refused_from = kNone;      // this order and all above it
  std::map<uint32_t, uint32_t> live;  // first frame: order
  std::vector<uint32_t> asked;        // orders
  std::vector<uint32_t> freed;        // first frames, in order
  bool sound = true;                  // nothing came back that was not handed out

 private:
  uint32_t next_;
};

}  // namespace kmem

#endif  // KMEM_TESTS_LINUX_SLAB_TEST_PAGES_H_
