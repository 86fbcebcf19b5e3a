// frame_list.h — ordered lists of blocks, linked through their first frames.
//
//   ┌─> anchor <─> head <─> … <─> tail <─┐     an empty list is an anchor linked to itself
//   └────────────────────────────────────┘
//
// A block is on one list at most, so one pair of links per frame serves all lists of a zone. The
// anchors are links behind those of the frames: with a neighbour on both sides of every block,
// nothing here needs to ask whether it is at an end.
#ifndef KMEM_BUDDY_FRAME_LIST_H_
#define KMEM_BUDDY_FRAME_LIST_H_

#include <vector>

#include "base/types.h"

namespace kmem {

struct FrameList {
  uint32_t anchor = 0;
  uint32_t count = 0;
  bool empty() const { return count == 0; }
  friend bool operator==(const FrameList&, const FrameList&) = default;
};

// The end of a list to put something at. Requests take from the head.
enum class ListEnd : uint8_t { head, tail };

class FrameLinks {
 public:
  FrameLinks() = default;
  explicit FrameLinks(uint32_t frames) : links_(frames) {}

  // A new list, empty.
  FrameList add_list() {
    const uint32_t anchor = static_cast<uint32_t>(links_.size());
    links_.push_back({anchor, anchor});
    return {anchor, 0};
  }

  // The neighbours of a frame. Beyond the ends is the list's anchor.
  uint32_t next(uint32_t frame) const { return links_[frame].next; }
  uint32_t prev(uint32_t frame) const { return links_[frame].prev; }
  uint32_t head(const FrameList& list) const { return links_[list.anchor].next; }
  uint32_t tail(const FrameList& list) const { return links_[list.anchor].prev; }

  void push_head(FrameList& list, uint32_t frame) {
    const uint32_t next = links_[list.anchor].next;
    links_[frame] = {next, list.anchor};
    links_[next].prev = frame;
    links_[list.anchor].next = frame;
    ++list.count;
  }

  void push_tail(FrameList& list, uint32_t frame) {
    const uint32_t prev = links_[list.anchor].prev;
    links_[frame] = {list.anchor, prev};
    links_[prev].next = frame;
    links_[list.anchor].prev = frame;
    ++list.count;
  }

  void remove(FrameList& list, uint32_t frame) { join(list, prev(frame), next(frame)); }

  // The list must not be empty. One neighbour is known: the anchor.
  uint32_t pop_head(FrameList& list) {
    const uint32_t frame = head(list);
    join(list, list.anchor, next(frame));
    return frame;
  }
  uint32_t pop_tail(FrameList& list) {
    const uint32_t frame = tail(list);
    join(list, prev(frame), list.anchor);
    return frame;
  }

  friend bool operator==(const FrameLinks&, const FrameLinks&) = default;

 private:
  friend class LinuxZoneSurgeon;  // tests break a zone on purpose, to see the audit find it

  // What was between these two is gone.
  void join(FrameList& list, uint32_t prev, uint32_t next) {
    links_[prev].next = next;
    links_[next].prev = prev;
    --list.count;
  }

  struct Link {
    uint32_t next = 0;
    uint32_t prev = 0;
    friend bool operator==(const Link&, const Link&) = default;
  };
  std::vector<Link> links_;
};

}  // namespace kmem

#endif  // KMEM_BUDDY_FRAME_LIST_H_
