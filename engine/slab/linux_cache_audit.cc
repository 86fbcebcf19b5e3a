#include "slab/linux_cache_audit.h"

#include "slab/slab61_audit.h"
#include "slab/slub_audit.h"

namespace kmem {
namespace {

// The objects of a slab that owners hold, by the set's own record.
template <class Slab>
void add_held(const LinuxCacheSet& set, const LinuxCache& cache, const Slab& slab,
              std::vector<Address>& held) {
  const SlabRecord* record = set.slab_at(LinuxCacheSet::from_kernel(slab.base));
  for (uint32_t slot = 0; record != nullptr && slot < record->slots.size(); ++slot)
    if (record->slots[slot].live())
      held.push_back(cache.look([&](const auto& policy) -> Address {
        if constexpr (requires { policy.object_at(slab, slot); })
          return policy.object_at(slab, slot);
        return 0;
      }));
}

// Every frame of the slab belongs to one record, which is this cache's.
bool frames_agree(const LinuxCacheSet& set, uint32_t cache, Pfn head, Order order) {
  const SlabRecord* record = set.slab_at(Address{head.value} << kLinuxPageShift);
  if (record == nullptr || record->cache != cache || record->order != order) return false;
  for (uint32_t i = 0; i < frames_of(order); ++i)
    if (set.slab_at(Address{head.value + i} << kLinuxPageShift) != record) return false;
  return record->head == head;
}

template <class Policy>
const char* audit_cache(const LinuxCacheSet& set, uint32_t id, const Policy& policy) {
  std::vector<Address> held;
  uint64_t live = 0;
  for (const auto& slab : policy.slabs()) {
    if (slab.bytes.empty()) continue;
    Order order = policy.layout().order;
    if constexpr (requires { slab.order; }) order = slab.order;
    if (!frames_agree(set, id, slab.head, order)) return "frames";
    live += set.slab_at(LinuxCacheSet::from_kernel(slab.base))->live;
    add_held(set, set[CacheId(id)], slab, held);
  }
  if (held.size() != live) return "slots";
  return audit(policy, held);
}

}  // namespace

const char* audit(const LinuxCacheSet& set) {
  uint64_t bytes = 0;
  for (uint32_t id = 0; id < set.size(); ++id) {
    const LinuxCache& cache = set[CacheId(id)];
    const char* broken =
        cache.look([&](const auto& policy) { return audit_cache(set, id, policy); });
    if (broken != nullptr) return broken;
    const LinuxCacheUse use = set.use_of(CacheId(id));
    if (use.slabs != cache.slab_count()) return "frames";
    if (use.payload + use.rounding + use.free_objects + use.tails + use.empty != use.slab_bytes)
      return "slots";
    bytes += use.slab_bytes;
  }
  return bytes == set.slab_bytes() ? nullptr : "frames";
}

}  // namespace kmem
