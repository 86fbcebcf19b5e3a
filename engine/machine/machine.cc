#include "machine/machine.h"

#include "machine/machine_inl.h"

namespace kmem {

Result<Machine> Machine::create(const MemoryConfig& config) {
  if (linux_linked() && config.boot != nullptr) {
    Machine machine;
    const bool slab = config.profile == Profile::linux61_slab;
    machine.linux_ =
        LinuxBox(*config.boot, slab ? SlabAllocator::slab : SlabAllocator::slub, config.cpus);
    return machine;
  }
  Result<Zone> zone = Zone::create(config.frames, config.page_size);
  if (!zone.ok()) return zone.errc();
  Machine machine;
  machine.zone_ = std::move(*zone);
  machine.caches_ = CacheSet(machine.zone_);
  return machine;
}

uint32_t Machine::cache_of(uint16_t cache_var, const Program& program) const {
  if (cache_var >= program.cache_vars.size()) return kNone;
  const CacheVar& var = program.cache_vars[cache_var];
  const LinuxMemory* memory = linux_memory();
  if (var.by_name)
    return memory != nullptr ? memory->objects().set().find(var.name) : caches_.find(var.name);
  if (cache_var >= cache_vars_.size() || cache_vars_[cache_var] == kNoCacheVar) return kNone;
  const CacheId id(cache_vars_[cache_var]);
  const bool exists = memory != nullptr ? memory->objects().set().exists(id) : caches_.exists(id);
  return exists ? id.value : kNone;
}

uint32_t Machine::cache_at(Pfn head) const {
  if (const LinuxMemory* memory = linux_memory()) {
    const SlabRecord* slab =
        memory->objects().set().slab_at(Address{head.value} << kLinuxPageShift);
    return slab == nullptr ? kNone : slab->cache;
  }
  return zone_.tag_high(head);
}

bool Machine::is_kmalloc_class(uint32_t cache) const {
  if (const LinuxMemory* memory = linux_memory())
    return cache < memory->objects().set().kmalloc_classes();
  return cache < kKmallocClasses;
}

std::string Machine::cache_name(uint32_t id) const {
  if (const LinuxMemory* memory = linux_memory()) {
    const LinuxCacheSet& set = memory->objects().set();
    return id < set.size() ? set[CacheId(id)].name() : std::string();
  }
  return id < caches_.size() ? caches_[CacheId(id)].name() : std::string();
}

uint32_t Machine::owner_of(Address address) const {
  for (uint32_t id = 0; id < handles_.size(); ++id)
    if (handles_[id].status == HandleStatus::live && address_of(handles_[id]) == address) return id;
  return kNone;
}

uint64_t Machine::memory_bytes() const {
  uint64_t bytes = sizeof(Machine) + zone_.memory_bytes() + caches_.memory_bytes();
  if (const LinuxMemory* memory = linux_memory()) bytes += memory->memory_bytes();
  bytes += handles_.capacity() * sizeof(Handle) + cache_vars_.capacity() * sizeof(uint16_t);
  return bytes;
}

Handle& Machine::slot(uint32_t handle) {
  if (handle >= handles_.size()) handles_.resize(handle + 1);
  return handles_[handle];
}

void Machine::fail(Errc why) {
  last_errc_ = why;
  ++failures_;
}

void Machine::bind(uint32_t handle, Result<Address> address, HandleKind kind) {
  Handle& held = slot(handle);
  if (!address.ok()) {
    held = {.status = HandleStatus::failed, .kind = kind};
    return fail(address.errc());
  }
  const uint32_t pfn = static_cast<uint32_t>(*address >> zone_.page_shift());
  const uint32_t offset = static_cast<uint32_t>(*address & (zone_.page_size() - 1));
  held = {.pfn = pfn, .offset = offset, .status = HandleStatus::live, .kind = kind};
}

Machine::Target Machine::target_at(Address address) const {
  if (address >= bytes()) return {.errc = Errc::outside_segment, .address = address};
  return {.address = address, .handle = owner_of(address)};
}

// Behind a handle lies something else, which may have a handle of its own.
Machine::Target Machine::find_target(const Command& command) const {
  if (command.handle == kNone) return target_at(command.number);
  const Handle held = handle(HandleId(command.handle));
  const Address start = address_of(held);
  if (held.status == HandleStatus::unset) return {.errc = Errc::unknown_handle, .address = start};
  if (held.status == HandleStatus::freed) return {.errc = Errc::double_free, .address = start};
  if (held.status == HandleStatus::failed) return {.nothing = true};
  if (command.number == 0) return {.address = start, .handle = command.handle};
  // A larger offset could lead around the end of the numbers and back.
  return target_at(command.number < bytes() ? start + command.number : bytes());
}

Errc Machine::check_block(Address address, const Command& command) const {
  const Block block = block_of(Pfn(static_cast<uint32_t>(address >> zone_.page_shift())));
  if (block.kind == FrameKind::free || block.kind == FrameKind::percpu) return Errc::double_free;
  if (block.kind == FrameKind::slab) return Errc::wrong_free;
  if (block.kind != FrameKind::pages) return Errc::unknown_handle;
  if ((Address{block.head.value} << zone_.page_shift()) != address) return Errc::interior_pointer;
  if (command.order != kNoOrder && command.order != block.order.value) return Errc::wrong_order;
  return Errc::none;
}

// `cache`: the one the caller names, or kNone for kfree, which takes any kmalloc class.
Errc Machine::check_object(Address address, uint32_t cache, ObjectPlace& place) const {
  const Pfn pfn(static_cast<uint32_t>(address >> zone_.page_shift()));
  if (zone_.block_of(pfn).kind == FrameKind::free) return Errc::double_free;
  const Result<ObjectPlace> found = caches_.find_object(address, zone_);
  if (!found.ok())
    return cache != kNone && found.errc() == Errc::wrong_free ? Errc::wrong_cache : found.errc();
  place = *found;
  if (cache == kNone && place.cache.value >= kKmallocClasses) return Errc::wrong_free;
  if (cache != kNone && place.cache.value != cache) return Errc::wrong_cache;
  if (!caches_[place.cache].slot(place.object.slab, place.object.index).live())
    return Errc::double_free;
  return Errc::none;
}

// wrong_order: the order claimed × 256 + the block's. wrong_cache: the cache it belongs to.
// interior_pointer: the block's order. Others: 0.
uint32_t Machine::refusal_detail(Errc why, Address address, const Command& command) const {
  if (address >= bytes()) return 0;
  const Block block = block_of(Pfn(static_cast<uint32_t>(address >> zone_.page_shift())));
  switch (why) {
    case Errc::wrong_order:
      return uint32_t{command.order} * 256 + block.order.value;
    case Errc::wrong_cache:
      return block.kind == FrameKind::slab ? zone_.tag_high(block.head) : kNoCacheVar;
    case Errc::interior_pointer:
      return block.order.value;
    default:
      return 0;
  }
}

template void Machine::execute(const Command&, const Program&, EventLog&);
template void Machine::execute(const Command&, const Program&, ProbeLog&);

}  // namespace kmem
