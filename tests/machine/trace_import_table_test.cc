// The table of live addresses against the standard library's map.
#include <gtest/gtest.h>

#include <unordered_map>

#include "machine/trace_import_table.h"

namespace kmem::ftrace {
namespace {

// Few keys in few places, so that runs form, wrap around the end and are closed again.
TEST(TraceImportTable, BehavesLikeAMap) {
  for (const uint64_t spread : {uint64_t{64}, uint64_t{1500}, uint64_t{40000}}) {
    AddressTable table;
    std::unordered_map<uint64_t, uint32_t> model;
    uint64_t state = spread;
    const auto next = [&state] {
      state = state * 6364136223846793005u + 1442695040888963407u;
      return state >> 33;
    };
    for (uint32_t step = 0; step < 200'000; ++step) {
      const uint64_t key = 0xffff888000000000u + (next() % spread) * 192;
      const auto known = model.find(key);
      const uint32_t expected = known == model.end() ? kNone : known->second;
      ASSERT_EQ(table.find(key), expected) << "spread " << spread << " step " << step;
      if (next() % 2 == 0) {
        ASSERT_EQ(table.put(key, step), expected) << "spread " << spread << " step " << step;
        model[key] = step;
      } else {
        ASSERT_EQ(table.take(key), expected) << "spread " << spread << " step " << step;
        model.erase(key);
      }
      ASSERT_EQ(table.size(), model.size());
    }
  }
}

TEST(TraceImportTable, FindsNothingInAnEmptyTable) {
  AddressTable table;
  EXPECT_EQ(table.find(0), kNone);
  EXPECT_EQ(table.take(0), kNone);
  EXPECT_EQ(table.size(), 0u);
}

}  // namespace
}  // namespace kmem::ftrace
