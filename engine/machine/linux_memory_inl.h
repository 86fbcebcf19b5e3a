// linux_memory_inl.h — the verbs of linux_memory.h.
#ifndef KMEM_MACHINE_LINUX_MEMORY_INL_H_
#define KMEM_MACHINE_LINUX_MEMORY_INL_H_

#include "machine/linux_memory.h"

namespace kmem {

// Passes events on and counts some, also where they go nowhere.
template <class Log>
class CountingLog {
 public:
  static constexpr bool kOn = Log::kOn;
  static constexpr bool kWatched = Log::kWatched;

  CountingLog(LinuxWork& work, Log& log) : work_(work), log_(log) {}
  void emit(EventWord event) {
    const EventKind kind = static_cast<EventKind>(event.bits & 0xff);
    if (kind == EventKind::split) ++work_.splits;
    if (kind == EventKind::coalesce) ++work_.merges;
    log_.emit(event);
  }

 private:
  LinuxWork& work_;
  Log& log_;
};

template <class Log>
Result<Pfn> LinuxMemory::alloc_pages(const LinuxRequest& request, Bytes requested, Log& log) {
  const uint32_t order = request.order.value;
  log.emit(make_wide_event(EventKind::alloc_pages, order, requested));
  if (order > kLinuxTopOrder) {
    log.emit(make_event(EventKind::alloc_failed, order,
                        static_cast<uint32_t>(Errc::order_too_large), 0));
    return Errc::order_too_large;
  }
  const Bytes frames = (requested + kLinuxPageBytes - 1) >> kLinuxPageShift;
  if ((requested >> kLinuxPageShift) < frames_of(request.order))
    log.emit(make_event(EventKind::round_up, order, 0, static_cast<uint32_t>(frames)));
  CountingLog counting(work_, log);
  const Result<Pfn> block = node_.alloc_pages(request, counting);
  if (block.ok()) note_held(*block, request, requested);
  return block;
}

template <class Log, class Use>
auto LinuxMemory::with_node(Log& log, Use use) {
  CountingLog counting(work_, log);
  return use(node_, counting);
}

template <class Log>
void LinuxMemory::free_pages(Pfn head, Log& log) {
  const Order order = block_of(head).order;
  note_freed(head, order);
  CountingLog counting(work_, log);
  const Errc errc = node_.free_pages(head, order, counting);
  KMEM_CHECK(errc == Errc::none);
}

template <class Log>
void LinuxMemory::drain_pages(Log& log) {
  log.emit(make_event(EventKind::drain_pages, 0, 0, 0));
  CountingLog counting(work_, log);
  node_.drain_percpu_lists(counting);
}

}  // namespace kmem

#endif  // KMEM_MACHINE_LINUX_MEMORY_INL_H_
