// What a struct costs, against the arithmetic of the caches themselves and plain searches.
#include "slab/struct_cost.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace kmem {
namespace {

TEST(StructCost, RefusesWhatNoSlabHolds) {
  EXPECT_EQ(struct_cost(0, 0, 0, false, 1).errc(), Errc::bad_size);
  EXPECT_EQ(struct_cost(~uint64_t{0}, 0, 0, false, 1).errc(), Errc::bad_size);
  EXPECT_EQ(struct_cost((4u << 20) + 1, 0, 0, false, 1).errc(), Errc::bad_size);
  EXPECT_EQ(struct_cost(64, 24, 0, false, 1).errc(), Errc::bad_align);
  EXPECT_EQ(struct_cost(64, uint64_t{1} << 40, 0, false, 1).errc(), Errc::bad_align);
  EXPECT_TRUE(struct_cost(4u << 20, 0, 0, false, 64).ok());
}

TEST(StructCost, TheBytesOfASlabAddUp) {
  Random random(5);
  for (uint32_t i = 0; i < 300; ++i) {
    const uint64_t size = 1 + random.below(20000);
    const uint64_t align = random.below(2) == 0 ? 0 : uint64_t{1} << random.below(9);
    const Result<StructCost> cost = struct_cost(
        size, align, random.below(2) == 0 ? 0 : kSlabHwcacheAlign, false, 1 + random.below(64));
    ASSERT_TRUE(cost.ok());
    for (const CostRow& row : cost->rows) {
      ASSERT_EQ(row.used() + row.rounding() + row.tail(), row.slab_bytes()) << size;
      ASSERT_LE(row.table, row.tail());
    }
  }
}

// The borders are where a search one byte at a time finds them.
TEST(StructCost, TheNeighboursAreWhereTheCostChanges) {
  for (const SlabAllocator allocator : {SlabAllocator::slub, SlabAllocator::slab})
    for (const uint32_t size : {1u, 8u, 100u, 700u, 2112u, 5000u}) {
      const CacheArgs args{.object_size = size};
      const CostRow here = *cache_cost(args, allocator, {});
      const CostNeighbours at = cost_neighbours(args, allocator, {});
      const auto same = [&](uint32_t bytes) {
        return cache_cost({.object_size = bytes}, allocator, {})->as_cheap_as(here);
      };
      uint32_t from = size, to = size;
      while (from > 1 && same(from - 1)) --from;
      while (same(to + 1)) ++to;
      EXPECT_EQ(at.same_from, from) << size;
      EXPECT_EQ(at.same_to, to) << size;
      EXPECT_EQ(at.below.objects == 0, from == 1);
      EXPECT_FALSE(at.above.cheaper_than(here)) << size;
    }
}

TEST(StructCost, IsJson) {
  const std::string json = struct_cost_json(*struct_cost(700, 0, 0, false, 1));
  EXPECT_EQ(json.find("{\"size\":700,\"align\":0,\"flags\":0,\"ctor\":false,\"cpus\":1,\"rows\":[{"
                      "\"allocator\":\"slub\",\"kmallocClass\":0,\"pages\":false,"
                      "\"objectSize\":700,\"size\":704,\"order\":1,\"objects\":11,"
                      "\"slabBytes\":8192,\"used\":7700,\"rounding\":44,\"tail\":448,"),
            0u)
      << json;
}

}  // namespace
}  // namespace kmem
