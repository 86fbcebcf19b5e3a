#include "cli/report.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

#include "cli/json_writer.h"

namespace kmem {
namespace {

std::array<NamedNumber, 7> rows_of(const std::array<uint64_t, 7>& values) {
  std::array<NamedNumber, 7> rows{};
  for (size_t i = 0; i < rows.size(); ++i) rows[i] = {"ledger.payload", values[i]};
  return rows;
}

TEST(Shares, RoundToTheNearestThatAddsUp) {
  EXPECT_EQ(shares(rows_of({1, 1, 1, 0, 0, 0, 0}), 3),
            (std::vector<uint32_t>{334, 333, 333, 0, 0, 0, 0}));
  EXPECT_EQ(shares(rows_of({0, 0, 0, 0, 0, 0, 5}), 5),
            (std::vector<uint32_t>{0, 0, 0, 0, 0, 0, 1000}));
}

// Whatever the rows are, the printed percentages add up to 100.0, and none is off by a tenth.
TEST(Shares, AddUpToHundredPercent) {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::array<uint64_t, 7> values{};
    for (uint64_t& value : values) value = random() % 3 == 0 ? 0 : random() % (1u << round % 31);
    values[6] += 1;
    const uint64_t total = std::accumulate(values.begin(), values.end(), uint64_t{0});
    const std::vector<uint32_t> tenths = shares(rows_of(values), total);
    ASSERT_EQ(std::accumulate(tenths.begin(), tenths.end(), 0u), 1000u);
    for (size_t i = 0; i < tenths.size(); ++i) {
      ASSERT_LE(tenths[i] * total, values[i] * 1000 + total) << "round " << round;
      ASSERT_LT(values[i] * 1000, (tenths[i] + 1) * total) << "round " << round;
    }
  }
}

TEST(Wrapped, BreaksAtSpacesWithinTheColumns) {
  EXPECT_EQ(wrapped("short", 10), "short");
  const std::string word(30, 'x');
  EXPECT_EQ(wrapped(word + ' ' + word + ' ' + word + ' ' + word, 4),
            word + ' ' + word + ' ' + word + "\n    " + word);
  EXPECT_EQ(wrapped(std::string(200, 'y'), 4), std::string(200, 'y'));
}

// Columns are characters, not bytes.
TEST(Wrapped, CountsCharacters) {
  std::string accents;
  for (int i = 0; i < 49; ++i) accents += "é ";
  accents += "é";
  EXPECT_EQ(wrapped(accents, 0), accents);
}

TEST(JsonQuoted, EscapesWhatJsonAsksFor) {
  EXPECT_EQ(json_quoted("plain"), "\"plain\"");
  EXPECT_EQ(json_quoted("a\"b\\c\n\x01"), R"("a\"b\\c\u000a\u0001")");
  EXPECT_EQ(json_quoted("é € 😀"), "\"é € 😀\"");
}

// Text that is no UTF-8 must not make the document invalid.
TEST(JsonQuoted, ReplacesBrokenUtf8) {
  const std::string bad = "\xef\xbf\xbd";
  EXPECT_EQ(json_quoted("a\xff"), "\"a" + bad + "\"");
  EXPECT_EQ(json_quoted("\xc3"), "\"" + bad + "\"");
  EXPECT_EQ(json_quoted("\xc0\x80"), "\"" + bad + bad + "\"");
  EXPECT_EQ(json_quoted("\xed\xa0\x80"), "\"" + bad + bad + bad + "\"");
  EXPECT_EQ(json_quoted("\xf4\x90\x80\x80"), "\"" + bad + bad + bad + bad + "\"");
  EXPECT_EQ(json_quoted("\xe2\x82"), "\"" + bad + bad + "\"");
}

}  // namespace
}  // namespace kmem
