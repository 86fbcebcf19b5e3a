// race.h — the same requests through several allocators, in lock step. A value, like the machine.
//
// Invariant: after every command each contender's books add up to the segment.
#ifndef KMEM_COURSE_RACE_H_
#define KMEM_COURSE_RACE_H_

#include <array>

#include "course/race_contender.h"

namespace kmem {

// A set of contenders: bit ContenderKind.
using Contenders = uint32_t;
inline constexpr Contenders kAllContenders = (1u << kContenders) - 1;
constexpr bool has(Contenders set, ContenderKind kind) {
  return ((set >> static_cast<uint32_t>(kind)) & 1) != 0;
}

class Race {
 public:
  Race() = default;
  // `memory` must make a machine; see Machine::create.
  Race(const MemoryConfig& memory, Contenders running);

  // Asks everybody the next command; there must be one.
  void step(const Program& program);
  // Commands done.
  uint32_t position() const { return position_; }
  Contenders running() const { return running_; }
  // The last command: what it asked, and what came of it.
  const Ask& ask() const { return ask_; }
  const Outcome& outcome(ContenderKind kind) const {
    return outcomes_[static_cast<uint32_t>(kind)];
  }
  // What the next command will ask; the race stays as it is.
  Ask next_ask(const Program& program) const;

  RaceBytes bytes(ContenderKind kind) const;
  RaceWork work(ContenderKind kind) const;
  const FitContender& fit(ContenderKind kind) const { return fits_[static_cast<uint32_t>(kind)]; }
  const BuddyContender& buddy() const { return buddy_; }
  // Always runs: the others take the meaning of the program's addresses from it.
  const SlabContender& slab() const { return slab_; }

  // Calls visit(StripPart) for each run of bytes, from the start of the segment to its end.
  template <class Visit>
  void each_part(ContenderKind kind, Visit visit) const;

  uint64_t memory_bytes() const;
  friend bool operator==(const Race&, const Race&) = default;

 private:
  std::array<FitContender, 4> fits_;
  BuddyContender buddy_;
  SlabContender slab_;
  RaceStream stream_;
  Contenders running_ = 0;
  uint32_t position_ = 0;
  Ask ask_;
  std::array<Outcome, kContenders> outcomes_{};
};

}  // namespace kmem

#include "course/race_parts.h"

#endif  // KMEM_COURSE_RACE_H_
