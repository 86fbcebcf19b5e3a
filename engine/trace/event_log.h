// event_log.h — where events go. The allocators take any of these as a template argument:
//
//   NullLog    nowhere; every emit is compiled away
//   EventLog   a vector
//   EventRing  the last 2^n events, in bounded memory
//   ProbeLog   a vector; calls back at one event, for the state in the middle of a command
//
// Every event is emitted right after the change it reports. kOn: events go somewhere. kWatched: the
// machine may be looked at when an event is emitted, so its state must make sense even then.
#ifndef KMEM_TRACE_EVENT_LOG_H_
#define KMEM_TRACE_EVENT_LOG_H_

#include <cstddef>
#include <vector>

#include "base/vector.h"
#include "trace/event.h"

namespace kmem {

struct NullLog {
  static constexpr bool kOn = false;
  static constexpr bool kWatched = false;
  constexpr void emit(EventWord) {}
};

// The events that one request may write before it commits them: see event_writer.h.
inline constexpr size_t kRequestRoom = 64;

class EventLog {
 public:
  static constexpr bool kOn = true;
  static constexpr bool kWatched = false;

  EventLog() {
    words_.extend(2 * kRequestRoom);
    go_to(0);
  }
  EventLog(const EventLog& other) { *this = other; }
  EventLog& operator=(const EventLog& other);

  void emit(EventWord event) {
    *next_ = event.bits;
    commit(next_ + 1);
  }
  // The next words go here, up to kRequestRoom of them …
  uint64_t* next() { return next_; }
  // … and are in the log once it is told where they end.
  void commit(uint64_t* end) {
    next_ = end;
    if (end >= limit_) [[unlikely]]
      grow();
  }

  size_t size() const { return static_cast<size_t>(next_ - words_.data()); }
  Event operator[](size_t i) const { return EventWord(words_[i]); }
  std::vector<Event> events() const;
  // Forgets the events and keeps their memory.
  void clear() { go_to(0); }

 private:
  void go_to(size_t size);
  void grow();

  Vector<uint64_t> words_;  // written up to next_
  uint64_t* next_ = nullptr;
  uint64_t* limit_ = nullptr;  // from here on there is too little room for one more request
};

// A request may write beyond the capacity; after it, the next lap starts at the first word again.
//
//   words   [ this lap    ····> | rest of the lap before      | beyond |      ]
//                          next_                        capacity   lap_end_
class EventRing {
 public:
  static constexpr bool kOn = true;
  static constexpr bool kWatched = false;

  // Holds at least the last 2^log2_capacity events.
  explicit EventRing(uint32_t log2_capacity) : words_((size_t{1} << log2_capacity) + kRequestRoom) {
    go_to(0);
  }
  EventRing(const EventRing& other) { *this = other; }
  EventRing& operator=(const EventRing& other);

  void emit(EventWord event) {
    *next_ = event.bits;
    commit(next_ + 1);
  }
  uint64_t* next() { return next_; }
  void commit(uint64_t* end) {
    next_ = end;
    if (end >= limit_) [[unlikely]] {
      lap_end_ = place();
      earlier_laps_ += lap_end_;
      go_to(0);
    }
  }

  // Events emitted so far, of which at least the last capacity() are still here.
  uint64_t count() const { return earlier_laps_ + place(); }
  size_t capacity() const { return words_.size() - kRequestRoom; }
  // The event `age` steps ago; 0 is the newest. age must be below count() and capacity().
  Event recent(size_t age) const {
    return EventWord(words_[age < place() ? place() - 1 - age : lap_end_ + place() - 1 - age]);
  }

 private:
  size_t place() const { return static_cast<size_t>(next_ - words_.data()); }
  void go_to(size_t place) {
    next_ = words_.data() + place;
    limit_ = words_.data() + capacity();
  }

  Vector<uint64_t> words_;
  uint64_t* next_ = nullptr;
  uint64_t* limit_ = nullptr;
  size_t lap_end_ = 0;         // words of the lap before
  uint64_t earlier_laps_ = 0;  // events of all laps before
};

class ProbeLog {
 public:
  static constexpr bool kOn = true;
  static constexpr bool kWatched = true;
  using Callback = void (*)(void* context);

  void emit(EventWord event) {
    log_.emit(event);
    if (log_.size() == stop_after_) [[unlikely]]
      on_stop_(context_);
  }
  // Calls back once, when the count-th event since clear() has been emitted.
  void stop_after(size_t count, Callback callback, void* context) {
    stop_after_ = count;
    on_stop_ = callback;
    context_ = context;
  }

  size_t size() const { return log_.size(); }
  Event operator[](size_t i) const { return log_[i]; }
  std::vector<Event> events() const { return log_.events(); }
  void clear() { log_.clear(); }

 private:
  EventLog log_;
  size_t stop_after_ = ~size_t{0};
  Callback on_stop_ = nullptr;
  void* context_ = nullptr;
};

}  // namespace kmem

#endif  // KMEM_TRACE_EVENT_LOG_H_
