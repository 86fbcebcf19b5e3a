#include "slab/slot_bytes.h"

#include <algorithm>

namespace kmem {
namespace {

// Whether the allocator has the object: on its slab's list, or on that of a CPU.
bool is_free(const SlubCache& cache, uint32_t id, Address object) {
  const SlubSlab& slab = cache.slabs()[id];
  const auto holds = [&](Address first) {
    const std::vector<Address> list = cache.list_from(slab, first, nullptr);
    return std::find(list.begin(), list.end(), object) != list.end();
  };
  if (holds(slab.freelist)) return true;
  for (uint32_t cpu = 0; cpu < cache.cpu_count(); ++cpu)
    if (cache.cpu(cpu).slab == id && holds(cache.cpu(cpu).freelist)) return true;
  return false;
}

// The kinds of a SLUB slot by offset from the object; the left guard is at negative ones.
class SlubSlot {
 public:
  SlubSlot(const SlubLayout& at, bool free) : at_(at), free_(free) {}

  ByteKind kind(int64_t offset) const {
    if (offset < 0) return ByteKind::red_zone;
    const uint32_t place = static_cast<uint32_t>(offset);
    if (link(place)) return ByteKind::free_pointer;
    if (place < at_.object_size)
      return free_ && at_.has(kSlubObjectPoison) ? ByteKind::poison : ByteKind::payload;
    if (place < at_.inuse) return at_.has(kSlabRedZone) ? ByteKind::red_zone : ByteKind::padding;
    if (place >= at_.filler_offset()) return ByteKind::padding;
    const uint32_t record = (place - at_.track_offset()) / kTrackBytes;
    return record == 0   ? ByteKind::alloc_record
           : record == 1 ? ByteKind::free_record
                         : ByteKind::asked_size;
  }
  // What debugging expects; −1: anything.
  int expected(int64_t offset) const {
    switch (kind(offset)) {
      case ByteKind::red_zone:
        return free_ ? kRedInactive : kRedActive;
      case ByteKind::poison:
        return offset + 1 == at_.object_size ? kPoisonEnd : kPoisonFree;
      case ByteKind::padding:
        return at_.has(kSlabPoison) ? kPoisonInuse : -1;
      default:
        return -1;
    }
  }

 private:
  // Inside the object the pointer is only there while the object is free.
  bool link(uint32_t place) const {
    return place >= at_.offset && place < at_.offset + kPointerBytes &&
           (free_ || at_.free_pointer_outside());
  }

  const SlubLayout& at_;
  bool free_;
};

void fill(const SlubCache& cache, Address object, SlotBytes& slot) {
  const uint32_t id = cache.slab_of(object);
  const SlubSlab& slab = cache.slabs()[id];
  const SlubLayout& at = cache.layout();
  slot.free = is_free(cache, id, object);
  const SlubSlot kinds(at, slot.free);
  const size_t start = static_cast<size_t>(object - at.red_left_pad - slab.base);
  for (uint32_t i = 0; i < at.size; ++i) {
    const int64_t offset = int64_t{i} - at.red_left_pad;
    const uint8_t value = slab.bytes[start + i];
    const int expected = kinds.expected(offset);
    slot.bytes.push_back({value, kinds.kind(offset), expected >= 0 && expected != value});
  }
  slot.start = LinuxCacheSet::from_kernel(object - at.red_left_pad);
  slot.has_link = slot.free;
  for (uint32_t i = 0; slot.free && i < kPointerBytes; ++i)
    slot.next |= Address{slab.bytes[start + at.red_left_pad + at.offset + i]} << (8 * i);
  if (slot.next != 0) slot.next = LinuxCacheSet::from_kernel(slot.next);
}

void fill(const Slab61Cache& cache, Address object, SlotBytes& slot) {
  const Slab61Slab& slab = cache.slabs()[cache.slab_of(object)];
  const uint32_t index = cache.slot_of(slab, object);
  for (uint32_t entry = slab.active; entry < cache.layout().num; ++entry)
    slot.free |= cache.table_entry(slab, entry) == index;
  const uint32_t start = static_cast<uint32_t>(object - slab.base);
  for (uint32_t i = 0; i < cache.layout().size; ++i) {
    ByteKind kind = i < cache.layout().object_size ? ByteKind::payload : ByteKind::padding;
    if (slab.table_at != kNone && start + i >= slab.table_at &&
        start + i < slab.table_at + cache.layout().freelist_size())
      kind = ByteKind::index_table;
    slot.bytes.push_back({slab.bytes[start + i], kind, false});
  }
  slot.start = LinuxCacheSet::from_kernel(object);
}

}  // namespace

SlotBytes slot_bytes(const LinuxCacheSet& set, Address address) {
  SlotBytes slot;
  const SlabRecord* slab = set.slab_at(address);
  if (slab == nullptr) return slot;
  const LinuxCache& cache = set[CacheId(slab->cache)];
  const Address object = cache.object_around(LinuxCacheSet::to_kernel(address));
  if (object == 0) return slot;
  slot.object = LinuxCacheSet::from_kernel(object);
  cache.look([&](const auto& policy) { return fill(policy, object, slot); });
  return slot;
}

}  // namespace kmem
