#include "course/race_contender.h"

#include "machine/machine_inl.h"

namespace kmem {
namespace {

// Counts the lists that the machine looks at, and keeps nothing.
struct LookLog {
  static constexpr bool kOn = true;
  static constexpr bool kWatched = false;
  uint64_t looks = 0;

  void emit(EventWord word) {
    const EventKind kind = Event(word).kind;
    if (kind == EventKind::look || kind == EventKind::look_partial || kind == EventKind::look_empty)
      ++looks;
  }
};

template <class Place>
Place& place_of(std::vector<Place>& places, uint32_t slot, const Place& none) {
  if (slot >= places.size()) places.resize(slot + 1, none);
  return places[slot];
}

void count_failure(Errc why, RaceWork& work) {
  ++(why == Errc::fragmented ? work.fragmented : work.exhausted);
}

Outcome failed(Errc why, RaceWork& work) {
  count_failure(why, work);
  return {.kind = OutcomeKind::failed, .errc = why};
}

Bytes largest_block(const Zone& zone) {
  return zone.largest_free() == 0 ? 0 : zone.page_size() << (zone.largest_free() - 1);
}

}  // namespace

Outcome FitContender::answer(const Ask& ask) {
  if (ask.kind != AskKind::request && ask.kind != AskKind::release) return {};
  Place& place = place_of(places_, ask.slot, {});
  if (ask.kind == AskKind::release) {
    if (!place.live) return {};
    place.live = false;
    const Bytes size = fit_.region(fit_.region_of(place.address)).size;
    KMEM_CHECK(fit_.free(place.address) == Errc::none);
    return {.kind = OutcomeKind::released, .address = place.address, .granted = size};
  }
  const Result<Address> got = fit_.alloc(ask.bytes);
  place.live = got.ok();
  if (!got.ok()) return failed(got.errc(), own_);
  place.address = *got;
  own_.ctor_runs += ask.ctor;
  const uint32_t region = fit_.region_of(*got);
  if (region >= objects_.size()) objects_.resize(region + 1);
  objects_[region] = ask.object;
  return {.kind = OutcomeKind::placed, .address = *got, .granted = fit_.region(region).size};
}

RaceBytes FitContender::bytes() const {
  const Bytes used = fit_.segment() - fit_.free_bytes();
  return {.payload = fit_.requested_bytes(),
          .rounding = used - fit_.requested_bytes(),
          .free = fit_.free_bytes(),
          .largest = fit_.largest_hole()};
}

RaceWork FitContender::work() const {
  RaceWork work = own_;
  work.looks = fit_.work().looks;
  work.splits = fit_.work().splits;
  work.merges = fit_.work().merges;
  return work;
}

uint64_t FitContender::memory_bytes() const {
  return sizeof(FitContender) + fit_.memory_bytes() + places_.capacity() * sizeof(Place) +
         objects_.capacity();
}

Outcome BuddyContender::answer(const Ask& ask) {
  if (ask.kind != AskKind::request && ask.kind != AskKind::release) return {};
  uint32_t& place = place_of(places_, ask.slot, kNone);
  NullLog silent;
  if (ask.kind == AskKind::release) {
    if (place == kNone) return {};
    const Block block = zone_.block_of(Pfn(place));
    zone_.free_pages(Pfn(place), silent);
    place = kNone;
    return {.kind = OutcomeKind::released,
            .address = Address{block.head.value} << zone_.page_shift(),
            .granted = zone_.page_size() << block.order.value};
  }
  place = kNone;
  if (ask.order > zone_.top_order()) return failed(Errc::order_too_large, own_);
  const Result<Pfn> got = zone_.alloc_pages(ask.order, ask.bytes, BlockOwner::pages, silent);
  if (!got.ok()) return failed(got.errc(), own_);
  place = got->value;
  objects_[place] = ask.object;
  own_.ctor_runs += ask.ctor;
  return {.kind = OutcomeKind::placed,
          .address = Address{got->value} << zone_.page_shift(),
          .granted = zone_.page_size() << ask.order.value};
}

RaceBytes BuddyContender::bytes() const {
  const Bytes used = Bytes{zone_.page_frames()} << zone_.page_shift();
  return {.payload = zone_.requested_bytes(),
          .rounding = used - zone_.requested_bytes(),
          .free = Bytes{zone_.free_frames()} << zone_.page_shift(),
          .largest = largest_block(zone_)};
}

RaceWork BuddyContender::work() const {
  RaceWork work = own_;
  work.looks = zone_.work().list_looks;
  work.splits = zone_.work().splits;
  work.merges = zone_.work().merges;
  return work;
}

uint64_t BuddyContender::memory_bytes() const {
  return sizeof(BuddyContender) + zone_.memory_bytes() + places_.capacity() * sizeof(uint32_t) +
         objects_.capacity();
}

Outcome SlabContender::answer(const Ask& ask, const Command& command, const Program& program) {
  LookLog log;
  machine_.execute(command, program, log);
  own_.looks += log.looks;
  if (ask.kind != AskKind::request && ask.kind != AskKind::release) return {};
  Outcome& place = place_of(places_, ask.slot, {});
  if (ask.kind == AskKind::release) {
    Outcome was = place;
    place = {};
    if (was.kind == OutcomeKind::placed) was.kind = OutcomeKind::released;
    return was;
  }
  place = {};
  const Handle held = machine_.handle(HandleId(command.handle));
  if (held.status != HandleStatus::live) return failed(machine_.last_errc(), own_);
  const Zone& zone = machine_.zone();
  const Block block = zone.block_of(Pfn(held.pfn));
  place = {.kind = OutcomeKind::placed,
           .address = machine_.address_of(held),
           .granted = zone.page_size() << block.order.value};
  if (block.kind == FrameKind::slab)
    place.granted = machine_.caches()[CacheId(zone.tag_high(block.head))].layout().size;
  return place;
}

RaceBytes SlabContender::bytes() const {
  const Ledger ledger = machine_.ledger();
  return {.payload = ledger.payload,
          .rounding = ledger.block_rounding + ledger.object_rounding,
          .tails = ledger.slab_tails,
          .kept = ledger.free_objects + ledger.empty_slabs,
          .free = ledger.free_pages,
          .largest = largest_block(machine_.zone())};
}

RaceWork SlabContender::work() const {
  RaceWork work = own_;
  work.splits = machine_.zone().work().splits;
  work.merges = machine_.zone().work().merges;
  for (uint32_t id = 0; id < machine_.caches().size(); ++id) {
    work.ctor_runs += machine_.caches()[CacheId(id)].work().ctor_runs;
    work.ctor_saved += machine_.caches()[CacheId(id)].work().ctor_saved;
  }
  return work;
}

uint64_t SlabContender::memory_bytes() const {
  return machine_.memory_bytes() + places_.capacity() * sizeof(Outcome);
}

}  // namespace kmem
