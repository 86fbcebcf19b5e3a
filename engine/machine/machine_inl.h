// machine_inl.h — how a machine carries out each command. Included by machine.cc, and by programs
// that bring a log of their own.
#ifndef KMEM_MACHINE_MACHINE_INL_H_
#define KMEM_MACHINE_MACHINE_INL_H_

#include "machine/machine.h"

namespace kmem {

// Commands on object caches: between kmem_cache_create and kfree, and from cpu on.
constexpr bool uses_caches(Op op) {
  return (op >= Op::kmem_cache_create && op <= Op::kfree) || op >= Op::cpu;
}

template <class Log>
void Machine::execute(const Command& command, const Program& program, Log& log) {
  if (command.op != Op::note && command.op != Op::expect) last_errc_ = Errc::none;
  if (linux_.get() != nullptr && uses_caches(command.op))
    return object_command(command, program, log);
  switch (command.op) {
    case Op::alloc_pages:
      return alloc_pages(command, log);
    case Op::free_pages:
      return free_pages(command, log);
    case Op::kmem_cache_create:
      return cache_create(command, program, log);
    case Op::kmem_cache_alloc:
    case Op::kmem_cache_free:
    case Op::kmem_cache_shrink:
    case Op::kmem_cache_destroy:
      return with_cache(command, program, log);
    case Op::kmalloc:
      return kmalloc(command, log);
    case Op::kfree:
      return kfree(command, log);
    case Op::note:
      return log.emit(make_event(EventKind::note, 0, 0, static_cast<uint32_t>(command.number)));
    case Op::expect:
      return check_expectation(command, program, log);
    case Op::drain_pages:
      if (LinuxMemory* memory = linux_.get()) memory->drain_pages(log);
      return;
    case Op::cpu:
    case Op::write:
    case Op::reap:
      return;  // only in a profile of Linux
  }
}

template <class Log>
void Machine::refuse(Errc why, uint32_t detail, uint32_t subject, Log& log) {
  fail(why);
  log.emit(make_event(EventKind::refused, static_cast<uint32_t>(why), detail, subject));
}

template <class Log>
Result<Pfn> Machine::take_pages(const Command& command, Order order, Bytes bytes, Log& log) {
  if (LinuxMemory* memory = linux_.get())
    return memory->alloc_pages(linux_request(command.request, order), bytes, log);
  return caches_.alloc_pages(order, bytes, BlockOwner::pages, zone_, log);
}

template <class Log>
void Machine::give_pages(Pfn pfn, Log& log) {
  if (LinuxMemory* memory = linux_.get()) return memory->free_pages(pfn, log);
  zone_.free_pages(pfn, log);
}

template <class Log>
void Machine::alloc_pages(const Command& command, Log& log) {
  const bool by_order = command.order != kNoOrder;
  if (!by_order && command.number == 0) {
    slot(command.handle) = {.status = HandleStatus::failed, .kind = HandleKind::pages};
    return refuse(Errc::zero_bytes, 0, kNone, log);
  }
  const Order order = by_order ? Order(command.order) : zone_.order_for(command.number);
  // No segment has blocks above kMaxOrder; the size of one is only reported.
  const uint32_t shown = order.value > kMaxOrder ? kMaxOrder + 1 : order.value;
  const Bytes bytes = by_order ? zone_.page_size() << shown : command.number;
  const Result<Pfn> pfn = take_pages(command, order, bytes, log);
  bind(command.handle, address_of_pages(pfn), HandleKind::pages);
}

template <class Log>
bool Machine::resolve(const Command& command, Target& target, Log& log) {
  target = find_target(command);
  if (target.nothing) {
    log.emit(make_event(EventKind::free_nothing, 0, 0, 0));
    return false;
  }
  if (target.errc == Errc::none) return true;
  refuse(target.errc, 0, static_cast<uint32_t>(target.address >> zone_.page_shift()), log);
  return false;
}

template <class Log>
void Machine::free_pages(const Command& command, Log& log) {
  Target target;
  if (!resolve(command, target, log)) return;
  const Pfn pfn(static_cast<uint32_t>(target.address >> zone_.page_shift()));
  const Errc why = check_block(target.address, command);
  if (why != Errc::none)
    return refuse(why, refusal_detail(why, target.address, command), pfn.value, log);
  mark_freed(target);
  give_pages(pfn, log);
}

template <class Log>
void Machine::cache_create(const Command& command, const Program& program, Log& log) {
  const CacheRequest& request = program.cache_requests[static_cast<size_t>(command.number)];
  const Result<CacheId> id = caches_.create(request.name, request.spec, zone_, log);
  if (command.cache >= cache_vars_.size()) cache_vars_.resize(command.cache + 1u, kNoCacheVar);
  cache_vars_[command.cache] = id.ok() ? static_cast<uint16_t>(id->value) : kNoCacheVar;
  if (!id.ok()) refuse(id.errc(), 0, static_cast<uint32_t>(command.number), log);
}

template <class Log>
void Machine::with_cache(const Command& command, const Program& program, Log& log) {
  const uint32_t cache = cache_of(command.cache, program);
  if (cache == kNone) {
    if (command.op == Op::kmem_cache_alloc)
      slot(command.handle) = {.status = HandleStatus::failed, .kind = HandleKind::object};
    return refuse(Errc::unknown_cache, command.cache, kNone, log);
  }
  if (command.op == Op::kmem_cache_alloc) return cache_alloc(command, cache, log);
  if (command.op == Op::kmem_cache_free) return cache_free(command, cache, log);
  if (command.op == Op::kmem_cache_shrink) return caches_.shrink(CacheId(cache), zone_, log);
  cache_destroy(command, cache, log);
}

template <class Log>
void Machine::cache_alloc(const Command& command, uint32_t cache, Log& log) {
  bind(command.handle, caches_.alloc(CacheId(cache), 0, zone_, log), HandleKind::object);
}

template <class Log>
void Machine::cache_free(const Command& command, uint32_t cache, Log& log) {
  Target target;
  if (!resolve(command, target, log)) return;
  ObjectPlace place;
  const Errc why = check_object(target.address, cache, place);
  if (why != Errc::none)
    return refuse(why, refusal_detail(why, target.address, command),
                  static_cast<uint32_t>(target.address >> zone_.page_shift()), log);
  mark_freed(target);
  caches_.free(place, log);
}

template <class Log>
void Machine::cache_destroy(const Command& command, uint32_t cache, Log& log) {
  if (cache < kKmallocClasses) return refuse(Errc::reserved_cache, cache, kNone, log);
  const Result<uint32_t> slabs = caches_.destroy(CacheId(cache), zone_, log);
  if (!slabs.ok())
    return refuse(slabs.errc(), cache, caches_[CacheId(cache)].objects_in_use(), log);
  if (command.cache < cache_vars_.size()) cache_vars_[command.cache] = kNoCacheVar;
}

template <class Log>
void Machine::kmalloc(const Command& command, Log& log) {
  log.emit(make_wide_event(EventKind::kmalloc, 0, command.number));
  if (command.number == 0) {
    slot(command.handle) = {.status = HandleStatus::failed, .kind = HandleKind::kmalloc};
    return refuse(Errc::zero_bytes, 0, kNone, log);
  }
  const uint32_t size_class = kmalloc_class(command.number);
  if (size_class == kNone) {
    const Order order = zone_.order_for(command.number);
    log.emit(make_event(EventKind::kmalloc_large, order.value, 0, 0));
    const Result<Pfn> pfn =
        caches_.alloc_pages(order, command.number, BlockOwner::pages, zone_, log);
    return bind(command.handle, address_of_pages(pfn), HandleKind::kmalloc);
  }
  log.emit(make_event(EventKind::kmalloc_class, 0, size_class, kKmallocSizes[size_class]));
  bind(command.handle,
       caches_.alloc(CacheId(size_class), static_cast<uint32_t>(command.number), zone_, log),
       HandleKind::kmalloc);
}

// Above the largest class kmalloc's memory is a block of pages; below, an object of a class.
template <class Log>
void Machine::kfree(const Command& command, Log& log) {
  Target target;
  if (!resolve(command, target, log)) return;
  const Pfn pfn(static_cast<uint32_t>(target.address >> zone_.page_shift()));
  const bool pages = zone_.block_of(pfn).kind == FrameKind::pages;
  ObjectPlace place;
  Errc why =
      pages ? check_block(target.address, command) : check_object(target.address, kNone, place);
  if (pages && target.handle != kNone &&
      handle(HandleId(target.handle)).kind != HandleKind::kmalloc)
    why = Errc::wrong_free;
  if (why != Errc::none)
    return refuse(why, refusal_detail(why, target.address, command), pfn.value, log);
  log.emit(make_wide_event(EventKind::kfree, 0, target.address));
  mark_freed(target);
  if (pages) return zone_.free_pages(pfn, log);
  caches_.free(place, log);
}

template <class Log>
void Machine::check_expectation(const Command& command, const Program& program, Log& log) {
  const bool met = holds(program.expectations[static_cast<size_t>(command.number)], *this, program);
  expectations_failed_ += !met;
  log.emit(make_event(met ? EventKind::expect_met : EventKind::expect_failed, 0, 0,
                      static_cast<uint32_t>(command.number)));
}

}  // namespace kmem

#include "machine/machine_objects_inl.h"

#endif  // KMEM_MACHINE_MACHINE_INL_H_
