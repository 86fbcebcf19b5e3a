// slub_links.cc — free pointers in memory, and the end of a kernel that follows a wild one.
#include "slab/slub_cache.h"

namespace kmem {

const uint8_t* SlubCache::bytes_at(Address at, uint64_t length) const {
  const uint32_t id = slab_of(at);
  if (id == kNone) return nullptr;
  const SlubSlab& slab = slabs_[id];
  const size_t start = static_cast<size_t>(at - slab.base);
  return length > slab.bytes.size() - start ? nullptr : &slab.bytes[start];
}

uint8_t* SlubCache::bytes_at(Address at, uint64_t length) {
  return const_cast<uint8_t*>(static_cast<const SlubCache*>(this)->bytes_at(at, length));
}

bool SlubCache::get_link(Address object, Address& next) const {
  const uint8_t* at = bytes_at(object + layout_.offset, kPointerBytes);
  if (at != nullptr) next = load(at);
  return at != nullptr;
}

bool SlubCache::set_link(Address object, Address next) {
  uint8_t* at = bytes_at(object + layout_.offset, kPointerBytes);
  if (at != nullptr) store(at, next);
  return at != nullptr;
}

// Memory outside this cache's slabs is not simulated, so a pointer there counts as wild.
CacheFault SlubCache::die(CacheFault fault, Address address) {
  fault_ = fault;
  fault_address_ = address;
  for (SlubCpu& cpu : cpus_) cpu = {};
  return fault;
}

bool SlubCache::write(Address at, std::span<const uint8_t> bytes) {
  uint8_t* to = bytes_at(at, bytes.size());
  if (to == nullptr) return false;
  for (size_t i = 0; i < bytes.size(); ++i) to[i] = bytes[i];
  return true;
}

bool SlubCache::read(Address at, std::span<uint8_t> bytes) const {
  const uint8_t* from = bytes_at(at, bytes.size());
  if (from == nullptr) return false;
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = from[i];
  return true;
}

bool SlubCache::is_object(const SlubSlab& slab, Address address) const {
  const Address first = slab.base + layout_.red_left_pad;
  if (address < first) return false;
  const uint64_t offset = address - first;
  return offset < uint64_t{slab.objects} * layout_.size && offset % layout_.size == 0;
}

std::vector<Address> SlubCache::list_from(const SlubSlab& slab, Address first, bool* sound) const {
  std::vector<Address> list;
  bool good = true;
  while (first != 0 && good && list.size() < slab.objects) {
    good = is_object(slab, first);
    if (!good) break;
    list.push_back(first);
    good = get_link(first, first);
  }
  if (sound != nullptr) *sound = good && first == 0;
  return list;
}

uint64_t SlubCache::memory_bytes() const {
  uint64_t bytes = owners_.memory_bytes() + slabs_.capacity() * sizeof(SlubSlab) +
                   cpus_.capacity() * sizeof(SlubCpu) + reports_.capacity() * sizeof(SlubReport);
  for (const SlubSlab& slab : slabs_) bytes += slab.bytes.capacity();
  return bytes;
}

SlabinfoRow SlubCache::slabinfo() const {
  uint64_t free = 0;
  for (uint32_t id = partial_.head; id != kNone; id = slabs_[id].next)
    free += static_cast<uint32_t>(slabs_[id].objects - slabs_[id].inuse);
  return {object_count_ - free, object_count_, slab_count_, slab_count_, 0};
}

}  // namespace kmem
