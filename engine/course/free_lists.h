// free_lists.h — the free lists as somebody would keep them who believes something wrong.
//
// Only the lists are kept, not the blocks in use: enough to say what a misconception would answer.
#ifndef KMEM_COURSE_FREE_LISTS_H_
#define KMEM_COURSE_FREE_LISTS_H_

#include <vector>

#include "course/moment.h"

namespace kmem {

// One wrong belief at a time.
enum class Habit : uint8_t {
  none,            // as the engine does it
  high_half,       // a split hands out the high half
  keeps_taken,     // the block handed out stays in its list
  to_the_tail,     // what is freed or split off goes to the end of its list
  never_merges,    // a freed block just goes to its list
  merges_once,     // one merge, and no further
  keeps_buddy,     // merged, but the buddy is still in its list
  any_neighbour,   // a free neighbour of the same order will do, buddy or not
  lowest_address,  // takes the lowest block of the list instead of its head
};

class FreeLists {
 public:
  explicit FreeLists(const Zone& zone);

  const std::vector<uint32_t>& list(uint32_t order) const { return lists_[order]; }
  uint32_t top() const { return static_cast<uint32_t>(lists_.size()) - 1; }
  bool holds(uint32_t order, uint32_t pfn) const;

  // Does what the events of a moment say was asked for, with this habit.
  void replay(const Moment& moment, Habit habit);

 private:
  void alloc(uint32_t order, Habit habit);
  void free(uint32_t pfn, uint32_t order, Habit habit);
  void put(uint32_t order, uint32_t pfn, Habit habit);
  bool remove(uint32_t order, uint32_t pfn);

  std::vector<std::vector<uint32_t>> lists_;  // by order, head first
};

// The blocks of a free list, head first, at most `limit`.
std::vector<uint32_t> free_list(const Zone& zone, uint32_t order, size_t limit);

}  // namespace kmem

#endif  // KMEM_COURSE_FREE_LISTS_H_
