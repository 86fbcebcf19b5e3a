#include "slab/linux_cache.h"

namespace kmem {

uint32_t LinuxCache::object_size() const {
  return look([](const auto& cache) { return cache.layout().object_size; });
}

uint32_t LinuxCache::size() const {
  return look([](const auto& cache) { return cache.layout().size; });
}

uint32_t LinuxCache::align() const {
  return look([](const auto& cache) { return cache.layout().align; });
}

uint32_t LinuxCache::flags() const {
  return look([](const auto& cache) { return cache.layout().flags; });
}

bool LinuxCache::has_ctor() const {
  return look([](const auto& cache) { return cache.layout().ctor; });
}

Order LinuxCache::order() const {
  return look([](const auto& cache) { return cache.layout().order; });
}

uint32_t LinuxCache::objects() const {
  return slub() != nullptr ? slub()->layout().objects : slab()->layout().num;
}

SlabinfoRow LinuxCache::slabinfo() const {
  return look([](const auto& cache) { return cache.slabinfo(); });
}

uint32_t LinuxCache::slab_count() const {
  return look([](const auto& cache) { return cache.slab_count(); });
}

uint64_t LinuxCache::ctor_runs() const {
  return look([](const auto& cache) { return cache.ctor_runs(); });
}

CacheFault LinuxCache::fault() const {
  return look([](const auto& cache) { return cache.fault(); });
}

uint32_t LinuxCache::slot_of(Address object) const {
  return look([&](const auto& cache) {
    const uint32_t id = cache.slab_of(object);
    return id == kNone ? kNone : cache.slot_of(cache.slabs()[id], object);
  });
}

Address LinuxCache::object_around(Address byte) const {
  return look([&](const auto& cache) -> Address {
    const uint32_t id = cache.slab_of(byte);
    if (id == kNone) return 0;
    const auto& slab = cache.slabs()[id];
    const Address first = cache.object_at(slab, 0);
    uint32_t before = 0;  // bytes of a slot in front of its object
    uint32_t slots = 0;
    if constexpr (requires { slab.objects; }) {
      before = cache.layout().red_left_pad;
      slots = slab.objects;
    } else {
      slots = cache.layout().num;
    }
    if (byte < first - before) return 0;
    const uint64_t slot = (byte - (first - before)) / cache.layout().size;
    return slot < slots ? cache.object_at(slab, static_cast<uint32_t>(slot)) : 0;
  });
}

bool LinuxCache::fast_alloc(uint32_t cpu) const {
  return slub() != nullptr && slub()->cpu(cpu).freelist != 0;
}

bool LinuxCache::fast_free(uint32_t cpu, Address object) const {
  return slub() != nullptr && slub()->cpu(cpu).slab != kNone &&
         slub()->cpu(cpu).slab == slub()->slab_of(object);
}

bool LinuxCache::read(Address at, std::span<uint8_t> bytes) const {
  return look([&](const auto& cache) { return cache.read(at, bytes); });
}

bool LinuxCache::write(Address at, std::span<const uint8_t> bytes) {
  return ask([&](auto& cache) { return cache.write(at, bytes); });
}

CacheFault LinuxCache::free_as(const LinuxCache& named, const Caller& caller, Address object,
                               SlabPages& pages) {
  SlubCache* cache = std::get_if<SlubCache>(&policy_);
  if (cache == nullptr || named.slub() == nullptr) return CacheFault::foreign;
  return cache->free_as(*named.slub(), caller, object, pages);
}

CacheFault LinuxCache::reap(uint32_t cpu, bool node, SlabPages& pages) {
  Slab61Cache* cache = std::get_if<Slab61Cache>(&policy_);
  return cache == nullptr ? CacheFault::none : cache->reap(cpu, node, pages);
}

uint64_t LinuxCache::memory_bytes() const {
  return name_.capacity() + look([](const auto& cache) { return cache.memory_bytes(); });
}

}  // namespace kmem
