#include "wasm/ask_session.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>

#include "cli/json_reader.h"
#include "machine/timeline.h"
#include "support/tool.h"

namespace kmem {
namespace {

const std::string kRoot = std::string(KMEM_SOURCE_DIR) + "/";

AskSession ask(const std::string& text) {
  AskSession session(text);
  while (session.parse(1000)) {
  }
  return session;
}

constexpr const char* kScript =
    "memory 64K\n"
    "dentry = kmem_cache_create(\"dentry\", 192, ctor)\n"
    "d[1..3] = kmem_cache_alloc(dentry)\n"
    "a = alloc_pages(bytes=21K)\n"
    "kmem_cache_free(dentry, d[2])\n";

TEST(AskSession, TellsTheHistory) {
  const Json json = JsonReader::read(ask(kScript).history(600));
  ASSERT_TRUE(json.ok());
  EXPECT_EQ(json["segment"].number(), 65536u);
  EXPECT_EQ(json["orders"].number(), 5u);
  ASSERT_EQ(json["samples"].size(), 7u);
  for (size_t i = 0; i < 7; ++i) {
    const Json& sample = json["samples"][i];
    ASSERT_EQ(sample.size(), 12u + 5);
    EXPECT_EQ(sample[size_t{0}].number(), i);
    uint64_t sum = 0;
    for (size_t row = 1; row <= 7; ++row) sum += sample[row].number();
    EXPECT_EQ(sum, 65536u);
  }
  EXPECT_EQ(json["samples"][5][1].number(), 3 * 192u + 21504);
  EXPECT_EQ(json["samples"][5][8].number(), 3 * 192u);
}

TEST(AskSession, TellsWhy) {
  const AskSession session = ask(kScript);
  const Json block = JsonReader::read(session.why_block(5, 0, 8));
  ASSERT_TRUE(block.ok());
  EXPECT_EQ(block[0]["text"]["key"].text, "why.block.pages");
  EXPECT_EQ(block[0]["command"].number(), 4u);
  EXPECT_EQ(block[0]["pfn"].number(), 8u);
  EXPECT_EQ(JsonReader::read(session.why_object(6, 0, 0, 1))[0]["text"]["key"].text,
            "why.object.in");
  EXPECT_EQ(JsonReader::read(session.why_event(0, 0))[0]["text"]["key"].text, "why.cache_create");
  EXPECT_EQ(JsonReader::read(session.why_not(6, 0, 1, 2))[0]["text"]["key"].text, "whynot.orders");
  EXPECT_EQ(session.why_block(6, 0, 99), "[]");
}

TEST(AskSession, RunsARace) {
  AskSession session = ask(kScript);
  EXPECT_EQ(session.race_at(0, 100), "{}");
  ASSERT_EQ(session.start_race(kAllContenders, 100), 6u);
  while (session.record_race(2) != 0) {
  }
  const Json series = JsonReader::read(session.race_series());
  ASSERT_EQ(series["samples"].size(), 7u);
  ASSERT_EQ(series["samples"][0].size(), 1 + 6 * 4u);
  const Json at = JsonReader::read(session.race_at(5, 100));
  ASSERT_EQ(at["contenders"].size(), 6u);
  EXPECT_EQ(at["kind"].text, "request");
  EXPECT_EQ(at["bytes"].number(), 21504u);
  for (size_t i = 0; i < 6; ++i) {
    const Json& one = at["contenders"][i];
    EXPECT_EQ(one["id"].number(), i);
    EXPECT_EQ(one["outcome"].text, "placed");
    ASSERT_EQ(one["parts"].size() % 4, 0u);
    uint64_t end = 0;
    for (size_t part = 0; part < one["parts"].size(); part += 4) {
      EXPECT_EQ(one["parts"][part].number(), end);
      end += one["parts"][part + 1].number();
    }
    EXPECT_EQ(end, 65536u);
  }
  const Json found = JsonReader::read(session.race_search(0, 4, 0, kAllDifferences, 100));
  EXPECT_EQ(found["command"].number(), 1u);
  EXPECT_EQ(found["text"]["key"].text, "race.differ.size");
  EXPECT_EQ(JsonReader::read(session.race_search(0, 0, 0, ~0u, 100))["next"].number(), 6u);
  EXPECT_EQ(session.race_search(9, 0, 0, ~0u, 100), "{}");
}

// More parts than columns become bands, which hold the same bytes.
TEST(AskSession, StripsOfManyPartsAreBands) {
  AskSession session =
      ask("memory 4M\nc = kmem_cache_create(\"c\", 40)\n"
          "churn(c, 3000, seed=3, live=700)\na = alloc_pages(bytes=100)\n");
  ASSERT_TRUE(session.ready());
  session.start_race(kAllContenders, 10);
  const Json at = JsonReader::read(session.race_at(~0u, 333));
  for (size_t i = 0; i < 6; ++i) {
    const Json& one = at["contenders"][i];
    ASSERT_EQ(one["bands"].size(), 999u) << i;
    uint64_t sums[3] = {0, 0, 0};
    for (size_t b = 0; b < 999; ++b) sums[b % 3] += one["bands"][b].number();
    EXPECT_EQ(sums[0], one["bytes"][size_t{0}].number());
    EXPECT_EQ(sums[2], one["bytes"][4].number());
    EXPECT_EQ(sums[0] + sums[1] + sums[2], 4u << 20);
  }
}

// A text with an error is not asked about; nothing crashes.
TEST(AskSession, OfABadText) {
  AskSession session = ask("memory 3K\na = alloc_pages(\n");
  EXPECT_FALSE(session.ready());
  EXPECT_FALSE(session.parse(10));
  EXPECT_EQ(session.history(10), "{}");
  EXPECT_EQ(session.why_event(0, 0), "[]");
  EXPECT_EQ(session.start_race(63, 10), 0u);
  EXPECT_EQ(session.record_race(10), 0u);
  EXPECT_EQ(session.race_series(), "{}");
  EXPECT_EQ(session.race_search(0, 1, 0, ~0u, 10), "{}");
}

// FNV-1a, as the tool's --hash.
std::string hash_of(const std::string& text) {
  uint64_t hash = 0xcbf29ce484222325ull;
  for (const char c : text) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3ull;
  char out[20];
  std::snprintf(out, sizeof out, "%016llx", static_cast<unsigned long long>(hash));
  return out;
}

// Many questions about one scenario; tests/wasm/ask.test.ts asks the same.
std::string answers(const std::string& text) {
  AskSession session = ask(text);
  std::string all = session.history(50);
  const uint32_t commands = session.start_race(kAllContenders, 50);
  while (session.record_race(1000) != 0) {
  }
  all += session.race_series();
  for (uint32_t i = 1; i <= 12; ++i) {
    const uint32_t command = static_cast<uint32_t>(uint64_t{commands} * i / 12);
    all += session.race_at(command, 120);
    all += session.race_search(i % 6, (i + 1 + i / 6) % 6, command, i % 2 == 0 ? 2 : 0x1e, 500);
    all += session.why_event(command - 1, i % 3) + session.why_block(command, i % 2, i * 5 - 5);
    all += session.why_object(command, 0, i * 3 - 3, i) + session.why_not(command, 0, i - 1, i * 2);
  }
  return all;
}

// The record of all of them, which WebAssembly is compared with.
TEST(AskSession, AnswersAsRecorded) {
  std::string now;
  std::istringstream lines(read_file(kRoot + "web/scenarios/order.txt"));
  for (std::string name; std::getline(lines, name);) {
    if (name.empty() || name[0] == '#') continue;
    const std::string text = read_file(kRoot + "web/scenarios/" + name + ".kmem");
    if (text.find("profile linux") != std::string::npos) continue;  // not asked about yet
    now += name + ' ' + hash_of(answers(text)) + '\n';
  }
  const std::string path = kRoot + "tests/data/ask-answers.txt";
  if (std::getenv("KMEM_UPDATE_GOLDEN") != nullptr) return write_file(path, now);
  EXPECT_EQ(now, read_file(path));
}

}  // namespace
}  // namespace kmem
