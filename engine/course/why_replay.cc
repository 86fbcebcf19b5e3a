#include "course/why_replay.h"

namespace kmem {

Replay::Replay(const Program& program, Position at)
    : program_(&program), timeline_(*Machine::create(program.memory), program) {
  timeline_.record(at.command == ~0u ? at.command : at.command + 1);
  timeline_.seek(at);
}

std::vector<Event> Replay::events(uint32_t command) const {
  if (command >= timeline_.recorded()) return {};
  std::vector<Event> events = timeline_.events(command);
  if (command == at().command && events.size() > at().event) events.resize(at().event);
  if (command > at().command) events.clear();
  return events;
}

std::string Replay::cache_name(uint32_t cache) const {
  const CacheSet& caches = timeline_.end().caches();
  return cache < caches.size() ? caches[CacheId(cache)].name() : std::string();
}

WhyStep step(Text text, uint32_t command, uint32_t event, uint32_t pfn, uint32_t object) {
  return {std::move(text), command, event, pfn, object};
}

WhyStep remark(Text text, uint32_t pfn) { return {std::move(text), kNone, 0, pfn, kNone}; }

void append(WhyChain& chain, WhyChain more) {
  for (WhyStep& one : more) chain.push_back(std::move(one));
}

}  // namespace kmem
