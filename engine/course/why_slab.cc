// why_slab.cc — the causes of a slab's list, of the slab itself, and of an object's state.
#include "course/why_replay.h"

namespace kmem {
namespace {

constexpr const char* kListWords[] = {"word.full", "word.partial", "word.empty", "word.none"};

const char* list_word(uint32_t list) { return kListWords[list & 3]; }

// Which of a slab's objects made it change its list: the first or the last one, out or in.
const char* moved_key(uint32_t from, uint32_t to) {
  const bool out =
      to == static_cast<uint32_t>(SlabList::full) || from == static_cast<uint32_t>(SlabList::empty);
  if (out)
    return to == static_cast<uint32_t>(SlabList::full) ? "why.moved.full" : "why.moved.first";
  return to == static_cast<uint32_t>(SlabList::empty) ? "why.moved.empty" : "why.moved.room";
}

// The slab that begins at a frame, or nullptr: between its block and its carving it has none.
const KmemCache* cache_at(const Replay& replay, uint32_t head) {
  const uint32_t cache = replay.zone().tag_high(Pfn(head));
  return cache < replay.machine().caches().size() ? &replay.machine().caches()[CacheId(cache)]
                                                  : nullptr;
}

}  // namespace

WhyChain slab_moved_chain(const Replay& replay, const Past& moved) {
  const uint32_t from = moved.event.order >> 4;
  const uint32_t to = moved.event.order & 15;
  const KmemCache& cache = replay.machine().caches()[CacheId(moved.event.small)];
  return {step(Text{.key = moved_key(from, to), .values = {}}
                   .number("pfn", moved.event.main)
                   .text("cache", cache.name())
                   .number("objects", cache.layout().objects)
                   .number("n", moved.command + 1)
                   .text("call", replay.call(moved.command))
                   .word("from", list_word(from))
                   .word("to", list_word(to)),
               moved.command, moved.index, moved.event.main)};
}

// A cache grows for one reason only: neither a partial nor an empty slab is left.
WhyChain slab_made_chain(const Replay& replay, uint32_t command, uint32_t index) {
  const std::vector<Event> events = replay.events(command);
  uint32_t grow = index < events.size() ? index : static_cast<uint32_t>(events.size()) - 1;
  while (grow > 0 && events[grow].kind != EventKind::grow) --grow;
  WhyChain chain{step(Text{.key = "why.grow", .values = {}}
                          .text("cache", replay.cache_name(events[grow].small))
                          .number("n", command + 1)
                          .text("call", replay.call(command)),
                      command, grow)};
  append(chain, pages_chain(replay, command, grow + 1));
  return chain;
}

WhyChain slab_chain(const Replay& replay, uint32_t pfn) {
  const auto of_slab = [&](EventKind kind) {
    return [pfn, kind](const Event& event) { return event.kind == kind && event.main == pfn; };
  };
  const std::optional<Past> made = replay.last(of_slab(EventKind::hand_out));
  if (!made) return {};
  const KmemCache* cache = cache_at(replay, pfn);
  if (cache == nullptr) return slab_made_chain(replay, made->command, made->index);

  WhyChain chain;
  const Slab& slab = cache->slab(SlabId(replay.zone().tag_low(Pfn(pfn))));
  chain.push_back(remark(Text{.key = "why.slab", .values = {}}
                             .number("pfn", pfn)
                             .text("cache", cache->name())
                             .word("list", list_word(static_cast<uint32_t>(slab.list)))
                             .number("in_use", slab.in_use)
                             .number("objects", cache->layout().objects),
                         pfn));
  const std::optional<Past> moved = replay.last(of_slab(EventKind::slab_moved));
  const bool since = moved && (moved->command > made->command ||
                               (moved->command == made->command && moved->index > made->index));
  if (since) {
    append(chain, slab_moved_chain(replay, *moved));
  } else {
    chain.push_back(remark(Text{.key = "why.slab.new", .values = {}}.number("pfn", pfn), pfn));
  }
  append(chain, slab_made_chain(replay, made->command, made->index));
  return chain;
}

namespace {

// Why this slab: what was looked at just before the object went out.
WhyStep slab_choice(const Replay& replay, const std::vector<Event>& events, const Past& out) {
  const char* key = "why.slab_choice.partial";
  uint32_t at = out.index;
  uint32_t cache = 0;
  bool grown = false;
  for (uint32_t i = 0; i < out.index; ++i) {
    const EventKind kind = events[i].kind;
    if (kind == EventKind::look_partial || kind == EventKind::look_empty) {
      at = i;
      cache = events[i].small;
      key = kind == EventKind::look_partial ? "why.slab_choice.partial" : "why.slab_choice.empty";
    }
    grown = grown || kind == EventKind::slab_carved;
  }
  if (grown) key = "why.slab_choice.grown";
  return step(Text{.key = key, .values = {}}
                  .number("pfn", out.event.main)
                  .text("cache", replay.cache_name(cache)),
              out.command, at, out.event.main);
}

// Why this object: it was freed last, or it is the next that was never used.
WhyStep object_choice(const Replay& replay, const Past& out) {
  const uint32_t pfn = out.event.main;
  const uint32_t object = out.event.small;
  const std::optional<Past> carved = replay.last(
      [&](const Event& e) { return e.kind == EventKind::slab_carved && e.main == pfn; }, out);
  const std::optional<Past> in = replay.last(
      [&](const Event& e) {
        return e.kind == EventKind::object_in && e.main == pfn && e.small == object;
      },
      out);
  const bool reused = in && (!carved || in->command > carved->command);
  Text text = Text{.key = reused ? "why.object.reused" : "why.object.fresh", .values = {}}
                  .number("object", object)
                  .number("pfn", pfn)
                  .number("n", reused ? in->command + 1 : 0)
                  .text("call", reused ? replay.call(in->command) : std::string());
  return reused ? step(std::move(text), in->command, in->index, pfn, object)
                : step(std::move(text), out.command, out.index, pfn, object);
}

}  // namespace

WhyChain object_out_chain(const Replay& replay, const Past& out) {
  const std::vector<Event> events = replay.events(out.command);
  WhyChain chain{step(Text{.key = "why.object.out", .values = {}}
                          .number("object", out.event.small)
                          .number("pfn", out.event.main)
                          .number("n", out.command + 1)
                          .text("call", replay.call(out.command)),
                      out.command, out.index, out.event.main, out.event.small)};
  chain.push_back(slab_choice(replay, events, out));
  chain.push_back(object_choice(replay, out));
  for (const Event& event : events)
    if (event.kind == EventKind::grow)
      append(chain, slab_made_chain(replay, out.command, out.index));
  return chain;
}

WhyChain why_object(const Program& program, Position at, uint32_t pfn, uint32_t object) {
  const Replay replay(program, at);
  if (pfn >= replay.zone().frames()) return {};
  const Block block = replay.zone().block_of(Pfn(pfn));
  const uint32_t head = block.head.value;
  const KmemCache* cache = block.kind == FrameKind::slab ? cache_at(replay, head) : nullptr;
  if (cache == nullptr || object >= cache->layout().objects) return {};
  const std::optional<Past> last = replay.last([&](const Event& event) {
    if (event.main != head) return false;
    if (event.kind == EventKind::slab_carved) return true;
    return (event.kind == EventKind::object_out || event.kind == EventKind::object_in) &&
           event.small == object;
  });
  if (!last) return {};
  if (last->event.kind == EventKind::object_out) return object_out_chain(replay, *last);

  const SlabId slab(replay.zone().tag_low(Pfn(head)));
  const bool came_back = last->event.kind == EventKind::object_in;
  const bool first = cache->slab(slab).free_head == object;
  WhyChain chain{step(Text{.key = came_back ? "why.object.in" : "why.object.never", .values = {}}
                          .number("object", object)
                          .number("pfn", head)
                          .number("n", last->command + 1)
                          .text("call", replay.call(last->command)),
                      last->command, last->index, head, object)};
  chain.push_back(remark(Text{.key = first ? "why.object.first" : "why.object.behind", .values = {}}
                             .number("object", object)
                             .number("first", cache->slab(slab).free_head)
                             .number("pfn", head),
                         head));
  return chain;
}

}  // namespace kmem
