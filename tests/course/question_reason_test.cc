// Every misconception gets the reason that fits it.
#include <gtest/gtest.h>

#include <set>

#include "cli/messages.h"
#include "course/course_support.h"

namespace kmem {
namespace {

struct Case {
  const char* answer;
  const char* verdict;  // "right", or the reason
};

std::set<std::string>& given() {
  static std::set<std::string> reasons;
  return reasons;
}

void expect_verdicts(const std::string& script, const char* kind, std::vector<Case> cases) {
  const Asked asked = ask(script, kind);
  SCOPED_TRACE(script + kind);
  ASSERT_EQ(asked.error, "");
  EXPECT_EQ(asked.verdict(cases[0].answer), "right") << "right is " << asked.answer();
  for (const Case& c : cases) {
    const Grade graded = grade(asked.moment, asked.question, c.answer);
    expect_sayable(graded.reason);
    given().insert(asked.verdict(c.answer));
    EXPECT_EQ(asked.verdict(c.answer), c.verdict) << c.answer << ": " << english(graded.reason);
  }
}

const std::string kTextbook = "memory 256K\na = alloc_pages(bytes=21K)\n";

void of_the_textbooks_request() {
  expect_verdicts(kTextbook, "which_block",
                  {{"0", "right"},
                   {"56", "high_half"},
                   {"8", "waiting_half"},
                   {"32", "waiting_half"},
                   {"3", "inside_free"},
                   {"64", "outside"}});
  expect_verdicts(kTextbook, "how_many_splits",
                  {{"3", "right"},
                   {"4", "counted_looks"},
                   {"0", "no_split"},
                   {"2", "split_too_seldom"},
                   {"1", "split_too_seldom"},
                   {"5", "split_too_often"},
                   {"8", "counted_pieces"},
                   {"6", "order_not_splits"},
                   {"40", "split_too_often"}});
  expect_verdicts(kTextbook, "rounded_order",
                  {{"3", "right"},
                   {"2", "order_too_small"},
                   {"0", "order_too_small"},
                   {"4", "order_too_large"},
                   {"6", "frames_not_order"},
                   {"8", "frames_not_order"},
                   {"15", "exponent_of_bytes"},
                   {"99", "not_an_order"}});
  expect_verdicts(kTextbook, "waste",
                  {{"11K", "right"},
                   {"11264 bytes", "right"},
                   {"3K", "waste_whole_frames"},
                   {"0", "waste_none"},
                   {"32 KiB", "waste_all"},
                   {"21K", "waste_asked"},
                   {"43K", "waste_next_size"},
                   {"11", "waste_unit"},
                   {"2", "waste_in_frames"},
                   {"12K", "waste_too_much"},
                   {"10K", "waste_too_little"}});
}

// Single frames 0 to 3 in use and freed in such an order that list 0 is 2, 0.
const std::string kTwoSingles =
    "memory 64K\na = alloc_pages(0)\nb = alloc_pages(0)\nc = alloc_pages(0)\nd = alloc_pages(0)\n"
    "free_pages(a)\nfree_pages(c)\n";

void of_a_list_with_several_blocks() {
  expect_verdicts(kTwoSingles + "e = alloc_pages(0)\n", "which_block",
                  {{"2", "right"},
                   {"0x2", "right"},
                   {"0", "lowest_address"},
                   {"4", "larger_block"},
                   {"8", "larger_block"},
                   {"8192", "address_not_frame"},
                   {"1", "in_use"}});
  expect_verdicts(kTwoSingles + "e = alloc_pages(bytes=5K)\n", "which_block",
                  {{"4", "right"},
                   {"2", "rounded_down"},
                   {"0", "too_small"},
                   {"6", "high_half"},
                   {"8", "larger_block"}});
  expect_verdicts(kTwoSingles + "e = alloc_pages(0)\n", "how_many_splits",
                  {{"0", "right"}, {"1", "fits_exactly"}, {"4", "split_from_top"}});
  expect_verdicts(
      "memory 64K\na[1..8] = alloc_pages(0)\nfree_pages(a[1])\nfree_pages(a[5])\n"
      "free_pages(a[3])\nb = alloc_pages(0)\n",
      "which_block", {{"2", "right"}, {"0", "lowest_address"}, {"4", "not_head"}});
}

void of_blocks_in_use() {
  const std::string script =
      "memory 64K\na = alloc_pages(1)\nk = kmem_cache_create(\"k\", 1000, pages=2)\n"
      "x = kmem_cache_alloc(k)\nb = alloc_pages(2)\n";
  expect_verdicts(script, "which_block",
                  {{"4", "right"}, {"1", "inside_used"}, {"0", "in_use"}, {"3", "in_slab"}});
}

void of_a_merge_that_must_not_be() {
  // Frames 1 and 2 are neighbours and free, but no buddies.
  const std::string script =
      "memory 16K\na[0..3] = alloc_pages(0)\nfree_pages(a[1])\nfree_pages(a[2])\n";
  expect_verdicts(script, "will_it_merge", {{"no", "right"}, {"yes", "adjacent_not_buddy"}});
  expect_verdicts(script, "how_far",
                  {{"0", "right"}, {"order 1", "adjacent_not_buddy"}, {"2", "adjacent_not_buddy"}});
  expect_verdicts(script, "merged_at",
                  {{"2", "right"}, {"1", "adjacent_not_buddy"}, {"3", "adjacent_not_buddy"}});
  expect_verdicts(
      script, "why_it_stops",
      {{"in_use", "right"}, {"split_further", "buddy_is_whole"}, {"top_order", "below_top"}});
  expect_verdicts(script, "free_list_after(0)",
                  {{"2, 1", "right"},
                   {"1, 2", "list_by_address"},
                   {"empty", "list_neighbour"},
                   {"1", "list_unchanged"},
                   {"2", "list_missing"},
                   {"2, 1, 1", "list_twice"},
                   {"2, 1, 3", "list_extra_used"}});
}

void of_a_buddy_in_use_or_split() {
  expect_verdicts("memory 16K\na[0..3] = alloc_pages(0)\nfree_pages(a[1])\n", "will_it_merge",
                  {{"no", "right"}, {"yes", "buddy_in_use"}});
  // The buddy of the pair at 0 is split: its first frame is in use, or free but alone.
  const std::string split = "memory 16K\np = alloc_pages(1)\na[2..3] = alloc_pages(0)\n";
  expect_verdicts(split + "free_pages(p)\n", "how_far",
                  {{"1", "right"}, {"2", "buddy_split"}, {"0", "free_never_splits"}});
  expect_verdicts(split + "free_pages(a[2])\nfree_pages(p)\n", "how_far",
                  {{"1", "right"}, {"2", "buddy_of_other_order"}});
  expect_verdicts(
      split + "free_pages(p)\n", "why_it_stops",
      {{"split_further", "right"}, {"in_use", "buddy_is_split"}, {"top_order", "below_top"}});
}

// Frame 3 of 8 is freed last but one below it: two merges, then frames 4 to 7 are in use.
const std::string kCascade =
    "memory 32K\na[0..3] = alloc_pages(0)\nt = alloc_pages(2)\nfree_pages(a[0])\n"
    "free_pages(a[1])\nfree_pages(a[2])\nfree_pages(a[3])\n";

void of_a_cascade() {
  expect_verdicts(kCascade, "how_many_merges",
                  {{"2", "right"},
                   {"0", "buddy_is_free"},
                   {"1", "stopped_early"},
                   {"3", "buddy_in_use"},
                   {"9", "buddy_in_use"}});
  expect_verdicts(kCascade, "how_far",
                  {{"2", "right"},
                   {"1", "stopped_early"},
                   {"0", "buddy_is_free"},
                   {"3", "buddy_in_use"},
                   {"12", "not_an_order"}});
  expect_verdicts(kCascade, "will_it_merge", {{"yes", "right"}, {"NO", "buddy_is_free"}});
  expect_verdicts(kCascade, "merged_at",
                  {{"0", "right"},
                   {"3", "kept_own_frame"},
                   {"2", "stopped_early"},
                   {"4", "buddy_in_use"},
                   {"1", "inside_merged"},
                   {"5", "inside_used"}});
  expect_verdicts(
      "memory 32K\na[0..3] = alloc_pages(0)\nt = alloc_pages(2)\nfree_pages(a[2])\n"
      "free_pages(a[3])\nfree_pages(a[1])\nfree_pages(a[0])\n",
      "merged_at", {{"0", "right"}, {"2", "took_buddy"}, {"1", "took_buddy"}});
  expect_verdicts(kCascade, "free_list_after(0)",
                  {{"empty", "right"}, {"3, 2", "list_no_merge"}, {"2", "list_keeps_buddy"}});
  expect_verdicts(kCascade, "free_list_after(1)",
                  {{"empty", "right"}, {"2, 0", "list_one_merge"}, {"0", "list_no_merge"}});
  expect_verdicts(
      kCascade + "free_pages(t)\n", "why_it_stops",
      {{"top_order", "right"}, {"in_use", "nothing_left"}, {"split_further", "nothing_left"}});
  expect_verdicts(kCascade + "free_pages(t)\n", "how_many_merges",
                  {{"1", "right"}, {"3", "order_not_merges"}, {"2", "beyond_top"}});
  expect_verdicts("memory 64K\na = alloc_pages(0)\nb = alloc_pages(0)\nfree_pages(a)\n",
                  "merged_at", {{"0", "right"}, {"8", "free_block"}});
}

void of_buddies() {
  const std::string script = "memory 128K\na = alloc_pages(2)\nb = alloc_pages(2)\nfree_pages(b)\n";
  expect_verdicts(script, "buddy_of",
                  {{"0", "right"},
                   {"8", "neighbour_not_buddy"},
                   {"12", "bit_too_high"},
                   {"5", "forgot_order"},
                   {"6", "bit_too_low"},
                   {"4", "own_frame"},
                   {"16384", "outside"},
                   {"16", "differs_in_more_bits"},
                   {"7", "unaligned"},
                   {"32", "outside"}});
  expect_verdicts("memory 128K\na = alloc_pages(2)\nfree_pages(a)\n", "buddy_of",
                  {{"4", "right"},
                   {"8", "bit_too_high"},
                   {"2", "bit_too_low"},
                   {"1", "forgot_order"},
                   {"16384", "address_not_frame"}});
  expect_verdicts("memory 256K\na = alloc_pages(3)\nfree_pages(a)\n", "buddy_of",
                  {{"8", "right"}, {"3", "order_as_bit"}});
  expect_verdicts("memory 64K\na = alloc_pages(0)\nb = alloc_pages(1)\nfree_pages(b)\n", "buddy_of",
                  {{"0", "right"}, {"3", "forgot_order"}});
  expect_verdicts("memory 256K\na[0..1] = alloc_pages(1)\nc = alloc_pages(2)\nfree_pages(c)\n",
                  "buddy_of", {{"0", "right"}, {"5", "forgot_order"}});
}

void of_a_free_list_after_a_request() {
  expect_verdicts(kTextbook, "free_list_after(3)",
                  {{"8", "right"},
                   {"48", "list_high_half"},
                   {"empty", "list_unchanged"},
                   {"8 8", "list_twice"},
                   {"16", "list_extra_order"},
                   {"9", "list_extra_inside"},
                   {"0", "list_extra_used"},
                   {"70", "outside"}});
  expect_verdicts(kTwoSingles + "e = alloc_pages(0)\n", "free_list_after(0)",
                  {{"0", "right"}, {"2, 0", "list_keeps_taken"}, {"2", "list_lowest"}});
  expect_verdicts(kTwoSingles + "free_pages(b)\n", "free_list_after",
                  {{"2", "right"}, {"1, 2, 0", "list_no_merge"}, {"2, 0", "list_keeps_buddy"}});
  const std::string singles =
      "memory 64K\na[0..7] = alloc_pages(0)\nfree_pages(a[2])\nfree_pages(a[4])\n";
  expect_verdicts(singles + "free_pages(a[0])\n", "free_list_after(0)",
                  {{"0, 4, 2", "right"},
                   {"4, 2, 0", "list_tail"},
                   {"0 -> 2 -> 4", "list_by_address"},
                   {"2, 4, 0", "list_order"}});
}

// Slabs of two objects: frame 0 full or less, as the frees behind it say.
const std::string kPairs =
    "memory 64K\nk = kmem_cache_create(\"k\", 2000)\no[0..7] = kmem_cache_alloc(k)\n";

void of_the_slab_that_serves() {
  const std::string partials =
      kPairs +
      "kmem_cache_free(k, o[1])\nkmem_cache_free(k, o[4])\n"
      "kmem_cache_free(k, o[6])\nkmem_cache_free(k, o[7])\nn = kmem_cache_alloc(k)\n";
  expect_verdicts(partials, "which_slab",
                  {{"2", "right"},
                   {"0", "slab_lowest_address"},
                   {"3", "empty_before_partial"},
                   {"grow", "grow_despite_partial"},
                   {"1", "slab_is_full"},
                   {"9", "no_slab_there"},
                   {"77", "outside"}});
  expect_verdicts(kPairs +
                      "kmem_cache_free(k, o[4])\nkmem_cache_free(k, o[2])\nkmem_cache_free(k, "
                      "o[0])\nkmem_cache_free(k, o[6])\nn = kmem_cache_alloc(k)\n",
                  "which_slab",
                  {{"3", "right"}, {"0", "slab_lowest_address"}, {"1", "not_first_partial"}});
  expect_verdicts(
      kPairs +
          "kmem_cache_free(k, o[4..5])\nkmem_cache_free(k, o[0..1])\nn = kmem_cache_alloc(k)\n",
      "which_slab", {{"0", "right"}, {"2", "not_first_empty"}, {"GROW", "grow_despite_empty"}});
  const std::string other = kPairs +
                            "m = kmem_cache_create(\"m\", 1500, pages=2)\nx = "
                            "kmem_cache_alloc(m)\nn = kmem_cache_alloc(k)\n";
  expect_verdicts(other, "which_slab",
                  {{"grow", "right"},
                   {"6", "right"},
                   {"4", "slab_of_other_cache"},
                   {"5", "inside_slab"},
                   {"0", "slab_is_full"}});
}

// Of long lists only the first slabs are noted as mistakes.
void of_many_slabs() {
  const std::string many =
      "memory 1M\nk = kmem_cache_create(\"k\", 2000)\no[0..81] = kmem_cache_alloc(k)\n";
  expect_verdicts(many + "n = kmem_cache_alloc(k)\n", "which_slab",
                  {{"grow", "right"}, {"0", "slab_is_full"}, {"40", "slab_is_full"}});
}

void of_a_slabs_list() {
  const std::string triples =
      "memory 64K\nk = kmem_cache_create(\"k\", 1300)\no[0..1] = kmem_cache_alloc(k)\n";
  expect_verdicts(
      "memory 64K\nk = kmem_cache_create(\"k\", 1300)\no[0..1] = kmem_cache_alloc(k)\n",
      "which_list",
      {{"partial", "right"}, {"full", "not_full_yet"}, {"empty", "not_empty_any_more"}});
  expect_verdicts(
      triples + "p = kmem_cache_alloc(k)\n", "which_list",
      {{"full", "right"}, {"partial", "full_with_this"}, {"empty", "not_empty_any_more"}});
  expect_verdicts(
      triples + "p = kmem_cache_alloc(k)\nkmem_cache_free(k, p)\n", "which_list",
      {{"partial", "right"}, {"full", "not_full_any_more"}, {"empty", "not_empty_yet"}});
  expect_verdicts(
      triples + "kmem_cache_free(k, o[0..1])\n", "which_list",
      {{"empty", "right"}, {"partial", "empty_with_this"}, {"full", "not_full_any_more"}});
}

void of_an_object() {
  const std::string five =
      "memory 64K\nk = kmem_cache_create(\"k\", 816)\no[0..3] = kmem_cache_alloc(k)\n";
  expect_verdicts(
      five + "kmem_cache_free(k, o[0])\nkmem_cache_free(k, o[2])\nn = kmem_cache_alloc(k)\n",
      "object_index",
      {{"2", "right"},
       {"0", "lowest_object"},
       {"4", "oldest_object"},
       {"3", "counted_from_one"},
       {"1", "object_in_use"},
       {"5", "no_such_object"}});
  expect_verdicts(five +
                      "kmem_cache_free(k, o[1])\nkmem_cache_free(k, o[0])\nkmem_cache_free(k, "
                      "o[3])\nn = kmem_cache_alloc(k)\n",
                  "object_index",
                  {{"3", "right"}, {"1", "counted_objects"}, {"0", "lowest_object"}});
  expect_verdicts(five +
                      "kmem_cache_free(k, o[3])\nkmem_cache_free(k, o[2])\nkmem_cache_free(k, "
                      "o[1])\nkmem_cache_free(k, o[0])\nn = kmem_cache_alloc(k)\n",
                  "object_index", {{"0", "right"}, {"2", "not_freelist_head"}});
  expect_verdicts("memory 64K\nk = kmem_cache_create(\"k\", 816)\nn = kmem_cache_alloc(k)\n",
                  "object_index",
                  {{"0", "right"}, {"1", "counted_from_one"}, {"4", "last_object"}});
}

void of_pages_that_go_home() {
  expect_verdicts(kPairs + "kmem_cache_free(k, o[0..1])\n", "pages_go_home",
                  {{"no", "right"}, {"yes", "home_kept_empty"}});
  expect_verdicts(kPairs + "kmem_cache_free(k, o[0])\n", "pages_go_home",
                  {{"no", "right"}, {"yes", "home_still_used"}});
  expect_verdicts(kPairs + "kmem_cache_free(k, o[0..1])\nkmem_cache_shrink(k)\n", "pages_go_home",
                  {{"yes", "right"}, {"no", "home_reaped"}});
  expect_verdicts(kPairs + "kmem_cache_shrink(k)\n", "pages_go_home",
                  {{"no", "right"}, {"yes", "home_nothing_empty"}});
  expect_verdicts(kPairs + "kmem_cache_free(k, o[0..1])\na = alloc_pages(0)\n", "pages_go_home",
                  {{"no", "right"}, {"yes", "home_no_pressure"}});
  expect_verdicts(
      "memory 16K\nk = kmem_cache_create(\"k\", 2000)\no = kmem_cache_alloc(k)\nkmem_cache_free(k, "
      "o)\na = alloc_pages(2)\n",
      "pages_go_home", {{"yes", "right"}, {"no", "home_pressure"}});
  expect_verdicts("memory 64K\na = kmalloc(9000)\nkfree(a)\n", "pages_go_home",
                  {{"yes", "right"}, {"no", "home_large"}});
}

void of_constructors() {
  const std::string made =
      "memory 64K\nk = kmem_cache_create(\"k\", 1000, ctor)\na = kmem_cache_alloc(k)\n";
  expect_verdicts(
      made, "ctor_runs",
      {{"4", "right"}, {"1", "ctor_for_all"}, {"0", "ctor_new_slab"}, {"7", "ctor_for_all"}});
  expect_verdicts(made + "b = kmem_cache_alloc(k)\n", "ctor_runs",
                  {{"0", "right"},
                   {"1", "ctor_ran_before"},
                   {"4", "ctor_no_new_slab"},
                   {"2", "ctor_ran_before"}});
}

void of_slab_geometry() {
  // 700 bytes take 704: 5 in 4096 leave 576, more than 512; 11 in 8192 leave 448.
  const std::string k700 = "memory 256K\nk = kmem_cache_create(\"k\", 700)\n";
  expect_verdicts(k700, "slab_order",
                  {{"1", "right"},
                   {"0", "slab_tail_too_large"},
                   {"2", "slab_too_large"},
                   {"11", "slab_objects_not_order"},
                   {"9", "slab_too_large"}});
  expect_verdicts(k700, "objects_per_slab",
                  {{"11", "right"},
                   {"5", "objects_of_one_page"},
                   {"8", "objects_rounded_to_power"},
                   {"12", "objects_one_too_many"},
                   {"10", "objects_one_too_few"},
                   {"13", "objects_do_not_fit"},
                   {"3", "objects_more_fit"}});
  expect_verdicts(k700, "waste",
                  {{"448", "right"},
                   {"492", "tail_forgot_align"},
                   {"576", "tail_of_one_page"},
                   {"256", "tail_missing_bytes"},
                   {"0", "tail_none"},
                   {"704", "tail_one_object"},
                   {"5000", "tail_too_much"},
                   {"10", "tail_too_little"}});
  expect_verdicts("memory 256K\nk = kmem_cache_create(\"k\", 100, align=64)\n", "objects_per_slab",
                  {{"32", "right"}, {"40", "objects_forgot_align"}});
  expect_verdicts("memory 256K\nk = kmem_cache_create(\"k\", 5000)\n", "slab_order",
                  {{"2", "right"},
                   {"0", "slab_too_small"},
                   {"1", "slab_tail_too_large"},
                   {"4", "slab_frames_not_order"}});
  // 1320 bytes would do with one page, but aligned to 512 each takes 1536.
  expect_verdicts("memory 256K\nk = kmem_cache_create(\"k\", 1320, align=512)\n", "slab_order",
                  {{"1", "right"}, {"0", "slab_forgot_align"}});
}

void of_kmalloc() {
  expect_verdicts("a = kmalloc(70)\n", "kmalloc_class",
                  {{"96", "right"},
                   {"96 bytes", "right"},
                   {"128", "class_power_of_two"},
                   {"64", "class_too_small"},
                   {"pages", "class_not_pages"},
                   {"70", "class_no_such"},
                   {"72", "class_no_such"},
                   {"1K", "class_too_large"},
                   {"8", "class_too_small"}});
  expect_verdicts("a = kmalloc(200)\n", "kmalloc_class",
                  {{"256", "right"}, {"512", "class_too_large"}});
  expect_verdicts("a = kmalloc(9000)\n", "kmalloc_class",
                  {{"pages", "right"},
                   {"8K", "class_beyond"},
                   {"16K", "class_none_so_large"},
                   {"64", "class_beyond"},
                   {"12345", "class_no_such"}});
  expect_verdicts("a = kmalloc(70)\n", "waste",
                  {{"26", "right"},
                   {"58", "waste_power_of_two"},
                   {"2", "waste_aligned_only"},
                   {"0", "waste_none"},
                   {"96", "waste_all"},
                   {"70", "waste_asked"}});
}

void of_requests_that_fail() {
  const std::string scattered =
      "memory 32K\na[0..7] = alloc_pages(0)\nfree_pages(a[0])\nfree_pages(a[2])\n";
  expect_verdicts(scattered + "b = alloc_pages(1)\n", "will_it_fail",
                  {{"fragmented", "right"},
                   {"granted", "fail_not_in_one"},
                   {"exhausted", "fail_fragmented_not_exhausted"},
                   {"order_too_large", "fail_order_exists"}});
  expect_verdicts(scattered + "b = alloc_pages(2)\n", "will_it_fail",
                  {{"exhausted", "right"},
                   {"granted", "fail_too_few"},
                   {"fragmented", "fail_exhausted_not_fragmented"}});
  expect_verdicts(scattered + "b = alloc_pages(0)\n", "will_it_fail",
                  {{"granted", "right"},
                   {"fragmented", "fail_block_there"},
                   {"exhausted", "fail_block_there"},
                   {"order_too_large", "fail_order_exists"}});
  expect_verdicts(scattered + "b = alloc_pages(4)\n", "will_it_fail",
                  {{"order_too_large", "right"}, {"granted", "fail_no_such_order"}});
  expect_verdicts(
      "memory 16K\nk = kmem_cache_create(\"k\", 2000)\no = kmem_cache_alloc(k)\nkmem_cache_free(k, "
      "o)\na = alloc_pages(2)\n",
      "will_it_fail",
      {{"granted", "right"},
       {"exhausted", "fail_reaps_first"},
       {"fragmented", "fail_reaps_first"}});
}

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
  EXPECT_EQ(error(kPairs + "kmem_cache_free(k, o[0..3])\nkmem_cache_shrink(k)\n", "how_far"),
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
