#include "cli/playback.h"

#include "cli/message_format.h"

namespace kmem {
namespace {

constexpr uint64_t kNoLimit = ~uint64_t{0};

// The copy of a machine that was in the middle of a command.
struct Halfway {
  const Machine* running;
  Machine seen;
};

void keep_halfway(void* context) {
  Halfway& halfway = *static_cast<Halfway*>(context);
  halfway.seen = *halfway.running;
}

std::string value_text(const Quantity& quantity, const Machine& machine, const Program& program) {
  const uint64_t value = evaluate(quantity, machine, program);
  if (value == kUndefined) return message("word.undefined");
  if (quantity.kind == QuantityKind::error && value < kErrcCount)
    return errc_name(static_cast<Errc>(value));
  return std::to_string(value);
}

}  // namespace

std::string found_text(const Expectation& expectation, const Machine& machine,
                       const Program& program) {
  const std::string left = value_text(expectation.left, machine, program);
  if (expectation.right.kind == QuantityKind::number) return "it is " + left;
  return left + " against " + value_text(expectation.right, machine, program);
}

uint64_t Playback::events_left(const StopPoint& stop) const {
  switch (stop.kind) {
    case StopPoint::Kind::never:
      return kNoLimit;
    case StopPoint::Kind::events:
      return stop.events - events_;
    case StopPoint::Kind::command:
      return commands_ + 1 == stop.command ? stop.event : kNoLimit;
  }
  return kNoLimit;
}

bool Playback::run(const StopPoint& stop, PlaybackListener& listener) {
  ProbeLog log;
  while (commands_ < program_.commands.size()) {
    const uint64_t limit = events_left(stop);
    if (limit == 0) return true;
    const Command& command = program_.commands[commands_];
    execute_until(command, limit, log);
    ++commands_;
    for (const Event& event : shown_) add_to_hash(event);
    events_ += shown_.size();
    note_expectation(command);
    if (!listener.on_command(command, shown_, machine_)) return true;
    if (stop.kind == StopPoint::Kind::command && commands_ == stop.command) return true;
  }
  return stop.kind == StopPoint::Kind::never || events_left(stop) == 0;
}

// Leaves the events up to the limit in shown_, and the machine as it was at the last of them.
void Playback::execute_until(const Command& command, uint64_t limit, ProbeLog& log) {
  Halfway halfway{&machine_, {}};
  log.clear();
  log.stop_after(limit, keep_halfway, &halfway);
  machine_.execute(command, program_, log);
  shown_ = log.events();
  if (shown_.size() <= limit) return;
  shown_.resize(limit);
  machine_ = std::move(halfway.seen);
}

void Playback::run_silently() {
  NullLog log;
  for (const Command& command : program_.commands) {
    machine_.execute(command, program_, log);
    if (command.op == Op::expect) note_expectation(command);
  }
  commands_ = static_cast<uint32_t>(program_.commands.size());
}

void Playback::note_expectation(const Command& command) {
  if (command.op != Op::expect) return;
  const Expectation& expectation = program_.expectations[command.number];
  if (holds(expectation, machine_, program_)) {
    ++met_;
  } else if (failures_.size() < kMaxFailuresKept) {
    failures_.push_back(std::to_string(command.line) + ": " + expectation.text + " (" +
                        found_text(expectation, machine_, program_) + ')');
  }
}

void Playback::add_to_hash(const Event& event) {
  constexpr uint64_t kPrime = 0x100000001b3u;
  const uint64_t bytes = static_cast<uint64_t>(event.kind) | uint64_t{event.order} << 8 |
                         uint64_t{event.small} << 16 | uint64_t{event.main} << 32;
  for (int shift = 0; shift < 64; shift += 8) hash_ = (hash_ ^ (bytes >> shift & 0xff)) * kPrime;
}

}  // namespace kmem
