// why_event.cc — the causes of each kind of event.
#include "course/why_replay.h"

namespace kmem {
namespace {

class EventWhy {
 public:
  EventWhy(const Replay& replay, const Past& past)
      : replay_(replay), past_(past), events_(replay.events(past.command)) {}

  WhyChain chain() const;

 private:
  const Event& event() const { return past_.event; }
  uint32_t command() const { return past_.command; }
  uint32_t index() const { return past_.index; }

  // What most sentences may call.
  Text text(const std::string& key) const {
    return Text{.key = key, .values = {}}
        .number("n", command() + 1)
        .text("call", replay_.call(command()))
        .number("order", event().order)
        .number("pfn", event().main)
        .number("count", event().main);
  }
  WhyChain one(Text text, uint32_t pfn = kNone) const {
    return {step(std::move(text), command(), index(), pfn)};
  }
  WhyChain one(const char* key) const { return one(text(key)); }
  Text cache_text(const char* key) const {
    return text(key).text("cache", replay_.cache_name(event().small));
  }
  const Event* before(EventKind kind) const {
    for (uint32_t i = index(); i-- > 0;)
      if (events_[i].kind == kind) return &events_[i];
    return nullptr;
  }

  WhyChain called() const;
  WhyChain look() const;
  WhyChain split() const;
  WhyChain buddy_look() const;
  WhyChain coalesce() const;
  WhyChain reap() const;
  WhyChain ctor_saved() const;
  WhyChain cache_create() const;
  WhyChain nothing() const;
  WhyChain refused() const;
  WhyChain pages() const;
  WhyChain caches() const;

