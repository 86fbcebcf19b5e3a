#include "course/sheet_state.h"

#include "base/json_text.h"
#include "course/free_lists.h"

namespace kmem {
namespace {

std::string block_name(const Machine& machine, const Program& program, const Block& block) {
  if (block.kind == FrameKind::slab)
    return machine.caches()[CacheId(machine.zone().tag_high(block.head))].name();
  if (block.kind != FrameKind::pages) return "";
  const uint32_t owner = machine.owner_of(Address{block.head.value} << machine.zone().page_shift());
  return owner == kNone ? "" : program.handle_name(HandleId(owner));
}

StateSlab slab_state(const KmemCache& cache, SlabId id) {
  const Slab& slab = cache.slab(id);
  StateSlab state{slab.head.value, slab.list, slab.in_use, {}};
  for (uint32_t object = slab.free_head; object != kFreelistEnd;
       object = cache.slot(id, ObjectIndex(object)).next_free())
    state.freelist.push_back(object);
  return state;
}

StateCache cache_state(const KmemCache& cache) {
  const SlabLayout& layout = cache.layout();
  StateCache state{cache.name(), layout.object_size, layout.order.value, layout.objects, {}};
  for (const SlabList which : {SlabList::full, SlabList::partial, SlabList::empty})
    for (uint32_t id = cache.list(which).head; id != kNone; id = cache.slab(SlabId(id)).next)
      state.slabs.push_back(slab_state(cache, SlabId(id)));
  return state;
}

template <class T, class Write>
std::string array_json(const std::vector<T>& items, Write write) {
  std::string out = "[";
  for (const T& item : items) {
    if (out.size() > 1) out += ',';
    out += write(item);
  }
  return out + ']';
}

std::string numbers_json(const std::vector<uint32_t>& numbers) {
  return array_json(numbers, [](uint32_t n) { return std::to_string(n); });
}

std::string block_json(const StateBlock& block) {
  constexpr const char* kKinds[] = {"interior", "free", "pages", "slab", "in_transit"};
  return "{\"frame\":" + std::to_string(block.frame) + ",\"order\":" + std::to_string(block.order) +
         ",\"kind\":" + json_string(kKinds[static_cast<unsigned>(block.kind)]) +
         ",\"name\":" + json_string(block.name) + '}';
}

std::string slab_json(const StateSlab& slab) {
  constexpr const char* kLists[] = {"full", "partial", "empty"};
  return "{\"frame\":" + std::to_string(slab.frame) +
         ",\"list\":" + json_string(kLists[static_cast<unsigned>(slab.list)]) +
         ",\"inUse\":" + std::to_string(slab.in_use) +
         ",\"freelist\":" + numbers_json(slab.freelist) + '}';
}

std::string cache_json(const StateCache& cache) {
  return "{\"name\":" + json_string(cache.name) +
         ",\"objectSize\":" + std::to_string(cache.object_size) +
         ",\"order\":" + std::to_string(cache.order) +
         ",\"objects\":" + std::to_string(cache.objects) +
         ",\"slabs\":" + array_json(cache.slabs, slab_json) + '}';
}

}  // namespace

State state_of(const Machine& machine, const Program& program) {
  const Zone& zone = machine.zone();
  State state{zone.frames(), zone.page_size(), {}, {}, {}};
  for (uint32_t pfn = 0; pfn < zone.frames();) {
    const Block block = zone.block_of(Pfn(pfn));
    state.blocks.push_back(
        {pfn, block.order.value, block.kind, block_name(machine, program, block)});
    pfn += frames_of(block.order);
  }
  for (uint32_t order = 0; order <= zone.top_order().value; ++order)
    state.free_lists.push_back(free_list(zone, order, zone.frames()));
  for (uint32_t id = 0; id < machine.caches().size(); ++id)
    if (machine.caches()[CacheId(id)].slab_count() != 0)
      state.caches.push_back(cache_state(machine.caches()[CacheId(id)]));
  return state;
}

std::string state_json(const State& state) {
  return "{\"frames\":" + std::to_string(state.frames) +
         ",\"pageSize\":" + std::to_string(state.page_size) +
         ",\"blocks\":" + array_json(state.blocks, block_json) +
         ",\"freeLists\":" + array_json(state.free_lists, numbers_json) +
         ",\"caches\":" + array_json(state.caches, cache_json) + '}';
}

}  // namespace kmem
