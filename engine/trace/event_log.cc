#include "trace/event_log.h"

namespace kmem {

EventLog& EventLog::operator=(const EventLog& other) {
  words_ = other.words_;
  go_to(other.size());
  return *this;
}

std::vector<Event> EventLog::events() const {
  std::vector<Event> all(size());
  for (size_t i = 0; i < all.size(); ++i) all[i] = (*this)[i];
  return all;
}

void EventLog::go_to(size_t size) {
  next_ = words_.data() + size;
  limit_ = words_.data() + words_.size() - kRequestRoom;
}

void EventLog::grow() {
  const size_t count = size();
  words_.extend(words_.size());  // unwritten memory costs nothing yet
  go_to(count);
}

EventRing& EventRing::operator=(const EventRing& other) {
  words_ = other.words_;
  lap_end_ = other.lap_end_;
  earlier_laps_ = other.earlier_laps_;
  go_to(other.place());
  return *this;
}

}  // namespace kmem
