// Tables of real machines, row by row, and `kmem verify` as a person runs it on slab files.
#include "machine/slab_table.h"

#include <gtest/gtest.h>

#include "linux/slab_capture_file.h"
#include "slab/kmalloc61.h"
#include "support/tool.h"

namespace kmem {
namespace {

constexpr const char* kRow = "dentry 100 147 192 21 1 : tunables 120 60 8 : slabdata 7 7 0\n";

std::string refusal(std::string_view text, uint32_t cpus = 1) {
  SlabTableReader reader(cpus);
  if (reader.feed(text) && reader.finish()) return {};
  return std::to_string(reader.error().line) + ": " + reader.error().text;
}

SlabTableVerdict verdict_of(std::string_view text, uint32_t cpus) {
  SlabTableReader reader(cpus);
  EXPECT_TRUE(reader.feed(text) && reader.finish()) << reader.error().text;
  return reader.verdict();
}

TEST(SlabTables, DebiansRowsAreRight) {
  const SlabTableVerdict info = verdict_of(read_file(slab_data_path("slabinfo-6.1-debian")), 1);
  EXPECT_TRUE(info.right());
  EXPECT_EQ(info.kind, "/proc/slabinfo of SLUB");
  ASSERT_EQ(info.tallies.size(), 1u);
  EXPECT_EQ(info.tallies[0].tally.all, 211u);
  const SlabTableVerdict sysfs = verdict_of(read_file(slab_data_path("sysfs-slab-6.1-debian")), 1);
  EXPECT_TRUE(sysfs.right());
  ASSERT_EQ(sysfs.tallies.size(), 4u);
  for (const SlabTableTally& tally : sysfs.tallies) {
    EXPECT_EQ(tally.tally.right, 211u) << tally.what;
    EXPECT_EQ(tally.tally.all, 211u) << tally.what;
  }
}

// The same table is wrong for another number of CPUs: the check looks.
TEST(SlabTables, TheNumberOfCpusMatters) {
  const SlabTableVerdict two = verdict_of(read_file(slab_data_path("slabinfo-6.1-debian")), 2);
  EXPECT_FALSE(two.right());
  EXPECT_EQ(two.tallies[0].tally.right, 178u);
  EXPECT_EQ(two.differences.size(), 33u);
}

// kmalloc's classes are created as the table has them, but for dma, which this machine lacks here.
TEST(SlabTables, KmallocClassesAreInTheTable) {
  const std::string text = read_file(slab_data_path("sysfs-slab-6.1-debian"));
  for (const uint32_t size : kKmallocSizes) {
    const SlubLayout at =
        *slub_layout(kmalloc61_request(size, SlabAllocator::slub), slab_machine(1));
    const std::string row =
        "\n" + kmalloc61_name(size) + " size=" + std::to_string(at.size) +
        " obj=" + std::to_string(size) + " order=" + std::to_string(at.order.value) +
        " opers=" + std::to_string(at.objects) + " align=" + std::to_string(at.align) +
        " minp=" + std::to_string(at.min_partial) + " cpup=" + std::to_string(at.cpu_partial) +
        "\n";
    EXPECT_NE(text.find(row), std::string::npos) << row;
  }
}

TEST(SlabTables, ClassicSlabHasArrays) {
  EXPECT_TRUE(verdict_of(kRow, 2).right());
  EXPECT_EQ(verdict_of(kRow, 2).kind, "/proc/slabinfo of classic SLAB");
  const SlabTableVerdict one = verdict_of(kRow, 1);
  ASSERT_EQ(one.differences.size(), 1u);
  EXPECT_EQ(one.differences[0].expected, "arrays 120 60 8");
  EXPECT_EQ(one.differences[0].had, "120 60 0");
  const std::string wrong = "x 1 20 192 20 1 : tunables 120 60 8 : slabdata 1 1 0\n";
  EXPECT_EQ(verdict_of(wrong, 2).differences.size(), 1u);
}

TEST(SlabTables, BrokenTablesAreRefused) {
  EXPECT_EQ(refusal(""),
            "1: no row of a cache: neither a /proc/slabinfo nor a table of /sys/kernel/slab");
  EXPECT_EQ(refusal("slabinfo - version: 1.1\n"), "1: expected `slabinfo - version: 2.1`, once");
  EXPECT_EQ(refusal("a 1 2 3\n").substr(0, 35), "1: a row of slabinfo has 16 columns");
  const std::string row = kRow;
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = row;
    return "slabinfo - version: 2.1\n" + text.replace(text.find(from), from.size(), to);
  };
  EXPECT_EQ(refusal(with("147", "many")), "2: no number: `many`");
  EXPECT_EQ(refusal(with("192", "0")), "2: a size must be 1 byte to 4 MiB");
  EXPECT_EQ(refusal(with("192", "4194305")), "2: a size must be 1 byte to 4 MiB");
  EXPECT_EQ(refusal(with("192", "-8")), "2: no number: `-8`");
  EXPECT_EQ(refusal(with(" 21 ", " 0 ")), "2: a slab has objects and pages");
  const std::string sysfs = "a size=8 obj=8 order=0 opers=512 align=8 minp=5 cpup=120\n";
  EXPECT_EQ(refusal(sysfs), "");
  EXPECT_EQ(refusal(sysfs + "b size=8\n"), "2: a row has a name and 7 numbers");
  EXPECT_EQ(refusal("a size=8 obj=9 order=0 opers=512 align=8 minp=5 cpup=120"),
            "1: sizes must be 1 byte to 4 MiB, the object no larger than its slot");
  EXPECT_EQ(refusal("a size=8 obj=8 order=0 opers=512 align=7 minp=5 cpup=120"),
            "1: order= must be 0 to 10, align= a power of two");
  EXPECT_EQ(refusal(std::string(5000, 'x')), "1: the line is longer than 4096 bytes");
}

TEST(VerifySlabTool, AllCapturesAreRight) {
  std::string arguments = "verify";
  for (const char* name : kSlabCaptures) arguments += " " + slab_data_path(name);
  const ToolRun run = run_tool(arguments);
  EXPECT_EQ(run.status, 0) << run.out << run.err;
  EXPECT_EQ(run.err, "");
  EXPECT_NE(run.out.find("public-slub.txt: all right\n"
                         "  geometry            568 of 568 right\n"
                         "  objects            7043 of 7043 right\n"
                         "  slab events         415 of 415 right\n"
                         "  states             1606 of 1606 right\n"
                         "  full states        1403 of 1403 right\n"
                         "  slabinfo            146 of 146 right\n"
                         "  bytes              8387 of 8387 right\n"),
            std::string::npos)
      << run.out;
}

TEST(VerifySlabTool, TablesNeedTheNumberOfCpus) {
  const std::string table = slab_data_path("slabinfo-6.1-debian");
  const ToolRun one = run_tool("verify --cpus 1 " + table + " " + slab_data_path("public-slub"));
  EXPECT_EQ(one.status, 0) << one.out << one.err;
  EXPECT_NE(one.out.find("slabinfo-6.1-debian.txt: all right, /proc/slabinfo of SLUB\n"
                         "  objects, pages      211 of 211 right\n"),
            std::string::npos)
      << one.out;
  const ToolRun two = run_tool("verify --cpus=2 " + table);
  EXPECT_EQ(two.status, 1);
  EXPECT_NE(two.out.find(
                "UNIX: kernel objects, pages 8 objects in 2 pages, engine 16 objects in 4 pages\n"),
            std::string::npos)
      << two.out;
  EXPECT_EQ(run_tool("verify " + table).status, 2);
  for (const char* cpus : {"0", "65", "-1", "two", "1x", ""})
    EXPECT_EQ(run_tool("verify --cpus '" + std::string(cpus) + "' " + table).err,
              "kmem: --cpus needs a number of CPUs, 1 to 64\n");
}

TEST(VerifySlabTool, ADifferenceIsShownAndIsStatusOne) {
  std::string text = read_file(slab_data_path("example-slub-walk"));
  const std::string line = "\n= c0:11|5 n:4,3,2,1,0\n";
  const size_t at = text.find(line);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, line.size(), "\n= c0:11|5 n:4,3,2,0,1\n");
  const ToolRun run = run_tool("verify -", text);
  EXPECT_EQ(run.status, 1) << run.out << run.err;
  for (const char* shown : {"-: differs\n", "  states               57 of 58 right\n",
                            "the state, cache walk\n    kernel: c0:11|5 n:4,3,2,0,1\n",
                            "    engine: c0:11|5 n:4,3,2,1,0\n", ": F 0 50\n"})
    EXPECT_NE(run.out.find(shown), std::string::npos) << shown << run.out;
}

TEST(VerifySlabTool, ABrokenFileIsStatusTwo) {
  const std::string broken = scratch_path("broken-slab.txt");
  write_file(broken, "kmem-capture v1 slab\nK allocator=slob\n");
  const ToolRun run = run_tool("verify " + broken + " " + slab_data_path("example-slub-walk"));
  EXPECT_EQ(run.status, 2);
  EXPECT_EQ(run.err, "kmem: " + broken + ":2: `K` begins with allocator=slub or allocator=slab\n");
  EXPECT_NE(run.out.find("all right"), std::string::npos);
}

}  // namespace
}  // namespace kmem
