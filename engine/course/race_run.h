// race_run.h — a race over a whole program: travel through it, its curves, and where two part.
//
// As in timeline.h there are no inverse operations: a position is reached from the last checkpoint
// before it. Checkpoints are thinned to a budget, and the curves are samples, so that a long race
// takes no more memory than a short one.
#ifndef KMEM_COURSE_RACE_RUN_H_
#define KMEM_COURSE_RACE_RUN_H_

#include <vector>

#include "course/race.h"

namespace kmem {

// In what two contenders differ over one request. A set of them is bits 1 << kind.
enum class DifferenceKind : uint8_t {
  none,
  failed,  // one serves it, the other does not
  reason,  // both refuse it, for another reason
  place,   // both serve it, at different addresses
  size,    // both serve it at one address, and grant another number of bytes
};
inline constexpr uint32_t kAllDifferences = 0x1e;

DifferenceKind difference(const Outcome& a, const Outcome& b);

struct RaceBooks {
  RaceBytes bytes;
  RaceWork work;
};

// The books of everybody after `position` commands; of those that do not run, nothing.
struct RaceSample {
  uint32_t position = 0;
  std::array<RaceBooks, kContenders> books;
};

class RaceRun {
 public:
  static constexpr uint64_t kDefaultBudget = uint64_t{48} << 20;

  // `samples`: at most so many points of the curves, and one for the end.
  RaceRun(Program program, Contenders running, uint32_t samples = 600,
          uint64_t budget = kDefaultBudget);

  const Program& program() const { return program_; }
  uint32_t commands() const { return static_cast<uint32_t>(program_.commands.size()); }
  // Runs up to `count` more commands for the curves. Returns how many it ran; 0: done.
  uint32_t record(uint32_t count);
  uint32_t recorded() const { return end_.position(); }
  const std::vector<RaceSample>& samples() const { return samples_; }

  // The race after `position` commands, at most all of them. Valid until the next call.
  const Race& at(uint32_t position);
  // Goes up to `budget` commands towards a position, so that at() has less to do. Returns how many
  // are left; 0: it is there.
  uint32_t approach(uint32_t position, uint32_t budget);

  // Looks for the first command from `from` on, at most `budget` of them, about which two
  // contenders differ in one of `kinds`.
  struct Search {
    uint32_t command = 0;  // the one found; else the one to go on with
    DifferenceKind kind = DifferenceKind::none;
  };
  Search search(ContenderKind a, ContenderKind b, uint32_t from, uint32_t kinds, uint32_t budget);

  uint64_t checkpoint_bytes() const { return checkpoint_bytes_; }

 private:
  void place_before(uint32_t position);
  void keep_checkpoint();
  void thin();
  void sample();

  Program program_;
  uint64_t budget_;
  uint32_t stride_;  // commands between samples
  uint32_t interval_ = 256;
  uint64_t checkpoint_bytes_ = 0;
  std::vector<Race> checkpoints_;
  std::vector<RaceSample> samples_;
  Race end_;   // after everything recorded
  Race here_;  // where somebody looks
};

}  // namespace kmem

#endif  // KMEM_COURSE_RACE_RUN_H_
