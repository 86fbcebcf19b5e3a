// moment.h — one command of a scenario, with the machine before it, the machine after it, and what
// happened in between. Questions are derived from moments, so that no answer is written by hand.
#ifndef KMEM_COURSE_MOMENT_H_
#define KMEM_COURSE_MOMENT_H_

#include <optional>
#include <string>
#include <vector>

#include "course/text.h"
#include "machine/machine.h"

namespace kmem {

struct Moment {
  Program program;
  uint32_t index = 0;  // of the command, from 0
  Machine before;
  Machine after;
  std::vector<Event> events;

  const Command& command() const { return program.commands[index]; }
  const Zone& zone() const { return before.zone(); }
  std::string call() const;  // the command as the language writes it
};

// Parses a scenario and runs it up to command `index`. Empty, or why there is no such moment.
Text make_moment(std::string script, uint32_t index, Moment& moment);
// The same of a program that is known to be correct and to have the command.
void make_moment(Program program, uint32_t index, Moment& moment);
// The machine when so many events of the command had been emitted.
Machine machine_after(const Moment& moment, size_t events);

// What a command asked of the page allocator, for itself or for a slab.
struct PageRequest {
  uint32_t order = 0;
  Bytes bytes = 0;
  bool for_slab = false;
  bool pressure = false;    // empty slabs were reaped first
  Errc errc = Errc::none;   // why it was refused
  size_t first_look = 0;    // the event at which the search that decided begins
  size_t hand_out = 0;      // the last event: handed out, or refused
  uint32_t found = 0;       // order of the block taken
  uint32_t taken = 0;       // its first frame
  uint32_t handed_out = 0;  // first frame of the block handed out
  uint32_t splits() const { return found - order; }
};
std::optional<PageRequest> page_request(const Moment& moment);

// One block on its way back.
struct BlockFree {
  uint32_t pfn = 0;
  uint32_t order = 0;
  uint32_t end_pfn = 0;  // the block in the end
  uint32_t end_order = 0;
  BuddyVerdict verdict{};  // why it is the end
  size_t first = 0;        // events from first to last
  size_t last = 0;
  uint32_t merges() const { return end_order - order; }
  // First frame of the block when it has grown to `at_order`.
  uint32_t pfn_at(uint32_t at_order) const { return pfn & ~(frames_of(Order(at_order)) - 1); }
};
std::vector<BlockFree> block_frees(const Moment& moment);

// An object that was handed out.
struct ObjectRequest {
  CacheId cache;
  uint32_t slab = 0;  // its first frame
  uint32_t object = 0;
  bool grew = false;
  uint32_t ctor_runs = 0;
  bool ctor_saved = false;
};
std::optional<ObjectRequest> object_request(const Moment& moment);

// An object that came back.
struct ObjectReturn {
  CacheId cache;
  uint32_t slab = 0;
  uint32_t object = 0;
};
std::optional<ObjectReturn> object_return(const Moment& moment);

// The slab that begins at a frame, as its cache has it; nullptr if none does.
const Slab* slab_at(const Machine& machine, uint32_t pfn);

}  // namespace kmem

#endif  // KMEM_COURSE_MOMENT_H_
