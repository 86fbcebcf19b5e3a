#include "fit/fit_allocator.h"

namespace kmem {
namespace {

// Near the end of the numbers rounding up would give 0; such a request fits nowhere as it is.
Bytes rounded(Bytes requested) {
  const Bytes size = (requested + kFitAlign - 1) & ~(kFitAlign - 1);
  return size < requested ? requested : size;
}

}  // namespace

Result<FitAllocator> FitAllocator::create(FitPolicy policy, Bytes segment) {
  if (segment == 0 || segment % kFitAlign != 0) return Errc::bad_size;
  FitAllocator fit;
  fit.policy_ = policy;
  fit.segment_ = segment;
  fit.free_bytes_ = segment;
  const uint32_t id = fit.new_region({.size = segment, .hole = true});
  fit.by_address_.insert(id, {0, 0}, 0);
  fit.index_hole(id);
  return fit;
}

FitAllocator::Choice FitAllocator::choose(Bytes requested) const {
  const Bytes size = rounded(requested);
  const uint32_t all = holes();
  switch (policy_) {
    case FitPolicy::first: {
      const uint32_t hole = by_address_.first_hole({0, 0}, size);
      if (hole == kNone) return {kNone, all};
      return {hole, by_address_.holes_before({regions_[hole].start, 0}) + 1};
    }
    case FitPolicy::next:
      return choose_next(size);
    case FitPolicy::best:
      return {by_size_.first_hole({size, 0}, size), all};
    case FitPolicy::worst:
      return {largest_hole() < size ? kNone : by_address_.first_hole({0, 0}, largest_hole()), all};
  }
  return {};
}

// The hole that the rover lies in is the first one looked at: it may have grown backwards since.
FitAllocator::Choice FitAllocator::choose_next(Bytes size) const {
  Address from = rover_;
  if (from < segment_) {
    const Region& here = regions_[region_of(from)];
    if (here.hole) from = here.start;
  }
  const uint32_t all = holes();
  const uint32_t passed = by_address_.holes_before({from, 0});
  uint32_t hole = by_address_.first_hole({from, 0}, size);
  const bool wraps = hole == kNone;
  if (wraps) hole = by_address_.first_hole({0, 0}, size);
  if (hole == kNone) return {kNone, all};
  const uint32_t before = by_address_.holes_before({regions_[hole].start, 0});
  return {hole, (wraps ? all - passed + before : before - passed) + 1};
}

Result<Address> FitAllocator::alloc(Bytes requested) {
  if (requested == 0) return Errc::zero_bytes;
  const Bytes size = rounded(requested);
  const Choice choice = choose(requested);
  work_.looks += choice.looks;
  if (choice.hole == kNone) {
    ++work_.failures;
    return free_bytes_ < size ? Errc::exhausted : Errc::fragmented;
  }
  cut(choice.hole, size);
  Region& block = regions_[choice.hole];
  block.requested = requested;
  free_bytes_ -= size;
  requested_bytes_ += requested;
  rover_ = block.start + size;
  return block.start;
}

// The low end of a hole becomes a block; the rest, if there is one, a hole of its own.
void FitAllocator::cut(uint32_t hole, Bytes size) {
  unindex_hole(hole);
  const Region whole = regions_[hole];
  regions_[hole].hole = false;
  if (whole.size == size) return;
  const uint32_t rest = new_region({.start = whole.start + size,
                                    .size = whole.size - size,
                                    .prev = hole,
                                    .next = whole.next,
                                    .hole = true});
  regions_[hole].size = size;
  regions_[hole].next = rest;
  if (whole.next != kNone) regions_[whole.next].prev = rest;
  by_address_.insert(rest, {regions_[rest].start, 0}, 0);
  index_hole(rest);
  ++work_.splits;
}

Errc FitAllocator::free(Address address) {
  if (address >= segment_) return Errc::outside_segment;
  uint32_t id = region_of(address);
  if (regions_[id].hole) return Errc::double_free;
  if (regions_[id].start != address) return Errc::interior_pointer;
  free_bytes_ += regions_[id].size;
  requested_bytes_ -= regions_[id].requested;
  regions_[id].requested = 0;
  regions_[id].hole = true;

  const uint32_t after = regions_[id].next;
  if (after != kNone && regions_[after].hole) {
    unindex_hole(after);
    join_next(id);
  }
  const uint32_t before = regions_[id].prev;
  if (before != kNone && regions_[before].hole) {
    unindex_hole(before);
    join_next(before);
    id = before;
  }
  index_hole(id);
  return Errc::none;
}

// The next region becomes part of this one. Neither counts as a hole in the trees meanwhile.
void FitAllocator::join_next(uint32_t id) {
  const uint32_t gone = regions_[id].next;
  regions_[id].size += regions_[gone].size;
  regions_[id].next = regions_[gone].next;
  if (regions_[id].next != kNone) regions_[regions_[id].next].prev = id;
  by_address_.erase(gone);
  release_region(gone);
  ++work_.merges;
}

uint32_t FitAllocator::new_region(const Region& region) {
  if (unused_ == kNone) {
    regions_.push_back(region);
    return static_cast<uint32_t>(regions_.size() - 1);
  }
  const uint32_t id = unused_;
  unused_ = regions_[id].next;
  regions_[id] = region;
  return id;
}

void FitAllocator::release_region(uint32_t id) {
  regions_[id] = {.next = unused_};
  unused_ = id;
}

void FitAllocator::index_hole(uint32_t id) {
  const Region& hole = regions_[id];
  by_address_.set_hole(id, hole.size);
  if (policy_ == FitPolicy::best) by_size_.insert(id, {hole.size, hole.start}, hole.size);
}

void FitAllocator::unindex_hole(uint32_t id) {
  by_address_.set_hole(id, 0);
  if (policy_ == FitPolicy::best) by_size_.erase(id);
}

uint64_t FitAllocator::memory_bytes() const {
  return sizeof(FitAllocator) + regions_.capacity() * sizeof(Region) + by_address_.memory_bytes() +
         by_size_.memory_bytes();
}

}  // namespace kmem