  const Replay& replay_;
  Past past_;
  std::vector<Event> events_;
};

// The first event of a command is the command's; a grow asks the page allocator in its turn.
WhyChain EventWhy::called() const {
  const Event* grow =
      index() > 0 && events_[index() - 1].kind == EventKind::grow ? &events_[index() - 1] : nullptr;
  if (grow == nullptr) return one(text("why.called"));
  return one(text("why.called.grow").text("cache", replay_.cache_name(grow->small)));
}

WhyChain EventWhy::look() const {
  const bool first = index() == 0 || events_[index() - 1].kind != EventKind::look;
  WhyChain chain = one(text(first ? "why.look.first" : "why.look.next")
                           .number("lower", event().order == 0 ? 0 : event().order - 1u));
  if (first) append(chain, order_chain(replay_, command(), index()));
  return chain;
}

WhyChain EventWhy::split() const {
  const uint32_t wanted = before(EventKind::alloc_pages)->order;
  return one(text("why.split")
                 .number("larger", event().order + 1u)
                 .number("wanted", wanted)
                 .number("waits", event().main + frames_of(Order(event().order))),
             event().main);
}

WhyChain EventWhy::buddy_look() const {
  const uint32_t frames = frames_of(Order(event().order));
  constexpr const char* kKeys[] = {"why.buddy.merge", "why.buddy.in_use", "why.buddy.split_further",
                                   "why.buddy.in_use"};
  WhyChain chain =
      one(text("why.buddy").number("frames", frames).number("own", event().main ^ frames),
          event().main);
  append(chain, one(text(kKeys[event().small & 3]).number("buddy", event().main)));
  return chain;
}

WhyChain EventWhy::coalesce() const {
  const uint32_t half = frames_of(Order(event().order - 1u));
  return one(
      text("why.coalesce").number("half", event().order - 1u).number("upper", event().main + half),
      event().main);
}

WhyChain EventWhy::reap() const {
  const Event* cause = nullptr;
  for (uint32_t i = index(); i-- > 0 && cause == nullptr;)
    if (events_[i].kind == EventKind::pressure || events_[i].kind == EventKind::shrink)
      cause = &events_[i];
  const char* key = cause == nullptr                     ? "why.reap.destroy"
                    : cause->kind == EventKind::pressure ? "why.reap.pressure"
                                                         : "why.reap.shrink";
  return one(cache_text(key).number("wanted", cause == nullptr ? 0 : cause->order), event().main);
}

// The event stands behind the object's hand-out.
WhyChain EventWhy::ctor_saved() const {
  WhyChain chain = one(cache_text("why.ctor_saved"));
  const Event* out = before(EventKind::object_out);
  if (out == nullptr) return chain;
  const auto carved = replay_.last(
      [&](const Event& e) { return e.kind == EventKind::slab_carved && e.main == out->main; });
  if (carved)
    chain.push_back(step(
        text("why.ctor_saved.made").number("slab", out->main).number("made", carved->command + 1),
        carved->command, carved->index, out->main));
  return chain;
}

WhyChain EventWhy::cache_create() const {
  const KmemCache& cache = replay_.machine().caches()[CacheId(event().small)];
  const SlabLayout& layout = cache.layout();
  const Bytes slab = replay_.block_bytes(layout.order.value);
  const bool chosen = uint64_t{layout.tail} * 8 <= slab;
  return one(cache_text(chosen ? "why.cache_create" : "why.cache_create.other")
                 .bytes("object", layout.object_size)
                 .bytes("size", layout.size)
                 .bytes("slab", slab)
                 .number("objects", layout.objects)
                 .bytes("tail", layout.tail));
}

WhyChain EventWhy::nothing() const {
  const Command& free = replay_.program().commands[command()];
  WhyChain chain = one(text("why.free_nothing"));
  // Which request that was, the program tells: the last one under this name.
  for (uint32_t c = command(); c-- > 0;) {
    const Command& request = replay_.program().commands[c];
    const bool requests = request.op == Op::alloc_pages || request.op == Op::kmalloc ||
                          request.op == Op::kmem_cache_alloc;
    if (!requests || request.handle != free.handle) continue;
    chain.push_back(step(Text{.key = "why.free_nothing.request", .values = {}}
                             .number("n", c + 1)
                             .text("call", replay_.call(c)),
                         c, 0));
    break;
  }
  return chain;
}

WhyChain EventWhy::refused() const {
  const Errc why = static_cast<Errc>(event().order);
  WhyChain chain = one(Text{.key = std::string("errc.") + errc_name(why), .values = {}});
  if (why != Errc::double_free) return chain;
  const auto freed = replay_.last(
      [&](const Event& e) {
        return (e.kind == EventKind::free_pages || e.kind == EventKind::object_in) &&
               e.main == event().main;
      },
      past_);
  if (freed)
    chain.push_back(step(Text{.key = "why.freed_before", .values = {}}
                             .number("n", freed->command + 1)
                             .text("call", replay_.call(freed->command)),
                         freed->command, freed->index, event().main));
  return chain;
}

WhyChain EventWhy::pages() const {
  switch (event().kind) {
    case EventKind::alloc_pages:
      return called();
    case EventKind::round_up:
      return order_chain(replay_, command(), index());
    case EventKind::look:
      return look();
    case EventKind::take:
      return take_chain(replay_, command(), index());
    case EventKind::split:
      return split();
    case EventKind::hand_out:
      return pages_chain(replay_, command(), index());
    case EventKind::no_block:
      return no_block_chain(replay_, past_);
    case EventKind::alloc_failed:
      return failure_chain(replay_, past_);
    case EventKind::free_pages:
      return given_back_chain(replay_, command(), index());
    case EventKind::buddy_look:
      return buddy_look();
    case EventKind::coalesce:
      return coalesce();
    default:
      return free_chain(replay_, command(), index());
  }
}

WhyChain EventWhy::caches() const {
  switch (event().kind) {
    case EventKind::cache_create:
      return cache_create();
    case EventKind::look_partial:
      return one(cache_text("why.look_partial"));
    case EventKind::look_empty:
      return one(cache_text("why.look_empty"));
    case EventKind::grow:
      return one(cache_text("why.grow"));
    case EventKind::slab_carved:
      return slab_made_chain(replay_, command(), index());
    case EventKind::ctor_ran:
      return one(cache_text("why.ctor_ran"));
    case EventKind::ctor_saved:
      return ctor_saved();
    case EventKind::object_out:
      return object_out_chain(replay_, past_);
    case EventKind::object_in:
      return one(text("why.object_in").number("object", event().small), event().main);
    case EventKind::slab_moved:
      return slab_moved_chain(replay_, past_);
    case EventKind::pressure:
      return one("why.event.pressure");
    case EventKind::reap:
      return reap();
    default:
      return called();
  }
}

WhyChain EventWhy::chain() const {
  switch (event().kind) {
    case EventKind::kmalloc_class:
      return one(cache_text("why.kmalloc_class")
                     .bytes("size", event().main)
                     .bytes("bytes", before(EventKind::kmalloc)->wide()));
    case EventKind::kmalloc_large:
      return one(text("why.kmalloc_large").bytes("bytes", before(EventKind::kmalloc)->wide()));
    case EventKind::free_nothing:
      return nothing();
    case EventKind::refused:
      return refused();
    case EventKind::expect_met:
    case EventKind::expect_failed:
      return one("why.expect");
    default:
      if (event().kind <= EventKind::block_free) return pages();
      // There are no reasons yet for what the caches of Linux do.
      return replay_.machine().linux_memory() == nullptr ? caches() : WhyChain{};
  }
}

}  // namespace

WhyChain why_event(const Program& program, uint32_t command, uint32_t event) {
  const Replay replay(program, {command, event + 1});
  const std::vector<Event> events = replay.events(command);
  if (event >= events.size()) return {};
  return EventWhy(replay, {command, event, events[event]}).chain();
}

}  // namespace kmem
