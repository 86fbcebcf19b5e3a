// why.h — why is it so? The chain of causes of a block, an object or an event; and why two blocks
// do not merge.
//
// Every answer is read off the events of a replay up to the position that is asked about: which
// command and event made it so, what that decision looked at, and who had put there what it found.
// A step of a chain is a sentence and the place in the history that it speaks of.
#ifndef KMEM_COURSE_WHY_H_
#define KMEM_COURSE_WHY_H_

#include <vector>

#include "course/text.h"
#include "machine/timeline.h"

namespace kmem {

struct WhyStep {
  Text text;
  // The event it speaks of, counted within its command; command kNone: none in particular.
  uint32_t command = kNone;
  uint32_t event = 0;
  // What to show in the picture: a page frame, and an object of the slab there; kNone: nothing.
  uint32_t pfn = kNone;
  uint32_t object = kNone;
};
using WhyChain = std::vector<WhyStep>;

// Each answers for the machine at `at`; what the program does not reach is moved to its end. What
// is not there (a frame beyond the segment, an event that did not happen) gets an empty chain.

// The block that a page frame belongs to: why it is free, handed out, or a slab on its list.
WhyChain why_block(const Program& program, Position at, uint32_t pfn);
// An object of the slab that a page frame belongs to.
WhyChain why_object(const Program& program, Position at, uint32_t pfn, uint32_t object);
// An event, counted within its command, from 0.
WhyChain why_event(const Program& program, uint32_t command, uint32_t event);
// Why the blocks of two page frames are not one block.
WhyChain why_not(const Program& program, Position at, uint32_t pfn_a, uint32_t pfn_b);

}  // namespace kmem

#endif  // KMEM_COURSE_WHY_H_
