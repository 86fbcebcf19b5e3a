#include "course/race.h"

namespace kmem {
namespace {

constexpr FitPolicy kPolicies[] = {FitPolicy::first, FitPolicy::best, FitPolicy::worst,
                                   FitPolicy::next};

}  // namespace

Race::Race(const MemoryConfig& memory, Contenders running)
    : slab_(memory), running_(running & kAllContenders) {
  for (uint32_t i = 0; i < fits_.size(); ++i)
    if (has(running_, static_cast<ContenderKind>(i)))
      fits_[i] = FitContender(kPolicies[i], memory.frames * memory.page_size);
  if (has(running_, ContenderKind::buddy)) buddy_ = BuddyContender(memory);
}

void Race::step(const Program& program) {
  const Command& command = program.commands[position_];
  ask_ = stream_.read(command, program, slab_.machine());
  outcomes_[static_cast<uint32_t>(ContenderKind::slab)] = slab_.answer(ask_, command, program);
  stream_.placed(ask_, command, slab_.machine());
  for (uint32_t i = 0; i < fits_.size(); ++i)
    if (has(running_, static_cast<ContenderKind>(i))) outcomes_[i] = fits_[i].answer(ask_);
  if (has(running_, ContenderKind::buddy))
    outcomes_[static_cast<uint32_t>(ContenderKind::buddy)] = buddy_.answer(ask_);
  ++position_;
}

Ask Race::next_ask(const Program& program) const {
  RaceStream stream = stream_;
  return stream.read(program.commands[position_], program, slab_.machine());
}

RaceBytes Race::bytes(ContenderKind kind) const {
  if (kind == ContenderKind::slab) return slab_.bytes();
  return kind == ContenderKind::buddy ? buddy_.bytes() : fit(kind).bytes();
}

RaceWork Race::work(ContenderKind kind) const {
  if (kind == ContenderKind::slab) return slab_.work();
  return kind == ContenderKind::buddy ? buddy_.work() : fit(kind).work();
}

uint64_t Race::memory_bytes() const {
  uint64_t bytes = sizeof(Race) + stream_.memory_bytes() + slab_.memory_bytes();
  for (const FitContender& fit : fits_) bytes += fit.memory_bytes();
  return bytes + buddy_.memory_bytes();
}

}  // namespace kmem
