#include "trace/page_run.h"

#include <gtest/gtest.h>

#include "buddy/zone.h"
#include "trace/event_steps.h"

namespace kmem {
namespace {

using K = EventKind;
using Events = std::vector<Event>;

template <class Write>
Events written(Write write) {
  EventLog log;
  EventSteps<EventLog> steps(log);
  write(steps);
  const Events events = log.events();
  EXPECT_EQ(log.size(), events.size());
  return events;
}

// Worked by hand: order 1 asked for, found at order 3.
TEST(PageRun, AllocationBecomesItsEvents) {
  EXPECT_EQ(written([](auto& steps) { steps.run_alloc(1, 3, 7, 40); }),
            (Events{make_event(K::look, 1, 0, 0), make_event(K::look, 2, 0, 0),
                    make_event(K::look, 3, 0, 7), make_event(K::take, 3, 0, 40),
                    make_event(K::split, 2, 0, 40), make_event(K::split, 1, 0, 40),
                    make_event(K::hand_out, 1, 0, 40)}));
}

// Frame 6 merges with 7, then with 4 to 5; the buddy at 0 is in use.
TEST(PageRun, FreeBecomesItsEvents) {
  const uint32_t in_use = static_cast<uint32_t>(BuddyVerdict::in_use);
  EXPECT_EQ(written([](auto& steps) {
              steps.begin_free(0, 6);
              steps.end_free(2, BuddyVerdict::in_use);
            }),
            (Events{make_event(K::free_pages, 0, 0, 6), make_event(K::buddy_look, 0, 0, 7),
                    make_event(K::coalesce, 1, 0, 6), make_event(K::buddy_look, 1, 0, 4),
                    make_event(K::coalesce, 2, 0, 4), make_event(K::buddy_look, 2, in_use, 0),
                    make_event(K::block_free, 2, in_use, 4)}));
}

// At the top order there is no buddy to look at.
TEST(PageRun, FreeOfTheTopOrderLooksAtNoBuddy) {
  EXPECT_EQ(written([](auto& steps) {
              steps.begin_free(5, 32);
              steps.end_free(5, BuddyVerdict::top_order);
            }),
            (Events{make_event(K::free_pages, 5, 0, 32), make_event(K::block_free, 5, 3, 32)}));
}

TEST(PageRun, RefusalBecomesItsEvents) {
  EXPECT_EQ(written([](auto& steps) { steps.run_no_block(2, 3, 1, 5); }),
            (Events{make_event(K::look, 2, 0, 0), make_event(K::look, 3, 0, 0),
                    make_event(K::no_block, 2, 1, 5)}));
}

// The events are the same for lists of any length, also for one that is too long for a run.
TEST(PageRun, ListsMayBeOfAnyLength) {
  for (const uint32_t nr_free : {1u, 0xfffeu, 0xffffu, 0x10000u, 0x80000u}) {
    EXPECT_EQ(written([&](auto& steps) { steps.run_alloc(19, 20, nr_free, 1u << 19); }),
              (Events{make_event(K::look, 19, 0, 0), make_event(K::look, 20, 0, nr_free),
                      make_event(K::take, 20, 0, 1u << 19), make_event(K::split, 19, 0, 1u << 19),
                      make_event(K::hand_out, 19, 0, 1u << 19)}))
        << nr_free;
  }
}

// The largest segment with every second frame free has a list of 2^19 blocks; the events of both
// ways to log are the same there, up to the merge of all frames into one block.
TEST(PageRun, AgreesWithTheStepsOnTheLargestSegment) {
  Zone zone = *Zone::create(1u << kMaxOrder, 4096);
  NullLog silent;
  for (uint32_t n = 0; n < zone.frames(); ++n)
    ASSERT_TRUE(zone.alloc_pages(Order(0), 4096, BlockOwner::pages, silent).ok());
  for (uint32_t pfn = 0; pfn < zone.frames(); pfn += 2) zone.free_pages(Pfn(pfn), silent);
  Zone other = zone;
  EventLog runs;
  ProbeLog steps;
  const auto both = [&](auto act) {
    act(zone, runs);
    act(other, steps);
  };
  for (int n = 0; n < 3; ++n)
    both([](Zone& z, auto& log) {
      EXPECT_TRUE(z.alloc_pages(Order(0), 4096, BlockOwner::pages, log).ok());
    });
  both([](Zone& z, auto& log) {
    EXPECT_FALSE(z.alloc_pages(Order(3), 32768, BlockOwner::pages, log).ok());
  });
  for (uint32_t pfn = 1; pfn < zone.frames(); pfn += 2)
    both([&](Zone& z, auto& log) { z.free_pages(Pfn(pfn), log); });
  EXPECT_EQ(runs.events(), steps.events());
  EXPECT_TRUE(zone == other);
}

}  // namespace
}  // namespace kmem
