// free_areas.h — the free lists of a zone with mobility types: one per order and type.
//
// Invariants (linux_audit.cc checks them): a block is on the list that its first frame's state
// names, and bit k of nonempty(type) is set exactly if list (k, type) has a block.
#ifndef KMEM_BUDDY_FREE_AREAS_H_
#define KMEM_BUDDY_FREE_AREAS_H_

#include <array>
#include <bit>
#include <vector>

#include "buddy/frame_list.h"
#include "buddy/page_state.h"
#include "trace/event_kinds.h"

namespace kmem {

class FreeAreas {
 public:
  FreeAreas() = default;
  // `frames` must be a multiple of kTopBlockFrames, so that every buddy has a place.
  FreeAreas(uint32_t frames, uint32_t base) : states_(frames), links_(frames), base_(base) {
    for (auto& of_type : lists_)
      for (FrameList& list : of_type) list = links_.add_list();
  }

  // What buddy_core.h asks of a space.
  uint32_t pfn_of(uint32_t frame) const { return base_ + frame; }
  static constexpr Order top_order() { return Order(kLinuxTopOrder); }
  BuddyVerdict verdict(uint32_t frame, uint32_t order) const {
    const PageState state = states_[frame];
    if (state.is_free_of(order)) return BuddyVerdict::merge;
    if (state.is_percpu() && state.order() >= order) return BuddyVerdict::percpu;
    return state.is_head() && state.order() < order ? BuddyVerdict::split_further
                                                    : BuddyVerdict::in_use;
  }
  void join(uint32_t frame, uint32_t buddy, uint32_t order) {
    unlink(buddy, order);
    states_[frame | buddy] = PageState();
  }
  void mark_in_transit(uint32_t frame, uint32_t order) {
    states_[frame] = PageState::in_transit(order);
  }

  bool is_free(uint32_t frame, uint32_t order) const { return states_[frame].is_free_of(order); }
  void unlink(uint32_t frame, uint32_t order) { remove(frame, order, states_[frame].list_type()); }

  uint32_t frames() const { return static_cast<uint32_t>(states_.size()); }
  uint32_t base() const { return base_; }
  uint32_t frame_of(uint32_t pfn) const { return pfn - base_; }
  PageState state(uint32_t frame) const { return states_[frame]; }
  void set_state(uint32_t frame, PageState state) { states_[frame] = state; }
  FrameLinks& links() { return links_; }
  const FrameLinks& links() const { return links_; }

  const FrameList& list(uint32_t order, MigrateType type) const {
    return lists_[index_of(type)][order];
  }
  uint32_t nonempty(MigrateType type) const { return nonempty_[index_of(type)]; }
  // Blocks of this order on the lists of all types.
  uint32_t nr_free(uint32_t order) const {
    uint32_t count = 0;
    for (const auto& of_type : lists_) count += of_type[order].count;
    return count;
  }

  // Puts a free block on a list.
  void insert(uint32_t frame, uint32_t order, MigrateType type, ListEnd end) {
    states_[frame] = PageState::free(order, type);
    FrameList& list = lists_[index_of(type)][order];
    end == ListEnd::head ? links_.push_head(list, frame) : links_.push_tail(list, frame);
    nonempty_[index_of(type)] |= 1u << order;
  }

  // Takes the head off a list, which must not be empty.
  uint32_t pop(uint32_t order, MigrateType type) {
    FrameList& list = lists_[index_of(type)][order];
    const uint32_t frame = links_.pop_head(list);
    note_if_empty(list, order, type);
    return frame;
  }

  // Takes a free block off the list it is on.
  void remove(uint32_t frame, uint32_t order, MigrateType type) {
    FrameList& list = lists_[index_of(type)][order];
    links_.remove(list, frame);
    note_if_empty(list, order, type);
  }

  // Moves a free block to the tail of another type's list, or of its own. [R17b, R18]
  void move_to_tail(uint32_t frame, uint32_t order, MigrateType type) {
    unlink(frame, order);
    insert(frame, order, type, ListEnd::tail);
  }

  uint64_t memory_bytes() const { return frames() * (sizeof(PageState) + 2 * sizeof(uint32_t)); }
  friend bool operator==(const FreeAreas&, const FreeAreas&) = default;

 private:
  // Arithmetic instead of a branch: nobody can predict this.
  void note_if_empty(const FrameList& list, uint32_t order, MigrateType type) {
    nonempty_[index_of(type)] &= ~(uint32_t{list.empty()} << order);
  }

  friend class LinuxZoneSurgeon;  // tests break a zone on purpose, to see the audit find it

  std::vector<PageState> states_;
  FrameLinks links_;
  std::array<std::array<FrameList, kLinuxOrders>, kMigrateTypes> lists_{};
  std::array<uint32_t, kMigrateTypes> nonempty_{};
  uint32_t base_ = 0;
};

}  // namespace kmem

#endif  // KMEM_BUDDY_FREE_AREAS_H_
