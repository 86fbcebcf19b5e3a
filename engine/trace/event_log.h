// event_log.h — where events go. The allocators take any of these as a template argument:
//
//   NullLog    nowhere; every emit is compiled away
//   EventLog   a vector; can call back at one event, for the state in the middle of a command
//   EventRing  the last 2^n events, in bounded memory
//
// Every event is emitted right after the change it reports.
#ifndef KMEM_TRACE_EVENT_LOG_H_
#define KMEM_TRACE_EVENT_LOG_H_

#include <cstddef>
#include <vector>

#include "trace/event.h"

namespace kmem {

struct NullLog {
  static constexpr bool kOn = false;
  constexpr void emit(Event) {}
};

class EventLog {
 public:
  static constexpr bool kOn = true;
  using Callback = void (*)(void* context);

  void emit(Event event) {
    events_.push_back(event);
    if (events_.size() == stop_after_) [[unlikely]] on_stop_(context_);
  }

  const std::vector<Event>& events() const { return events_; }
  size_t size() const { return events_.size(); }
  void clear() { events_.clear(); }

  // Calls back once, when the count-th event since clear() has been emitted.
  void stop_after(size_t count, Callback callback, void* context) {
    stop_after_ = count;
    on_stop_ = callback;
    context_ = context;
  }

 private:
  std::vector<Event> events_;
  size_t stop_after_ = ~size_t{0};
  Callback on_stop_ = nullptr;
  void* context_ = nullptr;
};

class EventRing {
 public:
  static constexpr bool kOn = true;

  // Holds the last 2^log2_capacity events.
  explicit EventRing(uint32_t log2_capacity)
      : events_(size_t{1} << log2_capacity), mask_(events_.size() - 1) {}

  void emit(Event event) { events_[count_++ & mask_] = event; }

  // Events emitted so far, of which the last capacity() are still here.
  size_t count() const { return count_; }
  size_t capacity() const { return events_.size(); }
  // The event `age` steps ago; 0 is the newest. age must be below count() and capacity().
  Event recent(size_t age) const { return events_[(count_ - 1 - age) & mask_]; }

 private:
  std::vector<Event> events_;
  size_t mask_;
  size_t count_ = 0;
};

}  // namespace kmem

#endif  // KMEM_TRACE_EVENT_LOG_H_
