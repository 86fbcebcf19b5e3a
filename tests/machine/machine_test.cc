#include "machine/machine.h"

#include <gtest/gtest.h>

#include "machine/machine_audit.h"
#include "support/commands.h"
#include "support/tools.h"

namespace kmem {
namespace {

using namespace command;
using K = EventKind;

class MachineTest : public testing::Test {
 protected:
  ~MachineTest() override { EXPECT_STREQ(audit(bench_.machine), nullptr); }

  Errc outcome(const Command& what) { return bench_.outcome(what); }
  std::vector<Event> run(const Command& what) { return bench_.run(what); }
  Handle handle(uint32_t id) const { return bench_.handle(id); }
  const Zone& zone() const { return bench_.machine.zone(); }

  Bench bench_;
};

// What Zone::create refuses, no machine is made of.
TEST(Machine, RefusesWhatNoSegmentCanBe) {
  EXPECT_EQ(Machine::create({.frames = 3}).errc(), Errc::bad_frames);
  EXPECT_EQ(Machine::create({.frames = 4, .page_size = 1000}).errc(), Errc::bad_page_size);
  EXPECT_TRUE(Machine::create({.frames = 1, .page_size = 65536}).ok());
}

// A request by order asks for whole blocks; one by bytes keeps what was asked for.
TEST_F(MachineTest, AllocatesByOrderAndByBytes) {
  EXPECT_EQ(outcome(alloc_pages(0, 2)), Errc::none);
  EXPECT_EQ(outcome(alloc_bytes(1, 21 * 1024)), Errc::none);
  EXPECT_EQ(handle(0), (Handle{.pfn = 0, .status = HandleStatus::live}));
  EXPECT_EQ(handle(1).pfn, 8u);
  EXPECT_EQ(zone().requested_of(Pfn(0)), 16384u);
  EXPECT_EQ(zone().requested_of(Pfn(8)), 21504u);
}

// A handle no request was made under is unset; one that was freed keeps its address.
TEST_F(MachineTest, HandlesRememberTheirAddress) {
  run(alloc_pages(2, 0));
  run(alloc_pages(3, 0));
  run(free_pages(handle_at(3)));
  EXPECT_EQ(handle(1).status, HandleStatus::unset);
  EXPECT_EQ(handle(3), (Handle{.pfn = 1, .status = HandleStatus::freed}));
  EXPECT_EQ(handle(99), Handle{});
  EXPECT_EQ(bench_.machine.owner_of(0), 2u);
  EXPECT_EQ(bench_.machine.owner_of(4096), kNone);
}

// A failed request leaves a handle that says so, and freeing it does nothing: as with NULL.
TEST_F(MachineTest, FreeingAFailedRequestDoesNothing) {
  EXPECT_EQ(outcome(alloc_pages(0, 7)), Errc::order_too_large);
  EXPECT_EQ(handle(0).status, HandleStatus::failed);
  for (const Command& what : {free_pages(handle_at(0)), kfree(handle_at(0)),
                              cache_free(bench_.named("kmalloc-8"), handle_at(0))}) {
    EXPECT_EQ(run(what), std::vector<Event>{make_event(K::free_nothing, 0, 0, 0)});
    EXPECT_EQ(bench_.machine.last_errc(), Errc::none);
  }
  EXPECT_EQ(bench_.machine.failures(), 1u);
}

// Absurd orders and sizes are refused like any too large one.
TEST_F(MachineTest, RefusesAbsurdSizes) {
  EXPECT_EQ(outcome(alloc_pages(0, 254)), Errc::order_too_large);
  EXPECT_EQ(outcome(alloc_bytes(0, ~Bytes{0})), Errc::order_too_large);
  EXPECT_EQ(outcome(alloc_bytes(0, (256u << 10) + 1)), Errc::order_too_large);
  EXPECT_EQ(outcome(alloc_bytes(0, 0)), Errc::zero_bytes);
  EXPECT_EQ(outcome(kmalloc(0, 0)), Errc::zero_bytes);
  EXPECT_EQ(outcome(kmalloc(0, ~Bytes{0})), Errc::order_too_large);
  EXPECT_EQ(handle(0).status, HandleStatus::failed);
  EXPECT_EQ(bench_.machine.failures(), 6u);
  EXPECT_EQ(zone().free_frames(), 64u);
}

// The whole chain of a kmalloc, and of its kfree.
TEST_F(MachineTest, KmallocGoesToItsClass) {
  std::vector<Event> events = run(kmalloc(0, 100));
  ASSERT_GE(events.size(), 3u);
  EXPECT_EQ(events[0], make_wide_event(K::kmalloc, 0, 100));
  EXPECT_EQ(events[1], make_event(K::kmalloc_class, 0, 5, 128));
  EXPECT_EQ(events[2], make_event(K::cache_alloc, 0, 5, 0));
  EXPECT_EQ(handle(0), (Handle{.status = HandleStatus::live, .kind = HandleKind::kmalloc}));
  EXPECT_EQ(bench_.machine.caches()[CacheId(5)].requested_bytes(), 100u);
  run(kmalloc(1, 128));
  EXPECT_EQ(handle(1).offset, 128u);
  events = run(kfree(handle_at(1)));
  EXPECT_EQ(events[0], make_wide_event(K::kfree, 0, 128));
  EXPECT_EQ(events[1].kind, K::cache_free);
  EXPECT_EQ(handle(1).status, HandleStatus::freed);
}

// Each size up to 8 KiB is served by its class, and counted as asked for.
TEST_F(MachineTest, KmallocServesEverySize) {
  for (Bytes bytes = 1; bytes <= 8192; bytes += 61) {
    ASSERT_EQ(outcome(kmalloc(0, bytes)), Errc::none);
    EXPECT_EQ(bench_.machine.ledger().payload, bytes);
    ASSERT_EQ(outcome(kfree(handle_at(0))), Errc::none);
    EXPECT_EQ(bench_.machine.ledger().payload, 0u);
  }
}

// Above the largest class the page allocator serves, by bytes; kfree gives the pages back.
TEST_F(MachineTest, LargeKmallocGoesToThePageAllocator) {
  const std::vector<Event> events = run(kmalloc(0, 20000));
  EXPECT_EQ(events[0], make_wide_event(K::kmalloc, 0, 20000));
  EXPECT_EQ(events[1], make_event(K::kmalloc_large, 3, 0, 0));
  EXPECT_EQ(events[2], make_wide_event(K::alloc_pages, 3, 20000));
  EXPECT_EQ(zone().page_frames(), 8u);
  EXPECT_EQ(zone().requested_bytes(), 20000u);
  const std::vector<Event> freed = run(kfree(handle_at(0)));
  EXPECT_EQ(freed[0], make_wide_event(K::kfree, 0, 0));
  EXPECT_EQ(freed[1], make_event(K::free_pages, 3, 0, 0));
  EXPECT_EQ(zone().free_frames(), 64u);
}

// What a handle names can be freed by its address as well, and the handle knows.
TEST_F(MachineTest, FreesByAddress) {
  const uint16_t dentry = bench_.created("dentry", {.size = 192});
  run(alloc_pages(0, 1));
  run(cache_alloc(1, dentry));
  run(kmalloc(2, 8));
  const auto address = [&](uint32_t id) { return bench_.machine.address_of(handle(id)); };
  EXPECT_EQ(outcome(free_pages(address_at(address(0)))), Errc::none);
  EXPECT_EQ(outcome(cache_free(dentry, address_at(address(1)))), Errc::none);
  EXPECT_EQ(outcome(kfree(address_at(address(2)))), Errc::none);
  for (uint32_t id = 0; id < 3; ++id) EXPECT_EQ(handle(id).status, HandleStatus::freed) << id;
}

// A free behind a handle is a free of what lies there: that handle is freed, not the one that the
// address was counted from.
TEST_F(MachineTest, AFreeBehindAHandleFreesWhatLiesThere) {
  const uint16_t dentry = bench_.created("dentry", {.size = 192});
  run(cache_alloc(0, dentry));
  run(cache_alloc(1, dentry));
  EXPECT_EQ(outcome(cache_free(dentry, handle_at(0, 192))), Errc::none);
  EXPECT_EQ(handle(0).status, HandleStatus::live);
  EXPECT_EQ(handle(1).status, HandleStatus::freed);
  run(alloc_pages(2, 0));
  run(alloc_pages(3, 0));
  const uint64_t apart = (uint64_t{handle(3).pfn} - handle(2).pfn) * 4096;
  EXPECT_EQ(outcome(free_pages(handle_at(2, apart))), Errc::none);
  EXPECT_EQ(handle(2).status, HandleStatus::live);
  EXPECT_EQ(handle(3).status, HandleStatus::freed);
}

// The kind of memory behind a handle is that of what lies there, too.
TEST_F(MachineTest, KfreeBehindAHandleLooksAtWhatLiesThere) {
  run(kmalloc(0, 16384));
  run(alloc_pages(1, 2));
  const uint64_t apart = (uint64_t{handle(1).pfn} - handle(0).pfn) * 4096;
  EXPECT_EQ(outcome(kfree(handle_at(0, apart))), Errc::wrong_free);
  EXPECT_EQ(handle(0).status, HandleStatus::live);
  EXPECT_EQ(handle(1).status, HandleStatus::live);
}

// An offset that leads around the end of the numbers leads out of the segment.
TEST_F(MachineTest, OffsetsDoNotWrapAround) {
  run(alloc_pages(0, 0));
  run(alloc_pages(1, 0));
  EXPECT_EQ(outcome(free_pages(handle_at(1, ~uint64_t{0} - 4095))), Errc::outside_segment);
  EXPECT_EQ(handle(0).status, HandleStatus::live);
  EXPECT_EQ(handle(1).status, HandleStatus::live);
}

// A cache variable stands for a cache from its creation to its destruction.
TEST_F(MachineTest, CacheVariablesFollowTheirCache) {
  const uint16_t a = bench_.cache("a", {.size = 64});
  const auto cache = [&](uint16_t var) { return bench_.machine.cache_of(var, bench_.program); };
  EXPECT_EQ(cache(a), kNone);
  EXPECT_EQ(outcome(cache_create(a, 0)), Errc::none);
  EXPECT_EQ(cache(a), 13u);
  const uint16_t by_name = bench_.named("a");
  EXPECT_EQ(cache(by_name), 13u);
  EXPECT_EQ(outcome(cache_destroy(a)), Errc::none);
  EXPECT_EQ(cache(a), kNone);
  EXPECT_EQ(cache(by_name), kNone);
  EXPECT_EQ(outcome(cache_create(a, 0)), Errc::none);
  EXPECT_EQ(cache(a), 14u);
  EXPECT_EQ(cache(999), kNone);
}

// Destroying by name leaves the variable without a cache as well.
TEST_F(MachineTest, DestroyingByNameEndsTheVariable) {
  const uint16_t a = bench_.created("a", {.size = 64});
  EXPECT_EQ(outcome(cache_destroy(bench_.named("a"))), Errc::none);
  EXPECT_EQ(outcome(cache_alloc(0, a)), Errc::unknown_cache);
  EXPECT_EQ(handle(0).status, HandleStatus::failed);
}

// A note is an event and nothing else; it leaves the last error alone.
TEST_F(MachineTest, NotesChangeNothing) {
  run(alloc_pages(0, 9));
  const Machine before = bench_.machine;
  EXPECT_EQ(run(note(4)), std::vector<Event>{make_event(K::note, 0, 0, 4)});
  EXPECT_EQ(bench_.machine, before);
}

// An expectation is checked at its place, and leaves the machine and the last error alone.
TEST_F(MachineTest, ExpectationsAreChecked) {
  const auto expect_free = [&](uint64_t pages) {
    bench_.program.expectations.push_back(
        {{.kind = QuantityKind::free_pages}, Comparison::eq, {.subject = pages}, ""});
    return Command{.op = Op::expect, .number = bench_.program.expectations.size() - 1};
  };
  run(alloc_pages(0, 3));
  EXPECT_EQ(run(expect_free(56)), std::vector<Event>{make_event(K::expect_met, 0, 0, 0)});
  EXPECT_EQ(bench_.machine.expectations_failed(), 0u);
  EXPECT_EQ(run(expect_free(64)), std::vector<Event>{make_event(K::expect_failed, 0, 0, 1)});
  EXPECT_EQ(bench_.machine.expectations_failed(), 1u);
}

// Copying a machine copies all of it: equal machines stay equal under equal commands, whether the
// log is on or off.
TEST_F(MachineTest, IsAValue) {
  const uint16_t a = bench_.created("a", {.size = 700, .ctor = true});
  Machine copy = bench_.machine;
  NullLog silent;
  for (const Command& what : {alloc_pages(0, 2), cache_alloc(1, a), kmalloc(2, 50),
                              free_pages(handle_at(0)), kfree(handle_at(0)), cache_shrink(a)}) {
    run(what);
    EXPECT_NE(copy, bench_.machine);
    copy.execute(what, bench_.program, silent);
    EXPECT_EQ(copy, bench_.machine);
  }
  EXPECT_GE(copy.memory_bytes(), sizeof(Machine) + copy.zone().memory_bytes());
}

}  // namespace
}  // namespace kmem
