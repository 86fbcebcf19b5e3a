#include "trace/event_writer.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/random.h"

namespace kmem {
namespace {

Event numbered(uint32_t n) { return make_event(EventKind::look, n % 21, n % 65536, n); }

template <class Log>
void write(Log& log, uint32_t& n, uint32_t count) {
  EventWriter<Log> out(log);
  for (uint32_t i = 0; i < count; ++i) out.emit(numbered(n++));
}

// Requests of every length that has room, between single events, are all in the log, in order.
TEST(EventWriter, FillsALog) {
  EventLog log;
  uint32_t n = 0;
  for (uint32_t round = 0; round < 5; ++round) {
    for (uint32_t count = 0; count <= kRequestRoom; ++count) {
      write(log, n, count);
      log.emit(numbered(n++));
      ASSERT_EQ(log.size(), n);
    }
  }
  for (uint32_t i = 0; i < n; ++i) ASSERT_EQ(log[i], numbered(i));
}

// The ring has at least the newest events, wherever a request crosses its end; one that is smaller
// than a request has as many as it promises.
TEST(EventWriter, FillsARing) {
  for (uint32_t log2 = 0; log2 <= 9; ++log2) {
    EventRing ring(log2);
    Random random(log2);
    uint32_t n = 0;
    for (uint32_t request = 0; request < 400; ++request) {
      write(ring, n, random.below(kRequestRoom + 1));
      if (random.below(3) == 0) ring.emit(numbered(n++));
      ASSERT_EQ(ring.count(), n);
      for (uint32_t age = 0; age < ring.capacity() && age < n; ++age)
        ASSERT_EQ(ring.recent(age), numbered(n - 1 - age)) << log2 << ' ' << n << ' ' << age;
    }
  }
}

// A watched log has each event at once: what the callback sees is the count it asked for.
TEST(EventWriter, HandsEachEventToAProbe) {
  ProbeLog log;
  size_t seen = 0;
  struct Context {
    const ProbeLog* log;
    size_t* seen;
  } context{&log, &seen};
  log.stop_after(
      3,
      [](void* c) {
        const auto* self = static_cast<const Context*>(c);
        *self->seen = self->log->size();
      },
      &context);
  uint32_t n = 0;
  write(log, n, 5);
  EXPECT_EQ(seen, 3u);
  EXPECT_EQ(log.size(), 5u);
}

}  // namespace
}  // namespace kmem
