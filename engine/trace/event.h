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

// The same event packed into one word, lowest first. Allocators make these: a word is put together
// in a register and stored at once. `order` must be below 2^8, `small` below 2^16.
struct EventWord {
  uint64_t bits = 0;

  constexpr EventWord() = default;
  constexpr explicit EventWord(uint64_t word) : bits(word) {}
  constexpr EventWord(EventKind kind, uint32_t order, uint32_t small, uint32_t main)
      : bits((uint64_t{main} << 32) + (uint64_t{small} << 16) + (uint64_t{order} << 8) +
             static_cast<uint64_t>(kind)) {}
  constexpr EventWord(Event e)  // NOLINT: implicit on purpose
      : EventWord(e.kind, e.order, e.small, e.main) {}

  constexpr operator Event() const {  // NOLINT: implicit on purpose
    return {static_cast<EventKind>(bits & 0xff), static_cast<uint8_t>(bits >> 8),
            static_cast<uint16_t>(bits >> 16), static_cast<uint32_t>(bits >> 32)};
  }
};

constexpr EventWord make_event(EventKind kind, uint32_t order, uint32_t small, uint32_t main) {
  return {kind, order, small, main};
}

// For the kinds whose number has 48 bits: sizes and addresses.
constexpr EventWord make_wide_event(EventKind kind, uint32_t order, uint64_t number) {
  return make_event(kind, order, static_cast<uint16_t>(number >> 32),
                    static_cast<uint32_t>(number));
}

}  // namespace kmem

#endif  // KMEM_TRACE_EVENT_H_
