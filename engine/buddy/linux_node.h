// linux_node.h — the page allocator of Linux 6.1: zones, and requests that walk them.
//
//   request ─ zones up to its limit ─ watermark ok? ─ per-CPU list ─ free lists ─ other types
//             Normal, DMA32, DMA       no: next zone   empty: refill               none: next zone
//
// A request that fails at the low watermark tries again at the lower one, with the rights of its
// urgency. The kernel would also start to reclaim memory; requests here never wait for that.
#ifndef KMEM_BUDDY_LINUX_NODE_H_
#define KMEM_BUDDY_LINUX_NODE_H_

#include <vector>

#include "base/result.h"
#include "buddy/alloc_flags.h"
#include "buddy/linux_zone.h"

namespace kmem {

class LinuxNode {
 public:
  LinuxNode() = default;
  // All memory in use. The layout must have no fault.
  explicit LinuxNode(const NodeLayout& layout);

  const std::vector<LinuxZone>& zones() const { return zones_; }
  LinuxZone& zone(uint32_t place) { return zones_[place]; }
  const LinuxZone& zone(uint32_t place) const { return zones_[place]; }
  NodeLayout layout() const;
  uint64_t memory_bytes() const;

  // Errors: order_too_large; exhausted or fragmented, when no zone may or can give a block.
  template <class Log>
  Result<Pfn> alloc_pages(const LinuxRequest& request, Log& log);

  // Errors, with nothing changed: outside_segment, double_free, wrong_order, unknown_handle.
  template <class Log>
  Errc free_pages(Pfn pfn, Order order, Log& log);

  // Empties all per-CPU lists.
  template <class Log>
  void drain_percpu_lists(Log& log);

  friend bool operator==(const LinuxNode&, const LinuxNode&) = default;

 private:
  struct Try {
    Watermark mark = Watermark::low;
    AllocFlags flags = 0;
  };
  // Where a block was found.
  struct Found {
    LinuxZone* zone = nullptr;
    uint32_t frame = kNone;
    bool ok() const { return frame != kNone; }
  };

  template <class Log>
  Found find(const LinuxRequest& request, Log& log);
  template <class Log>
  Found walk(const LinuxRequest& request, Try attempt, Log& log);
  template <class Log>
  uint32_t take_from(LinuxZone& zone, const LinuxRequest& request, AllocFlags flags, Log& log);
  bool best_zone_is_normal(uint32_t highest_zone) const;
  LinuxZone* zone_with(Pfn pfn);
  static Errc misuse(const LinuxZone& zone, uint32_t frame, Order order);
  Errc failure(const LinuxRequest& request) const;

  std::vector<LinuxZone> zones_;
  std::vector<uint32_t> zonelist_;  // places in zones_
};

}  // namespace kmem

#include "buddy/linux_node_inl.h"

#endif  // KMEM_BUDDY_LINUX_NODE_H_
