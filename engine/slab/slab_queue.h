// slab_queue.h — a list of slabs, linked by their indices in the cache's slab table.
#ifndef KMEM_SLAB_SLAB_QUEUE_H_
#define KMEM_SLAB_SLAB_QUEUE_H_

#include <vector>

#include "base/types.h"

namespace kmem {

// The slabs have members `next` and `prev`; a slab is in one queue at most.
struct SlabQueue {
  uint32_t head = kNone;
  uint32_t tail = kNone;
  uint32_t count = 0;

  template <class Slab>
  void push_head(std::vector<Slab>& slabs, uint32_t id) {
    slabs[id].prev = kNone;
    slabs[id].next = head;
    (head == kNone ? tail : slabs[head].prev) = id;
    head = id;
    ++count;
  }
  template <class Slab>
  void push_tail(std::vector<Slab>& slabs, uint32_t id) {
    slabs[id].next = kNone;
    slabs[id].prev = tail;
    (tail == kNone ? head : slabs[tail].next) = id;
    tail = id;
    ++count;
  }
  template <class Slab>
  void remove(std::vector<Slab>& slabs, uint32_t id) {
    const uint32_t next = slabs[id].next;
    const uint32_t prev = slabs[id].prev;
    (prev == kNone ? head : slabs[prev].next) = next;
    (next == kNone ? tail : slabs[next].prev) = prev;
    slabs[id].next = slabs[id].prev = kNone;
    --count;
  }
  friend bool operator==(const SlabQueue&, const SlabQueue&) = default;
};

}  // namespace kmem

#endif  // KMEM_SLAB_SLAB_QUEUE_H_
