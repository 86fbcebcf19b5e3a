#include "machine/linux_memory.h"

#include <algorithm>

#include "buddy/boot_fill.h"

namespace kmem {
namespace {

bool inside(uint32_t pfn, const std::vector<FrameRun>& runs, FrameRun& found) {
  for (const FrameRun run : runs) {
    if (pfn < run.start || pfn >= run.end) continue;
    found = run;
    return true;
  }
  return false;
}

// The largest aligned block around a frame that lies within the run: together these tile it.
Block block_in(FrameRun run, uint32_t pfn, FrameKind kind) {
  uint32_t order = 0;
  for (; order < kLinuxTopOrder; ++order) {
    const uint32_t size = 2u << order;
    const uint32_t head = pfn & ~(size - 1);
    if (head < run.start || run.end - head < size) break;
  }
  return {Pfn(pfn & ~((1u << order) - 1)), Order(order), kind};
}

// Only pageblocks that lie wholly in holes, or beyond the zone, are without memory.
void type_pageblocks(LinuxZone& zone, const std::vector<FrameRun>& holes, MigrateType type) {
  for (uint32_t block = 0; block < zone.block_types.size(); ++block) {
    const uint32_t first = zone.areas.pfn_of(block << kPageblockOrder);
    uint32_t at = std::max(first, zone.layout.start);
    const uint32_t end = std::min(first + kPageblockFrames, zone.layout.end());
    FrameRun hole;
    while (at < end && inside(at, holes, hole)) at = hole.end;
    zone.block_types[block] = at < end ? type : MigrateType::none;
  }
}

// A kernel begins with everything movable, also where it does not group. [R28] Where grouping was
// switched off to see what it is for, there is one type from the start: that of every request.
MigrateType boot_type(const NodeLayout& layout) {
  uint64_t managed = 0;
  for (const ZoneLayout& zone : layout.zones) managed += zone.managed;
  const bool switched_off = !layout.policy.mobility && managed >= kMinGroupedPages;
  return switched_off ? MigrateType::unmovable : MigrateType::movable;
}

FrameKind kind_of(PageState state) {
  if (state.is_free()) return FrameKind::free;
  if (state.is_percpu()) return FrameKind::percpu;
  return state.is_held() ? FrameKind::pages : FrameKind::in_transit;
}

}  // namespace

HeldBlock& HeldBlocks::at(uint32_t pfn) {
  const size_t chunk = pfn >> kPageblockOrder;
  if (chunk >= chunks_.size()) chunks_.resize(chunk + 1);
  if (chunks_[chunk].empty()) chunks_[chunk].resize(kPageblockFrames);
  return chunks_[chunk][pfn % kPageblockFrames];
}

HeldBlock HeldBlocks::find(uint32_t pfn) const {
  const size_t chunk = pfn >> kPageblockOrder;
  if (chunk >= chunks_.size() || chunks_[chunk].empty()) return {};
  return chunks_[chunk][pfn % kPageblockFrames];
}

uint64_t HeldBlocks::memory_bytes() const {
  uint64_t bytes = chunks_.capacity() * sizeof(chunks_[0]);
  for (const auto& chunk : chunks_) bytes += chunk.capacity() * sizeof(HeldBlock);
  return bytes;
}

LinuxMemory::LinuxMemory(const BootMemory& boot, SlabAllocator allocator, uint32_t cpus)
    : node_(boot.layout),
      objects_(allocator, cpus),
      boot_(std::make_shared<const BootMemory>(boot)) {
  const MigrateType type = boot_type(boot.layout);
  boot_fill(node_, free_runs(boot), type);
  for (uint32_t place = 0; place < node_.zones().size(); ++place)
    type_pageblocks(node_.zone(place), boot.holes, type);
}

const LinuxZone* LinuxMemory::zone_of(Pfn pfn) const {
  for (const LinuxZone& zone : node_.zones())
    if (zone.layout.contains(pfn.value)) return &zone;
  return nullptr;
}

Block LinuxMemory::block_of(Pfn pfn) const {
  const LinuxZone* zone = zone_of(pfn);
  if (zone == nullptr) {
    FrameRun gap{0, frames()};
    for (const LinuxZone& other : node_.zones()) {
      if (other.layout.end() <= pfn.value) gap.start = other.layout.end();
      if (other.layout.start > pfn.value) gap.end = std::min(gap.end, other.layout.start);
    }
    return block_in(gap, pfn.value, FrameKind::hole);
  }
  const uint32_t frame = zone->areas.frame_of(pfn.value);
  for (uint32_t order = 0; order <= kLinuxTopOrder; ++order) {
    const uint32_t head = frame & ~((1u << order) - 1);
    const PageState state = zone->areas.state(head);
    if (!state.is_head() || state.order() < order) continue;
    const Pfn first(zone->areas.pfn_of(head));
    const bool slab = objects_.set().slab_at(Address{first.value} << kLinuxPageShift) != nullptr;
    return {first, Order(state.order()), slab ? FrameKind::slab : kind_of(state)};
  }
  FrameRun run;
  if (inside(pfn.value, boot_->holes, run)) return block_in(run, pfn.value, FrameKind::hole);
  KMEM_CHECK(inside(pfn.value, boot_->used, run));
  return block_in(run, pfn.value, FrameKind::reserved);
}

void LinuxMemory::note_held(Pfn head, const LinuxRequest& request, Bytes requested) {
  held_.at(head.value) = {static_cast<uint32_t>(requested), request.type};
  payload_ += requested;
  held_pages_ += frames_of(request.order);
}

void LinuxMemory::note_freed(Pfn head, Order order) {
  HeldBlock& block = held_.at(head.value);
  payload_ -= block.requested;
  held_pages_ -= frames_of(order);
  block = {};
}

// Counted list by list: in the middle of a refill the zone's own count lags behind.
uint32_t LinuxMemory::percpu_pages() const {
  uint32_t pages = 0;
  for (const LinuxZone& zone : node_.zones())
    for (uint32_t list = 0; list < kPcpLists; ++list)
      pages += zone.pcp.lists[list].count << percpu_list_order(list);
  return pages;
}

// What is in no other row is free, or in transit.
Ledger LinuxMemory::ledger() const {
  uint64_t present = 0, reserved = 0;
  for (const LinuxZone& zone : node_.zones()) {
    present += zone.layout.present;
    reserved += zone.layout.present - zone.layout.managed;
  }
  const uint64_t percpu = percpu_pages();
  Ledger ledger;
  ledger.payload = payload_;
  ledger.block_rounding = (held_pages_ << kLinuxPageShift) - payload_;
  ledger.percpu_pages = percpu << kLinuxPageShift;
  ledger.reserved_pages = reserved << kLinuxPageShift;
  ledger.free_pages = ((present - reserved - percpu - held_pages_) << kLinuxPageShift) -
                      objects_.set().slab_bytes();
  objects_.add_to(ledger);
  return ledger;
}

uint64_t LinuxMemory::memory_bytes() const {
  return sizeof(LinuxMemory) + node_.memory_bytes() + held_.memory_bytes() +
         objects_.memory_bytes();
}

}  // namespace kmem
