#include "machine/timeline.h"

#include <algorithm>

namespace kmem {
namespace {

// The only log of a timeline: every kind of log is one more copy of the machine's code in the page.
using Log = ProbeLog;

}  // namespace

Timeline::Timeline(Machine start, const Program& program, uint64_t budget)
    : program_(&program), budget_(budget), end_(std::move(start)) {
  base_ = end_;
  view_ = end_;
  keep_checkpoint();
}

uint32_t Timeline::record(uint32_t count) {
  const uint32_t size = static_cast<uint32_t>(program_->commands.size());
  const uint32_t first = recorded();
  const uint32_t last = size - first < count ? size : first + count;
  Log log;
  for (uint32_t i = first; i < last; ++i) {
    log.clear();
    end_.execute(program_->commands[i], *program_, log);
    event_ends_.push_back(event_count() + static_cast<uint32_t>(log.size()));
    if (i + 1 - checkpoints_.back().command >= interval_) keep_checkpoint();
  }
  return last - first;
}

void Timeline::keep_checkpoint() {
  checkpoints_.push_back({recorded(), end_});
  checkpoint_bytes_ += checkpoints_.back().machine.memory_bytes();
  while (checkpoint_bytes_ > budget_ && checkpoints_.size() > 1) thin();
}

// Every other checkpoint goes, and from now on half as many are made. The first one, the start,
// always stays.
void Timeline::thin() {
  interval_ *= 2;
  size_t kept = 0;
  uint64_t bytes = 0;
  for (size_t i = 0; i < checkpoints_.size(); i += 2) {
    if (kept != i) checkpoints_[kept] = std::move(checkpoints_[i]);
    bytes += checkpoints_[kept++].machine.memory_bytes();
  }
  checkpoints_.resize(kept);
  checkpoint_bytes_ = bytes;
}

const Timeline::Checkpoint& Timeline::checkpoint_before(uint32_t command) const {
  const auto after = std::upper_bound(
      checkpoints_.begin(), checkpoints_.end(), command,
      [](uint32_t c, const Checkpoint& checkpoint) { return c < checkpoint.command; });
  return *(after - 1);
}

void Timeline::move_base_to(uint32_t command) {
  const Checkpoint& checkpoint = checkpoint_before(command);
  if (base_command_ > command || base_command_ < checkpoint.command) {
    base_ = checkpoint.machine;
    base_command_ = checkpoint.command;
  }
  NullLog silent;
  for (; base_command_ < command; ++base_command_)
    base_.execute(program_->commands[base_command_], *program_, silent);
}

// The log calls back when the event is emitted: the machine is copied in that very state.
void Timeline::show_inside(uint32_t event) {
  struct Shot {
    const Machine* running;
    Machine* view;
  };
  Machine running = base_;
  Shot shot{&running, &view_};
  Log log;
  log.stop_after(
      event,
      [](void* context) {
        const Shot* s = static_cast<Shot*>(context);
        *s->view = *s->running;
      },
      &shot);
  running.execute(program_->commands[base_command_], *program_, log);
}

void Timeline::seek(Position to) {
  if (to.command >= recorded()) to = {recorded(), 0};
  if (to.command < recorded() && to.event >= events_of(to.command)) to = {to.command + 1, 0};
  if (to == position_) return;
  move_base_to(to.command);
  if (to.event == 0) {
    view_ = base_;
  } else {
    show_inside(to.event);
  }
  position_ = to;
}

void Timeline::read_events(uint32_t command, ProbeLog& log) const {
  Machine machine = base_;
  uint32_t at = base_command_;
  const Checkpoint& checkpoint = checkpoint_before(command);
  if (at > command || at < checkpoint.command) {
    machine = checkpoint.machine;
    at = checkpoint.command;
  }
  NullLog silent;
  for (; at < command; ++at) machine.execute(program_->commands[at], *program_, silent);
  machine.execute(program_->commands[command], *program_, log);
}

std::vector<Event> Timeline::events(uint32_t command) const {
  Log log;
  read_events(command, log);
  return log.events();
}

Position Timeline::position_at(uint32_t n) const {
  const auto end = std::upper_bound(event_ends_.begin(), event_ends_.end(), n);
  const uint32_t command = static_cast<uint32_t>(end - event_ends_.begin());
  if (command == recorded()) return {command, 0};
  return {command, n - (command == 0 ? 0 : event_ends_[command - 1])};
}

void Timeline::truncate_here() {
  const uint32_t keep = position_.command + (position_.event != 0 ? 1 : 0);
  seek({keep, 0});
  event_ends_.resize(keep);
  while (checkpoints_.back().command > keep) {
    checkpoint_bytes_ -= checkpoints_.back().machine.memory_bytes();
    checkpoints_.pop_back();
  }
  end_ = view_;
}

}  // namespace kmem
