// Small traces and the scenarios they become.
#include <gtest/gtest.h>

#include "machine/trace_import_events.h"

namespace kmem {
namespace {

TEST(TraceImportMatch, PairsKmallocWithKfree) {
  EXPECT_EQ(commands({kmalloc(kBase + 64, 60, 64), kmalloc(kBase + 128, 64, 64), kfree(kBase + 64),
                      kmalloc(kBase + 64, 10, 64), kfree(kBase + 128), kfree(kBase + 64)}),
            "o[1] = kmalloc(60)\n"
            "o[2] = kmalloc(64)\n"
            "kfree(o[1])\n"
            "o[1] = kmalloc(10)\n"
            "kfree(o[2])\n"
            "kfree(o[1])\n");
}

// The allocation has no name; the free of the same object has.
TEST(TraceImportMatch, NamesACacheByTheFreeOfItsObject) {
  EXPECT_EQ(commands({cache_alloc(kBase, 192, 192), cache_alloc(kBase + 192, 192, 192),
                      cache_free(kBase, "dentry"), cache_alloc(kBase, 192, 192),
                      cache_free(kBase, "dentry")}),
            "dentry = kmem_cache_create(\"dentry\", 192)\n"
            "o[1] = kmem_cache_alloc(dentry)\n"
            "size_192 = kmem_cache_create(\"size_192\", 192)\n"
            "o[2] = kmem_cache_alloc(size_192)\n"
            "kmem_cache_free(dentry, o[1])\n"
            "o[1] = kmem_cache_alloc(dentry)\n"
            "kmem_cache_free(dentry, o[1])\n");
}

TEST(TraceImportMatch, CountsObjectsWhoseCacheNobodyNames) {
  const Imported out =
      import_whole(trace_of({cache_alloc(kBase, 192, 192), cache_alloc(kBase + 192, 192, 192),
                             cache_free(kBase, "dentry")}));
  EXPECT_EQ(out.report.nameless_objects, 1u);
  EXPECT_EQ(out.report.live_objects, 1u);
  EXPECT_EQ(out.report.caches, 2u);
}

TEST(TraceImportMatch, TakesTheNameFromTheAllocationWhereItHasOne) {
  EXPECT_EQ(commands({cache_alloc(kBase, 192, 192, " name=dentry accounted=true")}),
            "dentry = kmem_cache_create(\"dentry\", 192)\n"
            "o[1] = kmem_cache_alloc(dentry)\n");
}

// The kernel's slot is larger than the object: by alignment, or by something behind the object.
TEST(TraceImportMatch, GivesCachesTheKernelsSizes) {
  EXPECT_EQ(commands({cache_alloc(kBase, 776, 832, " name=a"),
                      cache_alloc(kBase + 4096, 576, 584, " name=b"),
                      cache_alloc(kBase + 8192, 184, 192, " name=c"),
                      cache_alloc(kBase + 12288, 176, 192, " name=c")}),
            "a = kmem_cache_create(\"a\", 776, align=64)\n"
            "o[1] = kmem_cache_alloc(a)\n"
            "b = kmem_cache_create(\"b\", 584)\n"
            "o[2] = kmem_cache_alloc(b)\n"
            "c = kmem_cache_create(\"c\", 184, align=16)\n"
            "o[3] = kmem_cache_alloc(c)\n"
            "o[4] = kmem_cache_alloc(c)\n");
}

TEST(TraceImportMatch, KeepsTwoSizesOfOneNameApart) {
  EXPECT_EQ(commands({cache_alloc(kBase, 192, 192, " name=dentry"),
                      cache_alloc(kBase + 4096, 256, 256, " name=dentry")}),
            "dentry = kmem_cache_create(\"dentry\", 192)\n"
            "o[1] = kmem_cache_alloc(dentry)\n"
            "dentry_256 = kmem_cache_create(\"dentry-256\", 256)\n"
            "o[2] = kmem_cache_alloc(dentry_256)\n");
}

TEST(TraceImportMatch, MakesLegalVariablesOfAnyCacheName) {
  const std::vector<std::string> names = {"Acpi-Operand",
                                          "dentry(7:ssh.service)",
                                          "9p-fcall-cache",
                                          "o",
                                          "kfree",
                                          "free_pages",
                                          "kmalloc-64",
                                          "fuse request",
                                          "a\"b\\c",
                                          "a-b",
                                          "a_b",
                                          "A_name_that_is_longer_than_allowed_1",
                                          "A_name_that_is_longer_than_allowed_2",
                                          "caf\xc3\xa9"};
  std::vector<std::string> events;
  for (size_t i = 0; i < names.size(); ++i)
    events.push_back(cache_alloc(kBase + i * 64, 64, 64, " name=" + names[i] + " node=0"));
  const Imported out = import_whole(trace_of(events));
  EXPECT_EQ(out.report.caches, names.size());
  for (const char* name : {"\"Acpi-Operand\"", "\"dentry(7:ssh.service)\"", "\"9p-fcall-cache\"",
                           "\"kmalloc-64-64\"", "\"fuse request\"", "\"o\""})
    EXPECT_NE(out.scenario.find(name), std::string::npos) << name;
}

TEST(TraceImportMatch, CountsFreesOfWhatItNeverSaw) {
  const Imported out = import_whole(
      trace_of({kfree(kBase), cache_free(kBase + 64, "dentry"), kfree(0), kfree(16),
                pages_freed(77, 0), kmalloc(kBase, 8, 8), kfree(kBase), kfree(kBase)}));
  EXPECT_EQ(out.report.unmatched_object_frees, 3u);
  EXPECT_EQ(out.report.frees_of_null, 2u);
  EXPECT_EQ(out.report.unmatched_page_frees, 1u);
  EXPECT_EQ(commands_of(out.scenario), "o[1] = kmalloc(8)\nkfree(o[1])\n");
}

// Linux lets kfree free any object; our machine wants the call that fits.
TEST(TraceImportMatch, WritesTheFreeThatFitsTheAllocation) {
  const Imported out =
      import_whole(trace_of({cache_alloc(kBase, 64, 64, " name=pid"), kfree(kBase),
                             kmalloc(kBase, 64, 64), cache_free(kBase, "kmalloc-64")}));
  EXPECT_EQ(out.report.crossed_frees, 2u);
  EXPECT_EQ(commands_of(out.scenario),
            "pid = kmem_cache_create(\"pid\", 64)\n"
            "o[1] = kmem_cache_alloc(pid)\n"
            "kmem_cache_free(pid, o[1])\n"
            "o[1] = kmalloc(64)\n"
            "kfree(o[1])\n");
}

TEST(TraceImportMatch, FreesFirstWhatAReusedAddressHeld) {
  const Imported out =
      import_whole(trace_of({kmalloc(kBase, 8, 8), kmalloc(kBase, 16, 16), kfree(kBase),
                             pages(8, 0), pages(8, 1), pages_freed(8, 1)}));
  EXPECT_EQ(out.report.reused_addresses, 2u);
  EXPECT_EQ(out.report.implied_frees, 2u);
  EXPECT_EQ(commands_of(out.scenario),
            "o[1] = kmalloc(8)\n"
            "kfree(o[1])  # free not in the trace\n"
            "o[1] = kmalloc(16)\n"
            "kfree(o[1])\n"
            "p[1] = alloc_pages(0)\n"
            "free_pages(p[1])  # free not in the trace\n"
            "p[1] = alloc_pages(1)\n"
            "free_pages(p[1])\n");
}

TEST(TraceImportMatch, PairsPageBlocksByTheirFrame) {
  const Imported out =
      import_whole(trace_of({pages(8, 3), pages(16, 0), pages_freed(8, 3), pages_freed(9, 0),
                             pages(8, 2), pages_freed(8, 0), pages_freed(16, 0)}));
  EXPECT_EQ(out.report.unmatched_page_frees, 1u);
  EXPECT_EQ(out.report.wrong_order_frees, 1u);
  EXPECT_EQ(commands_of(out.scenario),
            "p[1] = alloc_pages(3)\n"
            "p[2] = alloc_pages(0)\n"
            "free_pages(p[1])\n"
            "p[1] = alloc_pages(2)\n"
            "free_pages(p[1])\n"
            "free_pages(p[2])\n");
}

TEST(TraceImportMatch, PairsPageBlocksByTheirPageWhereNoFrameIsGiven) {
  EXPECT_EQ(commands({"mm_page_alloc: page=ffffea0000000200 order=1 migratetype=0 gfp_flags=0",
                      "mm_page_free: page=ffffea0000000200 order=1"}),
            "p[1] = alloc_pages(1)\nfree_pages(p[1])\n");
}

TEST(TraceImportMatch, CountsAllocationsThatFailed) {
  const Imported out = import_whole(trace_of(
      {kmalloc(0, 8192, 8192), "mm_page_alloc: page=0000000000000000 pfn=0x0 order=9 gfp_flags=0",
       "mm_page_alloc: page=(null) pfn=18446744073709551615 order=9 migratetype=0 gfp_flags=0",
       "mm_page_alloc: page=0000000000000000 pfn=-1 order=9 migratetype=0 gfp_flags=0"}));
  EXPECT_EQ(out.report.failed_allocs, 4u);
  EXPECT_EQ(commands_of(out.scenario), "");
}

TEST(TraceImportMatch, KeepsMarksAsNotesAndLeavesOutInnerEvents) {
  const Imported out = import_whole(
      trace_of({"tracing_mark_write: half \"way\" \\ caf\xc3\xa9\x01", "tracing_mark_write: ",
                "mm_page_pcpu_drain: page=ffffea0000000200 pfn=0x8 order=0 migratetype=1",
                "mm_page_free_batched: page=ffffea0000000200 pfn=0x8 order=0",
                "tracing_mark_write: " + std::string(1000, 'x')}));
  EXPECT_EQ(out.report.marks, 3u);
  EXPECT_EQ(out.report.inner_events, 2u);
  EXPECT_EQ(commands_of(out.scenario),
            "note \"half 'way' / caf???\"\nnote \"(an empty mark)\"\nnote \"" +
                std::string(400, 'x') + "\"\n");
}

TEST(TraceImportMatch, LeavesOutPointersThatWereNotPrinted) {
  const Imported out = import_whole(trace_of(
      {"kmalloc: call_site=f ptr=(____ptrval____) bytes_req=8 bytes_alloc=8 gfp_flags=GFP_KERNEL",
       "kfree: call_site=f ptr=(____ptrval____)", "mm_page_free: page=(____ptrval____) order=0",
       "mm_page_alloc: page=(____ptrval____) pfn=0x8 order=0 migratetype=0 gfp_flags=0"}));
  EXPECT_EQ(out.report.hidden_pointers, 3u);
  EXPECT_EQ(commands_of(out.scenario), "p[1] = alloc_pages(0)\n");
}

TEST(TraceImportMatch, CountsLostEventsAndCutLines) {
  const std::string trace = "# tracer: nop\nCPU:1 [LOST 42 EVENTS]\n" +
                            trace_of({kmalloc(kBase, 8, 8)}) +
                            "CPU:0 [LOST EVENTS]\n  task-40 [000] ..... 1.0: kmalloc: call_si\n" +
                            trace_of({"sched_switch: prev_comm=a"}) + "\n  task-40 [000] ..";
  const Imported out = import_whole(trace);
  EXPECT_EQ(out.report.lines, 8u);
  EXPECT_EQ(out.report.comments, 2u);
  EXPECT_EQ(out.report.events, 1u);
  EXPECT_EQ(out.report.lost_lines, 2u);
  EXPECT_EQ(out.report.lost_events, 42u);
  EXPECT_EQ(out.report.cut_lines, 2u);
  EXPECT_EQ(out.report.first_cut_line, 5u);
  EXPECT_EQ(out.report.unknown_events, 1u);
}

// Numbers stand below each other, and no row is told that has nothing to tell.
TEST(TraceImportMatch, ReportsInAlignedRows) {
  const Imported out = import_whole(trace_of({kmalloc(kBase, 8, 8), kfree(0)}) + "junk\n");
  EXPECT_EQ(out.report_text,
            "Lines of the trace                             3\n"
            "  kmem events and marks                        2\n"
            "  cut or damaged                               1  refused as a whole\n"
            "\n"
            "Events                                         2\n"
            "  objects allocated                            1  commands\n"
            "  frees of NULL                                1  they do nothing\n"
            "\n"
            "Commands of the scenario                       2  notes and new caches included\n"
            "  caches                                       0\n"
            "  objects never freed                          1  live when the trace ends\n"
            "\n"
            "The first cut or damaged line is line 3.\n"
            "The segment has 16 page frames: the commands use up to 1 at once.\n");
}

TEST(TraceImportMatch, CutsLinesWithoutEnd) {
  const std::string start = trace_of({kmalloc(kBase, 8, 8)});
  for (size_t piece : {size_t{1000}, size_t{1} << 20}) {
    const Imported out = import_trace_text(
        start + std::string(200'000, 'x') + "\n" + trace_of({kfree(kBase)}), piece);
    EXPECT_EQ(out.report.lines, 3u);
    EXPECT_EQ(out.report.cut_lines, 1u);
    EXPECT_EQ(out.report.object_frees, 1u);
  }
}

TEST(TraceImportMatch, TakesAnEmptyTrace) {
  const Imported out = import_whole("");
  EXPECT_EQ(out.report.lines, 0u);
  EXPECT_EQ(out.report.commands, 0u);
}

// A machine holds 1,024 caches, 13 of them kmalloc's.
TEST(TraceImportMatch, LeavesOutObjectsOfMoreCachesThanAMachineHolds) {
  std::vector<std::string> events;
  for (uint32_t i = 0; i < 1100; ++i)
    events.push_back(cache_alloc(kBase + i * 64, 64, 64, " name=c" + std::to_string(i) + " a=b"));
  events.push_back(cache_free(kBase, "c0"));
  events.push_back(cache_free(kBase + 1099 * 64, "c1099"));
  const Imported out = import_whole(trace_of(events));
  EXPECT_EQ(out.report.caches, 1011u);
  EXPECT_EQ(out.report.left_out, 1100u - 1011u + 1u);
  EXPECT_EQ(out.report.object_frees, 1u);
}

TEST(TraceImportMatch, DoesNothingAfterItsEnd) {
  TraceImporter importer;
  std::string text;
  importer.feed(trace_of({kmalloc(kBase, 8, 8)}));
  while (importer.write(text, 0)) {
  }
  const std::string once = text;
  importer.feed(trace_of({kmalloc(kBase + 8, 8, 8)}));
  importer.finish();
  EXPECT_FALSE(importer.write(text, 10));
  EXPECT_EQ(text, once);
}

}  // namespace
}  // namespace kmem
