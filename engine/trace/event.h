// event.h — one smallest step of the machine, in eight bytes.
#ifndef KMEM_TRACE_EVENT_H_
#define KMEM_TRACE_EVENT_H_

#include "base/types.h"
#include "trace/event_kinds.h"

namespace kmem {

// The meaning of `order`, `small` and `main` depends on the kind: see event_kinds.h.
struct Event {
  EventKind kind{};
  uint8_t order = 0;
  uint16_t small = 0;
  uint32_t main = 0;

  friend constexpr bool operator==(const Event&, const Event&) = default;

  constexpr uint64_t wide() const { return (uint64_t{small} << 32) | main; }
};
static_assert(sizeof(Event) == 8);

constexpr Event make_event(EventKind kind, uint32_t order, uint32_t small, uint32_t main) {
  return {kind, static_cast<uint8_t>(order), static_cast<uint16_t>(small), main};
}

// For the kinds whose number has 48 bits: sizes and addresses.
constexpr Event make_wide_event(EventKind kind, uint32_t order, uint64_t number) {
  return make_event(kind, order, static_cast<uint32_t>(number >> 32),
                    static_cast<uint32_t>(number));
}

}  // namespace kmem

#endif  // KMEM_TRACE_EVENT_H_
