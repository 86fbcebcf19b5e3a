// After an error the rest of the file is read as it was meant: all errors, and only those.
#include <gtest/gtest.h>

#include "machine/scenario_support.h"

namespace kmem {
namespace {

// Every wrong line has its own error; the lines between have none.
TEST(ScenarioRecovery, AllErrorsOfAFile) {
  EXPECT_EQ(places(parse("memory 100K\n"
                         "a = alloc_pages(3)\n"
                         "b = alloc_pages(\n"
                         "free_pages(a) free_pages(a)\n"
                         "free_pages(a); nothing; free_pages(a)\n"
                         "kfree(q)\n"
                         "expect a.pfn ~ 3\n"
                         "note \"never closed\n"
                         "kmem_cache_shrink(a)\n")),
            "1:8 frames_not_power_of_two\n"
            "3:17 missing_number\n"
            "4:15 expected_end\n"
            "5:16 unknown_statement\n"
            "6:7 unknown_name\n"
            "7:14 unexpected_character\n"
            "8:6 unclosed_text\n"
            "9:19 handle_as_cache\n");
}

// One error a statement, whatever stands behind it.
TEST(ScenarioRecovery, OneErrorAStatement) {
  EXPECT_EQ(places(parse("a = $ $ $ \"\\x \xff\"; b = kmalloc(1k 2k)\n( ( (")),
            "1:5 unexpected_character\n1:31 bad_number\n2:1 expected_statement\n");
  EXPECT_EQ(places(parse("memory 1.5M\nkfree(q) now\n")), "1:9 expected_end\n2:10 expected_end\n");
  EXPECT_EQ(places(parse("profile none-such\n")), "1:9 unknown_profile\n");
}

// Whatever is looked at first, errors come in the order of the text.
TEST(ScenarioRecovery, ErrorsStandInTheOrderOfTheText) {
  EXPECT_EQ(places(parse("repeat 2 {\n  kfree(q)\n  note 5\n  kfree(r)\n}\nnote 6\n")),
            "2:9 unknown_name\n3:8 expected_text\n4:9 unknown_name\n6:6 expected_text\n");
}

// A name whose assignment has an error is not called unknown afterwards.
TEST(ScenarioRecovery, NamesOfBrokenAssignments) {
  for (const char* broken :
       {"x = alloc_pgs(3)", "x = alloc_pages(3", "x = alloc_pages(64)", "x[1..4] alloc_pages(3)",
        "x = kmem_cache_alloc(denty)", "x[1..] = kmalloc(1)", "x = kfree(y)", "x = $",
        "x = kmem_cache_create(\"\", 4)", "x = kmalloc(1) 2", "repeat 2 { x[9] = kmalloc(1k) }",
        "repeat 2 x { x = kmalloc(1) }", "repeat 2 { x[1..2] = kmem_cache_alloc(denty) }",
        "repeat i = 1..2 { x[i - 2] = kmalloc(1) }",
        "repeat 2 { x = kmem_cache_alloc(y); kfree(x); x[3] = kmalloc(1) }",
        "repeat 1 {\n\nx = kmalloc(1)"}) {
    const Parsed parsed = parse(std::string(broken) +
                                "\nkfree(x); kfree(x[3]); kfree(x[1..9]); expect x[2].pfn == 3\n"
                                "kmem_cache_shrink(x); x = kmem_cache_create(\"x\", 3)");
    EXPECT_EQ(parsed.diagnostics.size(), 1u) << broken << '\n' << places(parsed);
  }
}

// Only what the broken assignment names is forgiven.
TEST(ScenarioRecovery, OtherNamesStayUnknown) {
  EXPECT_EQ(places(parse("x = alloc_pgs(3)\nkfree(y)")),
            "1:5 unknown_function\n2:7 unknown_name\n");
}

// Good assignments of a name with a broken one still count.
TEST(ScenarioRecovery, BrokenAndGoodAssignment) {
  EXPECT_EQ(places(parse("x = kmalloc(1k)\nx = kmalloc(1)\nkfree(x)\nkfree(x) 3")),
            "1:13 bad_number\n4:10 expected_end\n");
}

// The braces of a block match even if its head is wrong, and its body is read for errors.
TEST(ScenarioRecovery, BrokenHeadOfARepeat) {
  for (const char* head : {"repeat", "repeat x", "repeat -1", "repeat i = ..3", "reapeat 10",
                           "repeat i = 1..3 of", "repeat 10 20", "repeat \"x\""}) {
    const Parsed parsed = parse(std::string(head) +
                                " { a[i] = kmalloc(i)\n kfree(a[n - 1])\n b = kmalloc(1k) }\n"
                                "kfree(a[2]); kfree(b)\nkfree(c)");
    const std::string text = places(parsed);
    EXPECT_EQ(parsed.diagnostics.size(), 3u) << head << '\n' << text;
    EXPECT_NE(text.find("3:14 bad_number\n5:7 unknown_name\n"), std::string::npos) << head << text;
  }
}

// An error in a nested block does not end the blocks around it.
TEST(ScenarioRecovery, NestedBlocks) {
  EXPECT_EQ(places(parse("repeat 2 {\n repeat i 3 {\n  kfree(\n }\n kfre(a)\n}\nkfree(z)")),
            "2:11 expected_symbol\n3:9 missing_name\n5:2 unknown_statement\n7:7 unknown_name\n");
  EXPECT_EQ(places(parse("repeat 2 { repeat 2 { oops }; oops }; oops")),
            "1:23 unknown_statement\n1:31 unknown_statement\n1:39 unknown_statement\n");
}

TEST(ScenarioRecovery, StrayBraces) {
  EXPECT_EQ(places(parse("} } }\n}\nnote \"x\"")),
            "1:1 stray_brace\n1:3 expected_end\n2:1 stray_brace\n");
  EXPECT_EQ(places(parse("} {\nkfree(\n}\nkfree(q)")),
            "1:1 stray_brace\n1:3 expected_end\n2:7 missing_name\n4:7 unknown_name\n");
}

// Each error of a repeat is reported once, not once a round.
TEST(ScenarioRecovery, OncePerRepeat) {
  EXPECT_EQ(places(parse("repeat 1000000 { kfree(q)\n kfree(r)\n repeat 1000000 { kfree(s) } }")),
            "1:1 too_many_commands\n1:24 unknown_name\n2:8 unknown_name\n3:25 unknown_name\n");
}

// An error of a later round is found too, and ends the repeat.
TEST(ScenarioRecovery, ErrorOfALaterRound) {
  EXPECT_EQ(
      places(parse("a[1] = kmalloc(1)\nrepeat i = 1..9 {\n kfree(a[i])\n b[i] = kmalloc(1)\n}\n"
                   "kfree(b[9])")),
      "3:8 unknown_element\n");
}

// A broken statement does not count as a command in front of memory.
TEST(ScenarioRecovery, MemoryAfterABrokenLine) {
  EXPECT_EQ(places(parse("titel \"x\"\nmemory 64K")), "1:1 unknown_statement\n");
}

// Line ends of Windows, missing line ends, tabs and a byte order mark change nothing.
TEST(ScenarioRecovery, LineEnds) {
  const std::string unix_text = "a = kmalloc(1)\n\tkfree(\n kfree(q)";
  std::string windows = "\xef\xbb\xbf";
  for (const char c : unix_text) windows += c == '\n' ? "\r\n" : std::string(1, c);
  EXPECT_EQ(places(parse(unix_text)), "2:8 missing_name\n3:8 unknown_name\n");
  EXPECT_EQ(places(parse(windows)), places(parse(unix_text)));
  EXPECT_EQ(places(parse(windows + "\r\n")), places(parse(unix_text)));
}

// Columns count characters, not bytes.
TEST(ScenarioRecovery, ColumnsAreCharacters) {
  EXPECT_EQ(places(parse("note \"äöü€𝄞\"; kfree(q) # ä\n# ä\nnote \"ä\"; kfree(q)")),
            "1:21 unknown_name\n3:17 unknown_name\n");
}

}  // namespace
}  // namespace kmem
