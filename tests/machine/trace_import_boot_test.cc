// The whole trace of a real boot: what goes in is accounted for, what comes out runs.
#include <gtest/gtest.h>

#include "machine/trace_import_support.h"

namespace kmem {
namespace {

const Imported& boot() {
  static const Imported imported = import_trace_text(boot_trace());
  return imported;
}

// The counts were made by another program, which maps every page frame by itself.
TEST(TraceImportBoot, AccountsForEveryEvent) {
  const ImportReport& r = boot().report;
  ASSERT_EQ(boot_trace().size() >> 20, 27u) << "tests/data/boot-kmem.txt.gz is missing, or gzip is";
  EXPECT_TRUE(adds_up(r)) << boot().report_text;
  EXPECT_EQ(r.lines, 161'487u);
  EXPECT_EQ(r.events, 161'470u);
  EXPECT_EQ(r.comments, 17u);
  EXPECT_EQ(r.object_allocs, 99'805u);
  EXPECT_EQ(r.object_frees, 38'702u);
  EXPECT_EQ(r.unmatched_object_frees, 967u);
  EXPECT_EQ(r.frees_of_null, 2'542u);
  EXPECT_EQ(r.live_objects, 61'103u);
  EXPECT_EQ(r.page_allocs, 3'823u);
  EXPECT_EQ(r.slab_page_blocks, 2'700u);
  EXPECT_EQ(r.page_frees, 3'227u);
  EXPECT_EQ(r.slab_page_frees, 36u);
  EXPECT_EQ(r.unmatched_page_frees, 3'793u);
  EXPECT_EQ(r.reused_addresses, 3u);
  EXPECT_EQ(r.implied_frees, 3u);
  EXPECT_EQ(r.live_blocks, 593u);
  EXPECT_EQ(r.inner_events, 5'873u);
  EXPECT_EQ(r.marks, 2u);
  EXPECT_EQ(r.wrong_order_frees + r.crossed_frees + r.failed_allocs + r.left_out, 0u);
  EXPECT_EQ(r.map_base, 0xffff888000000000u);
  EXPECT_EQ(r.frames, 131'072u);
}

TEST(TraceImportBoot, RunsToItsEndWithoutARefusal) {
  const Replayed run = replay(boot().scenario);
  EXPECT_EQ(run.diagnostics, 0u);
  EXPECT_EQ(run.commands, boot().report.commands);
  EXPECT_EQ(run.failures, 0u);
  EXPECT_EQ(run.live_handles, 61'103u + 593u);
}

// The bound by which the segment is chosen holds, with every slab counted.
TEST(TraceImportBoot, NeedsNoMoreFramesThanItSays) {
  const Replayed run = replay(boot().scenario);
  const Zone& zone = run.machine.zone();
  EXPECT_LE(zone.frames() - zone.free_frames(), boot().report.needed_frames);
  EXPECT_GT(zone.frames() - zone.free_frames(), boot().report.needed_frames / 2);
}

}  // namespace
}  // namespace kmem
