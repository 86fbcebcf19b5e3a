// Every form of every statement, and what it comes to.
#include <gtest/gtest.h>

#include "machine/scenario_support.h"

namespace kmem {
namespace {

// An empty text is an empty program on the default memory.
TEST(ScenarioStatement, NothingAtAll) {
  for (const char* text : {"", "\n", " \t\r\n;;\n # only a comment", "#", "\xef\xbb\xbf"}) {
    const Parsed parsed = parse(text);
    EXPECT_EQ(codes(parsed), "") << text;
    EXPECT_TRUE(parsed.program.commands.empty());
    EXPECT_EQ(parsed.program.memory, (MemoryConfig{.frames = 64, .page_size = 4096}));
  }
}

TEST(ScenarioStatement, Title) {
  const Parsed parsed = parse(R"(title "A \"dentry\" needs a \\page … ä")");
  EXPECT_EQ(codes(parsed), "");
  EXPECT_EQ(parsed.program.title, R"(A "dentry" needs a \page … ä)");
}

struct MemoryCase {
  const char* text;
  MemoryConfig memory;
};

TEST(ScenarioStatement, Memory) {
  const MemoryCase cases[] = {
      {"memory 256K", {64, 4096}},
      {"memory 64 frames", {64, 4096}},
      {"memory 256K page 8K", {32, 8192}},
      {"memory 64 frames page 8KiB", {64, 8192}},
      {"memory 0x40000", {64, 4096}},
      {"memory 1 frames page 1K", {1, 1024}},
      {"memory 1_048_576 frames page 64K", {1048576, 65536}},
      {"memory 64G page 65_536B", {1048576, 65536}},
      {"memory 4GiB", {1048576, 4096}},
  };
  for (const MemoryCase& c : cases) {
    const Parsed parsed = parse(c.text);
    EXPECT_EQ(codes(parsed), "") << c.text;
    EXPECT_EQ(parsed.program.memory, c.memory) << c.text;
  }
}

// title, memory and profile may come in any order, as long as they are first.
TEST(ScenarioStatement, HeadInAnyOrder) {
  const Parsed parsed = parse("profile textbook; memory 32K\ntitle \"x\"\na = kmalloc(8)");
  EXPECT_EQ(codes(parsed), "");
  EXPECT_EQ(parsed.program.memory.frames, 8u);
  EXPECT_EQ(parsed.program.title, "x");
}

struct FormCase {
  const char* text;
  const char* commands;
};

const FormCase kForms[] = {
    {"a = alloc_pages(3)", "a = alloc_pages(3)\n"},
    {"a=alloc_pages( 0x3 )", "a = alloc_pages(3)\n"},
    {"a = alloc_pages(63)", "a = alloc_pages(63)\n"},
    {"b = alloc_pages(bytes=21K)", "b = alloc_pages(bytes=21K)\n"},
    {"b = alloc_pages(bytes = 0)", "b = alloc_pages(bytes=0)\n"},
    {"b = alloc_pages(bytes = 281474976710655)", "b = alloc_pages(bytes=281474976710655)\n"},
    {"bytes = kmalloc(1)", "bytes = kmalloc(1)\n"},
    {"c[2..3] = alloc_pages(0)", "c[2] = alloc_pages(0)\nc[3] = alloc_pages(0)\n"},
    {"c[3..2] = alloc_pages(0)", "c[3] = alloc_pages(0)\nc[2] = alloc_pages(0)\n"},
    {"c[4..4] = alloc_pages(0)", "c[4] = alloc_pages(0)\n"},
    {"c[ 999_999_999 ] = alloc_pages(0)", "c[999999999] = alloc_pages(0)\n"},
    {"_aZ9 = kmalloc(1); _aZ9 = kmalloc(2)", "_aZ9 = kmalloc(1)\n_aZ9 = kmalloc(2)\n"},
    {"k = kmalloc(100)", "k = kmalloc(100)\n"},
    {"k[1..2] = kmalloc(1K)", "k[1] = kmalloc(1K)\nk[2] = kmalloc(1K)\n"},
    {"k = kmalloc(0)", "k = kmalloc(0)\n"},
    {"d = kmem_cache_create(\"dentry\", 192)", "d = kmem_cache_create(\"dentry\", 192)\n"},
    {"d = kmem_cache_create(\"d\", 192, ctor, pages=2, align=64)",
     "d = kmem_cache_create(\"d\", 192, align=64, pages=2, ctor)\n"},
    {"d = kmem_cache_create(\"a b\\\"c\", 0)", "d = kmem_cache_create(\"a b\\\"c\", 0)\n"},
    {"note \"x\"", "note \"x\"\n"},
    {"note \"\"", "note \"\"\n"},
    {"note \"# ; }\" # } ;", "note \"# ; }\"\n"},
    {"kmem_cache_shrink(\"kmalloc-64\")", "kmem_cache_shrink(\"kmalloc-64\")\n"},
    {"kmem_cache_destroy(\"kmalloc-8k\")", "kmem_cache_destroy(\"kmalloc-8k\")\n"},
    {"x = kmem_cache_alloc(\"kmalloc-96\")", "x = kmem_cache_alloc(\"kmalloc-96\")\n"},
    {"free_pages(@0x4000)", "free_pages(@0x4000)\n"},
    {"free_pages(@0x4000, 2)", "free_pages(@0x4000, 2)\n"},
    {"free_pages(@16K)", "free_pages(@0x4000)\n"},
    {"kfree(@0)", "kfree(@0x0)\n"},
    {"kmem_cache_free(\"kmalloc-8\", @0x10c0)", "kmem_cache_free(\"kmalloc-8\", @0x10c0)\n"},
};

TEST(ScenarioStatement, Forms) {
  for (const FormCase& c : kForms) EXPECT_EQ(commands_of_scenario(c.text), c.commands) << c.text;
}

// Statements that need something to be there.
const FormCase kUses[] = {
    {"free_pages(a)", "free_pages(a)\n"},
    {"free_pages(a, 3)", "free_pages(a, 3)\n"},
    {"free_pages(a + 4K)", "free_pages(a + 4K)\n"},
    {"free_pages(a + 4K, 1)", "free_pages(a + 4K, 1)\n"},
    {"free_pages(a + 0)", "free_pages(a)\n"},
    {"free_pages(c[2])", "free_pages(c[2])\n"},
    {"free_pages(c[1..3])", "free_pages(c[1])\nfree_pages(c[2])\nfree_pages(c[3])\n"},
    {"free_pages(c[3..1])", "free_pages(c[3])\nfree_pages(c[2])\nfree_pages(c[1])\n"},
    {"free_pages(c[2..3] + 8)", "free_pages(c[2] + 8)\nfree_pages(c[3] + 8)\n"},
    {"kmem_cache_free(d, c[3])", "kmem_cache_free(d, c[3])\n"},
    {"kmem_cache_free(d, c[1..2])", "kmem_cache_free(d, c[1])\nkmem_cache_free(d, c[2])\n"},
    {"kmem_cache_free(\"dentry\", a + 8)", "kmem_cache_free(\"dentry\", a + 8)\n"},
    {"c[1..2] = kmem_cache_alloc(d)", "c[1] = kmem_cache_alloc(d)\nc[2] = kmem_cache_alloc(d)\n"},
    {"kmem_cache_shrink(d)", "kmem_cache_shrink(d)\n"},
    {"kmem_cache_destroy(d)", "kmem_cache_destroy(d)\n"},
    {"d = kmem_cache_create(\"dentry\", 64)", "d = kmem_cache_create(\"dentry\", 64)\n"},
    {"kfree(a)", "kfree(a)\n"},
    {"kfree(c[1] + 1)", "kfree(c[1] + 1)\n"},
    {"kfree(c[2..1])", "kfree(c[2])\nkfree(c[1])\n"},
    {"c = kmalloc(8); kfree(c)", "c = kmalloc(8)\nkfree(c)\n"},
};

TEST(ScenarioStatement, Uses) {
  const std::string setup =
      "a = alloc_pages(3); c[1..3] = alloc_pages(0); d = kmem_cache_create(\"dentry\", 192)\n";
  const std::string made = commands_of_scenario(setup);
  for (const FormCase& c : kUses)
    EXPECT_EQ(commands_of_scenario(setup + c.text), made + c.commands) << c.text;
}

// The same name or element is the same handle, the same cache name the same variable.
TEST(ScenarioStatement, NamesAreShared) {
  const Parsed parsed = parse(
      "a = kmalloc(1); a[0] = kmalloc(2); a = kmalloc(3); b[0] = kmalloc(4); a[0] = kmalloc(5)\n"
      "kmem_cache_shrink(\"kmalloc-8\"); kmem_cache_shrink(\"kmalloc-16\");"
      "kmem_cache_shrink(\"kmalloc-8\")");
  ASSERT_EQ(codes(parsed), "");
  const Vector<Command>& commands = parsed.program.commands;
  EXPECT_EQ(commands[0].handle, commands[2].handle);
  EXPECT_EQ(commands[1].handle, commands[4].handle);
  EXPECT_EQ(parsed.program.handles.size(), 3u);
  EXPECT_EQ(commands[5].cache, commands[7].cache);
  EXPECT_NE(commands[5].cache, commands[6].cache);
}

// A cache may be made with its variable's name used twice, and named by its own name then.
TEST(ScenarioStatement, CacheByItsOwnName) {
  const Parsed parsed =
      parse("d = kmem_cache_create(\"dentry\", 192)\nkmem_cache_shrink(\"dentry\")");
  ASSERT_EQ(codes(parsed), "");
  EXPECT_FALSE(parsed.program.cache_vars[parsed.program.commands[0].cache].by_name);
  EXPECT_TRUE(parsed.program.cache_vars[parsed.program.commands[1].cache].by_name);
}

TEST(ScenarioStatement, Repeat) {
  EXPECT_EQ(commands_of_scenario("repeat 2 { a = kmalloc(1); kfree(a) }"),
            "a = kmalloc(1)\nkfree(a)\na = kmalloc(1)\nkfree(a)\n");
  EXPECT_EQ(commands_of_scenario("repeat 0 { kfree(nothing) }\nrepeat 3 {}\nrepeat 2 {\n\n;}"), "");
  EXPECT_EQ(commands_of_scenario("repeat 1\n\n{ a = kmalloc(1) }; a = kmalloc(2)"),
            "a = kmalloc(1)\na = kmalloc(2)\n");
  EXPECT_EQ(commands_of_scenario("repeat 2 { repeat 2 { note \"x\" }\n}"),
            "note \"x\"\nnote \"x\"\nnote \"x\"\nnote \"x\"\n");
}

TEST(ScenarioStatement, RepeatWithVariable) {
  EXPECT_EQ(commands_of_scenario("repeat i = 1..3 { p[i] = alloc_pages(i) }"),
            "p[1] = alloc_pages(1)\np[2] = alloc_pages(2)\np[3] = alloc_pages(3)\n");
  EXPECT_EQ(commands_of_scenario("repeat i = 2..1 { p[i+1] = kmalloc(i - 1); kfree(p[i+ 1]) }"),
            "p[3] = kmalloc(1)\nkfree(p[3])\np[2] = kmalloc(0)\nkfree(p[2])\n");
}

// The inner repeat may count up to the outer one's variable; ranges may use both.
TEST(ScenarioStatement, NestedVariables) {
  EXPECT_EQ(commands_of_scenario("repeat i = 1..2 { repeat j = i..1 { q[j..i] = kmalloc(j) } }"),
            "q[1] = kmalloc(1)\n"
            "q[2] = kmalloc(2)\n"
            "q[1] = kmalloc(1)\nq[2] = kmalloc(1)\n");
}

// A variable may stand wherever a command has a number.
TEST(ScenarioStatement, VariableAsNumber) {
  EXPECT_EQ(
      commands_of_scenario(
          "repeat i = 2..2 { a = alloc_pages(bytes=i); c = kmem_cache_create(\"c\", i, align=i,"
          " pages=i); free_pages(a + i, i+1); kfree(@i); expect free_pages > i; expect "
          "free_list(i, i+1) == i - 1; expect frame(i).order == 4 }"),
      "a = alloc_pages(bytes=2)\n"
      "c = kmem_cache_create(\"c\", 2, align=2, pages=2)\n"
      "free_pages(a + 2, 3)\n"
      "kfree(@0x2)\n"
      "expect free_pages > 2\n"
      "expect free_list(2, 3) == 1\n"
      "expect frame(2).order == 4\n");
}

// Every command knows the line of its statement, also inside a repeat.
TEST(ScenarioStatement, Lines) {
  const Parsed parsed = parse(
      "# one\r\na = kmalloc(1); b = kmalloc(2)\r\nrepeat 2 {\n"
      "  c = kmalloc(3)\n}\nchurn(1)\nexpect splits == 0");
  ASSERT_EQ(codes(parsed), "");
  std::vector<uint32_t> lines;
  for (const Command& command : parsed.program.commands) lines.push_back(command.line);
  EXPECT_EQ(lines, (std::vector<uint32_t>{2, 2, 4, 4, 6, 7}));
}

// Notes and expectations are kept once, however often they are said.
TEST(ScenarioStatement, TextsAreKeptOnce) {
  const Parsed parsed =
      parse("repeat 3 { note \"a\"; expect splits == 0 }; note \"b\"; note \"a\"");
  EXPECT_EQ(parsed.program.notes, (Vector<std::string>{"a", "b"}));
  EXPECT_EQ(parsed.program.expectations.size(), 1u);
  EXPECT_EQ(parsed.program.commands.size(), 8u);
}

// An expectation keeps the text it was written with, unless every round has another one.
TEST(ScenarioStatement, ExpectationText) {
  const Parsed parsed = parse(
      "a[1] = kmalloc(8)\nexpect  free_bytes>=4K   # comment\n"
      "repeat i=1..1 { expect a[ i ].pfn  == 0x10 ;}");
  ASSERT_EQ(codes(parsed), "");
  EXPECT_EQ(parsed.program.expectations[0].text, "free_bytes>=4K");
  EXPECT_EQ(parsed.program.expectations[1].text, "a[1].pfn == 16");
}

// The statements come in as small portions as wanted, and the place is known all the time.
TEST(ScenarioStatement, Steps) {
  const std::string text = "a = kmalloc(1)\n\n\nrepeat 2 { b = kmalloc(2) }; kfree(a)\n\n";
  ScenarioParser parser(text);
  size_t before = 0;
  uint32_t portions = 0;
  while (parser.step(1)) {
    EXPECT_GT(parser.progress(), before);
    before = parser.progress();
    ++portions;
  }
  EXPECT_EQ(portions, 3u);
  EXPECT_EQ(parser.progress(), text.size());
  EXPECT_FALSE(parser.step(1));
  ScenarioParser moved = std::move(parser);
  EXPECT_EQ(moved.take_program().commands.size(), 4u);
}

}  // namespace
}  // namespace kmem
