#include "course/race_reason.h"

#include "base/digits.h"

namespace kmem {
namespace {

constexpr const char* kNames[] = {"first_fit", "best_fit", "worst_fit",
                                  "next_fit",  "buddy",    "slab"};

const char* name_of(ContenderKind kind) { return kNames[static_cast<uint32_t>(kind)]; }

std::string hex(Address address) { return "0x" + hex_text(address); }

Bytes largest_block(const Zone& zone) {
  return zone.largest_free() == 0 ? 0 : zone.page_size() << (zone.largest_free() - 1);
}

Text refused(Errc why, Bytes needed, Bytes free, Bytes largest) {
  return Text{.key = std::string("race.refused.") + errc_name(why), .values = {}}
      .bytes("needed", needed)
      .bytes("free", free)
      .bytes("largest", largest);
}

Text fit_choice(const FitAllocator& fit, const Ask& ask, ContenderKind kind) {
  const FitAllocator::Choice choice = fit.choose(ask.bytes);
  if (choice.hole == kNone) {
    const Errc why = fit.free_bytes() < ask.bytes ? Errc::exhausted : Errc::fragmented;
    return refused(why, ask.bytes, fit.free_bytes(), fit.largest_hole());
  }
  const Region& hole = fit.region(choice.hole);
  return Text{.key = std::string("race.choice.") + name_of(kind), .values = {}}
      .text("address", hex(hole.start))
      .bytes("hole", hole.size)
      .text("from", hex(fit.rover()))
      .number("looks", choice.looks);
}

// A block of `order`, cut from the head of free list `found`.
Text block_text(const char* key, const Zone& zone, uint32_t order, uint32_t found, uint32_t pfn,
                Bytes bytes) {
  return Text{.key = key, .values = {}}
      .bytes("bytes", bytes)
      .bytes("granted", zone.page_size() << order)
      .number("order", order)
      .number("found", found)
      .number("splits", found - order)
      .number("pfn", pfn)
      .text("address", hex(Address{pfn} << zone.page_shift()));
}

Text buddy_choice(const Zone& zone, const Ask& ask) {
  const uint32_t order = ask.order.value;
  const Bytes free = Bytes{zone.free_frames()} << zone.page_shift();
  if (ask.order > zone.top_order())
    return refused(Errc::order_too_large, ask.bytes, free, zone.bytes());
  if (!zone.can_alloc(ask.order))
    return refused(zone.failure(ask.order), zone.page_size() << order, free, largest_block(zone));
  uint32_t found = order;
  while (zone.area(Order(found)).nr_free == 0) ++found;
  const char* key = ask.object       ? "race.choice.object_block"
                    : found == order ? "race.choice.block"
                                     : "race.choice.split";
  return block_text(key, zone, order, found, zone.area(Order(found)).head, ask.bytes);
}

Text object_text(const char* how, const Machine& machine, uint32_t pfn, uint32_t object) {
  const Zone& zone = machine.zone();
  const KmemCache& cache = machine.caches()[CacheId(zone.tag_high(Pfn(pfn)))];
  const Address slab = Address{pfn} << zone.page_shift();
  return Text{.key = std::string("race.choice.object.") + how, .values = {}}
      .text("cache", cache.name())
      .number("pfn", pfn)
      .number("object", object)
      .bytes("size", cache.layout().size)
      .number("objects", cache.layout().objects)
      .text("address", hex(slab + Address{object} * cache.layout().size));
}

// The machine is asked on a copy, and its events tell how it came to its answer.
Text machine_choice(const Race& before, const Program& program, const Ask& ask) {
  Machine machine = before.slab().machine();
  ProbeLog log;
  machine.execute(program.commands[before.position()], program, log);
  const Zone& zone = machine.zone();
  const char* object = "partial";
  bool grown = false;
  bool reaped = false;
  Event take;
  for (const Event& event : log.events()) {
    if (event.kind == EventKind::look_empty) object = "empty";
    if (event.kind == EventKind::grow) grown = true;
    if (event.kind == EventKind::pressure) reaped = true;
    if (event.kind == EventKind::take) take = event;
    if (event.kind == EventKind::object_out)
      return object_text(reaped  ? "reaped"
                         : grown ? "grown"
                                 : object,
                         machine, event.main, event.small);
    if (event.kind == EventKind::alloc_failed) {
      const Bytes needed = event.order > kMaxOrder ? ask.bytes : zone.page_size() << event.order;
      return refused(static_cast<Errc>(event.small), needed, before.slab().bytes().free,
                     before.slab().bytes().largest);
    }
  }
  const uint32_t order = ask.order.value;
  const char* key = reaped                ? "race.choice.reaped"
                    : take.order == order ? "race.choice.block"
                                          : "race.choice.split";
  return block_text(key, zone, order, take.order, take.main, ask.bytes);
}

}  // namespace

std::string contender_key(ContenderKind kind) { return std::string("race.name.") + name_of(kind); }

Text race_choice(const Race& before, const Program& program, ContenderKind kind) {
  if (before.position() >= program.commands.size() || !has(before.running(), kind)) return {};
  const Ask ask = before.next_ask(program);
  if (ask.kind != AskKind::request) return {};
  if (kind == ContenderKind::slab) return machine_choice(before, program, ask);
  if (kind == ContenderKind::buddy) return buddy_choice(before.buddy().zone(), ask);
  return fit_choice(before.fit(kind).allocator(), ask, kind);
}

Text race_difference(const Race& after, ContenderKind a, ContenderKind b) {
  const DifferenceKind kind = difference(after.outcome(a), after.outcome(b));
  if (kind == DifferenceKind::none) return {};
  // Of two of whom one refuses, the sentence begins with the other.
  if (kind == DifferenceKind::failed && after.outcome(a).kind == OutcomeKind::failed)
    return race_difference(after, b, a);
  constexpr const char* kKeys[] = {"", "race.differ.failed", "race.differ.reason",
                                   "race.differ.place", "race.differ.size"};
  const Outcome& at_a = after.outcome(a);
  const Outcome& at_b = after.outcome(b);
  return Text{.key = kKeys[static_cast<uint32_t>(kind)], .values = {}}
      .word("a", contender_key(a))
      .word("b", contender_key(b))
      .bytes("bytes", after.ask().bytes)
      .text("at_a", hex(at_a.address))
      .text("at_b", hex(at_b.address))
      .bytes("granted_a", at_a.granted)
      .bytes("granted_b", at_b.granted)
      .word("why_a", std::string("race.errc.") + errc_name(at_a.errc))
      .word("why_b", std::string("race.errc.") + errc_name(at_b.errc));
}

}  // namespace kmem
