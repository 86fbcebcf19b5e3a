#include "machine/scenario_texts.h"

#include <gtest/gtest.h>

#include <string>
#include <unordered_map>

#include "base/random.h"

namespace kmem {
namespace {

TEST(TextIndex, KnowsNothingAtFirst) {
  const TextIndex index;
  EXPECT_EQ(index.find("a"), kNone);
  EXPECT_EQ(index.find(""), kNone);
}

TEST(TextIndex, KeepsTheFirstNumber) {
  TextIndex index;
  index.add("a", 1);
  index.add("a", 2);
  index.add("", 3);
  EXPECT_EQ(index.find("a"), 1u);
  EXPECT_EQ(index.find(""), 3u);
  EXPECT_TRUE(index.has(std::string_view("abc", 1)));
  EXPECT_FALSE(index.has("ab"));
}

TEST(TextIndex, KnowsTheEmptyTextAlone) {
  TextIndex index;
  index.add("", 1);
  EXPECT_EQ(index.find(""), 1u);
  EXPECT_EQ(index.find("a"), kNone);
}

// Thousands of texts, many of them known already, and many that are not there.
TEST(TextIndex, FindsWhatAMapFinds) {
  Random random(1);
  TextIndex index;
  std::unordered_map<std::string, uint32_t> map;
  for (uint32_t i = 0; i < 20'000; ++i) {
    const std::string text(random.below(5), static_cast<char>(random.below(256)));
    const std::string name = text + std::to_string(random.below(8000));
    const auto found = map.find(name);
    ASSERT_EQ(index.find(name), found == map.end() ? kNone : found->second);
    if (random.below(2) == 0) continue;
    index.add(name, i);
    map.emplace(name, i);
  }
  for (const auto& [name, number] : map) EXPECT_EQ(index.find(name), number);
}

}  // namespace
}  // namespace kmem
