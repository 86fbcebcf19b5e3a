// One line of a trace: what is read from it, and when it is refused.
#include <gtest/gtest.h>

#include <deque>
#include <string>

#include "machine/trace_import_line.h"

namespace kmem::ftrace {
namespace {

constexpr std::string_view kKmalloc =
    "          <idle>-0       [000] d..1.     0.000000: kmalloc: "
    "call_site=tracepoint_add_func+0xf7/0x3f0 ptr=ffff888007e918c0 bytes_req=60 bytes_alloc=64 "
    "gfp_flags=GFP_KERNEL node=-1 accounted=false";
constexpr std::string_view kCacheAlloc =
    "            init-1       [000] .....    12.696961: kmem_cache_alloc: "
    "call_site=__alloc_file+0x23/0xd0 ptr=ffff888008b88900 bytes_req=256 bytes_alloc=256 "
    "gfp_flags=GFP_KERNEL|__GFP_ZERO node=-1 accounted=true";
constexpr std::string_view kCacheFree =
    "     ksoftirqd/0-14      [000] ..s..    12.695774: kmem_cache_free: "
    "call_site=rcu_do_batch+0x19a/0x540 ptr=ffff888008b88900 name=filp";
constexpr std::string_view kKfree =
    "     kworker/0:2-44      [000] .....    12.695929: kfree: call_site=__vunmap+0x2d4/0x340 "
    "ptr=ffff888008698960";
constexpr std::string_view kPageAlloc =
    "          <idle>-0       [000] d..1.     0.000000: mm_page_alloc: page=ffffea00001fba00 "
    "pfn=0x7ee8 order=3 migratetype=0 gfp_flags=__GFP_NOWARN|__GFP_NORETRY";
constexpr std::string_view kPageFree =
    "     kworker/0:2-44      [000] .....    12.695907: mm_page_free: page=ffffea0000258780 "
    "pfn=0x961e order=0";

Line read(std::string_view text) { return LineReader().read(text); }

// Puts `fields` behind a header. What is read refers to the text, so that is kept.
Line read_fields(const std::string& event, const std::string& fields) {
  static std::deque<std::string> texts;
  texts.push_back("  init-1  [003] .....  1.500000: " + event + ": " + fields);
  return read(texts.back());
}

TEST(TraceImportLine, ReadsAnAllocation) {
  const Line line = read(kKmalloc);
  EXPECT_EQ(line.kind, LineKind::event);
  EXPECT_EQ(line.type, EventType::kmalloc);
  EXPECT_EQ(line[FieldId::ptr], 0xffff888007e918c0u);
  EXPECT_EQ(line[FieldId::bytes_req], 60u);
  EXPECT_EQ(line[FieldId::bytes_alloc], 64u);
  EXPECT_EQ(line.cpu, 0u);
  EXPECT_EQ(line.time, "0.000000");
  EXPECT_TRUE(line.name.empty());
}

TEST(TraceImportLine, ReadsTheNameOfACache) {
  const Line line = read(kCacheFree);
  EXPECT_EQ(line.kind, LineKind::event);
  EXPECT_EQ(line.type, EventType::kmem_cache_free);
  EXPECT_EQ(line.name, "filp");
}

TEST(TraceImportLine, ReadsABlockOfPages) {
  const Line line = read(kPageAlloc);
  EXPECT_EQ(line.kind, LineKind::event);
  EXPECT_EQ(line.type, EventType::mm_page_alloc);
  EXPECT_EQ(line[FieldId::page], 0xffffea00001fba00u);
  EXPECT_EQ(line[FieldId::pfn], 0x7ee8u);
  EXPECT_EQ(line[FieldId::order], 3u);
}

// Task names hold what looks like other parts of a line.
TEST(TraceImportLine, FindsTheEventBehindAnyTaskName) {
  for (const char* task : {"kworker/u2:1-37", "Web Content-1234", "a: b-c-9", "x [1] y-77",
                           "(sd-pam)-12", "kfree: -3", "[kthreadd]-2", "a=b c=d-8"}) {
    const std::string text = std::string(task) +
                             "   [012] d.h1. 1234.567890: kfree: call_site=f+0x1/0x2 "
                             "ptr=ffff888008698960";
    const Line line = read(text);
    EXPECT_EQ(line.kind, LineKind::event) << task;
    EXPECT_EQ(line.type, EventType::kfree) << task;
    EXPECT_EQ(line.cpu, 12u) << task;
  }
}

TEST(TraceImportLine, ReadsOtherPrintersOfTraces) {
  const char* lines[] = {
      // trace-cmd report
      "          <idle>-0     [001]     0.100000: kfree:                call_site=f+0x1 "
      "ptr=0xffff888008698960",
      // trace-cmd report, newer: with flags
      "          <idle>-0     [001] d..2.     0.100000: kfree: call_site=f+0x1 "
      "ptr=0xffff888008698960",
      // the option record-tgid
      "          <idle>-0     (-----) [001] d..2.     0.100000: kfree: call_site=f+0x1 "
      "ptr=ffff888008698960",
      // perf script
      "swapper     0 [001]     0.100000:           kmem:kfree: call_site=f+0x1 "
      "ptr=0xffff888008698960",
      // another trace clock
      "          <idle>-0     [001] d..2. 123456789: kfree: call_site=f+0x1 ptr=ffff888008698960",
  };
  for (const char* text : lines) {
    const Line line = read(text);
    EXPECT_EQ(line.kind, LineKind::event) << text;
    EXPECT_EQ(line.type, EventType::kfree) << text;
    EXPECT_EQ(line.cpu, 1u) << text;
    EXPECT_EQ(line[FieldId::ptr], 0xffff888008698960u) << text;
  }
}

TEST(TraceImportLine, TakesFieldsInAnyOrder) {
  const Line line = read_fields("kmem_cache_alloc",
                                "name=ext4_inode_cache accounted=true bytes_alloc=1200 node=-1 "
                                "gfp_flags=GFP_NOFS bytes_req=1192 ptr=0xffff888012345678 new=1 "
                                "call_site=ext4_alloc_inode+0x1b/0x1c0 [ext4]");
  EXPECT_EQ(line.kind, LineKind::event);
  EXPECT_EQ(line.name, "ext4_inode_cache");
  EXPECT_EQ(line[FieldId::bytes_req], 1192u);
  EXPECT_EQ(line[FieldId::bytes_alloc], 1200u);
  EXPECT_EQ(line[FieldId::ptr], 0xffff888012345678u);
}

TEST(TraceImportLine, TakesCacheNamesWithSpaces) {
  EXPECT_EQ(read_fields("kmem_cache_free", "ptr=ffff888012345678 name=fuse request").name,
            "fuse request");
  EXPECT_EQ(read_fields("kmem_cache_free", "name=a b  c ptr=ffff888012345678").name, "a b  c");
  EXPECT_EQ(read_fields("kmem_cache_free", "ptr=ffff888012345678 name=dentry(7:ssh.service)").name,
            "dentry(7:ssh.service)");
}

TEST(TraceImportLine, TakesPageFrameNumbersInBothBases) {
  EXPECT_EQ(read_fields("mm_page_free", "page=ffffea0000258780 pfn=74565 order=0")[FieldId::pfn],
            74565u);
  EXPECT_EQ(read_fields("mm_page_free", "page=ffffea0000258780 pfn=0x12345 order=0")[FieldId::pfn],
            0x12345u);
  EXPECT_EQ(read_fields("mm_page_free", "page=ffffea0000258780 pfn=-1 order=0")[FieldId::pfn],
            UINT64_MAX);
  const Line bare = read_fields("mm_page_free", "page=ffffea0000258780 order=0");
  EXPECT_EQ(bare.kind, LineKind::event);
  EXPECT_FALSE(bare.has(FieldId::pfn));
}

TEST(TraceImportLine, KnowsPointersThatTheKernelDidNotPrint) {
  const Line hidden = read_fields("kfree", "call_site=f ptr=(____ptrval____)");
  EXPECT_EQ(hidden.kind, LineKind::event);
  EXPECT_TRUE(hidden.hidden);
  EXPECT_FALSE(hidden.has(FieldId::ptr));
  const Line null = read_fields("kfree", "call_site=f ptr=(null)");
  EXPECT_EQ(null[FieldId::ptr], 0u);
  EXPECT_TRUE(null.has(FieldId::ptr));
}

TEST(TraceImportLine, CountsLostEvents) {
  EXPECT_EQ(read("CPU:1 [LOST 42 EVENTS]").kind, LineKind::lost);
  EXPECT_EQ(read("CPU:1 [LOST 42 EVENTS]").lost, 42u);
  EXPECT_EQ(read("CPU:12 [LOST EVENTS]").kind, LineKind::lost);
  EXPECT_EQ(read("CPU:12 [LOST EVENTS]").lost, 0u);
  EXPECT_EQ(read("CPU:0 [7 EVENTS DROPPED]").lost, 7u);
  EXPECT_EQ(read("CPU:0 [EVENTS DROPPED]").kind, LineKind::lost);
  EXPECT_EQ(read("CPU:1 [LOST 99999999999999999999999 EVENTS]").lost, 0u);
  // A task may call itself so.
  EXPECT_EQ(read("CPU:1-33 [000] ..... 1.0: kfree: call_site=f ptr=ffff888008698960").kind,
            LineKind::event);
}

TEST(TraceImportLine, PassesOverCommentsAndHeadings) {
  for (const char* text : {"", "   ", "\t", "# tracer: nop", "##### CPU 1 buffer started ####",
                           "cpus=4", "version = 7", "CPU 2 is empty"})
    EXPECT_EQ(read(text).kind, LineKind::comment) << text;
}

TEST(TraceImportLine, PassesOverOtherEvents) {
  EXPECT_EQ(read_fields("sched_switch", "prev_comm=a prev_pid=1").kind, LineKind::unknown);
  EXPECT_EQ(read_fields("rss_stat", "mm_id=1 curr=1").kind, LineKind::unknown);
  EXPECT_EQ(read_fields("mm_page_pcpu_drain", "page=0 pfn=0").type, EventType::inner);
}

TEST(TraceImportLine, TakesTheTextOfAMark) {
  EXPECT_EQ(read_fields("tracing_mark_write", "workload_begin").text, "workload_begin");
  EXPECT_EQ(read_fields("print", "tracing_mark_write: half: done  ").text, "half: done");
}

TEST(TraceImportLine, RefusesWhatIsNoTraceLine) {
  for (const char* text :
       {"hello", "[000] 1.0: kfree: ptr=ffff888008698960", "a-1 [000] d..1.", "a-1 [000]",
        "a-1 [] 1.0: kfree: ptr=ffff888008698960", "a-1 [0] x y 1.0: kfree: ptr=ffff888008698960",
        "a-1 [000] 1.0: kfree", "a-1 [000] 1.0: :", "a-1 [9999999] 1.0: kfree: ptr=0"})
    EXPECT_EQ(read(text).kind, LineKind::cut) << text;
}

TEST(TraceImportLine, RefusesImpossibleValues) {
  const std::string rest = " gfp_flags=GFP_KERNEL";
  const std::string ptr = "ptr=ffff888012345678 ";
  for (const char* fields :
       {"bytes_req=0 bytes_alloc=8", "bytes_req=9 bytes_alloc=8", "bytes_req=x bytes_alloc=8",
        "bytes_req=8 bytes_alloc=99999999999", "bytes_req=8", "bytes_alloc=8",
        "bytes_req=99999999999999999999999 bytes_alloc=8", "bytes_req= bytes_alloc=8",
        "bytes_req=8 bytes_req=8 bytes_alloc=8"})
    EXPECT_EQ(read_fields("kmalloc", ptr + fields + rest).kind, LineKind::cut) << fields;
  for (const char* fields : {"page=ffffea0000258780 pfn=0x1 order=21", "pfn=0x1", "order=1",
                             "pfn=0x order=1", "pfn=0x1 order=-2", "pfn=zz order=1"})
    EXPECT_EQ(read_fields("mm_page_free", fields).kind, LineKind::cut) << fields;
  for (const char* fields : {"ptr=", "ptr=fff", "ptr=0x", "ptr=ffff8880123456789", "ptr=xyz",
                             "call_site=a", "ptr=(____pt"})
    EXPECT_EQ(read_fields("kfree", fields).kind, LineKind::cut) << fields;
}

bool same_facts(const Line& whole, const Line& cut) {
  for (FieldId field :
       {FieldId::ptr, FieldId::pfn, FieldId::order, FieldId::bytes_req, FieldId::bytes_alloc})
    if (whole.has(field) != cut.has(field) || (whole.has(field) && whole[field] != cut[field]))
      return false;
  return whole.type == cut.type && whole.cpu == cut.cpu && whole.name.starts_with(cut.name);
}

// However a line is cut, what is still read from it is true. (Part of a cache's name, at the very
// end of a line, cannot be told from a whole name.)
TEST(TraceImportLine, NeverReadsAWrongNumberFromACutLine) {
  for (std::string_view whole :
       {kKmalloc, kCacheAlloc, kCacheFree, kKfree, kPageAlloc, kPageFree}) {
    LineReader reader;
    const Line expected = reader.read(whole);
    ASSERT_EQ(expected.kind, LineKind::event);
    for (size_t length = 0; length < whole.size(); ++length) {
      const Line line = reader.read(whole.substr(0, length));
      if (line.kind == LineKind::cut || line.kind == LineKind::comment) continue;
      EXPECT_EQ(line.kind, LineKind::event);
      EXPECT_TRUE(same_facts(expected, line)) << whole.substr(0, length);
    }
  }
}

// The same for pointers with a prefix, which have no fixed width.
TEST(TraceImportLine, NeverReadsAWrongPointerFromACutLine) {
  const std::string whole = "  a-1 [000] 1.0: kfree: call_site=f+0x1 ptr=0xffff888008698960";
  LineReader reader;
  ASSERT_EQ(reader.read(whole).kind, LineKind::event);
  for (size_t length = 0; length < whole.size(); ++length)
    EXPECT_NE(reader.read(whole.substr(0, length)).kind, LineKind::event) << length;
  const std::string null = "  a-1 [000] 1.0: kfree: call_site=f+0x1 ptr=0x0";
  EXPECT_EQ(reader.read(null).kind, LineKind::event);
}

// What is missing behind the last fact that an import needs does no harm.
TEST(TraceImportLine, ReadsALineThatIsCutBehindItsFacts) {
  EXPECT_EQ(read(kKmalloc.substr(0, kKmalloc.size() - 10)).kind, LineKind::event);
  EXPECT_EQ(read(kPageAlloc.substr(0, kPageAlloc.size() - 5)).kind, LineKind::event);
}

// A line whose end is missing, newline and all, runs into the next one: no fact is made of the two.
TEST(TraceImportLine, NeverMixesTwoLinesThatRanIntoOne) {
  for (std::string_view first :
       {kKmalloc, kCacheAlloc, kCacheFree, kKfree, kPageAlloc, kPageFree}) {
    for (std::string_view second : {kKmalloc, kCacheFree, kKfree, kPageAlloc, kPageFree}) {
      LineReader reader;
      const Line whole = reader.read(second);
      for (size_t length = 0; length <= first.size(); ++length) {
        const std::string text = std::string(first.substr(0, length)) + std::string(second);
        const Line line = reader.read(text);
        if (line.kind == LineKind::cut || line.kind == LineKind::comment) continue;
        EXPECT_TRUE(same_facts(whole, line)) << text;
      }
    }
  }
}

}  // namespace
}  // namespace kmem::ftrace
