#include "course/race_run.h"

#include <algorithm>

namespace kmem {

DifferenceKind difference(const Outcome& a, const Outcome& b) {
  const bool a_placed = a.kind == OutcomeKind::placed;
  const bool b_placed = b.kind == OutcomeKind::placed;
  const bool a_asked = a_placed || a.kind == OutcomeKind::failed;
  const bool b_asked = b_placed || b.kind == OutcomeKind::failed;
  if (!a_asked || !b_asked) return DifferenceKind::none;
  if (a_placed != b_placed) return DifferenceKind::failed;
  if (!a_placed) return a.errc == b.errc ? DifferenceKind::none : DifferenceKind::reason;
  if (a.address != b.address) return DifferenceKind::place;
  return a.granted == b.granted ? DifferenceKind::none : DifferenceKind::size;
}

RaceRun::RaceRun(Program program, Contenders running, uint32_t samples, uint64_t budget)
    : program_(std::move(program)), budget_(budget), end_(program_.memory, running) {
  stride_ = commands() / (samples == 0 ? 1 : samples) + 1;
  here_ = end_;
  keep_checkpoint();
  sample();
}

uint32_t RaceRun::record(uint32_t count) {
  const uint32_t first = recorded();
  const uint32_t last = commands() - first < count ? commands() : first + count;
  while (recorded() < last) {
    end_.step(program_);
    if (recorded() % stride_ == 0 || recorded() == commands()) sample();
    if (recorded() - checkpoints_.back().position() >= interval_) keep_checkpoint();
  }
  return last - first;
}

void RaceRun::sample() {
  RaceSample one{.position = end_.position(), .books = {}};
  for (uint32_t i = 0; i < kContenders; ++i) {
    const ContenderKind kind = static_cast<ContenderKind>(i);
    if (has(end_.running(), kind)) one.books[i] = {end_.bytes(kind), end_.work(kind)};
  }
  samples_.push_back(one);
}

void RaceRun::keep_checkpoint() {
  checkpoints_.push_back(end_);
  checkpoint_bytes_ += end_.memory_bytes();
  while (checkpoint_bytes_ > budget_ && checkpoints_.size() > 1) thin();
}

// Every other one goes, and from now on half as many are made; the start stays.
void RaceRun::thin() {
  interval_ *= 2;
  size_t kept = 0;
  checkpoint_bytes_ = 0;
  for (size_t i = 0; i < checkpoints_.size(); i += 2) {
    if (kept != i) checkpoints_[kept] = std::move(checkpoints_[i]);
    checkpoint_bytes_ += checkpoints_[kept++].memory_bytes();
  }
  checkpoints_.resize(kept);
}

// Takes the looker to the last place before a position that is known: that of a checkpoint, of the
// recording, or its own.
void RaceRun::place_before(uint32_t position) {
  const auto after = std::upper_bound(
      checkpoints_.begin(), checkpoints_.end(), position,
      [](uint32_t p, const Race& checkpoint) { return p < checkpoint.position(); });
  const Race& known = end_.position() <= position ? end_ : *(after - 1);
  if (here_.position() > position || here_.position() < known.position()) here_ = known;
}

const Race& RaceRun::at(uint32_t position) {
  if (position > commands()) position = commands();
  approach(position, position);
  return here_;
}

uint32_t RaceRun::approach(uint32_t position, uint32_t budget) {
  if (position > commands()) position = commands();
  place_before(position);
  for (; here_.position() < position && budget != 0; --budget) here_.step(program_);
  return position - here_.position();
}

RaceRun::Search RaceRun::search(ContenderKind a, ContenderKind b, uint32_t from, uint32_t kinds,
                                uint32_t budget) {
  at(from);
  for (; from < commands() && budget != 0; ++from, --budget) {
    here_.step(program_);
    const DifferenceKind kind = difference(here_.outcome(a), here_.outcome(b));
    if (((kinds >> static_cast<uint32_t>(kind)) & 1) != 0 && kind != DifferenceKind::none)
      return {from, kind};
  }
  return {from < commands() ? from : commands(), DifferenceKind::none};
}

}  // namespace kmem
