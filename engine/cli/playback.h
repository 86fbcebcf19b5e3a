// playback.h — runs a program once, from its first command to its end or to a stop.
#ifndef KMEM_CLI_PLAYBACK_H_
#define KMEM_CLI_PLAYBACK_H_

#include <string>
#include <vector>

#include "machine/machine.h"

namespace kmem {

// Where to stop: after `events` events of the whole run, or after `event` events of command number
// `command`, counted from 1. A command with fewer events is run to its end.
struct StopPoint {
  enum class Kind : uint8_t { never, events, command };
  Kind kind = Kind::never;
  uint64_t events = 0;
  uint32_t command = 0;
  uint64_t event = 0;
};

// Hears of every command right after it. Its events may end early if the run stops inside it.
class PlaybackListener {
 public:
  virtual ~PlaybackListener() = default;
  // False: enough, stop here.
  virtual bool on_command(const Command& command, const std::vector<Event>& events,
                          const Machine& machine) = 0;
};

class Playback {
 public:
  Playback(const Program& program, Machine start) : program_(program), machine_(std::move(start)) {}

  // Runs with events. False if the program ended before the stop.
  bool run(const StopPoint& stop, PlaybackListener& listener);
  // Runs to the end without events: fast.
  void run_silently();

  // As it was when the last event was emitted, if the run stopped inside a command.
  const Machine& machine() const { return machine_; }
  uint32_t commands() const { return commands_; }
  uint64_t events() const { return events_; }
  // FNV-1a, 64 bits, of every event's eight bytes: kind, order, small and main, little-endian.
  uint64_t hash() const { return hash_; }
  uint32_t expectations_met() const { return met_; }
  // For each of the first kMaxFailuresKept expectations that did not hold: `12: free_pages == 48
  // (it is 47)`.
  const std::vector<std::string>& failures() const { return failures_; }

  static constexpr uint32_t kMaxFailuresKept = 20;

 private:
  uint64_t events_left(const StopPoint& stop) const;
  void execute_until(const Command& command, uint64_t limit, ProbeLog& log);
  void note_expectation(const Command& command);
  void add_to_hash(const Event& event);

  const Program& program_;
  Machine machine_;
  std::vector<Event> shown_;
  uint32_t commands_ = 0;
  uint64_t events_ = 0;
  uint64_t hash_ = 0xcbf29ce484222325u;
  uint32_t met_ = 0;
  std::vector<std::string> failures_;
};

// What the sides of an expectation are now: "it is 47", "47 against 48".
std::string found_text(const Expectation& expectation, const Machine& machine,
                       const Program& program);

}  // namespace kmem

#endif  // KMEM_CLI_PLAYBACK_H_
