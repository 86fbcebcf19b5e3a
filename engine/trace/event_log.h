// event_log.h — where events go. The allocators take any of these as a template argument:
//
//   NullLog    nowhere; every emit is compiled away
//   EventLog   a vector; can call back at one event, for the state in the middle of a command
//   EventRing  the last 2^n events, in bounded memory
//
// Every event is emitted right after the change it reports.
#ifndef KMEM_TRACE_EVENT_LOG_H_
#define KMEM_TRACE_EVENT_LOG_H_

#include <bit>
#include <cstddef>
#include <vector>

#include "trace/event.h"

namespace kmem {

struct NullLog {
  static constexpr bool kOn = false;
  constexpr void emit(Event) {}
};

// Events are written as words: a store of a word cannot change the pointers next to it, so the
// compiler keeps them in registers.
class EventLog {
 public:
  static constexpr bool kOn = true;
  using Callback = void (*)(void* context);

  EventLog() = default;
  EventLog(const EventLog& other) { *this = other; }
  EventLog& operator=(const EventLog& other);

  void emit(Event event) {
    *next_ = __builtin_bit_cast(uint64_t, event);
    if (++next_ == limit_) [[unlikely]] at_limit();
  }

  size_t size() const { return static_cast<size_t>(next_ - words_.data()); }
  Event operator[](size_t i) const { return __builtin_bit_cast(Event, words_[i]); }
  std::vector<Event> events() const;
  // Forgets the events and keeps their memory.
  void clear();

  // Calls back once, when the count-th event since clear() has been emitted.
  void stop_after(size_t count, Callback callback, void* context);

 private:
  static constexpr size_t kFirstCapacity = 64;

  void at_limit();
  void set_limit();

  // One word more than the limit is never needed: at_limit() makes room when the last is written.
  std::vector<uint64_t> words_ = std::vector<uint64_t>(kFirstCapacity);
  uint64_t* next_ = words_.data();
  uint64_t* limit_ = words_.data() + words_.size();
  size_t stop_after_ = ~size_t{0};
  Callback on_stop_ = nullptr;
  void* context_ = nullptr;
};

class EventRing {
 public:
  static constexpr bool kOn = true;

  // Holds the last 2^log2_capacity events.
  explicit EventRing(uint32_t log2_capacity) : words_(size_t{1} << log2_capacity) { rewind(); }
  EventRing(const EventRing& other) { *this = other; }
  EventRing& operator=(const EventRing& other);

  void emit(Event event) {
    *next_ = __builtin_bit_cast(uint64_t, event);
    if (++next_ == end_) [[unlikely]] wrap();
  }

  // Events emitted so far, of which the last capacity() are still here.
  uint64_t count() const { return laps_ * words_.size() + place(); }
  size_t capacity() const { return words_.size(); }
  // The event `age` steps ago; 0 is the newest. age must be below count() and capacity().
  Event recent(size_t age) const {
    return __builtin_bit_cast(Event, words_[(place() + words_.size() - 1 - age) % words_.size()]);
  }

 private:
  size_t place() const { return static_cast<size_t>(next_ - words_.data()); }
  void rewind() {
    next_ = words_.data();
    end_ = next_ + words_.size();
  }
  void wrap();

  std::vector<uint64_t> words_;
  uint64_t* next_ = nullptr;
  uint64_t* end_ = nullptr;
  uint64_t laps_ = 0;
};

}  // namespace kmem

#endif  // KMEM_TRACE_EVENT_LOG_H_
