// The bounds of a scenario: what reaches them is accepted, what passes them is an error.
#include <gtest/gtest.h>

#include "machine/scenario_support.h"

namespace kmem {
namespace {

std::string times(const std::string& text, size_t count) {
  std::string out;
  out.reserve(text.size() * count);
  for (size_t i = 0; i < count; ++i) out += text;
  return out;
}

TEST(ScenarioBound, FileSize) {
  std::string text = "note \"x\"\n";
  text.resize(kMaxScenarioBytes, '\n');
  EXPECT_EQ(parse(text).program.commands.size(), 1u);
  text += '\n';
  const Parsed parsed = parse(text);
  ASSERT_EQ(parsed.diagnostics.size(), 1u);
  EXPECT_EQ(parsed.diagnostics[0], (Diagnostic{1, 1, 0, "file_too_large", "67108865", "67108864"}));
  EXPECT_TRUE(parsed.program.commands.empty());
}

TEST(ScenarioBound, Nesting) {
  const std::string body = "note \"x\"";
  EXPECT_EQ(commands_of_scenario(times("repeat 1 {", kMaxNesting) + body + times("}", kMaxNesting)),
            "note \"x\"\n");
  EXPECT_EQ(places(parse(times("repeat 1 {", 17) + body + times("}", 17) + "; oops")),
            "1:161 nesting_too_deep\n1:198 unknown_statement\n");
}

// Blocks that are far too deep are read without a deep recursion.
TEST(ScenarioBound, VeryDeepNesting) {
  const Parsed parsed = parse(times("repeat 1 {", 90'000));
  EXPECT_EQ(codes(parsed), "nesting_too_deep unclosed_block");
}

TEST(ScenarioBound, VariablesAtEveryDepth) {
  std::string text;
  for (uint32_t i = 0; i < kMaxNesting; ++i) {
    const std::string n = std::to_string(i);
    text += "repeat v" + n + " = " + n + ".." + n + " {";
  }
  text += "a[v0] = kmalloc(v15)" + times("}", kMaxNesting);
  EXPECT_EQ(commands_of_scenario(text), "a[0] = kmalloc(15)\n");
}

TEST(ScenarioBound, RepeatCount) {
  EXPECT_EQ(parse("repeat 1000000 { note \"x\" }").program.commands.size(), 1'000'000u);
  EXPECT_EQ(codes(parse("repeat 1000001 { note \"x\" }")), "repeat_too_large");
  EXPECT_EQ(codes(parse("repeat 1000001 { }")), "repeat_too_large");
  EXPECT_EQ(parse("repeat i = 1..1000000 { a = kmalloc(i) }").program.commands.size(), 1'000'000u);
  EXPECT_EQ(codes(parse("repeat i = 0..1000000 { a = kmalloc(i) }")), "repeat_too_large");
}

TEST(ScenarioBound, Commands) {
  EXPECT_EQ(parse("repeat 4 { repeat 1000000 { note \"x\" } }").program.commands.size(),
            kMaxCommands);
  EXPECT_EQ(places(parse("repeat 4 { repeat 1000000 { note \"x\" } }\nnote \"y\"")),
            "2:1 too_many_commands\n");
  EXPECT_EQ(places(parse("note \"y\"\nrepeat 4 { repeat 1000000 { note \"x\" } }")),
            "2:1 too_many_commands\n");
  EXPECT_EQ(codes(parse("churn(4000001)")), "too_many_commands");
  EXPECT_EQ(codes(parse("note \"x\"; churn(4000000)")), "too_many_commands");
  EXPECT_EQ(codes(parse("repeat i = 1..1 { note \"x\"; churn(4000000, seed=i) }")),
            "too_many_commands");
  EXPECT_EQ(codes(parse("a[1..999_999_999] = kmalloc(8)")), "too_many_commands");
  // How long the inner repeat is depends on the outer one, so this has to be tried.
  EXPECT_EQ(places(parse("repeat i = 1..10000 {\nrepeat j = 1..i { a = kmalloc(j) } }")),
            "1:1 too_many_commands\n");
}

// Too many is said once, and what stands behind it is still looked at.
TEST(ScenarioBound, ErrorsBehindTooManyCommands) {
  EXPECT_EQ(
      places(parse("repeat 5 { repeat 1000000 { x = kmalloc(1) } }\nkfree(x)\nkfree(\n"
                   "repeat i = 1..1 { repeat j = 1..999999 { repeat 9 {z[j] = kmalloc(1)} } }\n"
                   "kfree(y); kfree(z[2])\n")),
      "1:1 too_many_commands\n3:7 missing_name\n5:7 unknown_name\n");
}

// What would take for ever is refused, or passed over: one of these carried out, round by round,
// would not come back before the suite's time limit.
TEST(ScenarioBound, HugeRepeatsAtOnce) {
  const std::string million = "repeat 1000000 { ";
  EXPECT_EQ(codes(parse(million + million + "a = kmalloc(1) } }")), "too_many_commands");
  EXPECT_EQ(codes(parse(million + million + million + "a[1..900000000] = kmalloc(1) } } }")),
            "too_many_commands");
  EXPECT_EQ(codes(parse(million + million + million + "} } }")), "");
  EXPECT_EQ(codes(parse(million + million + "repeat 0 { note \"x\" }; churn(0) } }")), "");
  EXPECT_EQ(codes(parse(million + million + "oops } }")), "unknown_statement");
  EXPECT_EQ(codes(parse(million + million + "kfree(q); oops } }")),
            "too_many_commands unknown_name unknown_statement");
  EXPECT_EQ(codes(parse(million + million + "kfree(q) } }")), "too_many_commands unknown_name");
  EXPECT_EQ(codes(parse("repeat i = 1..1M { repeat j = 1..1M { kfree(q) } }")),
            "repeat_too_large repeat_too_large unknown_name");
  EXPECT_EQ(codes(parse("repeat i = 1..1000000 { repeat j = i..1000000 { kfree(q) } }")),
            "unknown_name");
}

TEST(ScenarioBound, Handles) {
  EXPECT_EQ(parse("a[1..1000000] = kmalloc(8)").program.handles.size(), kMaxHandles);
  EXPECT_EQ(places(parse("a[1..1000000] = kmalloc(8)\na[1] = kmalloc(8)\na[0] = kmalloc(8)\n")),
            "3:1 too_many_handles\n");
  EXPECT_EQ(codes(parse("a[1..1000001] = kmalloc(8)")), "too_many_handles");
  EXPECT_EQ(codes(parse("a[1..999999] = kmalloc(8); churn(9)")), "too_many_handles");
  EXPECT_EQ(codes(parse("churn(\"kmalloc-8\", 2, live=1000001)")), "too_many_handles");
  EXPECT_EQ(codes(parse("churn_pages[999999999] = alloc_pages(1); churn(100)")),
            "too_many_handles");
}

TEST(ScenarioBound, BlockLength) {
  EXPECT_EQ(codes(parse("repeat 1 {" + times("note \"x\"\n", kMaxBlockStatements - 1) + "}")), "");
  const Parsed parsed =
      parse("repeat 1 {" + times("note \"x\"\n", kMaxBlockStatements) + "}\noops\n");
  EXPECT_EQ(places(parsed), "1:1 block_too_long\n");
  EXPECT_EQ(parsed.diagnostics[0].expected, "100000");
}

TEST(ScenarioBound, CacheVariables) {
  std::string text;
  for (uint32_t i = 0; i < kMaxCacheVars; ++i)
    text += "c" + std::to_string(i) + " = kmem_cache_create(\"c\", 8)\n";
  EXPECT_EQ(codes(parse(text)), "");
  EXPECT_EQ(
      places(parse(text + "c1 = kmem_cache_create(\"c\", 8)\nx = kmem_cache_create(\"x\", 8)")),
      "65002:1 too_many_caches\n");
  EXPECT_EQ(codes(parse(text + "kmem_cache_shrink(\"kmalloc-8\")")), "too_many_caches");
}

TEST(ScenarioBound, Texts) {
  EXPECT_EQ(codes(parse("repeat i = 1..250000 { expect splits < i }")), "");
  EXPECT_EQ(codes(parse("repeat i = 1..250001 { expect splits < i }; expect merges == 0")),
            "too_many_texts");
  EXPECT_EQ(codes(parse("repeat i = 1..250001 { c = kmem_cache_create(\"c\", i) }")),
            "too_many_texts");
}

TEST(ScenarioBound, TextAndNameLengths) {
  const std::string name(kMaxNameLength, 'x');
  EXPECT_EQ(codes(parse(name + " = kmalloc(1); kfree(" + name + ")")), "");
  EXPECT_EQ(codes(parse(name + "y = kmalloc(1); kfree(" + name + "y)")), "name_too_long");
  EXPECT_EQ(codes(parse("note \"" + times("ä", kMaxTextLength) + "\"")), "");
  EXPECT_EQ(codes(parse("note \"" + times("ä", kMaxTextLength + 1) + "\"")), "text_too_long");
  EXPECT_EQ(codes(parse("note \"" + times("\\\"", kMaxTextLength) + "\"")), "");
  EXPECT_EQ(codes(parse("title \"" + times("x", kMaxTextLength + 1) + "\"")), "text_too_long");
}

// A hundred errors are shown; a further one only says that there are more.
TEST(ScenarioBound, Diagnostics) {
  EXPECT_EQ(parse(times("oops\n", 100)).diagnostics.size(), 100u);
  const Parsed parsed = parse(times("oops\n", 5000));
  ASSERT_EQ(parsed.diagnostics.size(), 101u);
  EXPECT_EQ(parsed.diagnostics[99].code, "unknown_statement");
  EXPECT_EQ(parsed.diagnostics[100], (Diagnostic{101, 1, 4, "too_many_errors", "", "100"}));
}

// One line of many megabytes is no trouble.
TEST(ScenarioBound, VeryLongLine) {
  EXPECT_EQ(parse(times("a=kmalloc(1);", 1 << 20)).program.commands.size(), size_t{1} << 20);
  EXPECT_EQ(codes(parse(times("x", 1 << 24))), "unknown_statement");
  EXPECT_EQ(codes(parse("a = kmalloc(" + times("1", 1 << 24) + ")")), "number_too_large");
}

}  // namespace
}  // namespace kmem
