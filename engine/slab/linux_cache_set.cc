#include "slab/linux_cache_set.h"

namespace kmem {

LinuxCacheSet::LinuxCacheSet(SlabAllocator allocator, const SlabMachine& machine)
    : allocator_(allocator), machine_(machine) {
  KMEM_CHECK(machine.cpus_online >= 1 && machine.cpus_online <= kMostCpus);
  for (const uint32_t size : kKmallocSizes) {
    if (size < kmalloc61_least(allocator)) continue;
    const CacheArgs args = kmalloc61_request(size, allocator);
    const LinuxCacheSpec spec{.size = size, .align = args.align, .flags = args.flags};
    KMEM_CHECK(add(kmalloc61_name(size), spec).ok());
    ++kmalloc_classes_;
  }
}

Result<CacheId> LinuxCacheSet::add(std::string_view name, const LinuxCacheSpec& spec) {
  if (find(name) != kNone) return Errc::cache_exists;
  if (size() >= kMostLinuxCaches) return Errc::too_many_caches;
  if (spec.size == 0 || spec.size > kMostObjectBytes) return Errc::bad_size;
  if (spec.align > kMostObjectBytes) return Errc::bad_align;
  const CacheArgs args{.object_size = static_cast<uint32_t>(spec.size),
                       .align = static_cast<uint32_t>(spec.align),
                       .flags = spec.flags,
                       .ctor = spec.ctor};
  std::string own_name(name);
  if (allocator_ == SlabAllocator::slub) {
    const Result<SlubLayout> layout = slub_layout(args, machine_);
    if (!layout.ok()) return layout.errc();
    caches_.emplace_back(own_name, SlubCache(own_name, *layout, cpus()));
  } else {
    const Result<Slab61Layout> layout = slab61_layout(args, machine_);
    if (!layout.ok()) return layout.errc();
    caches_.emplace_back(own_name, Slab61Cache(own_name, *layout, cpus()));
  }
  return CacheId(size() - 1);
}

uint32_t LinuxCacheSet::find(std::string_view name) const {
  for (uint32_t id = 0; id < size(); ++id)
    if (!caches_[id].destroyed() && caches_[id].name() == name) return id;
  return kNone;
}

uint32_t LinuxCacheSet::kmalloc_class(uint64_t bytes) const {
  for (uint32_t id = 0; id < kmalloc_classes_; ++id)
    if (bytes <= caches_[id].object_size()) return id;
  return kNone;
}

const SlabRecord* LinuxCacheSet::slab_at(Address address) const {
  const uint32_t record = frames_.find(address >> kLinuxPageShift);
  return record == kNone ? nullptr : &records_[record];
}

bool LinuxCacheSet::is_live(Address address) const {
  const SlabRecord* slab = slab_at(address);
  if (slab == nullptr) return false;
  const LinuxCache& cache = caches_[slab->cache];
  const Address object = to_kernel(address);
  return cache.starts_object(object) && slab->slots[cache.slot_of(object)].live();
}

void LinuxCacheSet::add_slab(CacheId cache, Pfn head, Order order) {
  uint32_t at = unused_;
  if (at == kNone) {
    at = static_cast<uint32_t>(records_.size());
    records_.emplace_back();
  } else {
    unused_ = records_[at].next;
  }
  const uint64_t bytes = uint64_t{kLinuxPageSize} << order.value;
  SlabRecord& record = records_[at];
  record = SlabRecord();
  record.cache = cache.value;
  record.head = head;
  record.order = order;
  record.slots.resize(static_cast<size_t>(bytes / caches_[cache.value].size()));
  frames_.set(head, order, at);
  slab_bytes_ += bytes;
}

void LinuxCacheSet::drop_slab(Pfn head) {
  const uint32_t at = frames_.find(head.value);
  const Order order = records_[at].order;
  frames_.set(head, order, kNone);
  slab_bytes_ -= uint64_t{kLinuxPageSize} << order.value;
  records_[at] = SlabRecord();
  records_[at].next = unused_;
  unused_ = at;
}

Slot LinuxCacheSet::set_slot(Address object, Slot slot) {
  SlabRecord* slab = record_at(from_kernel(object));
  if (slab == nullptr) return {};
  const LinuxCache& cache = caches_[slab->cache];
  const uint32_t index = cache.slot_of(object);
  if (index >= slab->slots.size()) return {};
  const uint32_t size = cache.object_size();
  const auto bytes = [size](Slot s) { return s.requested() == 0 ? size : s.requested(); };
  const Slot was = slab->slots[index];
  if (was.live()) {
    --slab->live;
    slab->requested -= bytes(was);
  }
  slab->slots[index] = slot;
  if (slot.live()) {
    ++slab->live;
    slab->requested += bytes(slot);
  }
  return was;
}

WritePlace LinuxCacheSet::place_of(Address object, uint64_t at, uint64_t count) const {
  const SlabRecord* slab = slab_at(object);
  if (slab == nullptr || !caches_[slab->cache].starts_object(to_kernel(object)))
    return WritePlace::outside;
  const uint64_t size = caches_[slab->cache].object_size();
  if (static_cast<int64_t>(at) < 0) return WritePlace::before;
  if (at + count > size) return WritePlace::past;
  return is_live(object) ? WritePlace::inside : WritePlace::freed;
}

bool LinuxCacheSet::read(Address at, std::span<uint8_t> bytes) const {
  const SlabRecord* slab = slab_at(at);
  return slab != nullptr && caches_[slab->cache].read(to_kernel(at), bytes);
}

Errc LinuxCacheSet::errc_of(CacheFault fault, Errc refusal) const {
  switch (fault) {
    case CacheFault::none:
      return Errc::none;
    case CacheFault::no_memory:
      return refusal;
    case CacheFault::refused:
      return Errc::debug_report;
    case CacheFault::foreign:
      return Errc::wrong_cache;
    case CacheFault::crash:
      return Errc::kernel_oops;
    case CacheFault::hang:
      return Errc::kernel_hang;
  }
  return Errc::none;
}

LinuxCacheUse LinuxCacheSet::use_of(CacheId id) const {
  LinuxCacheUse use;
  const LinuxCache& cache = caches_[id.value];
  for (const SlabRecord& slab : records_) {
    if (slab.cache != id.value) continue;
    const uint64_t bytes = uint64_t{kLinuxPageSize} << slab.order.value;
    const uint64_t slots = slab.order == cache.order() ? cache.objects() : slab.slots.size();
    ++use.slabs;
    use.slab_bytes += bytes;
    use.objects += slots;
    if (slab.live == 0) {
      ++use.empty_slabs;
      use.empty += bytes;
      continue;
    }
    use.live += slab.live;
    use.payload += slab.requested;
    use.rounding += uint64_t{slab.live} * cache.size() - slab.requested;
    use.free_objects += (slots - slab.live) * cache.size();
    use.tails += bytes - slots * cache.size();
  }
  return use;
}

uint64_t LinuxCacheSet::memory_bytes() const {
  uint64_t bytes = frames_.memory_bytes() + records_.capacity() * sizeof(SlabRecord) +
                   caches_.capacity() * sizeof(LinuxCache);
  for (const SlabRecord& slab : records_) bytes += slab.slots.capacity() * sizeof(Slot);
  for (const LinuxCache& cache : caches_) bytes += cache.memory_bytes();
  return bytes;
}

}  // namespace kmem
