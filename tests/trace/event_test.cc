#include "trace/event.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace kmem {
namespace {

// Sizes and addresses of up to 48 bits go through an event unharmed.
TEST(Event, CarriesWideNumbers) {
  for (const uint64_t number : {uint64_t{0}, uint64_t{21504}, uint64_t{1} << 32,
                                (uint64_t{1} << 36) - 1, (uint64_t{1} << 48) - 1}) {
    const Event event = make_wide_event(EventKind::kfree, 3, number);
    EXPECT_EQ(event.wide(), number);
    EXPECT_EQ(event.order, 3);
  }
}

// The three numbers are apart: none runs into another.
TEST(Event, KeepsItsNumbersApart) {
  const Event event = make_event(EventKind::split, 255, 65535, 0xffffffff);
  EXPECT_EQ(event.kind, EventKind::split);
  EXPECT_EQ(event.order, 255);
  EXPECT_EQ(event.small, 65535);
  EXPECT_EQ(event.main, 0xffffffffu);
}

// The table names every kind once, in the order of the enumeration.
TEST(EventKinds, TableMatchesTheEnumeration) {
  ASSERT_EQ(std::size(kEventKinds), kEventKindCount);
  std::set<std::string> names;
  for (const EventKindInfo& info : kEventKinds) names.insert(info.name);
  EXPECT_EQ(names.size(), kEventKindCount);
  EXPECT_STREQ(kEventKinds[0].name, "alloc_pages");
  EXPECT_STREQ(kEventKinds[static_cast<unsigned>(EventKind::slab_carved)].name, "slab_carved");
  EXPECT_STREQ(kEventKinds[static_cast<unsigned>(EventKind::expect_failed)].name, "expect_failed");
  EXPECT_STREQ(kEventKinds[kEventKindCount - 1].name, "drain_pages");
}

// A 48-bit number takes the places of both `small` and `main`, so the table says so in both.
TEST(EventKinds, WideNumbersTakeBothPlaces) {
  for (const EventKindInfo& info : kEventKinds) {
    const bool small_wide = std::string(info.small).ends_with("48");
    EXPECT_EQ(small_wide, std::string(info.main).ends_with("48")) << info.name;
    if (small_wide) {
      EXPECT_STREQ(info.small, info.main) << info.name;
    }
  }
}

}  // namespace
}  // namespace kmem
