// naive_buddy.h — the page allocator's rules, once more, in the plainest way.
//
// Written from the rules and not from the engine: every block is an entry of a map, every free list
// a vector with its head in front. Slow, obvious, and independent: where it and engine/buddy
// differ, one of them is wrong.
#ifndef KMEM_TESTS_SUPPORT_NAIVE_BUDDY_H_
#define KMEM_TESTS_SUPPORT_NAIVE_BUDDY_H_

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace naive {

enum class Use { free, pages, slab };

struct Block {
  uint64_t length = 0;  // page frames
  Use use = Use::free;
  uint64_t requested = 0;  // bytes the holder of pages asked for
};

class Buddy {
 public:
  Buddy(uint64_t frame_count, uint64_t bytes_per_page)
      : frames(frame_count), page_size(bytes_per_page) {
    uint64_t length = 1;
    free_lists.emplace_back();
    while (length < frames) {
      length *= 2;
      free_lists.emplace_back();
    }
    blocks[0] = {frames, Use::free, 0};
    free_lists.back().push_back(0);
  }

  unsigned top() const { return static_cast<unsigned>(free_lists.size()) - 1; }

  static uint64_t length_of(unsigned order) {
    uint64_t length = 1;
    for (unsigned i = 0; i < order; ++i) length *= 2;
    return length;
  }

  // The smallest order whose block holds this many bytes.
  unsigned order_for(uint64_t bytes) const {
    unsigned order = 0;
    while (length_of(order) * page_size < bytes) ++order;
    return order;
  }

  uint64_t free_frames() const {
    uint64_t sum = 0;
    for (unsigned k = 0; k <= top(); ++k) sum += free_lists[k].size() * length_of(k);
    return sum;
  }

  // Smallest sufficient order; take the head of that list; split down handing out the low half,
  // each upper half to the head of its list. Nothing if no list from `order` up has a block.
  std::optional<uint64_t> alloc(unsigned order, uint64_t requested, Use use) {
    unsigned k = order;
    ++looks;
    while (free_lists[k].empty()) {
      if (k == top()) return std::nullopt;
      ++k;
      ++looks;
    }
    const uint64_t start = free_lists[k].front();
    free_lists[k].erase(free_lists[k].begin());
    while (k > order) {
      --k;
      ++splits;
      const uint64_t upper = start + length_of(k);
      blocks[upper] = {length_of(k), Use::free, 0};
      free_lists[k].insert(free_lists[k].begin(), upper);
    }
    blocks[start] = {length_of(order), use, requested};
    return start;
  }

  // Coalesces while the buddy is free and of the same order; then to the head of its list.
  void free(uint64_t start) {
    uint64_t length = blocks.at(start).length;
    blocks.erase(start);
    while (length < frames) {
      const bool lower = (start / length) % 2 == 0;
      const uint64_t buddy = lower ? start + length : start - length;
      const auto found = blocks.find(buddy);
      if (found == blocks.end()) break;  // the buddy is part of something
      if (found->second.use != Use::free || found->second.length != length) break;
      blocks.erase(found);
      auto& list = free_lists[order_of(length)];
      list.erase(std::find(list.begin(), list.end(), buddy));
      start = std::min(start, buddy);
      length *= 2;
      ++merges;
    }
    blocks[start] = {length, Use::free, 0};
    auto& list = free_lists[order_of(length)];
    list.insert(list.begin(), start);
  }

  // The block that holds a frame, by its first frame.
  std::map<uint64_t, Block>::const_iterator holding(uint64_t frame) const {
    return std::prev(blocks.upper_bound(frame));
  }

  static unsigned order_of(uint64_t length) {
    unsigned order = 0;
    while (length_of(order) < length) ++order;
    return order;
  }

  uint64_t frames;
  uint64_t page_size;
  std::map<uint64_t, Block> blocks;  // by first frame
  std::vector<std::vector<uint64_t>> free_lists;
  uint64_t looks = 0, splits = 0, merges = 0;
};

}  // namespace naive

#endif  // KMEM_TESTS_SUPPORT_NAIVE_BUDDY_H_
