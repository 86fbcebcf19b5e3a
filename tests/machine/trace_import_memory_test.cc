// Where memory lies: which page blocks are slabs of the kernel, and how large a segment is chosen.
#include <gtest/gtest.h>

#include "machine/trace_import_events.h"

namespace kmem {
namespace {

// Growing caches, each with the object that asked for the slab in it.
std::vector<std::string> growing_caches(uint64_t base) {
  std::vector<std::string> events;
  for (uint64_t i = 0; i < 4; ++i) {
    events.push_back(pages(1024 + 8 * i, 1));
    events.push_back(cache_alloc(base + (1024 + 8 * i) * 4096 + 4096 + 192, 192, 192));
  }
  return events;
}

TEST(TraceImportMemory, LeavesTheKernelsSlabsToOurCaches) {
  for (const uint64_t base :
       {kBase, uint64_t{0xffff9b3f40000000u}, uint64_t{0xffff000000000000u}}) {
    std::vector<std::string> events = growing_caches(base);
    events.push_back(pages(4096, 0));  // a page of its own
    events.push_back(cache_free(base + 1024 * 4096 + 4096 + 192, "dentry"));
    events.push_back(pages_freed(1024, 1));  // the slab goes back
    events.push_back(pages_freed(4096, 0));
    const Imported out = import_whole(trace_of(events));
    EXPECT_EQ(out.report.map_base, base);
    EXPECT_EQ(out.report.slab_page_blocks, 4u);
    EXPECT_EQ(out.report.slab_page_frees, 1u);
    EXPECT_EQ(out.report.page_allocs, 1u);
    EXPECT_EQ(out.report.page_frees, 1u);
  }
}

// A block is a slab only while objects lie in it while it is allocated.
TEST(TraceImportMemory, KeepsABlockWhoseFrameHeldASlabAtAnotherTime) {
  std::vector<std::string> events = growing_caches(kBase);
  events.push_back(cache_free(kBase + 1024 * 4096 + 4096 + 192, "dentry"));
  events.push_back(pages_freed(1024, 1));
  events.push_back(pages(1024, 1));
  const Imported out = import_whole(trace_of(events));
  EXPECT_EQ(out.report.slab_page_blocks, 4u);
  EXPECT_EQ(out.report.page_allocs, 1u);
}

// The kernel can give back the end of a block and make a slab of it: the block itself is no slab.
TEST(TraceImportMemory, TellsABlockFromASlabInTheFramesItGaveBack) {
  std::vector<std::string> events = growing_caches(kBase);
  events.push_back(pages(2048, 2));
  events.push_back(pages_freed(2051, 0));
  events.push_back(pages(2051, 0));
  events.push_back(cache_alloc(kBase + 2051 * 4096, 192, 192));
  const Imported out = import_whole(trace_of(events));
  EXPECT_EQ(out.report.slab_page_blocks, 5u);
  EXPECT_EQ(out.report.page_allocs, 1u);
  EXPECT_NE(out.scenario.find("alloc_pages(2)"), std::string::npos);
}

TEST(TraceImportMemory, ImportsAllBlocksWherePointersCannotBeMapped) {
  std::vector<std::string> events = growing_caches(kBase);
  for (size_t i = 1; i < events.size(); i += 2)  // hashed: 32 bits that say nothing
    events[i] = cache_alloc(0x12345678u * i % 0xfffffff8u, 192, 192);
  const Imported out = import_whole(trace_of(events));
  EXPECT_EQ(out.report.map_base, 0u);
  EXPECT_EQ(out.report.slab_page_blocks, 0u);
  EXPECT_EQ(out.report.page_allocs, 4u);
  EXPECT_NE(out.report_text.find("could not be mapped"), std::string::npos);
}

// Between a block and its object on one CPU, other CPUs do other things.
TEST(TraceImportMemory, LooksForTheMapOnEachCpuByItself) {
  const std::vector<std::string> first = lines_of(trace_of(growing_caches(kBase), 0));
  std::string trace;
  for (size_t i = 0; i < first.size(); ++i) {
    trace += first[i] + "\n";
    trace += trace_of({kmalloc(kBase + 0x7000000 + i * 72, 8, 8)}, 3);
  }
  const Imported out = import_whole(trace);
  EXPECT_EQ(out.report.map_base, kBase);
  EXPECT_EQ(out.report.cpus, 2u);
}

TEST(TraceImportMemory, LeavesPagesOfLargeKmallocToOurKmalloc) {
  std::vector<std::string> events = growing_caches(kBase);
  events.push_back(pages(4096, 4));
  events.push_back(kmalloc(kBase + 4096 * 4096, 42312, 65536));
  events.push_back(kfree(kBase + 4096 * 4096));
  events.push_back(pages_freed(4096, 4));
  const Imported out = import_whole(trace_of(events));
  EXPECT_EQ(out.report.page_allocs, 0u);
  EXPECT_EQ(out.report.slab_page_frees, 1u);
}

TEST(TraceImportMemory, ChoosesASegmentThatHoldsThePeak) {
  std::vector<std::string> events;
  for (uint64_t i = 0; i < 100; ++i) events.push_back(pages(1'000'000'000 + 16 * i, 4));
  const Imported out = import_whole(trace_of(events));
  EXPECT_EQ(out.report.needed_frames, 1600u);
  EXPECT_EQ(out.report.frames, 4096u);
  EXPECT_FALSE(out.report.frames_from_pfn);
}

TEST(TraceImportMemory, ChoosesTheTracedMachinesSizeWhereItFits) {
  std::vector<std::string> events;
  for (uint64_t i = 0; i < 100; ++i) events.push_back(pages(30'000 + 16 * i, 4));
  const Imported out = import_whole(trace_of(events));
  EXPECT_EQ(out.report.frames, 32768u);
  EXPECT_TRUE(out.report.frames_from_pfn);
}

TEST(TraceImportMemory, SaysWhenNoSegmentIsLargeEnough) {
  std::vector<std::string> events;
  for (uint64_t i = 0; i < 3; ++i) events.push_back(pages(i << 20, 20));
  const Imported out = import_trace_text(trace_of(events));
  EXPECT_EQ(out.report.frames, kMaxFrames);
  EXPECT_NE(out.report_text.find("largest segment there is"), std::string::npos);
}

}  // namespace
}  // namespace kmem
