#include "machine/ledger.h"

#include <gtest/gtest.h>

#include "machine/machine_audit.h"
#include "support/commands.h"
#include "support/tools.h"

namespace kmem {
namespace {

using namespace command;

constexpr Bytes kSegment = Bytes{64} * 4096;

// A new machine is all free pages.
TEST(Ledger, StartsAllFree) {
  const Bench bench;
  EXPECT_EQ(bench.machine.ledger(), (Ledger{.free_pages = kSegment}));
}

// The textbook's request: 21 KiB asked for, 11 KiB lost by rounding up to 32 KiB.
TEST(Ledger, RoundingInsideABlock) {
  Bench bench;
  bench.run(alloc_bytes(0, 21 * 1024));
  EXPECT_EQ(bench.machine.ledger(), (Ledger{.payload = 21 * 1024,
                                            .block_rounding = 11 * 1024,
                                            .free_pages = kSegment - 32 * 1024}));
  bench.run(free_pages(handle_at(0)));
  EXPECT_EQ(bench.machine.ledger(), (Ledger{.free_pages = kSegment}));
}

// A slab of eleven objects of 700 bytes in two pages, one of them live: every byte has its row.
TEST(Ledger, RowsOfASlab) {
  Bench bench;
  const uint16_t cache = bench.created("odd", {.size = 700});
  bench.run(cache_alloc(0, cache));
  EXPECT_EQ(bench.machine.ledger(), (Ledger{.payload = 700,
                                            .object_rounding = 4,
                                            .slab_tails = 8192 - 11 * 704,
                                            .free_objects = 10 * 704,
                                            .free_pages = kSegment - 8192}));
  for (uint32_t i = 1; i < 11; ++i) bench.run(cache_alloc(i, cache));
  EXPECT_EQ(bench.machine.ledger(), (Ledger{.payload = 11 * 700,
                                            .object_rounding = 11 * 4,
                                            .slab_tails = 8192 - 11 * 704,
                                            .free_pages = kSegment - 8192}));
}

// An empty slab is one row as a whole: its tail and free objects are not counted apart.
TEST(Ledger, AnEmptySlabIsOneRow) {
  Bench bench;
  const uint16_t cache = bench.created("odd", {.size = 700});
  bench.run(cache_alloc(0, cache));
  bench.run(cache_free(cache, handle_at(0)));
  EXPECT_EQ(bench.machine.ledger(), (Ledger{.empty_slabs = 8192, .free_pages = kSegment - 8192}));
  bench.run(cache_shrink(cache));
  EXPECT_EQ(bench.machine.ledger(), (Ledger{.free_pages = kSegment}));
}

// kmalloc rounds up to its class: what was asked for is payload, the rest rounding.
TEST(Ledger, RoundingInsideAnObject) {
  Bench bench;
  bench.run(kmalloc(0, 100));
  EXPECT_EQ(bench.machine.ledger(), (Ledger{.payload = 100,
                                            .object_rounding = 28,
                                            .free_objects = 31 * 128,
                                            .free_pages = kSegment - 4096}));
}

// All rows at once, and they add up; the walk over blocks and slots finds the same.
TEST(Ledger, AddsUp) {
  Bench bench;
  const uint16_t a = bench.created("a", {.size = 600});
  const uint16_t b = bench.created("b", {.size = 4000});
  for (const Command& what :
       {cache_alloc(0, a), kmalloc(1, 33), alloc_bytes(2, 5000), kmalloc(3, 9000),
        cache_alloc(4, b), cache_free(b, handle_at(4)), alloc_pages(5, 1)})
    ASSERT_EQ(bench.outcome(what), Errc::none);
  const Ledger ledger = bench.machine.ledger();
  EXPECT_EQ(ledger.payload, 600u + 33 + 5000 + 9000 + 8192);
  EXPECT_EQ(ledger.block_rounding, (8192u - 5000) + (16384 - 9000));
  EXPECT_EQ(ledger.object_rounding, 64u - 33);
  EXPECT_EQ(ledger.slab_tails, 4096u - 6 * 600);
  EXPECT_EQ(ledger.free_objects, 5u * 600 + 63 * 64);
  EXPECT_EQ(ledger.empty_slabs, 4096u);
  EXPECT_EQ(ledger.total(), kSegment);
  EXPECT_EQ(walk_ledger(bench.machine.zone(), bench.machine.caches()), ledger);
}

// The share of free memory that a request of an order cannot use, in thousandths.
TEST(UnusableIndex, CountsWhatLiesInSmallerBlocks) {
  Zone zone = make_zone(16);
  EXPECT_EQ(unusable_index(zone, Order(4)), 0u);
  for (int i = 0; i < 16; ++i) ASSERT_TRUE(alloc_block(zone, 0).ok());
  // Linux: "No free memory is interpreted as all free memory is unusable".
  EXPECT_EQ(unusable_index(zone, Order(0)), 1000u);
  for (const uint32_t pfn : {0u, 2u, 3u}) free_block(zone, pfn);
  EXPECT_EQ(unusable_index(zone, Order(0)), 0u);
  EXPECT_EQ(unusable_index(zone, Order(1)), 333u);  // one frame of three
  EXPECT_EQ(unusable_index(zone, Order(2)), 1000u);
  EXPECT_EQ(unusable_index(zone, Order(4)), 1000u);
}

}  // namespace
}  // namespace kmem
