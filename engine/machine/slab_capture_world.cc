#include "machine/slab_capture_world.h"

#include "slab/slub_layout.h"

namespace kmem {
namespace {

constexpr uint64_t kFrames = uint64_t{1} << 24;       // 64 GiB
constexpr uint64_t kMostFrames = uint64_t{1} << 16;   // of slabs together: 256 MiB
constexpr uint32_t kSmallestSlot = sizeof(uint64_t);  // a free object holds a pointer

std::string slab_text(uint32_t number) { return "slab " + std::to_string(number); }

}  // namespace

std::string SlabCaptureWorld::make_slab(uint32_t number, uint64_t pfn, uint32_t order,
                                        uint32_t objects) {
  if (number != slabs_.size())
    return slab_text(number) + " is made; the next number is " + std::to_string(slabs_.size());
  if (order > kMostSlabOrder) return "an order is at most 10, not " + std::to_string(order);
  if (objects == 0 || objects > kMostSlubObjects)
    return "a slab holds 1 to 32767 objects, not " + std::to_string(objects);
  if (objects > (kLinuxPageSize << order) / kSmallestSlot)
    return "a slab of order " + std::to_string(order) + " cannot hold " + std::to_string(objects) +
           " objects";
  if (frames_ + (uint64_t{1} << order) > kMostFrames)
    return "the slabs of this cache need more than 256 MiB";
  const uint64_t end = pfn + (uint64_t{1} << order);
  if (end > kFrames) return "a page frame beyond 64 GiB";
  if (pfn % (uint64_t{1} << order) != 0) return "the block of the slab is not aligned to its size";
  const auto after = blocks_.lower_bound(pfn);
  if ((after != blocks_.end() && after->first < end) ||
      (after != blocks_.begin() && std::prev(after)->second > pfn))
    return "the block of " + slab_text(number) + " overlaps that of another slab";
  blocks_[pfn] = end;
  frames_ += end - pfn;
  slabs_.push_back({true, static_cast<uint32_t>(pfn), 0, std::vector<bool>(objects)});
  return {};
}

std::string SlabCaptureWorld::drop_slab(uint32_t number) {
  if (number >= slabs_.size() || !slabs_[number].live)
    return slab_text(number) + " is given back, but there is no such slab";
  Slab& slab = slabs_[number];
  if (slab.in_use > 0 && !corrupt_)
    return slab_text(number) + " is given back, but " + std::to_string(slab.in_use) +
           " of its objects are in use";
  const auto block = blocks_.find(slab.pfn);
  frames_ -= block->second - block->first;
  blocks_.erase(block);
  slab = {};
  return {};
}

std::string SlabCaptureWorld::check_slot(uint32_t slab, uint32_t slot) const {
  if (slab >= slabs_.size() || !slabs_[slab].live) return "there is no " + slab_text(slab);
  if (slot >= slabs_[slab].used.size())
    return slab_text(slab) + " has " + std::to_string(slabs_[slab].used.size()) +
           " slots, none of number " + std::to_string(slot);
  return {};
}

std::string SlabCaptureWorld::hand_out(uint32_t handle, uint32_t slab, uint32_t slot) {
  if (std::string fault = refuse(handle); !fault.empty()) return fault;
  if (std::string fault = check_slot(slab, slot); !fault.empty()) return fault;
  if (slabs_[slab].used[slot] && !corrupt_)
    return "slot " + std::to_string(slot) + " of " + slab_text(slab) + " is in use already";
  slabs_[slab].in_use += slabs_[slab].used[slot] ? 0 : 1;
  slabs_[slab].used[slot] = true;
  handles_.back() = {slab, slot};
  return {};
}

std::string SlabCaptureWorld::refuse(uint32_t handle) {
  if (handle != handles_.size())
    return "handle " + std::to_string(handle) + "; the next is " + std::to_string(handles_.size());
  handles_.push_back({});
  return {};
}

std::string SlabCaptureWorld::check_live(uint32_t handle) const {
  if (handle < handles_.size() && handles_[handle].slab != kNone) return {};
  return "handle " + std::to_string(handle) + " holds no object";
}

std::string SlabCaptureWorld::take_back(uint32_t handle) {
  if (std::string fault = check_live(handle); !fault.empty()) return fault;
  const Place place = handles_[handle];
  handles_[handle] = {};
  Slab& slab = slabs_[place.slab];
  if (!slab.live) return {};  // given back with objects in use, after a double free
  if (slab.used[place.slot]) --slab.in_use;
  slab.used[place.slot] = false;
  return {};
}

}  // namespace kmem
