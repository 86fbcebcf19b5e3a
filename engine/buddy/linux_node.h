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
#include "trace/any_log.h"

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
  Result<Pfn> alloc_pages(const LinuxRequest& asked, Log& log);

  // Errors, with nothing changed: outside_segment, double_free, wrong_order, unknown_handle.
  template <class Log>
  Errc free_pages(Pfn pfn, Order order, Log& log);

  // Empties all per-CPU lists.
  template <class Log>
  void drain_percpu_lists(Log& log);

  friend bool operator==(const LinuxNode&, const LinuxNode&) = default;

 private:
  struct Candidates {
    uint32_t count = 0;
    std::array<uint32_t, kZoneKinds> places{};
    bool normal_first = false;
    friend bool operator==(const Candidates&, const Candidates&) = default;
  };
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
  Found walk(const LinuxRequest& request, const Candidates& candidates, Try attempt, Log& log);
  template <class Log>
  Found find_below_low(const LinuxRequest& request, const Candidates& candidates, Log& log);
  template <class Log>
  uint32_t take_from(LinuxZone& zone, const LinuxRequest& request, AllocFlags flags, Log& log);
  // What the watermark check of a zone looks at, and what it comes to, for the log.
  static void tell_look(const LinuxZone& zone, const LinuxRequest& request, Try attempt,
                        AnyLog log);
  void add_candidate(uint32_t place);
  LinuxZone* zone_with(Pfn pfn) {
    static_assert(kZoneKinds == 3);
    LinuxZone& zone = zones_[(pfn.value >= starts_[1]) + (pfn.value >= starts_[2])];
    return zone.layout.contains(pfn.value) ? &zone : nullptr;
  }
  static Errc misuse(PageState state, Order order);
  Errc failure(const LinuxRequest& request) const;
  // Pages free in the zones that the request can use.
  uint32_t free_pages_for(const LinuxRequest& request) const;

  std::vector<LinuxZone> zones_;  // ascending
  // Their first pfns; those of zones that do not exist are above every pfn.
  std::array<uint32_t, kZoneKinds> starts_{kNone, kNone, kNone};
  // The zones that a request with each limit tries, as places in zones_, in their order.
  std::array<Candidates, kZoneKinds> candidates_{};
};

}  // namespace kmem

#include "buddy/linux_node_inl.h"

#endif  // KMEM_BUDDY_LINUX_NODE_H_
