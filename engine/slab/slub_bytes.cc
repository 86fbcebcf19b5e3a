// slub_bytes.cc — rule 1.10: what debugging writes into a slot.
#include <algorithm>

#include "slab/slub_cache.h"

namespace kmem {
namespace {

void put(uint8_t*& at, uint64_t number, uint32_t bytes) {
  for (uint32_t i = 0; i < bytes; ++i) *at++ = static_cast<uint8_t>(number >> (8 * i));
}

uint64_t get(const uint8_t*& at, uint32_t bytes) {
  uint64_t number = 0;
  for (uint32_t i = 0; i < bytes; ++i) number |= uint64_t{*at++} << (8 * i);
  return number;
}

}  // namespace

// The guards and, if the owner may not rely on old contents, the object itself.
void SlubCache::fill_object(Address object, uint8_t guard) {
  uint8_t* first = bytes_at(object - layout_.red_left_pad, layout_.red_left_pad + layout_.inuse);
  if (first == nullptr) return;
  uint8_t* at = first + layout_.red_left_pad;
  if (layout_.has(kSlabRedZone)) std::fill(first, at, guard);
  if (layout_.has(kSlubObjectPoison)) {
    std::fill(at, at + layout_.object_size - 1, kPoisonFree);
    at[layout_.object_size - 1] = kPoisonEnd;
  }
  if (layout_.has(kSlabRedZone)) std::fill(at + layout_.object_size, at + layout_.inuse, guard);
}

// A slot of a new slab.
void SlubCache::make_object(Address object) {
  if (layout_.has(kSlabRedZone | kSlabStoreUser | kSlubObjectPoison))
    fill_object(object, kRedInactive);
  if (layout_.has(kSlabStoreUser)) {
    uint8_t* tracks = bytes_at(object + layout_.track_offset(), 2 * kTrackBytes);
    std::fill(tracks, tracks + 2 * kTrackBytes, uint8_t{0});
  }
  if (!layout_.ctor) return;
  *bytes_at(object, 1) = kConstructed;
  ++ctor_runs_;
}

// struct track: code 8, stack 4, cpu 4, pid 4, nothing 4, when 8.
void SlubCache::set_track(Address object, bool freed, const Caller& caller) {
  const uint32_t offset = layout_.track_offset() + (freed ? kTrackBytes : 0);
  uint8_t* at = bytes_at(object + offset, kTrackBytes);
  if (at == nullptr) return;
  put(at, caller.code, 8);
  put(at, caller.stack, 4);
  put(at, caller.cpu, 4);
  put(at, caller.pid, 4);
  at += 4;
  put(at, caller.when, 8);
}

SlubTrack SlubCache::track_of(Address object, bool freed) const {
  SlubTrack track;
  const uint32_t offset = layout_.track_offset() + (freed ? kTrackBytes : 0);
  const uint8_t* at = bytes_at(object + offset, kTrackBytes);
  if (!layout_.has(kSlabStoreUser) || at == nullptr) return track;
  track.code = get(at, 8);
  track.stack = static_cast<uint32_t>(get(at, 4));
  track.cpu = static_cast<uint32_t>(get(at, 4));
  track.pid = static_cast<uint32_t>(get(at, 4));
  at += 4;
  track.age = now_ - get(at, 8);
  track.set = track.code != 0;
  return track;
}

}  // namespace kmem
