#include "machine/tracepoint_text.h"

#include <algorithm>

#include "base/digits.h"
#include "buddy/percpu_inl.h"

namespace kmem {
namespace {

constexpr uint64_t kPageStructs = 0xffffea0000000000;
constexpr uint64_t kPageStructBytes = 64;

std::string hex(uint64_t number, size_t digits) {
  std::string text;
  for (; number != 0 || text.size() < digits; number /= 16)
    text.insert(text.begin(), "0123456789abcdef"[number % 16]);
  return text;
}

std::string page_text(uint32_t pfn) {
  return "page=" + hex(kPageStructs + pfn * kPageStructBytes, 16) + " pfn=0x" + hex(pfn, 1);
}

std::string field(const char* name, uint64_t value) {
  return std::string(" ") + name + '=' + decimal_text(value);
}

// As the kernel prints the flags that ask for the same.
std::string gfp_text(const LinuxRequest& request) {
  std::string text = request.urgency == RequestClass::atomic ? "GFP_ATOMIC" : "GFP_NOWAIT";
  if (request.highest_zone == kZoneDma) text += "|GFP_DMA";
  if (request.highest_zone == kZoneDma32) text += "|GFP_DMA32";
  if (request.urgency == RequestClass::ignore_watermarks) text += "|__GFP_MEMALLOC";
  if (request.type == MigrateType::movable) text += "|__GFP_MOVABLE";
  if (request.type == MigrateType::reclaimable) text += "|__GFP_RECLAIMABLE";
  return text;
}

// Follows the events and writes a line where the kernel has a tracepoint.
class Tracer {
 public:
  std::string take() { return std::move(text_); }

  void see(const Event& event) {
    if (event.kind != EventKind::split) finish_taking();
    switch (event.kind) {
      case EventKind::request:
        request_ = linux_request(event.small, Order(event.order));
        return;
      case EventKind::take:
        taken_ = event;
        taking_ = true;
        return;
      case EventKind::split:
        taken_.order = event.order;
        return;
      case EventKind::pcp_out:
        drained_ = event;
        draining_ = true;
        return;
      case EventKind::block_free:
        return finish_draining();
      default:
        return write(event);
    }
  }

 private:
  void line(const char* name, const std::string& fields) {
    text_.append(name).append(": ").append(fields).append("\n");
  }

  void write(const Event& event) {
    const std::string order = field("order", event.order);
    if (event.kind == EventKind::hand_out)
      return line("mm_page_alloc", page_text(event.main) + order + asked());
    if (event.kind == EventKind::alloc_failed)
      return line("mm_page_alloc", "page=0000000000000000 pfn=0x0" + order + asked());
    if (event.kind == EventKind::free_pages)
      return line("mm_page_free", page_text(event.main) + order);
    if (event.kind == EventKind::fallback) {
      fallback_ = event;
      falling_back_ = true;
      owner_ = false;
    } else if (falling_back_) {
      follow_fallback(event);
    }
  }

  // It ends when the block, or what was free of its pageblock, has moved; a pageblock that is
  // smaller than the block is retyped before.
  void follow_fallback(const Event& event) {
    const bool retyped = event.kind == EventKind::pageblock_type;
    if (retyped) owner_ = true;
    const bool claimed =
        (retyped && fallback_.order < kPageblockOrder) || event.kind == EventKind::pageblock_kept;
    if (!claimed && event.kind != EventKind::steal) return;
    falling_back_ = false;
    write_fallback();
  }

  std::string asked() const {
    return field("migratetype", index_of(request_.type)) + " gfp_flags=" + gfp_text(request_);
  }

  // The kernel traces a block that leaves the free lists when it has been split.
  void finish_taking() {
    if (!taking_) return;
    taking_ = false;
    const uint32_t type = taken_.small & 15u;
    const bool refill = percpu_order(taken_.order) && type < kPcpTypes;
    line("mm_page_alloc_zone_locked", page_text(taken_.main) + field("order", taken_.order) +
                                          field("migratetype", type) +
                                          field("percpu_refill", refill ? 1 : 0));
  }

  void finish_draining() {
    if (!draining_) return;
    draining_ = false;
    line("mm_page_pcpu_drain", page_text(drained_.main) + field("order", drained_.order) +
                                   field("migratetype", drained_type()));
  }

  uint32_t drained_type() const {
    const uint32_t list = drained_.small & 255u;
    return list < 12 ? list % kPcpTypes : list - 12;
  }

  void write_fallback() {
    line("mm_page_alloc_extfrag",
         page_text(fallback_.main) + field("alloc_order", request_.order.value) +
             field("fallback_order", fallback_.order) + field("pageblock_order", kPageblockOrder) +
             field("alloc_migratetype", fallback_.small & 15u) +
             field("fallback_migratetype", (fallback_.small >> 4) & 15u) +
             field("fragmenting", fallback_.order < kPageblockOrder ? 1 : 0) +
             field("change_ownership", owner_ ? 1 : 0));
  }

  std::string text_;
  LinuxRequest request_;
  Event taken_, drained_, fallback_;
  bool taking_ = false, draining_ = false, falling_back_ = false, owner_ = false;
};

}  // namespace

std::string tracepoint_text(std::span<const Event> events) {
  Tracer tracer;
  for (const Event& event : events) tracer.see(event);
  return tracer.take();
}

}  // namespace kmem
