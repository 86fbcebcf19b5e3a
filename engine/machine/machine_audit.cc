#include "machine/machine_audit.h"

#include <algorithm>
#include <vector>

#include "buddy/zone_audit.h"
#include "machine/linux_memory_audit.h"
#include "slab/slab_audit.h"

namespace kmem {
namespace {

void add_slab(const KmemCache& cache, SlabId id, Bytes block, Ledger& ledger) {
  const SlabLayout& layout = cache.layout();
  Ledger slab;
  uint32_t live = 0;
  for (uint32_t i = 0; i < layout.objects; ++i) {
    const Slot slot = cache.slot(id, ObjectIndex(i));
    if (!slot.live()) {
      slab.free_objects += layout.size;
      continue;
    }
    const Bytes asked = slot.requested() == 0 ? layout.object_size : slot.requested();
    slab.payload += asked;
    slab.object_rounding += layout.size - asked;
    ++live;
  }
  if (live == 0) {
    ledger.empty_slabs += block;
    return;
  }
  ledger.payload += slab.payload;
  ledger.object_rounding += slab.object_rounding;
  ledger.free_objects += slab.free_objects;
  ledger.slab_tails += block - Bytes{layout.objects} * layout.size;
}

bool holds_live_object(const Machine& machine, const Handle& held) {
  if (const LinuxMemory* memory = machine.linux_memory())
    return memory->objects().set().is_live(machine.address_of(held));
  const Result<ObjectPlace> found =
      machine.caches().find_object(machine.address_of(held), machine.zone());
  if (!found.ok()) return false;
  if (held.kind == HandleKind::kmalloc && found->cache.value >= kKmallocClasses) return false;
  return machine.caches()[found->cache].slot(found->object.slab, found->object.index).live();
}

bool holds_what_it_says(const Machine& machine, const Handle& held) {
  if (held.pfn >= machine.frames() || held.offset >= machine.zone().page_size()) return false;
  const Block block = machine.block_of(Pfn(held.pfn));
  if (block.kind == FrameKind::pages)
    return held.kind != HandleKind::object && block.head.value == held.pfn && held.offset == 0;
  return block.kind == FrameKind::slab && held.kind != HandleKind::pages &&
         holds_live_object(machine, held);
}

const char* audit_handles(const Machine& machine) {
  std::vector<Address> addresses;
  for (uint32_t id = 0; id < machine.handle_count(); ++id) {
    const Handle held = machine.handle(HandleId(id));
    if (held.status != HandleStatus::live) continue;
    if (!holds_what_it_says(machine, held)) return "handles";
    addresses.push_back(machine.address_of(held));
  }
  std::sort(addresses.begin(), addresses.end());
  const bool shared = std::adjacent_find(addresses.begin(), addresses.end()) != addresses.end();
  return shared ? "owners" : nullptr;
}

}  // namespace

Ledger walk_ledger(const Zone& zone, const CacheSet& caches) {
  Ledger ledger;
  for (uint32_t pfn = 0; pfn < zone.frames();) {
    const FrameState state = zone.state(Pfn(pfn));
    const Bytes bytes = Bytes{frames_of(state.order())} << zone.page_shift();
    if (state.kind() == FrameKind::pages) {
      ledger.payload += zone.requested_of(Pfn(pfn));
      ledger.block_rounding += bytes - zone.requested_of(Pfn(pfn));
    } else if (state.kind() == FrameKind::slab) {
      add_slab(caches[CacheId(zone.tag_high(Pfn(pfn)))], SlabId(zone.tag_low(Pfn(pfn))), bytes,
               ledger);
    } else {
      ledger.free_pages += bytes;
    }
    pfn += frames_of(state.order());
  }
  return ledger;
}

const char* audit(const Machine& machine) {
  if (const LinuxMemory* memory = machine.linux_memory()) {
    if (const char* broken = audit(*memory)) return broken;
    return memory->objects().damaged() ? nullptr : audit_handles(machine);
  }
  if (const char* broken = audit(machine.zone())) return broken;
  if (const char* broken = audit(machine.caches(), machine.zone())) return broken;
  const Ledger ledger = machine.ledger();
  if (ledger.total() != machine.zone().bytes()) return "ledger";
  if (ledger != walk_ledger(machine.zone(), machine.caches())) return "ledger";
  return audit_handles(machine);
}

}  // namespace kmem
