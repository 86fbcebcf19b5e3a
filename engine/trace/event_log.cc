#include "trace/event_log.h"

namespace kmem {

EventLog& EventLog::operator=(const EventLog& other) {
  words_ = other.words_;
  next_ = words_.data() + other.size();
  stop_after_ = other.stop_after_;
  on_stop_ = other.on_stop_;
  context_ = other.context_;
  set_limit();
  return *this;
}

std::vector<Event> EventLog::events() const {
  std::vector<Event> all(size());
  for (size_t i = 0; i < all.size(); ++i) all[i] = (*this)[i];
  return all;
}

void EventLog::clear() {
  next_ = words_.data();
  set_limit();
}

void EventLog::stop_after(size_t count, Callback callback, void* context) {
  stop_after_ = count;
  on_stop_ = callback;
  context_ = context;
  set_limit();
}

// One comparison per event serves both the end of the memory and the event to stop at.
void EventLog::set_limit() {
  const bool stop_ahead = stop_after_ > size() && stop_after_ < words_.size();
  limit_ = words_.data() + (stop_ahead ? stop_after_ : words_.size());
}

void EventLog::at_limit() {
  const size_t count = size();
  if (count == words_.size()) {
    words_.resize(2 * words_.size());
    next_ = words_.data() + count;
  }
  if (count == stop_after_) on_stop_(context_);
  set_limit();
}

EventRing& EventRing::operator=(const EventRing& other) {
  words_ = other.words_;
  laps_ = other.laps_;
  rewind();
  next_ += other.place();
  return *this;
}

void EventRing::wrap() {
  ++laps_;
  rewind();
}

}  // namespace kmem
