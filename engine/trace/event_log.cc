#include "trace/event_log.h"

namespace kmem {

EventLog& EventLog::operator=(const EventLog& other) {
  const size_t count = other.count();
  entries_ = other.entries_;
  go_to(count);
  return *this;
}

size_t EventLog::size() const {
  size_t events = 0;
  for (const Event* entry = entries_.data(); entry != next_; ++entry) events += event_count(*entry);
  return events;
}

std::vector<Event> EventLog::events() const {
  std::vector<Event> all;
  all.reserve(size());
  for (const Event* entry = entries_.data(); entry != next_; ++entry) append_events(*entry, all);
  return all;
}

void EventLog::go_to(size_t count) {
  next_ = entries_.data() + count;
  limit_ = entries_.data() + entries_.size();
}

void EventLog::grow() {
  constexpr size_t kFirst = 64;
  const size_t count = entries_.size();
  entries_.extend(count == 0 ? kFirst : count);  // what is not written costs nothing yet
  go_to(count);
}

EventRing& EventRing::operator=(const EventRing& other) {
  const size_t place = static_cast<size_t>(other.next_ - other.entries_.data());
  entries_ = other.entries_;
  wrapped_ = other.wrapped_;
  go_to(place);
  return *this;
}

std::vector<Event> EventRing::events() const {
  std::vector<Event> all;
  if (wrapped_)
    for (const Event* entry = next_; entry != limit_; ++entry) append_events(*entry, all);
  for (const Event* entry = entries_.data(); entry != next_; ++entry) append_events(*entry, all);
  return all;
}

}  // namespace kmem
