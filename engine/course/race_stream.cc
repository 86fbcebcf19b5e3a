#include "course/race_stream.h"

namespace kmem {
namespace {

constexpr Ask kMisuse{.kind = AskKind::misuse};

}  // namespace

Ask RaceStream::read(const Command& command, const Program& program, const Machine& before) {
  switch (command.op) {
    case Op::alloc_pages:
      return read_pages(command, before.zone());
    case Op::kmem_cache_alloc:
      return read_object(command, program, before);
    case Op::kmalloc:
      return read_kmalloc(command, before.zone());
    case Op::free_pages:
    case Op::kmem_cache_free:
    case Op::kfree:
      return read_release(command, program, before);
    default:
      return {};
  }
}

RaceStream::Name& RaceStream::name(uint32_t handle) {
  if (handle >= names_.size()) names_.resize(handle + 1);
  return names_[handle];
}

// The name goes to another request. What it named stays in use for ever, unless somebody knows the
// address.
void RaceStream::forget(uint32_t handle) {
  Name& named = name(handle);
  if (named.status == HandleStatus::live) slots_[named.slot].handle = kNone;
  named = {};
}

Ask RaceStream::request(const Command& command, Slot what, Ask ask) {
  forget(command.handle);
  if (unused_.empty()) {
    ask.slot = slots();
    slots_.emplace_back();
  } else {
    ask.slot = unused_.back();
    unused_.pop_back();
  }
  what.handle = command.handle;
  what.live = true;
  slots_[ask.slot] = what;
  name(command.handle) = {HandleStatus::live, ask.slot};
  ask.kind = AskKind::request;
  return ask;
}

Ask RaceStream::read_pages(const Command& command, const Zone& zone) {
  const bool by_order = command.order != kNoOrder;
  if (!by_order && command.number == 0) {
    forget(command.handle);
    return kMisuse;
  }
  const Order order = by_order ? Order(command.order) : zone.order_for(command.number);
  const uint32_t shown = order.value > kMaxOrder ? kMaxOrder + 1 : order.value;
  const Bytes bytes = by_order ? zone.page_size() << shown : command.number;
  return request(command, {.order = static_cast<uint8_t>(order.value)},
                 {.bytes = bytes, .order = order});
}

Ask RaceStream::read_object(const Command& command, const Program& program, const Machine& before) {
  const uint32_t id = before.cache_of(command.cache, program);
  if (id == kNone) {
    forget(command.handle);
    return kMisuse;
  }
  const KmemCache& cache = before.caches()[CacheId(id)];
  const Bytes bytes = cache.layout().object_size;
  return request(command, {.cache = id},
                 {.object = true,
                  .ctor = cache.has_ctor(),
                  .bytes = bytes,
                  .order = before.zone().order_for(bytes)});
}

Ask RaceStream::read_kmalloc(const Command& command, const Zone& zone) {
  if (command.number == 0) {
    forget(command.handle);
    return kMisuse;
  }
  const Order order = zone.order_for(command.number);
  const uint32_t cache = kmalloc_class(command.number);
  return request(command,
                 {.cache = cache, .order = static_cast<uint8_t>(order.value), .kmalloc = true},
                 {.object = cache != kNone, .bytes = command.number, .order = order});
}

// Only addresses of a program come here, which are rare; so nothing is kept in order for them.
uint32_t RaceStream::slot_at(Address address) const {
  for (uint32_t i = 0; i < slots(); ++i)
    if (slots_[i].live && slots_[i].address == address) return i;
  return kNone;
}

// The rules of Machine, said of the request instead of the memory: what the machine had no room for
// may be live elsewhere, and is freed there by the same call.
bool RaceStream::may_release(const Command& command, const Slot& slot, uint32_t cache) const {
  const bool pages = slot.cache == kNone;
  switch (command.op) {
    case Op::free_pages:
      return pages && (command.order == kNoOrder || command.order == slot.order);
    case Op::kmem_cache_free:
      return !pages && slot.cache == cache;
    default:
      return pages ? slot.kmalloc || slot.handle == kNone : slot.cache < kKmallocClasses;
  }
}

Ask RaceStream::read_release(const Command& command, const Program& program,
                             const Machine& before) {
  uint32_t cache = kNone;
  if (command.op == Op::kmem_cache_free) {
    cache = before.cache_of(command.cache, program);
    if (cache == kNone) return kMisuse;
  }
  uint32_t slot = kNone;
  if (command.handle == kNone) {
    slot = slot_at(command.number);
  } else {
    const Name named = command.handle < names_.size() ? names_[command.handle] : Name{};
    const Handle held = before.handle(HandleId(command.handle));
    if (held.status == HandleStatus::failed && named.status != HandleStatus::live) return {};
    if (named.status != HandleStatus::live) return kMisuse;
    if (command.number == 0) {
      slot = named.slot;
    } else {
      if (held.status == HandleStatus::failed) return {};
      // A larger offset could lead around the end of the numbers and back.
      if (command.number < before.zone().bytes())
        slot = slot_at(before.address_of(held) + command.number);
    }
  }
  if (slot == kNone || !may_release(command, slots_[slot], cache)) return kMisuse;
  if (slots_[slot].handle != kNone) name(slots_[slot].handle) = {HandleStatus::freed, kNone};
  const Ask ask{.kind = AskKind::release, .object = slots_[slot].cache != kNone, .slot = slot};
  slots_[slot] = {};
  unused_.push_back(slot);
  return ask;
}

void RaceStream::placed(const Ask& ask, const Command& command, const Machine& after) {
  if (ask.kind != AskKind::request) return;
  const Handle held = after.handle(HandleId(command.handle));
  if (held.status == HandleStatus::live) slots_[ask.slot].address = after.address_of(held);
}

}  // namespace kmem
