// Commands that go on from a program, as typed into the page.
#include <gtest/gtest.h>

#include "machine/scenario_support.h"

namespace kmem {
namespace {

Program setup() {
  return parse(
             "memory 32 frames; title \"t\"\na = kmalloc(1)\nc[1..3] = alloc_pages(0)\n"
             "dentry = kmem_cache_create(\"dentry\", 192)\nnote \"n\"; expect splits == 0\n"
             "kmem_cache_shrink(\"kmalloc-8\")\n")
      .program;
}

Parsed go_on(std::string text, Program program) {
  return finish(ScenarioParser(std::move(text), std::move(program)));
}

// All names of the program are known; lines start from 1; what was there stays.
TEST(ScenarioContinue, KnowsTheNames) {
  const Program before = setup();
  const Parsed parsed = go_on(
      "kfree(a)\nfree_pages(c[1..3]); x = kmem_cache_alloc(dentry)\n"
      "a = kmalloc(2); note \"n\"; expect splits == 0\n"
      "kmem_cache_shrink(\"kmalloc-8\"); kmem_cache_shrink(\"dentry\")",
      before);
  ASSERT_EQ(codes(parsed), "");
  const Program& program = parsed.program;
  EXPECT_EQ(program.memory.frames, 32u);
  EXPECT_EQ(program.title, "t");
  EXPECT_EQ(commands_text(program),
            commands_text(before) +
                "kfree(a)\nfree_pages(c[1])\nfree_pages(c[2])\nfree_pages(c[3])\n"
                "x = kmem_cache_alloc(dentry)\na = kmalloc(2)\nnote \"n\"\nexpect splits == 0\n"
                "kmem_cache_shrink(\"kmalloc-8\")\nkmem_cache_shrink(\"dentry\")\n");
  EXPECT_EQ(program.commands[before.commands.size()].line, 1u);
  EXPECT_EQ(program.commands.back().line, 4u);
  EXPECT_EQ(program.handles.size(), before.handles.size() + 1);
  EXPECT_EQ(program.notes.size(), 1u);
  EXPECT_EQ(program.expectations.size(), 1u);
  EXPECT_EQ(program.cache_vars.size(), before.cache_vars.size() + 1);
}

TEST(ScenarioContinue, HeadIsAnError) {
  EXPECT_EQ(places(go_on("memory 64K\nprofile textbook; title \"x\"\n", setup())),
            "1:1 not_first\n2:1 not_first\n2:19 not_first\n");
}

TEST(ScenarioContinue, Errors) {
  EXPECT_EQ(places(go_on("kfree(b)\nkfree(dentry)\nkmem_cache_shrink(a)\nkfree(c[4])\n"
                         "kmem_cache_shrink(\"dentri\")\ndentry = kmalloc(1)",
                         setup())),
            "1:7 unknown_name\n2:7 cache_as_handle\n3:19 handle_as_cache\n4:7 unknown_element\n"
            "5:19 unknown_cache_name_near\n6:1 name_is_cache\n");
}

// After a fork of the history the names of forgotten commands are unknown again, so that the text
// of what is left can always be read.
TEST(ScenarioContinue, ForgottenCommands) {
  Program program =
      parse("a = kmalloc(1)\nb = kmalloc(2); c = kmem_cache_create(\"c\", 8)").program;
  program.commands.resize(1);
  EXPECT_EQ(
      places(go_on("kfree(a); kfree(b)\nkmem_cache_shrink(c)\nkmem_cache_shrink(\"c\")", program)),
      "1:17 unknown_name\n2:19 unknown_name\n3:19 unknown_cache_name\n");
  const Parsed parsed = go_on("c = kmalloc(3); kfree(c); b = kmem_cache_create(\"b\", 9)", program);
  ASSERT_EQ(codes(parsed), "");
  const std::string text = program_text(parsed.program, kNone);
  EXPECT_EQ(commands_of_scenario(text), commands_text(parsed.program)) << text;
}

// A churn goes on with the population that a churn before it has left.
TEST(ScenarioContinue, ChurnGoesOn) {
  const std::string churn = "churn(100, seed=3)\nchurn(\"kmalloc-8\", 100)\n";
  EXPECT_EQ(commands_text(go_on(churn, parse(churn).program).program),
            commands_of_scenario(churn + churn));
}

TEST(ScenarioContinue, BoundsCountWhatWasThere) {
  const Program full = parse("repeat 4 { repeat 1000000 { note \"x\" } }").program;
  EXPECT_EQ(codes(go_on("note \"x\"", full)), "too_many_commands");
  EXPECT_EQ(codes(go_on("# nothing", full)), "");
}

}  // namespace
}  // namespace kmem
