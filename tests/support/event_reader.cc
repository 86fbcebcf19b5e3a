#include "support/event_reader.h"

#include <algorithm>

namespace kmem {
namespace {

using K = EventKind;
using Heads = std::list<uint32_t>;

std::string complaint(bool fits, const char* text) { return fits ? "" : text; }

bool erase_one(Heads& list, uint32_t head) {
  const auto found = std::find(list.begin(), list.end(), head);
  if (found == list.end()) return false;
  list.erase(found);
  return true;
}

}  // namespace

EventReader::EventReader(const Zone& start)
    : top_(start.top_order().value), free_lists_(start.top_order().value + 1) {
  free_lists_[top_].push_front(0);
}

uint32_t EventReader::free_frames() const {
  size_t sum = transit_ ? size_t{1} << transit_->order : 0;
  for (uint32_t k = 0; k <= top_; ++k) sum += free_lists_[k].size() << k;
  return static_cast<uint32_t>(sum);
}

std::string EventReader::read(const Event& event) {
  if (event.kind >= K::cache_create && event.kind <= K::cache_destroy)
    return read_cache_event(event);
  return read_page_event(event);
}

std::string EventReader::read_page_event(const Event& event) {
  const uint32_t order = event.order;
  switch (event.kind) {
    case K::look:
      return complaint(event.main == free_lists_[order].size(), "look: another nr_free");
    case K::take:
      return take(order, event.main);
    case K::split:
      return split(order, event.main);
    case K::hand_out: {
      const bool fits = in_transit(order, event.main);
      transit_.reset();
      in_use_[event.main] = order;
      return complaint(fits, "hand_out: of another block");
    }
    case K::no_block:
    case K::alloc_failed:
      return complaint(event.main == free_frames(), "another count of free frames");
    case K::free_pages: {
      const auto held = in_use_.find(event.main);
      if (held == in_use_.end() || held->second != order) return "free_pages: not in use";
      in_use_.erase(held);
      transit_ = PaintedBlock{event.main, order};
      return "";
    }
    case K::buddy_look:
      return verdict(event);
    case K::coalesce:
      return coalesce(order, event.main);
    case K::block_free: {
      const bool fits = in_transit(order, event.main);
      transit_.reset();
      free_lists_[order].push_front(event.main);
      return complaint(fits, "block_free: of another block");
    }
    default:
      return "";
  }
}

std::string EventReader::take(uint32_t order, uint32_t pfn) {
  if (free_lists_[order].empty() || free_lists_[order].front() != pfn) return "take: not the head";
  free_lists_[order].pop_front();
  transit_ = PaintedBlock{pfn, order};
  return "";
}

std::string EventReader::split(uint32_t order, uint32_t pfn) {
  if (!in_transit(order + 1, pfn)) return "split: of another block";
  free_lists_[order].push_front(pfn + (1u << order));
  transit_->order = order;
  ++splits_;
  return "";
}

std::string EventReader::coalesce(uint32_t order, uint32_t pfn) {
  if (!transit_ || transit_->order + 1 != order) return "coalesce: of another order";
  const uint32_t half = 1u << transit_->order;
  const uint32_t buddy = transit_->pfn == pfn ? pfn + half : pfn;
  if (std::max(transit_->pfn, buddy) != pfn + half) return "coalesce: of another block";
  if (!erase_one(free_lists_[transit_->order], buddy)) return "coalesce: the buddy is not free";
  ++merges_;
  transit_ = PaintedBlock{pfn, order};
  return "";
}

std::string EventReader::verdict(const Event& event) const {
  const auto& list = free_lists_[event.order];
  const bool free = std::find(list.begin(), list.end(), event.main) != list.end();
  const auto held = in_use_.find(event.main);
  const bool in_use = held != in_use_.end() && held->second == event.order;
  const BuddyVerdict right = free     ? BuddyVerdict::merge
                             : in_use ? BuddyVerdict::in_use
                                      : BuddyVerdict::split_further;
  return complaint(event.small == static_cast<uint32_t>(right), "buddy_look: another verdict");
}

std::string EventReader::read_cache_event(const Event& event) {
  PaintedCache& cache = caches_[event.small];
  switch (event.kind) {
    case K::look_partial:
      return complaint(event.main == cache.lists[1].size(), "look_partial: another count");
    case K::look_empty:
    case K::shrink:
      return complaint(event.main == cache.lists[2].size(), "another count of empty slabs");
    case K::grow:
      objects_to_carve_ = event.main;
      return "";
    case K::slab_carved:
      return carve(event);
    case K::ctor_ran:
      cache.ctor_runs += event.main;
      return "";
    case K::ctor_saved:
      ++cache.ctor_saved;
      return complaint(event.main == cache.ctor_saved, "ctor_saved: another count");
    case K::object_out:
      return object_out(event.small, event.main);
    case K::object_in: {
      PaintedSlab& slab = slabs_[event.main];
      slab.freelist.push_front(event.small);
      return complaint(slab.live.erase(event.small) == 1, "object_in: was not live");
    }
    case K::slab_moved:
      return move_slab(event);
    case K::reap:
      return reap(event);
    case K::cache_destroy:
      cache.destroyed = true;
      return "";
    default:
      return "";
  }
}

std::string EventReader::carve(const Event& event) {
  const auto held = in_use_.find(event.main);
  if (held == in_use_.end() || held->second != event.order) return "slab_carved: not handed out";
  PaintedSlab& slab = slabs_[event.main];
  slab.cache = event.small;
  for (uint32_t i = 0; i < objects_to_carve_; ++i) slab.freelist.push_back(i);
  caches_[event.small].lists[2].push_front(event.main);
  ++caches_[event.small].grown;
  return "";
}

std::string EventReader::object_out(uint32_t object, uint32_t head) {
  const auto slab = slabs_.find(head);
  if (slab == slabs_.end() || slab->second.freelist.empty()) return "object_out: no free object";
  if (slab->second.freelist.front() != object) return "object_out: not the freelist's head";
  slab->second.freelist.pop_front();
  slab->second.live.insert(object);
  return "";
}

std::string EventReader::move_slab(const Event& event) {
  PaintedCache& cache = caches_[event.small];
  const uint32_t from = event.order / 16, to = event.order % 16;
  if (from > 2 || to > 2 || !erase_one(cache.lists[from], event.main))
    return "slab_moved: was not on that list";
  cache.lists[to].push_front(event.main);
  return "";
}

std::string EventReader::reap(const Event& event) {
  PaintedCache& cache = caches_[event.small];
  if (cache.lists[2].empty() || cache.lists[2].front() != event.main)
    return "reap: not the first empty slab";
  cache.lists[2].pop_front();
  ++cache.reaped;
  return complaint(slabs_.erase(event.main) == 1, "reap: of no slab");
}

std::string EventReader::zone_difference(const Zone& zone) const {
  for (uint32_t k = 0; k <= top_; ++k) {
    uint32_t pfn = zone.area(Order(k)).head;
    for (const uint32_t painted : free_lists_[k]) {
      if (pfn != painted) return "free list " + std::to_string(k);
      if (zone.state(Pfn(pfn)) != FrameState(FrameKind::free, Order(k))) return "a free block";
      pfn = zone.next_free(Pfn(pfn));
    }
    if (pfn != kNone) return "end of free list " + std::to_string(k);
  }
  for (const auto& [pfn, order] : in_use_) {
    const FrameKind kind = zone.state(Pfn(pfn)).kind();
    if (zone.state(Pfn(pfn)).order() != Order(order)) return "order of a block in use";
    if (kind != FrameKind::slab && (kind != FrameKind::pages || slabs_.count(pfn) != 0))
      return "a block in use";
    const auto slab = slabs_.find(pfn);
    if (kind == FrameKind::slab &&
        zone.tag_high(Pfn(pfn)) != (slab == slabs_.end() ? kNone : slab->second.cache))
      return "tag of a slab";
  }
  if (transit_ &&
      zone.state(Pfn(transit_->pfn)) != FrameState(FrameKind::in_transit, Order(transit_->order)))
    return "the block in transit";
  if (zone.work().splits != splits_ || zone.work().merges != merges_) return "splits or merges";
  return complaint(zone.free_frames() == free_frames(), "free frames");
}

std::string EventReader::slab_difference(const KmemCache& cache, SlabId id) const {
  const auto painted = slabs_.find(cache.slab(id).head.value);
  if (painted == slabs_.end()) return "a slab";
  uint32_t next = cache.slab(id).free_head;
  for (const uint32_t object : painted->second.freelist) {
    if (next != object) return "freelist";
    next = cache.slot(id, ObjectIndex(next)).next_free();
  }
  if (next != kFreelistEnd) return "end of freelist";
  for (const uint32_t object : painted->second.live)
    if (!cache.slot(id, ObjectIndex(object)).live()) return "a live object";
  return complaint(cache.slab(id).in_use == painted->second.live.size(), "objects in use");
}

std::string EventReader::cache_difference(const KmemCache& cache,
                                          const PaintedCache& painted) const {
  for (uint32_t which = 0; which < 3; ++which) {
    uint32_t id = cache.list(static_cast<SlabList>(which)).head;
    for (const uint32_t head : painted.lists[which]) {
      if (id == kNone || cache.slab(SlabId(id)).head.value != head)
        return "slab list " + std::to_string(which);
      if (std::string found = slab_difference(cache, SlabId(id)); !found.empty()) return found;
      id = cache.slab(SlabId(id)).next;
    }
    if (id != kNone) return "end of slab list " + std::to_string(which);
  }
  const CacheWork& work = cache.work();
  if (work.grown != painted.grown || work.reaped != painted.reaped) return "slabs grown or reaped";
  if (work.ctor_runs < painted.ctor_runs) return "constructor runs";
  if (work.ctor_saved != painted.ctor_saved) return "constructor runs saved";
  return complaint(cache.destroyed() == painted.destroyed, "destroyed");
}

std::string EventReader::difference(const Machine& machine) const {
  if (std::string found = zone_difference(machine.zone()); !found.empty()) return found;
  static const PaintedCache nothing;
  for (uint32_t id = 0; id < machine.caches().size(); ++id) {
    const auto painted = caches_.find(id);
    const std::string found = cache_difference(
        machine.caches()[CacheId(id)], painted == caches_.end() ? nothing : painted->second);
    if (!found.empty()) return machine.caches()[CacheId(id)].name() + ": " + found;
  }
  return complaint(machine.ledger().total() == machine.zone().bytes(), "the ledger's total");
}

}  // namespace kmem
