#include "course/free_lists.h"

#include <algorithm>

namespace kmem {

std::vector<uint32_t> free_list(const Zone& zone, uint32_t order, size_t limit) {
  std::vector<uint32_t> list;
  uint32_t pfn = zone.area(Order(order)).head;
  for (; pfn != kNone && list.size() < limit; pfn = zone.next_free(Pfn(pfn))) list.push_back(pfn);
  return list;
}

FreeLists::FreeLists(const Zone& zone) {
  for (uint32_t order = 0; order <= zone.top_order().value; ++order)
    lists_.push_back(free_list(zone, order, zone.frames()));
}

bool FreeLists::holds(uint32_t order, uint32_t pfn) const {
  const std::vector<uint32_t>& list = lists_[order];
  return std::find(list.begin(), list.end(), pfn) != list.end();
}

bool FreeLists::remove(uint32_t order, uint32_t pfn) {
  std::vector<uint32_t>& list = lists_[order];
  const auto found = std::find(list.begin(), list.end(), pfn);
  if (found == list.end()) return false;
  list.erase(found);
  return true;
}

void FreeLists::put(uint32_t order, uint32_t pfn, Habit habit) {
  std::vector<uint32_t>& list = lists_[order];
  list.insert(habit == Habit::to_the_tail ? list.end() : list.begin(), pfn);
}

void FreeLists::alloc(uint32_t order, Habit habit) {
  uint32_t from = order;
  while (from <= top() && lists_[from].empty()) ++from;
  if (from > top()) return;
  std::vector<uint32_t>& list = lists_[from];
  uint32_t pfn = list.front();
  if (habit == Habit::lowest_address) pfn = *std::min_element(list.begin(), list.end());
  if (habit != Habit::keeps_taken) remove(from, pfn);
  for (; from > order; --from) {
    const uint32_t half = frames_of(Order(from - 1));
    const bool high = habit == Habit::high_half;
    put(from - 1, high ? pfn : pfn + half, habit);
    if (high) pfn += half;
  }
}

void FreeLists::free(uint32_t pfn, uint32_t order, Habit habit) {
  bool merges = habit != Habit::never_merges;
  while (merges && order < top()) {
    const uint32_t length = frames_of(Order(order));
    uint32_t partner = pfn ^ length;
    if (habit == Habit::any_neighbour && !holds(order, partner))
      partner = partner > pfn ? pfn - length : pfn + length;
    if (habit == Habit::keeps_buddy ? !holds(order, partner) : !remove(order, partner)) break;
    pfn = std::min(pfn, partner);
    ++order;
    merges = habit != Habit::merges_once;
  }
  put(order, pfn, habit);
}

void FreeLists::replay(const Moment& moment, Habit habit) {
  for (const Event& event : moment.events) {
    if (event.kind == EventKind::free_pages) free(event.main, event.order, habit);
    if (event.kind == EventKind::hand_out) alloc(event.order, habit);
  }
}

}  // namespace kmem
