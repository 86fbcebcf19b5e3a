// slab_capture_verify.h — does the engine hand out the objects that a real kernel handed out?
#ifndef KMEM_MACHINE_SLAB_CAPTURE_VERIFY_H_
#define KMEM_MACHINE_SLAB_CAPTURE_VERIFY_H_

#include <string>

#include "machine/capture_verify.h"
#include "machine/slab_capture.h"

namespace kmem {

struct SlabVerdict {
  Tally geometry;  // of caches
  Tally objects;   // slab and slot of each object, and refusals
  Tally events;    // slabs made and given back, constructor runs: of each request that had any
  Tally states;    // short states, and the reaper's `changed`
  Tally lines;     // of full states
  Tally info;      // rows of /proc/slabinfo
  Tally bytes;     // of slots, wherever they can be known
  uint64_t unknowable_bytes = 0;
  uint32_t releases = 0;
  uint32_t shrinks = 0;
  std::string error;        // the record asks for more than can be simulated
  CaptureDifference first;  // line 0: none

  bool right() const { return first.line == 0 && error.empty(); }
};

SlabVerdict verify(const SlabCapture& capture);

}  // namespace kmem

#endif  // KMEM_MACHINE_SLAB_CAPTURE_VERIFY_H_
