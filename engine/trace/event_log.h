// event_log.h — where events go. The allocators take any of these as a template argument:
//
//   NullLog    nowhere; every emit is compiled away
//   EventLog   all events, to be read later
//   EventRing  the newest events, in bounded memory
//   ProbeLog   a vector; calls back at one event, for the state in the middle of a command
//
// Every event is emitted right after the change it reports. kOn: events go somewhere. kWatched: the
// machine may be looked at when an event is emitted, so its state must make sense even then.
//
// EventLog and EventRing also take all events of a request as one run, and give them out one by one
// when they are read: see page_run.h and event_steps.h. There is always room for one entry more: it
// is written where open() says, in pieces if need be, and is in the log after close().
#ifndef KMEM_TRACE_EVENT_LOG_H_
#define KMEM_TRACE_EVENT_LOG_H_

#include <cstddef>
#include <vector>

#include "base/vector.h"
#include "trace/event.h"
#include "trace/page_run.h"

namespace kmem {

struct NullLog {
  static constexpr bool kOn = false;
  static constexpr bool kWatched = false;
  constexpr void emit(EventWord) {}
};

class EventLog {
 public:
  static constexpr bool kOn = true;
  static constexpr bool kWatched = false;

  EventLog() { grow(); }
  EventLog(const EventLog& other) { *this = other; }
  EventLog& operator=(const EventLog& other);

  void emit(EventWord event) {
    *open() = event;
    close();
  }
  Event* open() { return next_; }
  void close() {
    if (++next_ == limit_) [[unlikely]]
      grow();
  }

  // How many events; works it out from all entries.
  size_t size() const;
  std::vector<Event> events() const;
  // Forgets the events and keeps their memory.
  void clear() { next_ = entries_.data(); }

 private:
  size_t count() const { return static_cast<size_t>(next_ - entries_.data()); }
  void go_to(size_t count);
  void grow();

  Vector<Event> entries_;  // written up to next_
  Event* next_ = nullptr;
  Event* limit_ = nullptr;
};

class EventRing {
 public:
  static constexpr bool kOn = true;
  static constexpr bool kWatched = false;

  // Holds at least the last `capacity` events; capacity is not 0.
  explicit EventRing(size_t capacity) : entries_(capacity) { go_to(0); }
  EventRing(const EventRing& other) { *this = other; }
  EventRing& operator=(const EventRing& other);

  void emit(EventWord event) {
    *open() = event;
    close();
  }
  Event* open() { return next_; }
  void close() {
    if (++next_ == limit_) [[unlikely]]
      wrap();
  }

  size_t capacity() const { return entries_.size(); }
  // What is still here, oldest first.
  std::vector<Event> events() const;

 private:
  void wrap() {
    next_ = entries_.data();
    wrapped_ = true;
  }
  void go_to(size_t place) {
    next_ = entries_.data() + place;
    limit_ = entries_.data() + entries_.size();
  }

  Vector<Event> entries_;
  Event* next_ = nullptr;
  Event* limit_ = nullptr;
  bool wrapped_ = false;  // what lies behind next_ is older, and still here
};

class ProbeLog {
 public:
  static constexpr bool kOn = true;
  static constexpr bool kWatched = true;
  using Callback = void (*)(void* context);

  void emit(EventWord event) {
    events_.push_back(event);
    if (events_.size() == stop_after_) [[unlikely]]
      on_stop_(context_);
  }
  // Calls back once, when the count-th event since clear() has been emitted.
  void stop_after(size_t count, Callback callback, void* context) {
    stop_after_ = count;
    on_stop_ = callback;
    context_ = context;
  }

  size_t size() const { return events_.size(); }
  Event operator[](size_t i) const { return events_[i]; }
  std::vector<Event> events() const { return {events_.begin(), events_.end()}; }
  void clear() { events_.clear(); }

 private:
  Vector<Event> events_;
  size_t stop_after_ = ~size_t{0};
  Callback on_stop_ = nullptr;
  void* context_ = nullptr;
};

}  // namespace kmem

#endif  // KMEM_TRACE_EVENT_LOG_H_
