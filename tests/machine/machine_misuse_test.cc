// Misuse is refused and explained, and changes nothing.

#include <gtest/gtest.h>

#include "machine/machine_audit.h"
#include "support/commands.h"
#include "support/tools.h"

namespace kmem {
namespace {

using namespace command;

// The machine all cases start from: 64 frames of 4 KiB.
//   handle 0 pages of order 2, frames 0 to 3      handle 4 kmalloc of 100 bytes
//   handle 1 pages, freed                         handle 5 kmalloc of 20,000 bytes: pages
//   handle 2 object of cache variable 0           handle 6 its request failed
//   handle 3 object of cache variable 0, freed    handle 7 never used
// Variable 1 is a cache without objects, 2 one destroyed, 3 was never created, 4 "kmalloc-128".
constexpr uint16_t kA = 0, kB = 1, kGone = 2, kNever = 3, kClass = 4;

Bench scene() {
  Bench bench;
  EXPECT_EQ(bench.created("a", {.size = 192}), kA);
  EXPECT_EQ(bench.created("b", {.size = 192}), kB);
  EXPECT_EQ(bench.created("gone", {.size = 192}), kGone);
  EXPECT_EQ(bench.cache("never", {.size = 192}), kNever);
  EXPECT_EQ(bench.named("kmalloc-128"), kClass);
  bench.program.cache_requests.push_back({"zero", {.size = 0}});
  bench.program.cache_requests.push_back({"crooked", {.size = 8, .align = 3}});
  bench.program.cache_requests.push_back({"odd", {.size = 8, .pages_per_slab = 3}});
  for (const Command& what : {cache_destroy(kGone), alloc_pages(0, 2), cache_alloc(2, kA),
                              cache_alloc(3, kA), cache_free(kA, handle_at(3)), kmalloc(4, 100),
                              kmalloc(5, 20000), alloc_pages(1, 0), free_pages(handle_at(1))})
    EXPECT_EQ(bench.outcome(what), Errc::none);
  EXPECT_EQ(bench.outcome(alloc_pages(6, 7)), Errc::order_too_large);
  return bench;
}

struct Misuse {
  const char* name;
  Errc why;
  Command (*command)(const Bench&);
};

Address address(const Bench& bench, uint32_t id) {
  return bench.machine.address_of(bench.handle(id));
}

const Misuse kMisuses[] = {
    // free_pages
    {"pages freed twice", Errc::double_free, [](const Bench&) { return free_pages(handle_at(1)); }},
    {"pages freed twice, by address", Errc::double_free,
     [](const Bench& b) { return free_pages(address_at(address(b, 1))); }},
    {"pages of a handle never used", Errc::unknown_handle,
     [](const Bench&) { return free_pages(handle_at(7)); }},
    {"pages of a handle beyond all", Errc::unknown_handle,
     [](const Bench&) { return free_pages(handle_at(1000000)); }},
    {"pages of another order", Errc::wrong_order,
     [](const Bench&) { return free_pages(handle_at(0), 1); }},
    {"pages of an absurd order", Errc::wrong_order,
     [](const Bench&) { return free_pages(handle_at(0), 254); }},
    {"inside a block", Errc::interior_pointer,
     [](const Bench&) { return free_pages(handle_at(0, 4096)); }},
    {"one byte inside a block", Errc::interior_pointer,
     [](const Bench&) { return free_pages(handle_at(0, 1)); }},
    {"an object as pages", Errc::wrong_free, [](const Bench&) { return free_pages(handle_at(2)); }},
    {"an address beyond the segment", Errc::outside_segment,
     [](const Bench&) { return free_pages(address_at(64 * 4096)); }},
    {"an address far beyond the segment", Errc::outside_segment,
     [](const Bench&) { return free_pages(address_at(~Address{0})); }},
    {"an offset beyond the segment", Errc::outside_segment,
     [](const Bench&) { return free_pages(handle_at(0, 64 * 4096)); }},
    {"free memory", Errc::double_free,
     [](const Bench&) { return free_pages(address_at(63 * 4096)); }},
    // kmem_cache_free
    {"an object freed twice", Errc::double_free,
     [](const Bench&) { return cache_free(kA, handle_at(3)); }},
    {"an object freed twice, by address", Errc::double_free,
     [](const Bench& b) { return cache_free(kA, address_at(address(b, 3))); }},
    {"an object never handed out", Errc::double_free,
     [](const Bench&) { return cache_free(kA, handle_at(2, 20 * 192)); }},
    {"another cache's object", Errc::wrong_cache,
     [](const Bench&) { return cache_free(kB, handle_at(2)); }},
    {"kmalloc memory to a cache", Errc::wrong_cache,
     [](const Bench&) { return cache_free(kA, handle_at(4)); }},
    {"pages to a cache", Errc::wrong_cache,
     [](const Bench&) { return cache_free(kA, handle_at(0)); }},
    {"inside an object", Errc::interior_pointer,
     [](const Bench&) { return cache_free(kA, handle_at(2, 8)); }},
    {"the slab's tail", Errc::interior_pointer,
     [](const Bench&) { return cache_free(kA, handle_at(2, 21 * 192)); }},
    {"an object of a handle never used", Errc::unknown_handle,
     [](const Bench&) { return cache_free(kA, handle_at(7)); }},
    {"free pages to a cache", Errc::double_free,
     [](const Bench&) { return cache_free(kA, address_at(63 * 4096)); }},
    {"a destroyed cache's object", Errc::unknown_cache,
     [](const Bench&) { return cache_free(kGone, handle_at(2)); }},
    {"beyond the segment to a cache", Errc::outside_segment,
     [](const Bench&) { return cache_free(kA, address_at(Address{1} << 50)); }},
    // kfree
    {"kmalloc memory freed twice", Errc::double_free,
     [](const Bench& b) { return kfree(address_at(address(b, 4) + 128)); }},
    {"an object to kfree", Errc::wrong_free, [](const Bench&) { return kfree(handle_at(2)); }},
    {"pages to kfree", Errc::wrong_free, [](const Bench&) { return kfree(handle_at(0)); }},
    {"pages to kfree, by address", Errc::wrong_free,
     [](const Bench& b) { return kfree(address_at(address(b, 0))); }},
    {"inside kmalloc memory", Errc::interior_pointer,
     [](const Bench&) { return kfree(handle_at(4, 4)); }},
    {"inside large kmalloc memory", Errc::interior_pointer,
     [](const Bench&) { return kfree(handle_at(5, 4096)); }},
    {"kfree of a handle never used", Errc::unknown_handle,
     [](const Bench&) { return kfree(handle_at(7)); }},
    {"kfree of free memory", Errc::double_free,
     [](const Bench&) { return kfree(address_at(63 * 4096)); }},
    {"kfree beyond the segment", Errc::outside_segment,
     [](const Bench&) { return kfree(address_at(64 * 4096)); }},
    // caches
    {"a cache with live objects destroyed", Errc::cache_in_use,
     [](const Bench&) { return cache_destroy(kA); }},
    {"a class of kmalloc destroyed", Errc::reserved_cache,
     [](const Bench&) { return cache_destroy(kClass); }},
    {"a cache destroyed twice", Errc::unknown_cache,
     [](const Bench&) { return cache_destroy(kGone); }},
    {"a cache never created", Errc::unknown_cache,
     [](const Bench&) { return cache_shrink(kNever); }},
    {"a variable that does not exist", Errc::unknown_cache,
     [](const Bench&) { return cache_shrink(77); }},
    {"a name taken", Errc::cache_exists, [](const Bench&) { return cache_create(kNever, 1); }},
    {"a size of nothing", Errc::bad_size, [](const Bench&) { return cache_create(kNever, 4); }},
    {"an alignment of three", Errc::bad_align,
     [](const Bench&) { return cache_create(kNever, 5); }},
    {"three pages a slab", Errc::bad_slab_pages,
     [](const Bench&) { return cache_create(kNever, 6); }},
};

// Each misuse is refused for its own reason, in one event that says so, and the machine is as
// before in everything but the last error and the count of failures.
TEST(MachineMisuse, IsRefusedAndChangesNothing) {
  for (const Misuse& one : kMisuses) {
    Bench bench = scene();
    const Machine before = bench.machine;
    const std::vector<Event> events = bench.run(one.command(bench));
    EXPECT_EQ(bench.machine.last_errc(), one.why) << one.name;
    EXPECT_EQ(bench.machine.failures(), before.failures() + 1) << one.name;
    EXPECT_TRUE(same_state(bench.machine, before, bench.program)) << one.name;
    EXPECT_STREQ(audit(bench.machine), nullptr) << one.name;
    ASSERT_EQ(events.size(), 1u) << one.name;
    EXPECT_EQ(events[0].kind, EventKind::refused) << one.name;
    EXPECT_EQ(events[0].order, static_cast<uint8_t>(one.why)) << one.name;
  }
}

// The refusal says what was wrong: the order claimed and the block's, the cache the object belongs
// to, the block's order, and where.
TEST(MachineMisuse, IsExplained) {
  Bench bench = scene();
  const auto refusal = [&](const Command& what) { return bench.run(what).back(); };
  const auto refused = [](Errc why, uint32_t detail, uint32_t subject) {
    return make_event(EventKind::refused, static_cast<uint32_t>(why), detail, subject);
  };
  const uint32_t slab = bench.handle(2).pfn;
  EXPECT_EQ(refusal(free_pages(handle_at(0), 1)), refused(Errc::wrong_order, 1 * 256 + 2, 0));
  EXPECT_EQ(refusal(cache_free(kB, handle_at(2))), refused(Errc::wrong_cache, 13, slab));
  EXPECT_EQ(refusal(cache_free(kB, handle_at(0))), refused(Errc::wrong_cache, kNoCacheVar, 0));
  EXPECT_EQ(refusal(free_pages(handle_at(0, 8192))), refused(Errc::interior_pointer, 2, 2));
  EXPECT_EQ(refusal(cache_destroy(kA)), refused(Errc::cache_in_use, 13, 1));
  EXPECT_EQ(refusal(cache_shrink(kGone)), refused(Errc::unknown_cache, kGone, kNone));
  EXPECT_EQ(refusal(cache_create(kNever, 4)), refused(Errc::bad_size, 0, 4));
}

// The next request that is granted clears the error; the count of failures stays.
TEST(MachineMisuse, IsForgottenWithTheNextRequest) {
  Bench bench = scene();
  const uint32_t failures = bench.machine.failures();
  EXPECT_EQ(bench.outcome(free_pages(handle_at(1))), Errc::double_free);
  EXPECT_EQ(bench.outcome(free_pages(handle_at(0))), Errc::none);
  EXPECT_EQ(bench.machine.failures(), failures + 1);
}

}  // namespace
}  // namespace kmem
