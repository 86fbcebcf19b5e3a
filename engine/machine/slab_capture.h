// slab_capture.h — a record of what a real kernel's object caches were asked and what they
// answered.
//
// As in capture.h, requests and answers are kept apart: the cache that is checked is given
// SlabRequests, and nothing of SlabAnswers. What the page allocator gave is on the requests' side:
// frame numbers depend on what else ran; and while memory is scarce, orders and refusals too.
#ifndef KMEM_MACHINE_SLAB_CAPTURE_H_
#define KMEM_MACHINE_SLAB_CAPTURE_H_

#include <string>
#include <vector>

#include "slab/kmalloc61.h"

namespace kmem {

enum class SlabOp : uint8_t {
  alloc,
  free,
  alloc_bulk,
  free_bulk,
  shrink,
  reap,
  fill,        // the owner fills an object with a byte
  dump,        // the bytes of a slot are written down
  free_again,  // an object is released that stays in hand
  look,        // nothing: a state was written before the first request
};

// A block that the page allocator gave for a new slab.
struct PageGrant {
  uint32_t pfn = 0;
  uint32_t order = 0;
};

struct SlabRequest {
  SlabOp op{};
  bool node = false;     // reap: the four-second part runs too
  bool scarce = false;   // the grants' orders, and refusals, are the page allocator's answers
  bool refused = false;  // … it refused
  uint8_t byte = 0;      // fill
  uint32_t line = 0;
  uint32_t cpu = 0;
  uint32_t handle = 0;  // the object, or the first of several new ones
  uint32_t count = 0;   // alloc_bulk
  uint32_t slab = 0;    // dump: slab by number, slot, bytes
  uint32_t slot = 0;
  uint32_t bytes = 0;
  std::vector<uint32_t> handles;  // free_bulk
  std::vector<PageGrant> grants;
};

// `slots`: "0 15", "0.1 0.2", "fail". `events`: what happened, each with the number of objects
// answered before it: "1:+0/0/73", "0:-4". Empty if nothing is to be said.
struct SlabAnswer {
  std::string slots;
  std::vector<std::string> events;
  std::string state;  // the short state, if it was written
  uint32_t state_line = 0;
  uint32_t full_state_line = 0;
  std::vector<std::string> full_state;  // the lines of a D block
  std::vector<uint8_t> bytes;           // dump
};

// One cache, from its creation to its end.
struct SlabCacheCapture {
  std::string name;
  uint32_t line = 0;
  CacheArgs request;
  std::vector<SlabRequest> requests;

  uint32_t geometry_line = 0;
  std::string geometry;
  std::vector<SlabAnswer> answers;  // one for each request
  bool dumps = false;               // is any request a dump?
};

struct SlabCapture {
  SlabAllocator allocator = SlabAllocator::slub;
  SlabMachine machine;
  Address direct_map = 0;  // 0: no dump says where memory is mapped
  std::vector<SlabCacheCapture> caches;
};

// What a reader accepts. Anything beyond is refused, so memory is bounded whatever the file is.
struct SlabCaptureLimits {
  size_t line_bytes = size_t{1} << 20;
  uint32_t caches = 1u << 16;
  uint32_t requests = 1u << 21;       // of all caches together
  uint64_t text = uint64_t{1} << 28;  // bytes of all answers together
};

}  // namespace kmem

#endif  // KMEM_MACHINE_SLAB_CAPTURE_H_
