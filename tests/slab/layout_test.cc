#include "slab/layout.h"

#include <gtest/gtest.h>

#include "slab/kmalloc_classes.h"
#include "support/naive_slab.h"
#include "support/tools.h"

namespace kmem {
namespace {

constexpr uint32_t kShift = 12;  // 4 KiB pages
constexpr uint32_t kTop = 10;

SlabLayout layout(Bytes size, Bytes align = 0, uint64_t pages = 0) {
  return *layout_for({.size = size, .align = align, .pages_per_slab = pages}, kShift, kTop);
}

Errc refusal(const CacheSpec& spec, uint32_t top = kTop) {
  return layout_for(spec, kShift, top).errc();
}

// Worked examples: kernel objects and awkward sizes, calculated by hand.
TEST(Layout, WorkedExamples) {
  struct Example {
    Bytes object_size;
    uint32_t size, order, objects, tail;
  };
  const Example examples[] = {
      {192, 192, 0, 21, 64},           // dentry: 21 × 192 = 4032
      {104, 104, 0, 39, 40},           // buffer_head: 39 × 104 = 4056
      {600, 600, 0, 6, 496},           // 496 ≤ 512, an eighth of a page
      {700, 704, 1, 11, 448},          // 5 × 704 leave 576 > 512; 11 × 704 = 7744 of 8192
      {1, 8, 0, 512, 0},               // rounded up to the 8 bytes of a pointer
      {4096, 4096, 0, 1, 0},           // a page exactly
      {4097, 4104, 3, 7, 4040},        // 7 × 4104 = 28728 of 32768, 4040 ≤ 4096
      {5000, 5000, 2, 3, 1384},        // order 1 leaves 3192; 3 × 5000 of 16384 leave 1384
      {8192, 8192, 1, 1, 0},           // kmalloc-8k
      {4u << 20, 4u << 20, 10, 1, 0},  // the largest object: 4 MiB
  };
  for (const Example& one : examples) {
    const SlabLayout got = layout(one.object_size);
    EXPECT_EQ(got.object_size, one.object_size);
    EXPECT_EQ(got.size, one.size) << one.object_size;
    EXPECT_EQ(got.order, Order(one.order)) << one.object_size;
    EXPECT_EQ(got.objects, one.objects) << one.object_size;
    EXPECT_EQ(got.tail, one.tail) << one.object_size;
  }
}

// An object's size is rounded up to its alignment: 8 bytes if none is named, up to a page.
TEST(Layout, RoundsUpToTheAlignment) {
  EXPECT_EQ(layout(1, 1).size, 1u);
  EXPECT_EQ(layout(13, 1).size, 13u);
  EXPECT_EQ(layout(13, 2).size, 14u);
  EXPECT_EQ(layout(13).size, 16u);
  EXPECT_EQ(layout(13).align, 8u);
  EXPECT_EQ(layout(65, 64).size, 128u);
  EXPECT_EQ(layout(64, 64).size, 64u);
  EXPECT_EQ(layout(1, 4096).size, 4096u);
}

// Pages per slab, when named, decide the order, whatever the tail.
TEST(Layout, TakesTheNamedPagesPerSlab) {
  EXPECT_EQ(layout(700, 0, 1).objects, 5u);
  EXPECT_EQ(layout(700, 0, 1).tail, 4096u - 5 * 704);
  EXPECT_EQ(layout(700, 0, 8).objects, 46u);
  EXPECT_EQ(layout(192, 0, 1024).order, Order(10));
}

// A slab holds at most 32,767 objects; what is beyond is tail.
TEST(Layout, HoldsAtMost32767Objects) {
  const SlabLayout got = layout(8, 0, 1024);
  EXPECT_EQ(got.objects, 32767u);
  EXPECT_EQ(got.tail, 1024u * 4096 - 32767 * 8);
  const SlabLayout bytes = *layout_for({.size = 1, .align = 1}, 16, kTop);
  EXPECT_EQ(bytes.objects, 32767u);
  EXPECT_EQ(bytes.order, Order(0));
}

// For every size and several segments, the automatic order is the one the issue's words give, and
// the layout fills the slab exactly.
TEST(Layout, AutomaticOrderIsTheSmallestWithASmallTail) {
  for (const uint32_t shift : {10u, 12u, 16u}) {
    for (const uint32_t top : {0u, 3u, 10u}) {
      for (uint32_t size = 8; size <= 20000; size += 8) {
        const auto expected = naive::automatic_order(size, uint64_t{1} << shift, top);
        const uint32_t got = slab_order_for(size, shift, top);
        ASSERT_EQ(got, expected ? *expected : kNone) << size << " " << shift << " " << top;
        if (got == kNone) continue;
        const SlabLayout fit = make_layout(size, size, 8, Order(got), shift);
        ASSERT_EQ(uint64_t{fit.objects} * size + fit.tail, uint64_t{1} << (got + shift));
        ASSERT_TRUE(fit.tail < size || fit.objects == kMaxObjectsPerSlab);
      }
    }
  }
}

// On a segment too small for a small tail the least wasteful order is taken, not the largest.
TEST(Layout, TakesTheLeastWastefulWhereNoneIsGood) {
  // 1700 × 2 in 4096 leave 17 %; on a segment of one page there is nothing better.
  EXPECT_EQ(slab_order_for(1700, kShift, 0), 0u);
  // 3000: 1 in 4096 leaves 27 %, 2 in 8192 the same; the first of equals.
  EXPECT_EQ(slab_order_for(3000, kShift, 1), 0u);
  // 2700: 34 % of one page, 1 % of two.
  EXPECT_EQ(slab_order_for(2700, kShift, 1), 1u);
  // 5000: 39 % of two pages; no slab of one page.
  EXPECT_EQ(slab_order_for(5000, kShift, 1), 1u);
  EXPECT_EQ(slab_order_for(5000, kShift, 0), kNone);
}

// However large the segment, a slab is at most a block of order 10, the largest of a Linux zone.
TEST(Layout, SlabsHaveAtMost1024Pages) {
  const auto on_large_segment = [](const CacheSpec& spec) { return layout_for(spec, 10, 20); };
  EXPECT_EQ(on_large_segment({.size = 1024 * 1024})->order, Order(10));
  EXPECT_EQ(on_large_segment({.size = 1024 * 1024 + 1}).errc(), Errc::bad_size);
  // 600 KiB waste 41 % of 1 MiB; a slab of order 11 would waste only a quarter of that.
  EXPECT_EQ(on_large_segment({.size = 600 * 1024})->order, Order(10));
  EXPECT_EQ(on_large_segment({.size = 8, .pages_per_slab = 1024})->order, Order(10));
  EXPECT_EQ(on_large_segment({.size = 8, .pages_per_slab = 2048}).errc(), Errc::bad_slab_pages);
}

// index_of names the object that starts at an offset, and nothing else, for every byte of slabs of
// many sizes.
TEST(Layout, IndexOfIsExact) {
  for (const uint32_t size : {1u, 2u, 3u, 7u, 8u, 24u, 192u, 704u, 1000u, 4095u, 4096u}) {
    const SlabLayout fit = make_layout(size, size, 1, Order(1), kShift);
    for (uint32_t offset = 0; offset < 8192; ++offset) {
      const bool starts = offset % size == 0 && offset / size < fit.objects;
      ASSERT_EQ(fit.index_of(offset), starts ? offset / size : kNone) << size << " " << offset;
    }
  }
}

// The same in the largest slabs, near every object's first byte, up to 64 MiB.
TEST(Layout, IndexOfIsExactInLargeSlabs) {
  for (const uint32_t size : {2056u, 5000u, 65528u, 99992u, 1u << 20, (4u << 20) - 8, 4u << 20}) {
    const SlabLayout fit = make_layout(size, size, 8, Order(10), 16);
    for (uint32_t i = 0; i < fit.objects; ++i) {
      ASSERT_EQ(fit.index_of(i * size), i) << size;
      ASSERT_EQ(fit.index_of(i * size + 1), kNone) << size;
      ASSERT_EQ(fit.index_of(i * size + size - 1), kNone) << size;
    }
    if (fit.tail >= size) continue;
    ASSERT_EQ(fit.index_of(fit.objects * size), kNone) << size;
  }
}

// Sizes are 1 byte to 4 MiB, and at least one object must fit into a slab of the segment.
TEST(Layout, RefusesBadSizes) {
  EXPECT_EQ(refusal({.size = 0}), Errc::bad_size);
  EXPECT_EQ(refusal({.size = (4u << 20) + 1}), Errc::bad_size);
  EXPECT_EQ(refusal({.size = ~Bytes{0}}), Errc::bad_size);
  EXPECT_EQ(refusal({.size = 4097}, 0), Errc::bad_size);
  EXPECT_EQ(refusal({.size = 4096}, 0), Errc::none);
}

// Alignments are powers of two up to the page size.
TEST(Layout, RefusesBadAlignments) {
  EXPECT_EQ(refusal({.size = 8, .align = 3}), Errc::bad_align);
  EXPECT_EQ(refusal({.size = 8, .align = 8192}), Errc::bad_align);
  EXPECT_EQ(refusal({.size = 8, .align = Bytes{1} << 63}), Errc::bad_align);
  EXPECT_EQ(refusal({.size = 8, .align = 4096}), Errc::none);
}

// Pages per slab are a power of two, hold an object, and exist in the segment.
TEST(Layout, RefusesBadPagesPerSlab) {
  EXPECT_EQ(refusal({.size = 8, .pages_per_slab = 3}), Errc::bad_slab_pages);
  EXPECT_EQ(refusal({.size = 5000, .pages_per_slab = 1}), Errc::bad_slab_pages);
  EXPECT_EQ(refusal({.size = 8, .pages_per_slab = 2048}), Errc::bad_slab_pages);
  EXPECT_EQ(refusal({.size = 8, .pages_per_slab = uint64_t{1} << 63}), Errc::bad_slab_pages);
  EXPECT_EQ(refusal({.size = 8, .pages_per_slab = 8}, 2), Errc::bad_slab_pages);
  EXPECT_EQ(refusal({.size = 8, .pages_per_slab = 4}, 2), Errc::none);
}

// Every size up to 8 KiB goes to the smallest class that holds it, everything above to the page
// allocator.
TEST(KmallocClasses, SmallestThatHolds) {
  for (Bytes bytes = 1; bytes <= 8192; ++bytes) {
    const uint32_t i = kmalloc_class(bytes);
    ASSERT_LT(i, kKmallocClasses);
    ASSERT_LE(bytes, kKmallocSizes[i]);
    if (i > 0) {
      ASSERT_GT(bytes, kKmallocSizes[i - 1]);
    }
  }
  EXPECT_EQ(kmalloc_class(8193), kNone);
  EXPECT_EQ(kmalloc_class(~Bytes{0}), kNone);
}

// The classes of the issue, and names that say their sizes.
TEST(KmallocClasses, AreTheOnesOfTheIssue) {
  const std::array<uint32_t, 13> sizes = {8,   16,  32,   64,   96,   128, 192,
                                          256, 512, 1024, 2048, 4096, 8192};
  EXPECT_EQ(kKmallocSizes, sizes);
  for (uint32_t i = 0; i < kKmallocClasses; ++i) {
    const std::string number =
        sizes[i] < 1024 ? std::to_string(sizes[i]) : std::to_string(sizes[i] / 1024) + "k";
    EXPECT_EQ(kKmallocNames[i], "kmalloc-" + number);
  }
}

}  // namespace
}  // namespace kmem
