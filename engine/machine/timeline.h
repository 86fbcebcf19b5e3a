// timeline.h — a program being run, and travel through it.
//
//   commands   |----|----|----|----|----|----|----|----|         recorded so far
//   checkpoint ^              ^              ^                    copies of the machine
//   position                        ^ command 4, after its 2nd event
//
// There are no inverse operations. A position is reached by copying the last checkpoint before it
// and running the commands in between; a point inside a command is the state at the moment its
// k-th event was emitted. Checkpoints are thinned so that they stay within a memory budget.
#ifndef KMEM_MACHINE_TIMELINE_H_
#define KMEM_MACHINE_TIMELINE_H_

#include <vector>

#include "base/vector.h"
#include "machine/machine.h"

namespace kmem {

// `command` commands are complete, and `event` events of the next one. event is below the number
// of that command's events: a complete command is counted in `command`.
struct Position {
  uint32_t command = 0;
  uint32_t event = 0;
  friend bool operator==(const Position&, const Position&) = default;
};

class Timeline {
 public:
  static constexpr uint64_t kDefaultBudget = uint64_t{64} << 20;

  // Starts at position 0 of a program that has been recorded up to there.
  // `budget`: bytes for checkpoints; at least one checkpoint, of the start, is always kept.
  Timeline(Machine start, const Program& program, uint64_t budget = kDefaultBudget);

  // Runs up to `count` more commands of the program to learn their events. Returns how many were
  // run.
  uint32_t record(uint32_t count);
  // Commands recorded so far. Only these can be sought.
  uint32_t recorded() const { return static_cast<uint32_t>(event_ends_.size()); }
  // Total events of the commands recorded so far.
  uint32_t event_count() const { return event_ends_.empty() ? 0 : event_ends_.back(); }
  // Events of command 0 to `command`, inclusive. command must be recorded.
  uint32_t events_through(uint32_t command) const { return event_ends_[command]; }
  uint32_t events_of(uint32_t command) const {
    return event_ends_[command] - (command == 0 ? 0 : event_ends_[command - 1]);
  }
  const Vector<uint32_t>& event_ends() const { return event_ends_; }

  Position position() const { return position_; }
  // The machine at the position; inside a command, as it was when the event was emitted.
  const Machine& machine() const { return view_; }
  // The events of one recorded command, complete. The position stays.
  void read_events(uint32_t command, ProbeLog& log) const;
  std::vector<Event> events(uint32_t command) const;

  // Moves to a position. What lies beyond the recorded end is moved to it.
  void seek(Position to);
  // The position after `n` events of the whole recorded history.
  Position position_at(uint32_t n) const;

  // Forgets every command after the position's complete commands, so that the program can go on
  // differently. Inside a command: that command is kept and completed.
  void truncate_here();

  const Machine& end() const { return end_; }  // after all recorded commands
  uint64_t checkpoint_bytes() const { return checkpoint_bytes_; }
  uint32_t checkpoint_count() const { return static_cast<uint32_t>(checkpoints_.size()); }

 private:
  struct Checkpoint {
    uint32_t command = 0;
    Machine machine;
  };

  void keep_checkpoint();
  void thin();
  const Checkpoint& checkpoint_before(uint32_t command) const;
  void move_base_to(uint32_t command);
  void show_inside(uint32_t event);

  const Program* program_;
  uint64_t budget_;
  uint32_t interval_ = 64;  // commands between checkpoints
  uint64_t checkpoint_bytes_ = 0;
  Vector<Checkpoint> checkpoints_;
  Vector<uint32_t> event_ends_;
  Machine end_;
  Machine base_;  // after base_command_ complete commands
  uint32_t base_command_ = 0;
  Machine view_;
  Position position_;
};

}  // namespace kmem

#endif  // KMEM_MACHINE_TIMELINE_H_
