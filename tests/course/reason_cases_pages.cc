// Misconceptions about blocks: requests, merges, buddies, free lists.
#include "course/reason_cases.h"

namespace kmem {
namespace {

const std::string kTextbook = "memory 256K\na = alloc_pages(bytes=21K)\n";

// Single frames 0 to 3 in use and freed in such an order that list 0 is 2, 0.
const std::string kTwoSingles =
    "memory 64K\na = alloc_pages(0)\nb = alloc_pages(0)\nc = alloc_pages(0)\nd = alloc_pages(0)\n"
    "free_pages(a)\nfree_pages(c)\n";

// Frame 3 of 8 is freed last but one below it: two merges, then frames 4 to 7 are in use.
const std::string kCascade =
    "memory 32K\na[0..3] = alloc_pages(0)\nt = alloc_pages(2)\nfree_pages(a[0])\n"
    "free_pages(a[1])\nfree_pages(a[2])\nfree_pages(a[3])\n";

}  // namespace

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

}  // namespace kmem
