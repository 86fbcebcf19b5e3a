// frame_list.h — ordered lists of blocks, linked through their first frames.
//
// A block is on one list at most, so one pair of links per frame serves all lists of a zone.
#ifndef KMEM_BUDDY_FRAME_LIST_H_
#define KMEM_BUDDY_FRAME_LIST_H_

#include <vector>

#include "base/types.h"

namespace kmem {

struct FrameList {
  uint32_t head = kNone;
  uint32_t tail = kNone;
  uint32_t count = 0;
  bool empty() const { return head == kNone; }
  friend bool operator==(const FrameList&, const FrameList&) = default;
};

// The end of a list to put something at. Requests take from the head.
enum class ListEnd : uint8_t { head, tail };

class FrameLinks {
 public:
  FrameLinks() = default;
  explicit FrameLinks(uint32_t frames) : links_(frames) {}

  uint32_t next(uint32_t frame) const { return links_[frame].next; }
  uint32_t prev(uint32_t frame) const { return links_[frame].prev; }

  void push_head(FrameList& list, uint32_t frame) {
    links_[frame] = {list.head, kNone};
    (list.head == kNone ? list.tail : links_[list.head].prev) = frame;
    list.head = frame;
    ++list.count;
  }

  void push_tail(FrameList& list, uint32_t frame) {
    links_[frame] = {kNone, list.tail};
    (list.tail == kNone ? list.head : links_[list.tail].next) = frame;
    list.tail = frame;
    ++list.count;
  }

  void remove(FrameList& list, uint32_t frame) {
    const Link link = links_[frame];
    (link.prev == kNone ? list.head : links_[link.prev].next) = link.next;
    (link.next == kNone ? list.tail : links_[link.next].prev) = link.prev;
    --list.count;
  }

  friend bool operator==(const FrameLinks&, const FrameLinks&) = default;

 private:
  friend class LinuxZoneSurgeon;  // tests break a zone on purpose, to see the audit find it

  struct Link {
    uint32_t next = kNone;
    uint32_t prev = kNone;
    friend bool operator==(const Link&, const Link&) = default;
  };
  std::vector<Link> links_;
};

}  // namespace kmem

#endif  // KMEM_BUDDY_FRAME_LIST_H_
