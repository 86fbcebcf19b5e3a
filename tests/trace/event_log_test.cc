#include "trace/event_log.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace kmem {
namespace {

Event numbered(uint32_t n) { return make_event(EventKind::look, n % 21, n % 65536, n); }

template <class Log>
void emit(Log& log, uint32_t from, uint32_t to) {
  for (uint32_t n = from; n < to; ++n) log.emit(numbered(n));
}

// Events come back complete and in order, at every size around the growth of the memory.
TEST(EventLog, KeepsAllEventsInOrder) {
  for (const uint32_t count : {0u, 1u, 63u, 64u, 65u, 127u, 128u, 129u, 5000u}) {
    EventLog log;
    emit(log, 0, count);
    ASSERT_EQ(log.size(), count);
    const std::vector<Event> events = log.events();
    ASSERT_EQ(events.size(), count);
    for (uint32_t n = 0; n < count; ++n) {
      ASSERT_EQ(events[n], numbered(n));
    }
  }
}

// After clear() the log starts from nothing, whatever size it had.
TEST(EventLog, ClearsAndGoesOn) {
  EventLog log;
  for (const uint32_t count : {10u, 64u, 1000u, 3u}) {
    log.clear();
    EXPECT_EQ(log.size(), 0u);
    emit(log, 0, count);
    EXPECT_EQ(log.size(), count);
    EXPECT_EQ(log.events()[count - 1], numbered(count - 1));
  }
}

// A copy has the same events and goes its own way, also when both grow.
TEST(EventLog, CopiesAreApart) {
  EventLog log;
  emit(log, 0, 60);
  EventLog copy = log;
  emit(log, 60, 200);
  emit(copy, 1000, 1100);
  EXPECT_EQ(log.size(), 200u);
  EXPECT_EQ(copy.size(), 160u);
  EXPECT_EQ(log.events()[150], numbered(150));
  EXPECT_EQ(copy.events()[60], numbered(1000));
  copy = log;
  EXPECT_EQ(copy.events(), log.events());
  const EventLog& itself = copy;
  copy = itself;
  EXPECT_EQ(copy.events(), log.events());
}

struct Witness {
  const ProbeLog* log = nullptr;
  std::vector<size_t> sizes;
  static void see(void* context) {
    auto* self = static_cast<Witness*>(context);
    self->sizes.push_back(self->log->size());
  }
};

// The callback comes once, when exactly so many events are there, wherever the memory's end lies.
TEST(ProbeLog, StopsAfterTheCountThEvent) {
  for (uint32_t count = 1; count <= 300; ++count) {
    ProbeLog log;
    Witness witness{&log, {}};
    log.stop_after(count, Witness::see, &witness);
    emit(log, 0, 400);
    ASSERT_EQ(witness.sizes, std::vector<size_t>{count});
    ASSERT_EQ(log.size(), 400u);
    ASSERT_EQ(log[399], numbered(399));
  }
}

// A count that is never reached, or is reached already, calls nobody.
TEST(ProbeLog, DoesNotStopElsewhere) {
  ProbeLog log;
  Witness witness{&log, {}};
  emit(log, 0, 10);
  log.stop_after(10, Witness::see, &witness);
  emit(log, 10, 100);
  EXPECT_TRUE(witness.sizes.empty());
  log.stop_after(101, Witness::see, &witness);
  EXPECT_TRUE(witness.sizes.empty());
  emit(log, 100, 110);
  EXPECT_EQ(witness.sizes, std::vector<size_t>{101});
}

// The count starts again with clear().
TEST(ProbeLog, CountsFromClear) {
  ProbeLog log;
  Witness witness{&log, {}};
  emit(log, 0, 50);
  log.clear();
  log.stop_after(5, Witness::see, &witness);
  emit(log, 0, 4);
  EXPECT_TRUE(witness.sizes.empty());
  emit(log, 4, 6);
  EXPECT_EQ(witness.sizes, std::vector<size_t>{5});
}

// The ring keeps the newest events, however many there were.
TEST(EventRing, KeepsTheNewest) {
  EventRing ring(16);
  ASSERT_EQ(ring.capacity(), 16u);
  EXPECT_TRUE(ring.events().empty());
  for (uint32_t n = 0; n < 100; ++n) {
    ring.emit(numbered(n));
    const std::vector<Event> events = ring.events();
    ASSERT_EQ(events.size(), std::min(n + 1, 16u));
    for (uint32_t age = 0; age < events.size(); ++age)
      ASSERT_EQ(events[events.size() - 1 - age], numbered(n - age));
  }
}

// A ring of one event holds the last one.
TEST(EventRing, MayHoldOne) {
  EventRing ring(1);
  emit(ring, 0, 7);
  EXPECT_EQ(ring.events(), std::vector<Event>{numbered(6)});
}

// A copy goes its own way, and its capacity need not be a power of two.
TEST(EventRing, CopiesAreApart) {
  EventRing ring(7);
  emit(ring, 0, 21);
  EventRing copy = ring;
  emit(ring, 21, 30);
  ASSERT_EQ(copy.events().size(), 7u);
  EXPECT_EQ(copy.events().back(), numbered(20));
  EXPECT_EQ(copy.events().front(), numbered(14));
  EXPECT_EQ(ring.events().back(), numbered(29));
}

}  // namespace
}  // namespace kmem
