// machine_objects_inl.h — how a machine with a profile of Linux carries out commands on objects.
//
// Nothing is looked at here that a kernel would not look at: a pointer that was freed goes to the
// allocator again, and what becomes of it is the allocator's affair.
#ifndef KMEM_MACHINE_MACHINE_OBJECTS_INL_H_
#define KMEM_MACHINE_MACHINE_OBJECTS_INL_H_

#include <span>

#include "machine/machine.h"

namespace kmem {

template <class Log>
void Machine::object_command(const Command& command, const Program& program, Log& log) {
  LinuxObjects& objects = linux_.get()->objects();
  switch (command.op) {
    case Op::kmem_cache_create:
      return linux_create(command, program, log);
    case Op::kmalloc:
      return linux_kmalloc(command, log);
    case Op::kfree:
      return linux_free(command, kNone, log);
    case Op::cpu:
      return linux_cpu(command, log);
    case Op::write:
      return linux_write(command, program, log);
    case Op::reap: {
      const Errc errc = linux_.get()->with_node(log, [&](auto& node, auto& to) {
        return objects.set().reap(objects.cpu(), true, node, to);
      });
      if (errc != Errc::none) refuse(errc, 0, kNone, log);
      return;
    }
    default:
      return linux_cache_command(command, program, log);
  }
}

template <class Log>
void Machine::linux_create(const Command& command, const Program& program, Log& log) {
  const CacheRequest& request = program.cache_requests[static_cast<size_t>(command.number)];
  const LinuxCacheSpec spec{.size = request.spec.size,
                            .align = request.spec.align,
                            .flags = request.spec.flags,
                            .ctor = request.spec.ctor};
  const Result<CacheId> id = linux_.get()->objects().set().create(request.name, spec, log);
  if (command.cache >= cache_vars_.size()) cache_vars_.resize(command.cache + 1u, kNoCacheVar);
  cache_vars_[command.cache] = id.ok() ? static_cast<uint16_t>(id->value) : kNoCacheVar;
  if (!id.ok()) refuse(id.errc(), 0, static_cast<uint32_t>(command.number), log);
}

template <class Log>
void Machine::linux_cache_command(const Command& command, const Program& program, Log& log) {
  const uint32_t cache = cache_of(command.cache, program);
  if (cache == kNone) {
    if (command.op == Op::kmem_cache_alloc)
      slot(command.handle) = {.status = HandleStatus::failed, .kind = HandleKind::object};
    return refuse(Errc::unknown_cache, command.cache, kNone, log);
  }
  if (command.op == Op::kmem_cache_alloc)
    return linux_alloc(command, CacheId(cache), HandleKind::object, 0, log);
  if (command.op == Op::kmem_cache_free) return linux_free(command, cache, log);
  LinuxObjects& objects = linux_.get()->objects();
  const Errc errc = linux_.get()->with_node(log, [&](auto& node, auto& to) {
    return command.op == Op::kmem_cache_shrink
               ? objects.set().shrink(CacheId(cache), node, to)
               : objects.set().destroy(CacheId(cache), objects.caller(command.line), node, to);
  });
  if (errc != Errc::none) {
    const LinuxCacheUse use = objects.set().use_of(CacheId(cache));
    return refuse(errc, cache, static_cast<uint32_t>(use.live), log);
  }
  if (command.op == Op::kmem_cache_destroy && command.cache < cache_vars_.size())
    cache_vars_[command.cache] = kNoCacheVar;
}

template <class Log>
void Machine::linux_alloc(const Command& command, CacheId cache, HandleKind kind, uint32_t asked,
                          Log& log) {
  LinuxObjects& objects = linux_.get()->objects();
  const Result<Address> object = linux_.get()->with_node(log, [&](auto& node, auto& to) {
    return objects.set().alloc(cache, objects.caller(command.line, asked), node, to);
  });
  bind(command.handle, object, kind);
  // The page allocator has said itself why it refused.
  const Errc errc = object.errc();
  if (errc == Errc::slab_bytes || errc == Errc::kernel_oops || errc == Errc::kernel_hang)
    log.emit(make_event(EventKind::refused, static_cast<uint32_t>(errc), cache.value, kNone));
}

template <class Log>
void Machine::linux_kmalloc(const Command& command, Log& log) {
  log.emit(make_wide_event(EventKind::kmalloc, 0, command.number));
  if (command.number == 0) {
    slot(command.handle) = {.status = HandleStatus::failed, .kind = HandleKind::kmalloc};
    return refuse(Errc::zero_bytes, 0, kNone, log);
  }
  const LinuxCacheSet& set = linux_.get()->objects().set();
  const uint32_t id = set.kmalloc_class(command.number);
  if (id == kNone) {
    const Order order = zone_.order_for(command.number);
    log.emit(make_event(EventKind::kmalloc_large, order.value, 0, 0));
    const Result<Pfn> pfn = linux_.get()->alloc_pages({.order = order}, command.number, log);
    return bind(command.handle, address_of_pages(pfn), HandleKind::kmalloc);
  }
  log.emit(make_event(EventKind::kmalloc_class, 0, id, set[CacheId(id)].object_size()));
  linux_alloc(command, CacheId(id), HandleKind::kmalloc, static_cast<uint32_t>(command.number),
              log);
}

// A name that was given back still holds its address; a kernel does not know better.
template <class Log>
bool Machine::resolve_pointer(const Command& command, Target& target, Log& log) {
  if (command.handle == kNone) return resolve(command, target, log);
  const Handle held = handle(HandleId(command.handle));
  if (held.status != HandleStatus::freed) return resolve(command, target, log);
  target = target_at(address_of(held) + command.number);
  if (target.errc == Errc::none) return true;
  refuse(target.errc, 0, static_cast<uint32_t>(target.address >> zone_.page_shift()), log);
  return false;
}

// `cache`: the one that the caller names, or kNone: kfree.
template <class Log>
void Machine::linux_free(const Command& command, uint32_t cache, Log& log) {
  Target target;
  if (!resolve_pointer(command, target, log)) return;
  const Pfn pfn(static_cast<uint32_t>(target.address >> zone_.page_shift()));
  const bool pages = block_of(pfn).kind == FrameKind::pages;
  if (cache == kNone) log.emit(make_wide_event(EventKind::kfree, 0, target.address));
  if (cache == kNone && pages) {
    const bool from_kmalloc =
        target.handle == kNone || handle(HandleId(target.handle)).kind == HandleKind::kmalloc;
    const Errc why = from_kmalloc ? check_block(target.address, command) : Errc::wrong_free;
    if (why != Errc::none) return refuse(why, 0, pfn.value, log);
    mark_freed(target);
    return linux_.get()->free_pages(pfn, log);
  }
  LinuxObjects& objects = linux_.get()->objects();
  if (!objects.set().is_live(target.address)) objects.note_damage();
  const Errc errc = linux_.get()->with_node(log, [&](auto& node, auto& to) {
    const Caller caller = objects.caller(command.line);
    return cache == kNone ? objects.set().kfree(caller, target.address, node, to)
                          : objects.set().free(CacheId(cache), caller, target.address, node, to);
  });
  if (errc == Errc::none) return mark_freed(target);
  const SlabRecord* slab = objects.set().slab_at(target.address);
  refuse(errc, slab == nullptr ? kNoCacheVar : slab->cache, pfn.value, log);
}

template <class Log>
void Machine::linux_cpu(const Command& command, Log& log) {
  LinuxObjects& objects = linux_.get()->objects();
  if (command.number >= objects.set().cpus())
    return refuse(Errc::no_such_cpu, 0, static_cast<uint32_t>(command.number), log);
  objects.run_on(static_cast<uint32_t>(command.number));
  log.emit(make_event(EventKind::on_cpu, static_cast<uint32_t>(command.number), 0, 0));
}

template <class Log>
void Machine::linux_write(const Command& command, const Program& program, Log& log) {
  const std::string& text = program.writes[command.cache];
  const std::span bytes(reinterpret_cast<const uint8_t*>(text.data()), text.size());
  Command whole = command;
  whole.number = command.handle == kNone ? command.number : 0;
  whole.cache = kNoCacheVar;
  Target target;
  if (!resolve_pointer(whole, target, log)) return;
  const uint64_t offset = command.handle == kNone ? 0 : command.number;
  const uint32_t pfn = static_cast<uint32_t>(target.address >> zone_.page_shift());
  if (offset >= this->bytes()) return refuse(Errc::outside_segment, 0, pfn, log);
  LinuxObjects& objects = linux_.get()->objects();
  if (objects.set().place_of(target.address, offset, bytes.size()) != WritePlace::inside)
    objects.note_damage();
  const Errc errc = objects.set().write(target.address, offset, bytes, log);
  if (errc != Errc::none) refuse(errc, 0, pfn, log);
}

}  // namespace kmem

#endif  // KMEM_MACHINE_MACHINE_OBJECTS_INL_H_
