// Every error of the language: where it is, what is found there, what is expected.
#include <gtest/gtest.h>

#include <set>

#include "cli/messages.h"
#include "machine/diagnostic_codes.h"
#include "machine/scenario_support.h"

namespace kmem {
namespace {

const std::string kStatements =
    "title, memory, profile, repeat, churn, note, expect, alloc_pages, free_pages, "
    "kmem_cache_create, kmem_cache_alloc, kmem_cache_free, kmem_cache_shrink, kmem_cache_destroy, "
    "kmalloc, kfree";
const std::string kRequests = "alloc_pages, kmem_cache_create, kmem_cache_alloc, kmalloc";
const std::string kNumberLimit = "281474976710655";

struct ErrorCase {
  std::string text;
  Diagnostic error;
};

const ErrorCase kCharacters[] = {
    {"$", {1, 1, 1, "unexpected_character", "$", ""}},
    {"a = kmalloc(ä)", {1, 13, 1, "unexpected_character", "ä", ""}},
    {"note \"ä\" ‘", {1, 10, 1, "unexpected_character", "‘", ""}},
    {std::string("a\0 = kmalloc(1)", 15), {1, 2, 1, "unexpected_character", "\\x00", ""}},
    {"\xff", {1, 1, 1, "unexpected_character", "\\xff", ""}},
    {"\xef\xbb\xbf!", {1, 1, 1, "unexpected_character", "!", ""}},
    {"a = kmalloc(12abc)", {1, 13, 5, "bad_number", "12abc", ""}},
    {"a = kmalloc(0x)", {1, 13, 2, "bad_number", "0x", ""}},
    {"a = kmalloc(1k)", {1, 13, 2, "bad_number", "1k", ""}},
    {"a = kmalloc(1_)", {1, 13, 2, "bad_number", "1_", ""}},
    {"a = kmalloc(281474976710656)",
     {1, 13, 15, "number_too_large", "281474976710656", kNumberLimit}},
    {"a = kmalloc(262144G)", {1, 13, 7, "number_too_large", "262144G", kNumberLimit}},
    {"note \"abc", {1, 6, 4, "unclosed_text", "\"abc", "\""}},
    {"note \"abc\r\nnote \"x\"", {1, 6, 4, "unclosed_text", "\"abc", "\""}},
    {"note \"abc\\\"", {1, 6, 6, "unclosed_text", "\"abc\\\"", "\""}},
    {"note \"ä\tb\"", {1, 8, 1, "control_character", "\\x09", ""}},
    {std::string("note \"\0\"", 8), {1, 7, 1, "control_character", "\\x00", ""}},
    {"note \"\xc2\x85\"", {1, 7, 1, "control_character", "\\xc2\\x85", ""}},
    {"note \"a\xff\"", {1, 8, 1, "bad_utf8", "\\xff", ""}},
    {"note \"\xed\xa0\x80\"", {1, 7, 1, "bad_utf8", "\\xed", ""}},
    {"note \"\xc0\x80\"", {1, 7, 1, "bad_utf8", "\\xc0", ""}},
    {"note \"a\\n\"", {1, 8, 1, "bad_escape", "\\", "\\\\ \\\""}},
};

const ErrorCase kForm[] = {
    {"3", {1, 1, 1, "expected_statement", "3", ""}},
    {"  (a)", {1, 3, 1, "expected_statement", "(", ""}},
    {"\"a\" = kmalloc(1)", {1, 1, 3, "expected_statement", "\"a\"", ""}},
    {"a = kmalloc(1) b = kmalloc(2)", {1, 16, 1, "expected_end", "b", ""}},
    {"note \"a\" \"b\"", {1, 10, 3, "expected_end", "\"b\"", ""}},
    {"repeat 1 { note \"x\" } note \"y\"", {1, 23, 4, "expected_end", "note", ""}},
    {"a[1 = kmalloc(1)", {1, 5, 1, "expected_symbol", "=", "]"}},
    {"a[1]. = kmalloc(1)", {1, 5, 1, "expected_symbol", ".", "="}},
    {"a = kmalloc 1", {1, 13, 1, "expected_symbol", "1", "("}},
    {"a = kmalloc(1;", {1, 14, 1, "expected_symbol", ";", ")"}},
    {"expect splits = 3", {1, 15, 1, "expected_symbol", "=", "== != < <= > >="}},
    {"expect splits[1] == 3", {1, 18, 2, "expected_symbol", "==", "."}},
    {"a = kmalloc(1  # )", {1, 14, 0, "missing_symbol", "", ")"}},
    {"a = kmalloc", {1, 12, 0, "missing_symbol", "", "("}},
    {"a[1..2]  \n", {1, 8, 0, "missing_symbol", "", "="}},
    {"expect splits", {1, 14, 0, "missing_symbol", "", "== != < <= > >="}},
    {"expect nr_free == 3", {1, 16, 2, "expected_symbol", "==", "("}},
    {"repeat 3 note \"x\"", {1, 10, 4, "expected_symbol", "note", "{"}},
    {"repeat 3", {1, 9, 0, "missing_symbol", "", "{"}},
    {"repeat i = 3 {}", {1, 14, 1, "expected_symbol", "{", ".."}},
    {"a = kmalloc()", {1, 13, 1, "expected_number", ")", ""}},
    {"a = kmalloc(b)", {1, 13, 1, "expected_number", "b", ""}},
    {"a = kmalloc(\"1\")", {1, 13, 3, "expected_number", "\"1\"", ""}},
    {"memory large", {1, 8, 5, "expected_number", "large", ""}},
    {"memory 256K page", {1, 17, 0, "missing_number", "", ""}},
    {"a = alloc_pages(", {1, 17, 0, "missing_number", "", ""}},
    {"a = ", {1, 4, 0, "missing_name", "", ""}},
    {"a = 3", {1, 5, 1, "expected_name", "3", ""}},
    {"kfree(", {1, 7, 0, "missing_name", "", ""}},
    {"kfree(3)", {1, 7, 1, "expected_name", "3", ""}},
    {"profile \"textbook\"", {1, 9, 10, "expected_name", "\"textbook\"", ""}},
    {"expect == 3", {1, 8, 2, "expected_name", "==", ""}},
    {"note", {1, 5, 0, "missing_text", "", ""}},
    {"note hello", {1, 6, 5, "expected_text", "hello", ""}},
    {"title 3", {1, 7, 1, "expected_text", "3", ""}},
    {"c = kmem_cache_create(c, 8)", {1, 23, 1, "expected_text", "c", ""}},
    {"kfre(a)", {1, 1, 4, "unknown_statement", "kfre", "kfree"}},
    {"launch(a)", {1, 1, 6, "unknown_statement", "launch", kStatements}},
    {"a = alloc_pgs(3)", {1, 5, 9, "unknown_function", "alloc_pgs", "alloc_pages"}},
    {"a = malloc_or_so(3)", {1, 5, 12, "unknown_function", "malloc_or_so", kRequests}},
    {"alloc_pages(3)", {1, 1, 11, "needs_result", "alloc_pages", ""}},
    {"kmalloc(3)", {1, 1, 7, "needs_result", "kmalloc", ""}},
    {"a = kfree(b)", {1, 5, 5, "no_result", "kfree", ""}},
    {"a = repeat 3 {}", {1, 5, 6, "no_result", "repeat", ""}},
    {"c = kmem_cache_create(\"c\", 8, size=3)",
     {1, 31, 4, "unknown_option", "size", "align, pages, ctor"}},
    {"churn(5, live=3)", {1, 10, 4, "unknown_option", "live", "seed, orders, fill"}},
    {"churn(\"kmalloc-8\", 5, fill=3)", {1, 23, 4, "unknown_option", "fill", "seed, live"}},
    {"c = kmem_cache_create(\"c\", 8, ctor, ctor)", {1, 37, 4, "option_twice", "ctor", ""}},
    {"churn(5, seed=3, seed=3)", {1, 18, 4, "option_twice", "seed", ""}},
    {"note = kmalloc(3)", {1, 1, 4, "reserved_name", "note", ""}},
    {"kfree(kfree)", {1, 7, 5, "reserved_name", "kfree", ""}},
    {"kmem_cache_shrink(memory)", {1, 19, 6, "reserved_name", "memory", ""}},
    {"repeat repeat = 1..2 {}", {1, 8, 6, "reserved_name", "repeat", ""}},
    {"c[1] = kmem_cache_create(\"c\", 8)", {1, 1, 1, "cache_index", "c", ""}},
};

const ErrorCase kTexts[] = {
    {"note \"" + std::string(401, 'x') + "\"", {1, 6, 403, "text_too_long", "401", "400"}},
    {"c = kmem_cache_create(\"" + std::string(33, 'x') + "\", 8)",
     {1, 23, 35, "text_too_long", "33", "32"}},
    {"c = kmem_cache_create(\"\", 8)", {1, 23, 2, "empty_text", "\"\"", ""}},
    {std::string(33, 'x') + " = kmalloc(1)",
     {1, 1, 33, "name_too_long", std::string(33, 'x'), "32"}},
    {std::string(70, 'x') + "()",
     {1, 1, 70, "unknown_statement", std::string(60, 'x') + "…", kStatements}},
};

const ErrorCase kBlocks[] = {
    {"}", {1, 1, 1, "stray_brace", "}", ""}},
    {"repeat 3 { note \"x\"\n\n", {1, 10, 1, "unclosed_block", "{", "}"}},
    {"repeat 1 {\nrepeat 2 {\n}\n", {1, 10, 1, "unclosed_block", "{", "}"}},
    {"repeat 1000001 { a = kmalloc(1) }", {1, 8, 7, "repeat_too_large", "1000001", "1000000"}},
    {"repeat i = 0..1M { a = kmalloc(1) }", {1, 15, 2, "repeat_too_large", "1M", "1000000"}},
    {"repeat i = 5..5 { repeat j = 0..i+1M { a = kmalloc(1) } }",
     {1, 33, 4, "repeat_too_large", "i+1M", "1000000"}},
    {"repeat i = 1..2 { a = kmalloc(j) }", {1, 31, 1, "unknown_variable", "j", "i"}},
    {"repeat i = 1..2 { repeat k = 1..2 { a[n] = kmalloc(1) } }",
     {1, 39, 1, "unknown_variable", "n", "i, k"}},
    {"repeat i = 1..2 { i = kmalloc(1) }", {1, 19, 1, "name_is_variable", "i", ""}},
    {"repeat i = 1..2 { kfree(i) }", {1, 25, 1, "name_is_variable", "i", ""}},
    {"repeat i = 1..2 { repeat i = 1..2 {} }", {1, 26, 1, "name_is_variable", "i", ""}},
    {"repeat i = 1..2 { kmem_cache_shrink(i) }", {1, 37, 1, "name_is_variable", "i", ""}},
    {"repeat i = 1..2 { a[i - 2] = kmalloc(1) }", {1, 21, 5, "negative_value", "-1", "0"}},
    {"i = kmalloc(1)\nrepeat i = 1..2 { note \"x\" }", {2, 8, 1, "name_is_handle", "i", ""}},
};

const ErrorCase kHead[] = {
    {"note \"x\"\nmemory 64 frames", {2, 1, 6, "not_first", "memory", ""}},
    {"a = kmalloc(1)\nprofile textbook", {2, 1, 7, "not_first", "profile", ""}},
    {"repeat 0 {}\ntitle \"x\"", {2, 1, 5, "not_first", "title", ""}},
    {"memory 64K\n memory 64K", {2, 2, 6, "given_twice", "memory", ""}},
    {"title \"x\";title \"x\"", {1, 11, 5, "given_twice", "title", ""}},
    {"repeat 1 { memory 64K }", {1, 12, 6, "not_in_repeat", "memory", ""}},
    {"repeat 1 { title \"x\" }", {1, 12, 5, "not_in_repeat", "title", ""}},
    {"memory 0", {1, 8, 1, "frames_range", "0", "1..1048576"}},
    {"memory 0 frames", {1, 8, 1, "frames_range", "0", "1..1048576"}},
    {"memory 2M frames", {1, 8, 2, "frames_range", "2097152", "1..1048576"}},
    {"memory 1_048_577 frames", {1, 8, 9, "frames_range", "1048577", "1..1048576"}},
    {"memory 100K", {1, 8, 4, "frames_not_power_of_two", "25", ""}},
    {"memory 48 frames", {1, 8, 2, "frames_not_power_of_two", "48", ""}},
    {"memory 5000", {1, 8, 4, "memory_not_multiple", "5000", "4K"}},
    {"memory 12K page 8K", {1, 8, 3, "memory_not_multiple", "12K", "8K"}},
    {"memory 64 frames page 512", {1, 23, 3, "page_size_range", "512", "1K..64K"}},
    {"memory 64 frames page 128K", {1, 23, 4, "page_size_range", "128K", "1K..64K"}},
    {"memory 64 frames page 5000", {1, 23, 4, "page_size_not_power_of_two", "5000", ""}},
    {"profile linux", {1, 9, 5, "unknown_profile", "linux", "textbook, linux-6.1, linux-6.1-slab"}},
};

const ErrorCase kNames[] = {
    {"kfree(a)", {1, 7, 1, "unknown_name", "a", ""}},
    {"table = kmalloc(1)\nkfree(tabel)", {2, 7, 5, "unknown_name_near", "tabel", "table"}},
    {"one = kmalloc(1); once = kmalloc(1)\nkfree(onc)",
     {2, 7, 3, "unknown_name_near", "onc", "one"}},
    {"kfree(a); a = kmalloc(1)", {1, 7, 1, "unknown_name", "a", ""}},
    {"kmem_cache_shrink(dentry)", {1, 19, 6, "unknown_name", "dentry", ""}},
    {"dentry = kmem_cache_create(\"dentry\", 192)\nx = kmem_cache_alloc(denty)",
     {2, 22, 5, "unknown_name_near", "denty", "dentry"}},
    {"a = kmalloc(1)\nkfree(a[1])", {2, 7, 1, "unknown_element", "a[1]", "a"}},
    {"c[2..4] = kmalloc(1)\nkfree(c)", {2, 7, 1, "unknown_element", "c", "c[2..4]"}},
    {"c[2] = kmalloc(1)\nkfree(c[1..2])", {2, 7, 1, "unknown_element", "c[1]", "c[2]"}},
    {"repeat i = 1..3 { c[i] = kmalloc(1); kfree(c[i + 1]) }",
     {1, 44, 1, "unknown_element", "c[2]", "c[1]"}},
    {"kmem_cache_shrink(\"dentry\")", {1, 19, 8, "unknown_cache_name", "dentry", ""}},
    {"kmem_cache_shrink(\"kmalloc-63\")",
     {1, 19, 12, "unknown_cache_name_near", "kmalloc-63", "kmalloc-64"}},
    {"c = kmem_cache_create(\"c\", 8)\nkfree(c)", {2, 7, 1, "cache_as_handle", "c", ""}},
    {"a = kmalloc(1)\nkmem_cache_shrink(a)", {2, 19, 1, "handle_as_cache", "a", ""}},
    {"c = kmem_cache_create(\"c\", 8)\nc = kmalloc(1)", {2, 1, 1, "name_is_cache", "c", ""}},
    {"c = kmem_cache_create(\"c\", 8)\nc[1] = kmalloc(1)", {2, 1, 1, "name_is_cache", "c", ""}},
    {"churn_pages = kmem_cache_create(\"c\", 8)\nchurn(5)",
     {2, 1, 5, "name_is_cache", "churn_pages", ""}},
    {"a = kmalloc(1)\na = kmem_cache_create(\"c\", 8)", {2, 1, 1, "name_is_handle", "a", ""}},
    {"c[1000000000] = kmalloc(1)", {1, 3, 10, "index_range", "1000000000", "0..999999999"}},
    {"repeat i = 0..1 { c[i + 999_999_999] = kmalloc(1) }",
     {1, 21, 15, "index_range", "1000000000", "0..999999999"}},
};

const ErrorCase kValues[] = {
    {"a = alloc_pages(64)", {1, 17, 2, "bytes_as_order", "64", "0..63"}},
    {"a = alloc_pages(21K)", {1, 17, 3, "bytes_as_order", "21K", "0..63"}},
    {"free_pages(@0, 64)", {1, 16, 2, "order_range", "64", "0..63"}},
    {"churn(5, orders=0..21)", {1, 20, 2, "order_range", "21", "0..20"}},
    {"churn(5, orders=3..1)", {1, 17, 4, "churn_orders", "3..1", ""}},
    {"churn(5, fill=101)", {1, 15, 3, "fill_range", "101", "0..100"}},
    {"expect free_page == 3", {1, 8, 9, "unknown_quantity", "free_page", "free_pages"}},
    {"expect nrfree(3) == 3", {1, 8, 6, "unknown_quantity", "nrfree", "nr_free"}},
    {"expect error == double_fre", {1, 17, 10, "unknown_quantity", "double_fre", "double_free"}},
    {"a = kmalloc(1)\nexpect a.pnf == 3", {2, 10, 3, "unknown_field", "pnf", "pfn"}},
    {"a = kmalloc(1)\nexpect a.partial == 3",
     {2, 10, 7, "unknown_field", "partial",
      "live, failed, pfn, order, address, object, slab, requested, granted"}},
    {"expect frame(3).pfn == 3", {1, 17, 3, "unknown_field", "pfn", "head, order, free, slab"}},
    {"expect splits == double_free", {1, 18, 11, "reason_without_error", "double_free", "error"}},
    {"expect double_free == double_free",
     {1, 8, 11, "reason_without_error", "double_free", "error"}},
    {"expect a[1..2].pfn == 3", {1, 13, 1, "expected_symbol", "2", "]"}},
};

const std::string kLinuxHead = "profile linux-6.1\n";
const ErrorCase kLinux[] = {
    {"drain_pages()", {1, 1, 11, "needs_linux", "drain_pages", ""}},
    {"zone DMA 1..4", {1, 1, 4, "needs_linux", "zone", ""}},
    {"a = alloc_pages(0, atomic)", {1, 20, 6, "needs_linux", "atomic", ""}},
    {kLinuxHead + "memory 128M page 8K", {2, 18, 2, "linux_page_size", "8K", "4K"}},
    {kLinuxHead + "memory 17G", {2, 8, 3, "frames_range", "4456448", "1..4194304"}},
    {kLinuxHead + "zone DMA3 1..5", {2, 6, 4, "unknown_zone", "DMA3", "dma, dma32, normal"}},
    {kLinuxHead + "zone DMA 9..5", {2, 10, 4, "run_backwards", "9..5", ""}},
    {kLinuxHead + "zone DMA 0..9, hole 8..10", {2, 21, 5, "run_outside", "8..10", "0..9"}},
    {kLinuxHead + "zone DMA 0..9, used 1..5, used 5..6", {2, 32, 4, "run_outside", "5..6", "1..5"}},
    {kLinuxHead + "zone DMA32 0..9\nzone DMA 10..19", {3, 10, 6, "zone_order", "10..19", ""}},
    {kLinuxHead + "zone DMA 0..9, used 0..9", {2, 10, 4, "zone_without_memory", "0..9", ""}},
    {kLinuxHead + "zone DMA 0..9, min=9, low=3", {2, 10, 4, "watermark_order", "0..9", ""}},
    {kLinuxHead + "zone DMA 0..9, batch=0", {2, 22, 1, "zone_number_range", "0", "1..65536"}},
    {kLinuxHead + "mechanisms pcp",
     {2, 12, 3, "unknown_mechanism", "pcp", "zones, mobility, percpu, watermarks, all, none"}},
    {kLinuxHead + "a = alloc_pages(0, type=hard)",
     {2, 25, 4, "unknown_type", "hard", "unmovable, movable, reclaimable, high_atomic"}},
    {kLinuxHead + "a = alloc_pages(0, atomic, memalloc)",
     {2, 28, 8, "option_twice", "memalloc", ""}},
    {kLinuxHead + "memory zoneinfo {\nNode 0\n", {2, 17, 1, "raw_block", "{", "}"}},
    {kLinuxHead + "memory zoneinfo {\nNode 0, zone DMA\n pages free 1\n  min x\n}",
     {5, 1, 7, "zoneinfo_wrong", "3", "bad number behind `min`"}},
};

template <size_t count>
void expect_errors(const ErrorCase (&cases)[count]) {
  for (const ErrorCase& c : cases) {
    const Parsed parsed = parse(c.text);
    ASSERT_EQ(parsed.diagnostics.size(), 1u) << c.text << '\n' << places(parsed);
    EXPECT_EQ(parsed.diagnostics[0], c.error) << c.text;
  }
}

TEST(ScenarioDiagnostic, Characters) { expect_errors(kCharacters); }
TEST(ScenarioDiagnostic, Form) { expect_errors(kForm); }
TEST(ScenarioDiagnostic, Texts) { expect_errors(kTexts); }
TEST(ScenarioDiagnostic, Blocks) { expect_errors(kBlocks); }
TEST(ScenarioDiagnostic, Head) { expect_errors(kHead); }
TEST(ScenarioDiagnostic, Names) { expect_errors(kNames); }
TEST(ScenarioDiagnostic, Values) { expect_errors(kValues); }
TEST(ScenarioDiagnostic, Linux) { expect_errors(kLinux); }

template <size_t count>
void add_codes(const ErrorCase (&cases)[count], std::set<std::string>& codes) {
  for (const ErrorCase& c : cases) codes.insert(c.error.code);
}

// Codes without a case here are bounds, which scenario_bound_test.cc passes.
TEST(ScenarioDiagnostic, EveryCodeHasACase) {
  std::set<std::string> codes = {"file_too_large",  "too_many_errors",   "nesting_too_deep",
                                 "block_too_long",  "too_many_commands", "too_many_handles",
                                 "too_many_caches", "too_many_texts"};
  add_codes(kCharacters, codes);
  add_codes(kForm, codes);
  add_codes(kTexts, codes);
  add_codes(kBlocks, codes);
  add_codes(kHead, codes);
  add_codes(kNames, codes);
  add_codes(kValues, codes);
  add_codes(kLinux, codes);
  std::set<std::string> all;
  for (uint32_t i = 0; i < kDiagnosticCodeCount; ++i)
    all.insert(diagnostic_name(static_cast<DiagnosticCode>(i)));
  EXPECT_EQ(codes, all);
}

// Every error can be said, and no message is for an error that is not there.
TEST(ScenarioDiagnostic, EveryCodeHasAMessage) {
  std::set<std::string> said;
  for (unsigned i = 0; i < kMessagesEnCount; ++i)
    if (const std::string key = kMessagesEn[i].key; key.starts_with("diag.")) said.insert(key);
  std::set<std::string> all;
  for (uint32_t i = 0; i < kDiagnosticCodeCount; ++i)
    all.insert("diag." + std::string(diagnostic_name(static_cast<DiagnosticCode>(i))));
  EXPECT_EQ(said, all);
}

}  // namespace
}  // namespace kmem
