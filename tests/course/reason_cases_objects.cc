// Misconceptions about objects, slabs, sizes, and requests that fail.
#include "course/reason_cases.h"

namespace kmem {
namespace {

// Slabs of two objects: frame 0 full or less, as the frees behind it say.
const std::string kPairs =
    "memory 64K\nk = kmem_cache_create(\"k\", 2000)\no[0..7] = kmem_cache_alloc(k)\n";

}  // namespace

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

}  // namespace kmem
