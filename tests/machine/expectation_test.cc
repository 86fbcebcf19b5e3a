// Every quantity of a machine, and the comparisons.
#include <gtest/gtest.h>

#include "machine/machine.h"
#include "machine/scenario_support.h"
#include "machine/scenario_words.h"

namespace kmem {
namespace {

struct Outcome {
  uint32_t expectations = 0;
  std::vector<std::string> failed;  // texts
};

Outcome run(const std::string& text) {
  const Parsed parsed = parse(text);
  EXPECT_EQ(codes(parsed), "") << text;
  Outcome outcome;
  Machine machine = *Machine::create(parsed.program.memory);
  NullLog log;
  for (const Command& command : parsed.program.commands) {
    const uint32_t before = machine.expectations_failed();
    machine.execute(command, parsed.program, log);
    if (command.op != Op::expect) continue;
    ++outcome.expectations;
    if (machine.expectations_failed() != before)
      outcome.failed.push_back(parsed.program.expectations[command.number].text);
  }
  return outcome;
}

// What holds behind a setup, one expectation a line.
void expect_all(const std::string& setup, const std::vector<std::string>& claims) {
  std::string text = setup + '\n';
  for (const std::string& claim : claims) text += "expect " + claim + '\n';
  const Outcome outcome = run(text);
  EXPECT_EQ(outcome.expectations, claims.size());
  EXPECT_EQ(outcome.failed, std::vector<std::string>()) << setup;
}

// 64 frames of 4 KiB, empty.
TEST(Expectation, EmptyMachine) {
  expect_all("", {"free_pages == 64",
                  "used_pages == 0",
                  "slab_pages == 0",
                  "largest_free == 6",
                  "list_looks == 0",
                  "splits == 0",
                  "merges == 0",
                  "slabs_grown == 0",
                  "slabs_reaped == 0",
                  "ctor_runs == 0",
                  "ctor_saved == 0",
                  "failures == 0",
                  "error == none",
                  "error == 0",
                  "payload_bytes == 0",
                  "block_rounding_bytes == 0",
                  "object_rounding_bytes == 0",
                  "slab_tail_bytes == 0",
                  "free_object_bytes == 0",
                  "empty_slab_bytes == 0",
                  "free_bytes == 256K",
                  "total_bytes == 0x40000",
                  "nr_free(6) == 1",
                  "nr_free(0) == 0",
                  "nr_free(7) == undefined",
                  "unusable_index(6) == 0",
                  "unusable_index(7) == undefined",
                  "free_list(6, 0) == 0",
                  "free_list(6, 1) == undefined",
                  "free_list(9, 0) == undefined",
                  "frame(0).head == 0",
                  "frame(63).head == 0",
                  "frame(63).order == 6",
                  "frame(63).free == 1",
                  "frame(0).slab == 0",
                  "frame(64).free == undefined",
                  "frame(281474976710655).order == undefined",
                  "nr_free(281474976710655) == undefined",
                  "free_list(0, 281474976710655) == undefined"});
}

// 21 KiB take a block of 8 frames; 1 frame behind it.
TEST(Expectation, Pages) {
  expect_all("b = alloc_pages(bytes=21K); a = alloc_pages(0)", {"b.live == 1",
                                                                "b.failed == 0",
                                                                "b.pfn == 0",
                                                                "b.order == 3",
                                                                "b.address == 0",
                                                                "b.requested == 21K",
                                                                "b.granted == 32K",
                                                                "b.object == undefined",
                                                                "b.slab == undefined",
                                                                "a.pfn == 8",
                                                                "a.address == 32K",
                                                                "a.order == 0",
                                                                "a.requested == 4K",
                                                                "free_pages == 55",
                                                                "used_pages == 9",
                                                                "slab_pages == 0",
                                                                "splits == 6",
                                                                "merges == 0",
                                                                "payload_bytes == 25K",
                                                                "block_rounding_bytes == 11K",
                                                                "free_bytes == 220K",
                                                                "total_bytes == 256K",
                                                                "largest_free == 5",
                                                                "nr_free(5) == 1",
                                                                "nr_free(3) == 0",
                                                                "nr_free(2) == 1",
                                                                "free_list(2, 0) == 12",
                                                                "free_list(0, 0) == 9",
                                                                "frame(3).head == 0",
                                                                "frame(3).free == 0",
                                                                "frame(8).order == 0",
                                                                "frame(9).free == 1",
                                                                "unusable_index(6) == 1000",
                                                                "unusable_index(5) == 418",
                                                                "unusable_index(0) == 0"});
}

TEST(Expectation, FreedAndFailed) {
  expect_all(
      "a = alloc_pages(1); f = alloc_pages(7); free_pages(a)",
      {"a.live == 0", "a.failed == 0", "a.pfn == undefined", "a.order == undefined", "f.live == 0",
       "f.failed == 1", "f.pfn == undefined", "f.granted == undefined", "f.address == undefined",
       "failures == 1", "error == none", "merges == 5", "free_pages == 64"});
}

TEST(Expectation, ErrorOfTheLastRequest) {
  expect_all("a = alloc_pages(7)", {"error == order_too_large", "error != none"});
  expect_all("a = alloc_pages(6); b = alloc_pages(0)", {"error == exhausted"});
  expect_all("a = alloc_pages(0); free_pages(a); free_pages(a)", {"error == double_free"});
  expect_all("a = kmalloc(0); note \"x\"", {"error == zero_bytes", "failures == 1"});
}

// 21 objects of 192 bytes fit into a page and leave 64 bytes.
TEST(Expectation, Objects) {
  expect_all(
      "dentry = kmem_cache_create(\"dentry\", 192, ctor)\nd[1..22] = kmem_cache_alloc(dentry)",
      {"dentry.size == 192",
       "dentry.object_size == 192",
       "dentry.objects_per_slab == 21",
       "dentry.pages_per_slab == 1",
       "dentry.tail == 64",
       "dentry.slabs == 2",
       "dentry.full == 1",
       "dentry.partial == 1",
       "dentry.empty == 0",
       "dentry.active == 22",
       "dentry.free == 20",
       "dentry.grown == 2",
       "dentry.reaped == 0",
       "dentry.ctor_runs == 42",
       "dentry.ctor_saved == 0",
       "slabs_grown == 2",
       "ctor_runs == 42",
       "slab_pages == 2",
       "used_pages == 0",
       "d[1].live == 1",
       "d[1].pfn == 0",
       "d[1].slab == 0",
       "d[1].object == 0",
       "d[2].object == 1",
       "d[2].address == 192",
       "d[2].requested == 192",
       "d[2].granted == 192",
       "d[2].order == undefined",
       "d[22].slab == 1",
       "frame(1).slab == 1",
       "frame(1).free == 0",
       "payload_bytes == 4224",
       "slab_tail_bytes == 128",
       "free_object_bytes == 3840",
       "empty_slab_bytes == 0",
       "\"dentry\".active == 22",
       "dentry.active == \"dentry\".active"});
}

// The object that was freed comes back constructed; shrinking gives its slab to the page allocator.
TEST(Expectation, EmptySlabAndShrink) {
  const std::string setup =
      "dentry = kmem_cache_create(\"dentry\", 192, ctor)\nd = kmem_cache_alloc(dentry)\n"
      "kmem_cache_free(dentry, d); d = kmem_cache_alloc(dentry); kmem_cache_free(dentry, d)\n";
  expect_all(setup, {"dentry.empty == 1", "empty_slab_bytes == 4K", "ctor_saved == 1",
                     "dentry.free == 21", "free_pages == 63"});
  expect_all(setup + "kmem_cache_shrink(dentry)",
             {"dentry.slabs == 0", "dentry.reaped == 1", "slabs_reaped == 1",
              "d.object == undefined", "dentry.ctor_saved == 1", "free_pages == 64"});
}

// An object over several pages: its pfn is where it starts, its slab where the block starts.
TEST(Expectation, ObjectInALargeSlab) {
  expect_all("big = kmem_cache_create(\"big\", 3000, pages=4)\nb[0..4] = kmem_cache_alloc(big)",
             {"b[3].address == 9000", "b[3].pfn == 2", "b[3].slab == 0", "b[3].object == 3",
              "b[4].pfn == 2", "big.tail == 1384", "big.pages_per_slab == 4"});
}

TEST(Expectation, Kmalloc) {
  expect_all("k = kmalloc(100); l = kmalloc(20K)",
             {"k.requested == 100", "k.granted == 128", "\"kmalloc-128\".active == 1",
              "l.requested == 20K", "l.granted == 32K", "l.order == 3", "l.slab == undefined",
              "object_rounding_bytes == 28", "block_rounding_bytes == 12K"});
}

// A destroyed cache, and one that could not be made, have no quantities.
TEST(Expectation, NoCache) {
  expect_all(
      "c = kmem_cache_create(\"c\", 0); d = kmem_cache_create(\"d\", 64)\n"
      "kmem_cache_destroy(d)",
      {"c.slabs == undefined", "d.size == undefined", "\"d\".free == undefined"});
}

TEST(Expectation, FullMemory) {
  expect_all("a = alloc_pages(6)", {"largest_free == undefined", "free_pages == 0",
                                    "free_bytes == 0", "unusable_index(3) == 1000"});
}

// Comparisons of numbers; each line says which of the six hold.
TEST(Expectation, Comparisons) {
  struct Case {
    const char* left;
    const char* right;
    std::vector<std::string> hold;
  };
  const Case cases[] = {
      {"3", "4", {"!=", "<", "<="}},     {"4", "4", {"==", "<=", ">="}},
      {"5", "4", {"!=", ">", ">="}},     {"0", "281474976710655", {"!=", "<", "<="}},
      {"undefined", "4", {"!="}},        {"4", "undefined", {"!="}},
      {"undefined", "undefined", {"=="}}};
  for (const Case& c : cases) {
    std::vector<std::string> hold;
    for (const std::string_view comparison : kComparisons) {
      const std::string op(comparison);
      if (run(std::string("expect ") + c.left + op + c.right).failed.empty()) hold.push_back(op);
    }
    EXPECT_EQ(hold, c.hold) << c.left << " and " << c.right;
  }
}

// A claim that does not hold is counted and has its text.
TEST(Expectation, FailedOnes) {
  const Outcome outcome =
      run("a = alloc_pages(3)\nexpect a.pfn == 1; expect a.pfn == 0\n"
          "repeat i = 5..6 { expect free_pages < i }");
  EXPECT_EQ(outcome.expectations, 4u);
  EXPECT_EQ(outcome.failed,
            (std::vector<std::string>{"a.pfn == 1", "free_pages < 5", "free_pages < 6"}));
}

// Every quantity of the table can be written, and is evaluated without harm on any subject.
TEST(Expectation, EveryQuantity) {
  const Parsed parsed = parse("a = kmalloc(8); c = kmem_cache_create(\"c\", 8)");
  Machine machine = *Machine::create(parsed.program.memory);
  NullLog log;
  for (const Command& command : parsed.program.commands)
    machine.execute(command, parsed.program, log);
  for (const QuantityName& name : kQuantities)
    for (const uint64_t subject :
         {uint64_t{0}, uint64_t{1}, uint64_t{64}, uint64_t{kNone}, uint64_t{0xffff}, kUndefined}) {
      const Quantity quantity{.kind = name.kind, .subject = subject, .place = kNone};
      const uint64_t value = evaluate(quantity, machine, parsed.program);
      if (name.subject == Subject::machine) {
        EXPECT_NE(value, kUndefined) << name.text;
      }
    }
}

}  // namespace
}  // namespace kmem
