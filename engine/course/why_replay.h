// why_replay.h — a program replayed up to a position, to look back from there.
#ifndef KMEM_COURSE_WHY_REPLAY_H_
#define KMEM_COURSE_WHY_REPLAY_H_

#include <optional>
#include <string>

#include "course/why.h"
#include "machine/scenario.h"

namespace kmem {

// An event of the past: the index-th of its command.
struct Past {
  uint32_t command = 0;
  uint32_t index = 0;
  Event event;
};

class Replay {
 public:
  Replay(const Program& program, Position at);

  const Program& program() const { return *program_; }
  const Machine& machine() const { return timeline_.machine(); }
  const Zone& zone() const { return machine().zone(); }
  Position at() const { return timeline_.position(); }
  // The events of a command, those after the position left out.
  std::vector<Event> events(uint32_t command) const;
  // The last event before `before` for which match(event) is true.
  template <class Match>
  std::optional<Past> last(Match match, Past before) const;
  // The same before the position.
  template <class Match>
  std::optional<Past> last(Match match) const {
    return last(match, {at().command, at().event, {}});
  }

  std::string call(uint32_t command) const {
    return command_text(program_->commands[command], *program_);
  }
  std::string cache_name(uint32_t cache) const;
  Bytes block_bytes(uint32_t order) const { return zone().page_size() << order; }

 private:
  const Program* program_;
  Timeline timeline_;
};

template <class Match>
std::optional<Past> Replay::last(Match match, Past before) const {
  std::optional<Past> found;
  Machine machine = *Machine::create(program_->memory);
  ProbeLog log;
  for (uint32_t c = 0; c <= before.command && c < program_->commands.size(); ++c) {
    if (c == before.command && before.index == 0) break;
    log.clear();
    machine.execute(program_->commands[c], *program_, log);
    const size_t end = c < before.command ? log.size() : before.index;
    for (size_t i = 0; i < end && i < log.size(); ++i)
      if (match(log[i])) found = Past{c, static_cast<uint32_t>(i), log[i]};
  }
  return found;
}

// A sentence about an event of the past; `pfn` and `object` are shown with it.
WhyStep step(Text text, uint32_t command, uint32_t event, uint32_t pfn = kNone,
             uint32_t object = kNone);
// A sentence about no event in particular.
WhyStep remark(Text text, uint32_t pfn = kNone);
void append(WhyChain& chain, WhyChain more);

// --- chains that others are made of -----------------------------------------------------------
// The request for pages that event `index` belongs to, from its call to the block handed out.
WhyChain pages_chain(const Replay& replay, uint32_t command, uint32_t index);
// Why the request takes the block it takes: the free list, its head, and who put it there.
WhyChain take_chain(const Replay& replay, uint32_t command, uint32_t index);
// Why a block of this order is asked for.
WhyChain order_chain(const Replay& replay, uint32_t command, uint32_t index);
// The way of a block back to a free list, up to event `index`.
WhyChain free_chain(const Replay& replay, uint32_t command, uint32_t index);
// The call or the reaping that gives a block back.
WhyChain given_back_chain(const Replay& replay, uint32_t command, uint32_t index);
// What a search that found nothing had tried, and what is free.
WhyChain no_block_chain(const Replay& replay, const Past& none);
// The same for a request that was refused, and what would have to be freed for it.
WhyChain failure_chain(const Replay& replay, const Past& failed);
// The slab that begins at a frame: its list, and how it came to be.
WhyChain slab_chain(const Replay& replay, uint32_t pfn);
WhyChain slab_made_chain(const Replay& replay, uint32_t command, uint32_t index);
WhyChain slab_moved_chain(const Replay& replay, const Past& moved);
// The object that event `index` hands out.
WhyChain object_out_chain(const Replay& replay, const Past& out);

}  // namespace kmem

#endif  // KMEM_COURSE_WHY_REPLAY_H_
