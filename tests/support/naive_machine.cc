#include "support/naive_machine.h"

#include "support/compare.h"

namespace naive {
namespace {

using kmem::Op;

// The sizes of kmalloc's caches, and the name of each: its size, from 1024 on in units of 1024.
const uint64_t kClassSizes[] = {8, 16, 32, 64, 96, 128, 192, 256, 512, 1024, 2048, 4096, 8192};
constexpr size_t kClasses = std::size(kClassSizes);

std::string class_name(uint64_t size) {
  return "kmalloc-" + (size < 1024 ? std::to_string(size) : std::to_string(size / 1024) + "k");
}

bool power_of_two(uint64_t number) {
  while (number > 1 && number % 2 == 0) number /= 2;
  return number == 1;
}

// Why no cache is made of this, or none.
Errc refusal(const kmem::CacheRequest& request, const Caches& caches) {
  for (const Cache& cache : caches.caches)
    if (!cache.destroyed && cache.name == request.name) return Errc::cache_exists;
  if (caches.caches.size() == 1024) return Errc::too_many_caches;
  const kmem::CacheSpec& spec = request.spec;
  const uint64_t page = caches.buddy.page_size;
  if (spec.size == 0 || spec.size > 4 * 1024 * 1024) return Errc::bad_size;
  const uint64_t align = spec.align == 0 ? 8 : spec.align;
  if (!power_of_two(align) || align > page) return Errc::bad_align;
  const uint64_t stride = (spec.size + align - 1) / align * align;
  const unsigned top = std::min(caches.buddy.top(), 10u);
  if (Buddy::length_of(top) * page < stride) return Errc::bad_size;
  if (spec.pages_per_slab == 0) return Errc::none;
  if (!power_of_two(spec.pages_per_slab)) return Errc::bad_slab_pages;
  if (spec.pages_per_slab > Buddy::length_of(top)) return Errc::bad_slab_pages;
  return spec.pages_per_slab * page < stride ? Errc::bad_slab_pages : Errc::none;
}

}  // namespace

Machine::Machine(const kmem::MemoryConfig& memory)
    : caches(Buddy(memory.frames, memory.page_size)) {
  for (const uint64_t size : kClassSizes) caches.create(class_name(size), size, 8, 0, false, 10);
}

void Machine::execute(const Command& command, const Program& program) {
  if (command.op == Op::note || command.op == Op::expect) return;
  last_errc = run(command, program);
  if (last_errc != Errc::none) ++failures;
}

Errc Machine::run(const Command& command, const Program& program) {
  size_t cache = 0;
  switch (command.op) {
    case Op::alloc_pages: {
      if (command.order == kmem::kNoOrder) return alloc_pages(command, command.number);
      const unsigned order = command.order;
      if (order > caches.buddy.top()) return alloc_block(command, order, 0, false);
      return alloc_block(command, order, Buddy::length_of(order) * caches.buddy.page_size, false);
    }
    case Op::free_pages:
      return free_pages(command);
    case Op::kmem_cache_create:
      return create(command, program);
    case Op::kmem_cache_alloc:
    case Op::kmem_cache_free:
    case Op::kmem_cache_shrink:
    case Op::kmem_cache_destroy:
      if (cache_of(command.cache, program, cache)) return execute_on_cache(command, cache);
      if (command.op == Op::kmem_cache_alloc)
        handles[command.handle] = {Handle::failed, Handle::object, 0};
      return Errc::unknown_cache;
    case Op::kmalloc: {
      handles[command.handle] = {Handle::failed, Handle::kmalloc, 0};
      if (command.number == 0) return Errc::zero_bytes;
      for (size_t id = 0; id < kClasses; ++id)
        if (command.number <= kClassSizes[id])
          return alloc_object(command, id, command.number, true);
      if (command.number > bytes()) return Errc::order_too_large;
      return alloc_block(command, caches.buddy.order_for(command.number), command.number, true);
    }
    case Op::kfree:
      return kfree(command);
    case Op::drain_pages:  // a textbook machine has no per-CPU lists …
    case Op::cpu:          // … and no CPUs
    case Op::write:
    case Op::reap:
    case Op::note:
    case Op::expect:
      break;
  }
  return Errc::none;
}

Errc Machine::execute_on_cache(const Command& command, size_t cache) {
  switch (command.op) {
    case Op::kmem_cache_alloc:
      return alloc_object(command, cache, 0, false);
    case Op::kmem_cache_free:
      return free_object(command, cache);
    case Op::kmem_cache_shrink:
      caches.shrink(cache);
      return Errc::none;
    default:
      break;
  }
  if (cache < kClasses) return Errc::reserved_cache;
  if (caches.caches[cache].live_objects() != 0) return Errc::cache_in_use;
  caches.destroy(cache);
  cache_vars.erase(command.cache);
  return Errc::none;
}

bool Machine::cache_of(uint16_t var, const Program& program, size_t& cache) const {
  if (var >= program.cache_vars.size()) return false;
  if (program.cache_vars[var].by_name) {
    for (cache = 0; cache < caches.caches.size(); ++cache)
      if (!caches.caches[cache].destroyed &&
          caches.caches[cache].name == program.cache_vars[var].name)
        return true;
    return false;
  }
  const auto held = cache_vars.find(var);
  if (held == cache_vars.end() || caches.caches[held->second].destroyed) return false;
  cache = held->second;
  return true;
}

Errc Machine::create(const Command& command, const Program& program) {
  const kmem::CacheRequest& request = program.cache_requests[command.number];
  cache_vars.erase(command.cache);
  const Errc why = refusal(request, caches);
  if (why != Errc::none) return why;
  const uint64_t align = request.spec.align == 0 ? 8 : request.spec.align;
  cache_vars[command.cache] =
      caches.create(request.name, request.spec.size, align, request.spec.pages_per_slab,
                    request.spec.ctor, std::min(caches.buddy.top(), 10u));
  return Errc::none;
}

Errc Machine::why_not(unsigned order) const {
  if (order > caches.buddy.top()) return Errc::order_too_large;
  const bool enough = caches.buddy.free_frames() >= Buddy::length_of(order);
  return enough ? Errc::fragmented : Errc::exhausted;
}

Errc Machine::alloc_pages(const Command& command, uint64_t asked) {
  handles[command.handle] = {Handle::failed, Handle::pages, 0};
  if (asked == 0) return Errc::zero_bytes;
  if (asked > bytes()) return Errc::order_too_large;
  return alloc_block(command, caches.buddy.order_for(asked), asked, false);
}

Errc Machine::alloc_block(const Command& command, unsigned order, uint64_t asked, bool kmalloc) {
  const auto kind = kmalloc ? Handle::kmalloc : Handle::pages;
  handles[command.handle] = {Handle::failed, kind, 0};
  const auto start = caches.alloc_pages(order, asked, Use::pages);
  if (!start) return why_not(order);
  handles[command.handle] = {Handle::live, kind, *start * caches.buddy.page_size};
  return Errc::none;
}

Errc Machine::alloc_object(const Command& command, size_t cache, uint64_t asked, bool kmalloc) {
  const auto kind = kmalloc ? Handle::kmalloc : Handle::object;
  handles[command.handle] = {Handle::failed, kind, 0};
  const auto place = caches.alloc(cache, asked);
  if (!place) return why_not(caches.caches[cache].order);
  const uint64_t address =
      place->slab * caches.buddy.page_size + place->object * caches.caches[cache].stride;
  handles[command.handle] = {Handle::live, kind, address};
  return Errc::none;
}

// A free points at a handle's memory, at something behind it, or at an address. What lies there may
// have a handle of its own.
Machine::Target Machine::target_of(const Command& command) {
  uint64_t address = command.number;
  if (command.handle != kmem::kNone) {
    const auto held = handles.find(command.handle);
    if (held == handles.end()) return {Errc::unknown_handle, false, 0, nullptr};
    if (held->second.status == Handle::freed) return {Errc::double_free, false, 0, nullptr};
    if (held->second.status == Handle::failed) return {Errc::none, true, 0, nullptr};
    if (command.number >= bytes()) return {Errc::outside_segment, false, 0, nullptr};
    address += held->second.address;
  }
  if (address >= bytes()) return {Errc::outside_segment, false, 0, nullptr};
  for (auto& [id, handle] : handles)
    if (handle.status == Handle::live && handle.address == address)
      return {Errc::none, false, address, &handle};
  return {Errc::none, false, address, nullptr};
}

Errc Machine::free_pages(const Command& command) {
  const Target target = target_of(command);
  if (target.errc != Errc::none || target.nothing) return target.errc;
  const auto& [start, block] = *caches.buddy.holding(target.address / caches.buddy.page_size);
  if (block.use == Use::free) return Errc::double_free;
  if (block.use == Use::slab) return Errc::wrong_free;
  if (start * caches.buddy.page_size != target.address) return Errc::interior_pointer;
  if (command.order != kmem::kNoOrder && Buddy::order_of(block.length) != command.order)
    return Errc::wrong_order;
  if (target.handle != nullptr) target.handle->status = Handle::freed;
  caches.buddy.free(start);
  return Errc::none;
}

// The object at an address of a slab.
Errc Machine::object_at(uint64_t address, Place& place) const {
  const uint64_t slab = caches.buddy.holding(address / caches.buddy.page_size)->first;
  const uint64_t offset = address - slab * caches.buddy.page_size;
  for (size_t id = 0; id < caches.caches.size(); ++id) {
    const Cache& cache = caches.caches[id];
    for (const std::list<Slab>* list : {&cache.full, &cache.partial, &cache.empty}) {
      for (const Slab& one : *list) {
        if (one.start != slab) continue;
        place = {id, slab, offset / cache.stride};
        const bool starts = offset % cache.stride == 0 && place.object < cache.objects;
        if (!starts) return Errc::interior_pointer;
        return one.live.count(place.object) != 0 ? Errc::none : Errc::double_free;
      }
    }
  }
  return Errc::unknown_handle;  // a slab of no cache: the model itself is broken
}

Errc Machine::release_object(const Target& target, const Place& place) {
  if (target.handle != nullptr) target.handle->status = Handle::freed;
  caches.free(place);
  return Errc::none;
}

Errc Machine::free_object(const Command& command, size_t cache) {
  const Target target = target_of(command);
  if (target.errc != Errc::none || target.nothing) return target.errc;
  const Use use = caches.buddy.holding(target.address / caches.buddy.page_size)->second.use;
  if (use == Use::free) return Errc::double_free;
  if (use == Use::pages) return Errc::wrong_cache;
  Place place;
  const Errc why = object_at(target.address, place);
  if (why == Errc::interior_pointer) return why;
  if (place.cache != cache) return Errc::wrong_cache;
  return why == Errc::none ? release_object(target, place) : why;
}

Errc Machine::kfree(const Command& command) {
  const Target target = target_of(command);
  if (target.errc != Errc::none || target.nothing) return target.errc;
  const auto& [start, block] = *caches.buddy.holding(target.address / caches.buddy.page_size);
  if (block.use == Use::free) return Errc::double_free;
  if (block.use == Use::pages) {
    if (start * caches.buddy.page_size != target.address) return Errc::interior_pointer;
    if (target.handle != nullptr && target.handle->kind != Handle::kmalloc) return Errc::wrong_free;
    if (target.handle != nullptr) target.handle->status = Handle::freed;
    caches.buddy.free(start);
    return Errc::none;
  }
  Place place;
  const Errc why = object_at(target.address, place);
  if (why == Errc::interior_pointer) return why;
  if (place.cache >= kClasses) return Errc::wrong_free;
  return why == Errc::none ? release_object(target, place) : why;
}

namespace {

std::string handle_difference(const kmem::Machine& machine, uint32_t id, const Handle& expected) {
  const kmem::Handle held = machine.handle(kmem::HandleId(id));
  const auto status = expected.status == Handle::live    ? kmem::HandleStatus::live
                      : expected.status == Handle::freed ? kmem::HandleStatus::freed
                                                         : kmem::HandleStatus::failed;
  const auto name = [&](const char* what) { return "handle " + std::to_string(id) + what; };
  if (held.status != status) return name(" status");
  if (static_cast<int>(held.kind) != static_cast<int>(expected.kind)) return name(" kind");
  return machine.address_of(held) != expected.address ? name(" address") : "";
}

}  // namespace

std::string difference(const kmem::Machine& machine, const Machine& model, const Program& program) {
  if (machine.last_errc() != model.last_errc)
    return std::string("error: engine ") + errc_name(machine.last_errc()) + ", model " +
           errc_name(model.last_errc);
  if (machine.failures() != model.failures) return "failures";
  if (std::string found = kmem::difference(machine.zone(), model.caches.buddy); !found.empty())
    return found;
  if (std::string found = kmem::difference(machine.caches(), 0, model.caches); !found.empty())
    return found;
  for (const auto& [id, handle] : model.handles)
    if (std::string found = handle_difference(machine, id, handle); !found.empty()) return found;
  for (uint32_t id = 0; id < machine.handle_count(); ++id)
    if (machine.handle(kmem::HandleId(id)).status != kmem::HandleStatus::unset &&
        model.handles.count(id) == 0)
      return "handle " + std::to_string(id) + " was never used";
  for (uint16_t var = 0; var < program.cache_vars.size(); ++var) {
    if (program.cache_vars[var].by_name) continue;
    const auto held = model.cache_vars.find(var);
    const bool exists =
        held != model.cache_vars.end() && !model.caches.caches[held->second].destroyed;
    if (machine.cache_of(var, program) != (exists ? held->second : kmem::kNone))
      return "cache variable " + std::to_string(var);
  }
  return "";
}

}  // namespace naive
