// Programs written out as text, and read again.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"
#include "machine/scenario_number.h"
#include "machine/scenario_support.h"
#include "machine/scenario_text.h"
#include "machine/scenario_writer.h"
#include "support/seed.h"

namespace kmem {
namespace {

TEST(ScenarioText, Sizes) {
  EXPECT_EQ(size_text(0), "0");
  EXPECT_EQ(size_text(192), "192");
  EXPECT_EQ(size_text(1024), "1K");
  EXPECT_EQ(size_text(21504), "21K");
  EXPECT_EQ(size_text(1025), "1025");
  EXPECT_EQ(size_text(uint64_t{3} << 20), "3M");
  EXPECT_EQ(size_text(uint64_t{1} << 40), "1024G");
  EXPECT_EQ(address_text(0), "0x0");
  EXPECT_EQ(address_text(0x10c0), "0x10c0");
  EXPECT_EQ(quoted_text("a\"b\\c"), "\"a\\\"b\\\\c\"");
}

TEST(ScenarioText, HandleNames) {
  const Program program = parse("a = kmalloc(1); d[3] = kmalloc(1)").program;
  EXPECT_EQ(program.handle_name(HandleId(0)), "a");
  EXPECT_EQ(program.handle_name(HandleId(1)), "d[3]");
  EXPECT_EQ(program.handle_name(HandleId(2)), "");
  EXPECT_EQ(program.handle_name(HandleId(kNone)), "");
}

TEST(ScenarioText, Head) {
  EXPECT_EQ(program_text(Program(), 10), "memory 64 frames page 4K\nprofile textbook\n");
  const Program program = parse("title \"x \\\" y\"; memory 1M page 64K; a = kmalloc(1)").program;
  const std::string head = "title \"x \\\" y\"\nmemory 16 frames page 64K\nprofile textbook\n";
  EXPECT_EQ(program_text(program, 0), head);
  EXPECT_EQ(program_text(program, 1), head + "a = kmalloc(1)\n");
  EXPECT_EQ(program_text(program, 2), head + "a = kmalloc(1)\n");
}

// Expectations that were not written out by hand get a text of their own.
TEST(ScenarioText, Expectations) {
  const char* texts[] = {"free_pages == 48",
                         "nr_free(3) != 1",
                         "unusable_index(2) < 1000",
                         "free_list(3, 0) <= 24",
                         "frame(16).order > 3",
                         "a.pfn >= b[7].pfn",
                         "dentry.partial == \"kmalloc-64\".full",
                         "error == double_free",
                         "none != error",
                         "undefined == a.object"};
  for (const char* text : texts) {
    const Parsed parsed = parse(
        "a = kmalloc(1); b[7] = kmalloc(1)\n"
        "dentry = kmem_cache_create(\"dentry\", 192)\nexpect " +
        std::string(text));
    ASSERT_EQ(codes(parsed), "") << text;
    EXPECT_EQ(expectation_text(parsed.program.expectations[0], parsed.program), text);
  }
}

// A long expectation is written out without its spaces.
TEST(ScenarioText, LongExpectation) {
  const Parsed parsed = parse("expect splits " + std::string(1000, ' ') + "== 0");
  EXPECT_EQ(parsed.program.expectations[0].text, "splits == 0");
}

void expect_same_request(const CacheRequest& a, const CacheRequest& b) {
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.spec.size, b.spec.size);
  EXPECT_EQ(a.spec.align, b.spec.align);
  EXPECT_EQ(a.spec.pages_per_slab, b.spec.pages_per_slab);
  EXPECT_EQ(a.spec.ctor, b.spec.ctor);
}

template <class T>
void expect_prefix(const Vector<T>& part, const Vector<T>& whole) {
  ASSERT_LE(part.size(), whole.size());
  for (size_t i = 0; i < part.size(); ++i) EXPECT_EQ(part[i], whole[i]) << i;
}

// The tables of the program that was read are the beginnings of those that were written.
void expect_beginning(const Program& part, const Program& whole, size_t commands) {
  EXPECT_EQ(part.memory, whole.memory);
  EXPECT_EQ(part.title, whole.title);
  ASSERT_EQ(part.commands.size(), commands);
  for (size_t i = 0; i < commands; ++i) {
    Command expected = whole.commands[i];
    expected.line = part.commands[i].line;
    ASSERT_EQ(part.commands[i], expected) << i << ' ' << command_text(expected, whole);
  }
  expect_prefix(part.names, whole.names);
  expect_prefix(part.handles, whole.handles);
  expect_prefix(part.cache_vars, whole.cache_vars);
  expect_prefix(part.notes, whole.notes);
  ASSERT_LE(part.expectations.size(), whole.expectations.size());
  for (size_t i = 0; i < part.expectations.size(); ++i) {
    EXPECT_EQ(part.expectations[i].left, whole.expectations[i].left);
    EXPECT_EQ(part.expectations[i].comparison, whole.expectations[i].comparison);
    EXPECT_EQ(part.expectations[i].right, whole.expectations[i].right);
    EXPECT_EQ(part.expectations[i].text, whole.expectations[i].text);
  }
  ASSERT_LE(part.cache_requests.size(), whole.cache_requests.size());
  for (size_t i = 0; i < part.cache_requests.size(); ++i)
    expect_same_request(part.cache_requests[i], whole.cache_requests[i]);
}

// A random scenario, written out up to any command, is read as the same commands.
TEST(ScenarioText, RoundTrip) {
  for (const uint64_t seed : seeds(300)) {
    const std::string text = ScenarioWriter(seed).write(20);
    const Parsed whole = parse(text);
    ASSERT_EQ(codes(whole), "") << text;
    const uint32_t count = static_cast<uint32_t>(whole.program.commands.size());
    Random random(seed);
    for (const uint32_t commands : {count, random.below(count + 1), random.below(count + 1)}) {
      const std::string written = program_text(whole.program, commands);
      const Parsed again = parse(written);
      ASSERT_EQ(codes(again), "") << written;
      expect_beginning(again.program, whole.program, commands);
      EXPECT_EQ(program_text(again.program, commands), written);
    }
    if (HasFailure()) FAIL() << replay_line("ScenarioText.RoundTrip", seed, 1) << '\n' << text;
  }
}

// A random scenario cut at any line, the rest parsed as going on from the first part, is the whole.
TEST(ScenarioText, GoingOnIsTheSameAsTheWhole) {
  for (const uint64_t seed : seeds(300)) {
    ScenarioWriter writer(seed);
    const std::string first = writer.write(10);
    const std::string second = writer.write(10);
    const Parsed whole = parse(first + second);
    ASSERT_EQ(codes(whole), "") << first << second;
    const Parsed both = finish(ScenarioParser(second, parse(first).program));
    ASSERT_EQ(codes(both), "") << second;
    expect_beginning(both.program, whole.program, whole.program.commands.size());
    if (HasFailure()) FAIL() << replay_line("ScenarioText.GoingOnIsTheSameAsTheWhole", seed, 1);
  }
}

// Errors of random damage never end in anything but diagnostics, and their places are in the text.
TEST(ScenarioText, RandomDamage) {
  for (const uint64_t seed : seeds(300)) {
    std::string text = ScenarioWriter(seed).write(20);
    Random random(seed);
    for (uint32_t i = 0; i < 5; ++i)
      text[random.below(static_cast<uint32_t>(text.size()))] =
          "\n\"(){}[]=,;.#ax0\xff"[random.below(17)];
    const Parsed parsed = parse(text);
    const uint32_t lines = static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    for (const Diagnostic& d : parsed.diagnostics) {
      EXPECT_LE(d.line, lines);
      EXPECT_GE(d.line, 1u);
      EXPECT_GE(d.column, 1u);
    }
    if (HasFailure()) FAIL() << replay_line("ScenarioText.RandomDamage", seed, 1) << '\n' << text;
  }
}

}  // namespace
}  // namespace kmem
