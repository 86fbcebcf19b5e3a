// Every misconception gets the reason that fits it.
#include <gtest/gtest.h>

#include "cli/messages.h"
#include "course/reason_cases.h"

namespace kmem {
namespace {

TEST(QuestionReason, OfTheTextbooksRequest) { of_the_textbooks_request(); }
TEST(QuestionReason, OfAListWithSeveralBlocks) { of_a_list_with_several_blocks(); }
TEST(QuestionReason, OfBlocksInUse) { of_blocks_in_use(); }
TEST(QuestionReason, OfAMergeThatMustNotBe) { of_a_merge_that_must_not_be(); }
TEST(QuestionReason, OfABuddyInUseOrSplit) { of_a_buddy_in_use_or_split(); }
TEST(QuestionReason, OfACascade) { of_a_cascade(); }
TEST(QuestionReason, OfBuddies) { of_buddies(); }
TEST(QuestionReason, OfAFreeListAfterARequest) { of_a_free_list_after_a_request(); }
TEST(QuestionReason, OfTheSlabThatServes) { of_the_slab_that_serves(); }
TEST(QuestionReason, OfManySlabs) { of_many_slabs(); }
TEST(QuestionReason, OfASlabsList) { of_a_slabs_list(); }
TEST(QuestionReason, OfAnObject) { of_an_object(); }
TEST(QuestionReason, OfPagesThatGoHome) { of_pages_that_go_home(); }
TEST(QuestionReason, OfConstructors) { of_constructors(); }
TEST(QuestionReason, OfSlabGeometry) { of_slab_geometry(); }
TEST(QuestionReason, OfKmalloc) { of_kmalloc(); }
TEST(QuestionReason, OfRequestsThatFail) { of_requests_that_fail(); }

// Where a question makes no sense, the reason says why.
TEST(QuestionReason, OfQuestionsWithoutSense) {
  const auto error = [](const std::string& script, const char* kind) {
    return ask(script, kind).error;
  };
  EXPECT_EQ(error("a = alloc_pages(0)\n", "which_list"), "course.error.no_object");
  EXPECT_EQ(error("a = alloc_pages(0)\n", "rounded_order"), "course.error.by_order");
  EXPECT_EQ(error("a = alloc_pages(0)\n", "waste"), "course.error.by_order");
  EXPECT_EQ(error("a = alloc_pages(0)\n", "how_far"), "course.error.no_free");
  EXPECT_EQ(error("a = alloc_pages(6)\nfree_pages(a)\n", "buddy_of"), "course.error.no_buddy");
  EXPECT_EQ(error("a = alloc_pages(7)\n", "which_block"), "course.error.refused");
  EXPECT_EQ(error("note \"n\"\n", "which_block"), "course.error.no_pages");
  EXPECT_EQ(error("note \"n\"\n", "buddy_of"), "course.error.no_block");
  EXPECT_EQ(error("note \"n\"\n", "free_list_after"), "course.error.no_list_changes");
  EXPECT_EQ(error("note \"n\"\n", "kmalloc_class"), "course.error.no_kmalloc");
  EXPECT_EQ(error("note \"n\"\n", "slab_order"), "course.error.no_cache");
  EXPECT_EQ(error("note \"n\"\n", "pages_go_home"), "course.error.no_slabs");
  EXPECT_EQ(error("a = alloc_pages(0)\n", "pages_go_home"), "course.error.no_empty_slabs");
  EXPECT_EQ(error("note \"n\"\n", "free_list_after(9)"), "course.error.order");
  EXPECT_EQ(error("note \"n\"\n", "free_list_after(x)"), "course.error.parameter");
  EXPECT_EQ(error("note \"n\"\n", "free_list_after("), "course.error.parameter");
  EXPECT_EQ(error("note \"n\"\n", "how_far(1)"), "course.error.parameter");
  EXPECT_EQ(error("note \"n\"\n", "how_farr"), "course.error.kind");
  EXPECT_EQ(error("a = alloc_pages(0)\n", "free_list_after(99)"), "course.error.parameter");
  EXPECT_EQ(error("k = kmem_cache_create(\"k\", 64, pages=2)\n", "slab_order"),
            "course.error.slab_pages_given");
  EXPECT_EQ(error("k = kmem_cache_create(\"k\", 8, pages=64)\n", "objects_per_slab"),
            "course.error.objects_capped");
  EXPECT_EQ(error("k = kmem_cache_create(\"k\", 5M)\n", "objects_per_slab"),
            "course.error.refused");
  EXPECT_EQ(error("k = kmem_cache_create(\"k\", 64)\no = kmem_cache_alloc(k)\n", "ctor_runs"),
            "course.error.no_ctor");
  EXPECT_EQ(error("k = kmem_cache_create(\"k\", 4096)\no = kmem_cache_alloc(k)\n", "object_index"),
            "course.error.one_object");
  EXPECT_EQ(error("memory 64K\nk = kmem_cache_create(\"k\", 2000)\no[0..7] = kmem_cache_alloc(k)\n"
                  "kmem_cache_free(k, o[0..3])\nkmem_cache_shrink(k)\n",
                  "how_far"),
            "course.error.several_frees");
  std::string many = "memory 256K\na[0..40] = alloc_pages(0)\n";
  for (uint32_t i = 0; i < 36; i += 2) many += "free_pages(a[" + std::to_string(i) + "])\n";
  EXPECT_EQ(error(many, "free_list_after(0)"), "course.error.long_list");
  EXPECT_EQ(error("kmem_cache_shrink(\"kmalloc-8\")\n", "waste"), "course.error.no_waste");
  EXPECT_EQ(ask_about("a = alloc_pages(0)\n", 1, "which_block").error, "course.error.no_command");
  EXPECT_EQ(ask_about("a = alloc_pagess(0)\n", 0, "which_block").error, "course.error.script");
}

// An answer that no text can give: the word of another question.
TEST(QuestionReason, OfAStrangeWord) {
  const Asked asked = ask("memory 64K\na = alloc_pages(1)\nfree_pages(a)\n", "will_it_merge");
  const Grade graded = grade(asked.moment, asked.question, word_answer("grow"));
  EXPECT_EQ(graded.verdict, Verdict::wrong);
  EXPECT_EQ(graded.reason.key, "course.wrong.other");
  expect_sayable(graded.reason);
}

// Every reason of the message file is given to somebody by the tests above.
TEST(QuestionReason, AllAreReachable) {
  for (const auto test : {of_the_textbooks_request, of_a_list_with_several_blocks, of_blocks_in_use,
                          of_a_merge_that_must_not_be, of_a_buddy_in_use_or_split, of_a_cascade,
                          of_buddies, of_a_free_list_after_a_request, of_the_slab_that_serves,
                          of_many_slabs, of_a_slabs_list, of_an_object, of_pages_that_go_home,
                          of_constructors, of_slab_geometry, of_kmalloc, of_requests_that_fail})
    test();
  std::set<std::string> unseen;
  for (unsigned i = 0; i < kMessagesEnCount; ++i)
    if (const std::string key = kMessagesEn[i].key; key.starts_with("course.wrong."))
      unseen.insert(key.substr(std::string("course.wrong.").size()));
  EXPECT_GT(unseen.size(), 100u);
  unseen.erase("other");
  for (const std::string& reason : given()) unseen.erase(reason);
  for (const std::string& reason : unseen) ADD_FAILURE() << reason << " is never given";
}

}  // namespace
}  // namespace kmem
