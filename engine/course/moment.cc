#include "course/moment.h"

#include "machine/scenario.h"

namespace kmem {
namespace {

// Where a command's event of a kind stands, from `from` on; the number of events if nowhere.
size_t find_event(const Moment& moment, EventKind kind, size_t from = 0) {
  while (from < moment.events.size() && moment.events[from].kind != kind) ++from;
  return from;
}

struct Probe {
  const Machine* machine = nullptr;
  Machine seen;
};

void take_picture(void* context) {
  Probe& probe = *static_cast<Probe*>(context);
  probe.seen = *probe.machine;
}

// The search after the last reaping, or the only one.
size_t last_search(const Moment& moment, size_t from) {
  size_t start = find_event(moment, EventKind::look, from);
  for (size_t i = start; i < moment.events.size(); ++i) {
    const EventKind kind = moment.events[i].kind;
    if (kind == EventKind::look && moment.events[i - 1].kind != EventKind::look) start = i;
  }
  return start;
}

}  // namespace

std::string Moment::call() const { return command_text(command(), program); }

Text make_moment(std::string script, uint32_t index, Moment& moment) {
  ScenarioParser parser(std::move(script));
  while (parser.step(4096)) {
  }
  if (!parser.diagnostics().empty())
    return say("course.error.script").number("line", parser.diagnostics()[0].line);
  Program program = parser.take_program();
  const bool textbook = program.memory.profile == Profile::textbook;
  if (!textbook || index >= program.commands.size())
    return say("course.error.no_command")
        .number("command", index)
        .number("count", textbook ? program.commands.size() : 0);
  make_moment(std::move(program), index, moment);
  return {};
}

void make_moment(Program program, uint32_t index, Moment& moment) {
  moment.program = std::move(program);
  moment.index = index;
  moment.before = *Machine::create(moment.program.memory);
  NullLog silent;
  for (uint32_t i = 0; i < index; ++i)
    moment.before.execute(moment.program.commands[i], moment.program, silent);
  moment.after = moment.before;
  EventLog log;
  moment.after.execute(moment.command(), moment.program, log);
  moment.events = log.events();
}

Machine machine_after(const Moment& moment, size_t events) {
  if (events == 0) return moment.before;
  Machine machine = moment.before;
  Probe probe{&machine, {}};
  ProbeLog log;
  log.stop_after(events, take_picture, &probe);
  machine.execute(moment.command(), moment.program, log);
  return std::move(probe.seen);
}

std::optional<PageRequest> page_request(const Moment& moment) {
  const size_t start = find_event(moment, EventKind::alloc_pages);
  if (start == moment.events.size()) return std::nullopt;
  const Event& asked = moment.events[start];
  PageRequest request{.order = asked.order, .bytes = asked.wide()};
  request.for_slab = start != 0 && moment.events[start - 1].kind == EventKind::grow;
  request.pressure = find_event(moment, EventKind::pressure, start) != moment.events.size();
  request.first_look = last_search(moment, start);
  for (size_t i = start; i < moment.events.size(); ++i) {
    const Event& event = moment.events[i];
    if (event.kind == EventKind::alloc_failed) request.errc = static_cast<Errc>(event.small);
    if (event.kind == EventKind::take) {
      request.found = event.order;
      request.taken = event.main;
    }
    if (event.kind == EventKind::hand_out) request.handed_out = event.main;
    if (event.kind == EventKind::hand_out || event.kind == EventKind::alloc_failed)
      request.hand_out = i;
  }
  return request;
}

std::vector<BlockFree> block_frees(const Moment& moment) {
  std::vector<BlockFree> frees;
  for (size_t i = 0; i < moment.events.size(); ++i) {
    const Event& event = moment.events[i];
    if (event.kind == EventKind::free_pages)
      frees.push_back({.pfn = event.main, .order = event.order, .first = i});
    if (event.kind != EventKind::block_free) continue;
    BlockFree& block = frees.back();
    block.end_pfn = event.main;
    block.end_order = event.order;
    block.verdict = verdict_of_ending(event.small);
    block.last = i;
  }
  return frees;
}

std::optional<ObjectRequest> object_request(const Moment& moment) {
  const size_t out = find_event(moment, EventKind::object_out);
  if (out == moment.events.size()) return std::nullopt;
  ObjectRequest request;
  request.slab = moment.events[out].main;
  request.object = moment.events[out].small;
  for (const Event& event : moment.events) {
    if (event.kind == EventKind::cache_alloc) request.cache = CacheId(event.small);
    if (event.kind == EventKind::slab_carved) request.grew = true;
    if (event.kind == EventKind::ctor_ran) request.ctor_runs = event.main;
    if (event.kind == EventKind::ctor_saved) request.ctor_saved = true;
  }
  return request;
}

std::optional<ObjectReturn> object_return(const Moment& moment) {
  const size_t freed = find_event(moment, EventKind::cache_free);
  const size_t in = find_event(moment, EventKind::object_in);
  if (in == moment.events.size()) return std::nullopt;
  return ObjectReturn{CacheId(moment.events[freed].small), moment.events[in].main,
                      moment.events[in].small};
}

const Slab* slab_at(const Machine& machine, uint32_t pfn) {
  const Zone& zone = machine.zone();
  if (pfn >= zone.frames() || zone.state(Pfn(pfn)).kind() != FrameKind::slab) return nullptr;
  const CacheId cache(zone.tag_high(Pfn(pfn)));
  return &machine.caches()[cache].slab(SlabId(zone.tag_low(Pfn(pfn))));
}

}  // namespace kmem
