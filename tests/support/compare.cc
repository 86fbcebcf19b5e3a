#include "support/compare.h"

namespace kmem {
namespace {

// Builds the sentence only where the numbers differ: these run millions of times.
#define DIFFERS(what, engine, model)                    \
  if (const uint64_t e = (engine), m = (model); e != m) \
  return std::string(what) + ": engine " + std::to_string(e) + ", model " + std::to_string(m)

FrameKind kind_of(naive::Use use) {
  switch (use) {
    case naive::Use::free:
      return FrameKind::free;
    case naive::Use::pages:
      return FrameKind::pages;
    case naive::Use::slab:
      return FrameKind::slab;
  }
  return FrameKind::interior;
}

std::string frame_text(uint64_t pfn) { return "frame " + std::to_string(pfn); }

std::string list_text(const KmemCache& cache, SlabList which) {
  return cache.name() + " list " + std::to_string(static_cast<int>(which));
}

std::string list_difference(const Zone& zone, unsigned order, const naive::Buddy& model) {
  uint32_t pfn = zone.area(Order(order)).head;
  for (const uint64_t expected : model.free_lists[order]) {
    DIFFERS("free list " + std::to_string(order), pfn, expected);
    pfn = zone.next_free(Pfn(pfn));
  }
  DIFFERS("end of free list " + std::to_string(order), pfn, kNone);
  return {};
}

std::string block_difference(const Zone& zone, uint64_t start, const naive::Block& block) {
  const uint32_t pfn = static_cast<uint32_t>(start);
  const FrameState state = zone.state(Pfn(pfn));
  DIFFERS(frame_text(pfn) + " kind", static_cast<unsigned>(state.kind()),
          static_cast<unsigned>(kind_of(block.use)));
  DIFFERS(frame_text(pfn) + " order", state.order().value, naive::Buddy::order_of(block.length));
  if (block.use == naive::Use::pages)
    DIFFERS(frame_text(pfn) + " requested", zone.requested_of(Pfn(pfn)), block.requested);
  for (uint64_t i = 1; i < block.length; ++i)
    DIFFERS(frame_text(start + i) + " is a head",
            zone.state(Pfn(static_cast<uint32_t>(start + i))).is_head(), 0);
  return {};
}

std::string slots_difference(const KmemCache& cache, SlabId id, const naive::Slab& model) {
  uint32_t next = cache.slab(id).free_head;
  for (const uint64_t expected : model.free_objects) {
    DIFFERS("freelist of slab " + std::to_string(model.start), next, expected);
    next = cache.slot(id, ObjectIndex(next)).next_free();
  }
  DIFFERS("end of freelist of slab " + std::to_string(model.start), next, kFreelistEnd);
  for (uint32_t i = 0; i < cache.layout().objects; ++i) {
    const auto live = model.live.find(i);
    const Slot slot = cache.slot(id, ObjectIndex(i));
    DIFFERS("live object " + std::to_string(i), slot.live(), live != model.live.end());
    if (!slot.live()) continue;
    DIFFERS("bytes asked for object " + std::to_string(i),
            slot.requested() != 0 ? slot.requested() : cache.layout().object_size, live->second);
  }
  return {};
}

std::string slabs_difference(const KmemCache& cache, SlabList which,
                             const std::list<naive::Slab>& model) {
  DIFFERS(list_text(cache, which) + " count", cache.list(which).count, model.size());
  uint32_t id = cache.list(which).head;
  for (const naive::Slab& slab : model) {
    if (id == kNone) return list_text(cache, which) + " ends early";
    DIFFERS(list_text(cache, which), cache.slab(SlabId(id)).head.value, slab.start);
    if (std::string found = slots_difference(cache, SlabId(id), slab); !found.empty())
      return cache.name() + ": " + found;
    id = cache.slab(SlabId(id)).next;
  }
  DIFFERS(list_text(cache, which) + " end", id, kNone);
  return {};
}

std::string work_difference(const KmemCache& cache, const naive::Cache& model) {
  const CacheWork& work = cache.work();
  DIFFERS("allocs", work.allocs, model.allocs);
  DIFFERS("frees", work.frees, model.frees);
  DIFFERS("grown", work.grown, model.grown);
  DIFFERS("reaped", work.reaped, model.reaped);
  DIFFERS("ctor runs", work.ctor_runs, model.ctor_runs);
  DIFFERS("ctor saved", work.ctor_saved, model.ctor_saved);
  DIFFERS("live objects", cache.objects_in_use(), model.live_objects());
  DIFFERS("destroyed", cache.destroyed(), model.destroyed);
  return {};
}

std::string layout_difference(const SlabLayout& layout, const naive::Cache& model) {
  DIFFERS("object size", layout.object_size, model.object_size);
  DIFFERS("size", layout.size, model.stride);
  DIFFERS("slab order", layout.order.value, model.order);
  DIFFERS("objects per slab", layout.objects, model.objects);
  return {};
}

}  // namespace

std::string quick_difference(const Zone& zone, const naive::Buddy& model) {
  DIFFERS("top order", zone.top_order().value, model.top());
  for (unsigned k = 0; k <= model.top(); ++k) {
    const auto& list = model.free_lists[k];
    DIFFERS("nr_free " + std::to_string(k), zone.area(Order(k)).nr_free, list.size());
    DIFFERS("head " + std::to_string(k), zone.area(Order(k)).head,
            list.empty() ? kNone : list.front());
  }
  DIFFERS("free frames", zone.free_frames(), model.free_frames());
  DIFFERS("list looks", zone.work().list_looks, model.looks);
  DIFFERS("splits", zone.work().splits, model.splits);
  DIFFERS("merges", zone.work().merges, model.merges);
  return {};
}

std::string difference(const Zone& zone, const naive::Buddy& model) {
  DIFFERS("frames", zone.frames(), model.frames);
  if (std::string found = quick_difference(zone, model); !found.empty()) return found;
  for (unsigned k = 0; k <= model.top(); ++k)
    if (std::string found = list_difference(zone, k, model); !found.empty()) return found;
  for (const auto& [start, block] : model.blocks)
    if (std::string found = block_difference(zone, start, block); !found.empty()) return found;
  return {};
}

std::string difference(const CacheSet& caches, uint32_t first, const naive::Caches& model) {
  DIFFERS("caches", caches.size(), first + model.caches.size());
  for (uint32_t i = 0; i < model.caches.size(); ++i) {
    const KmemCache& cache = caches[CacheId(first + i)];
    const naive::Cache& expected = model.caches[i];
    if (cache.name() != expected.name) return "name " + cache.name();
    for (const auto& [which, slabs] : {std::pair{SlabList::full, &expected.full},
                                       std::pair{SlabList::partial, &expected.partial},
                                       std::pair{SlabList::empty, &expected.empty}})
      if (std::string found = slabs_difference(cache, which, *slabs); !found.empty()) return found;
    if (std::string found = work_difference(cache, expected); !found.empty())
      return cache.name() + " " + found;
    if (std::string found = layout_difference(cache.layout(), expected); !found.empty())
      return cache.name() + " " + found;
  }
  return {};
}

}  // namespace kmem
