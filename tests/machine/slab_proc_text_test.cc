// The kernel's words about object caches, against its own files where there are some.
#include "machine/slab_proc_text.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "slab/linux_set_world.h"

namespace kmem {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// The columns 1 and 4 to 6 of a slabinfo row: what does not depend on use.
std::string geometry(const std::string& row) {
  std::istringstream in(row);
  std::string name, active, objects, size, per_slab, pages;
  in >> name >> active >> objects >> size >> per_slab >> pages;
  return name + ' ' + size + ' ' + per_slab + ' ' + pages;
}

// The classes of a real Debian kernel, in its order.
TEST(SlabProcText, SlabinfoListsKmallocAsARealKernelDoes) {
  std::ifstream file(std::string(KMEM_SOURCE_DIR) + "/tests/data/slab/slabinfo-6.1-debian.txt");
  std::vector<std::string> real, ours;
  for (std::string line; std::getline(file, line);)
    if (line.rfind("kmalloc-", 0) == 0 && line.rfind("kmalloc-cg", 0) != 0 &&
        line.rfind("kmalloc-rcl", 0) != 0)
      real.push_back(geometry(line));
  const LinuxCacheSet set(SlabAllocator::slub, slab_machine(1));
  for (const std::string& line : lines_of(slabinfo_text(set)))
    if (line.rfind("kmalloc-", 0) == 0) ours.push_back(geometry(line));
  ASSERT_EQ(real.size(), 13u);
  EXPECT_EQ(ours, real);
}

TEST(SlabProcText, SlabinfoReadsHighAfterOneAllocation) {
  SetWorld world(SlabAllocator::slub, 1);
  const CacheId id = world.create("dentry", {.size = 56});
  world.alloc(id);
  const std::vector<std::string> lines = lines_of(slabinfo_text(world.set));
  ASSERT_EQ(lines.size(), 16u);
  EXPECT_EQ(lines[2],
            "dentry                73     73     56   73    1 : tunables    0    0    0 : "
            "slabdata      1      1      0");
  SetWorld slab(SlabAllocator::slab, 2);
  slab.alloc(slab.create("dentry", {.size = 56}));
  EXPECT_EQ(lines_of(slabinfo_text(slab.set))[2],
            "dentry                16     71     56   71    1 : tunables  120   60    8 : "
            "slabdata      1      1      0");
}

TEST(SlabProcText, SlabtopPutsMostObjectsFirst) {
  SetWorld world(SlabAllocator::slub, 1);
  const CacheId few = world.create("few", {.size = 3000});
  const CacheId many = world.create("many", {.size = 56});
  world.alloc(few);
  world.alloc(many);
  EXPECT_EQ(slabtop_order(world.set)[0], many);
  const std::vector<std::string> lines = lines_of(slabtop_text(world.set));
  EXPECT_EQ(lines[0], "  OBJS ACTIVE  USE OBJ SIZE  SLABS OBJ/SLAB CACHE SIZE NAME");
  EXPECT_EQ(lines[1],
            "    73     73 100%    0.05K      1       73         4K many                   ");
  EXPECT_EQ(lines[2],
            "    10     10 100%    2.93K      1       10        32K few                    ");
}

TEST(SlabProcText, SysfsHasTheValuesOfARealKernel) {
  SetWorld world(SlabAllocator::slub, 2);
  const CacheId id = world.create("big", {.size = 3000});
  std::vector<Address> held;
  for (int i = 0; i < 21; ++i) held.push_back(world.alloc(id));
  world.free(id, held[0]);
  const std::string text = sysfs_slab_text(world.set[id]);
  const auto has = [&](const std::string& line) {
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
  };
  EXPECT_TRUE(has("object_size 3000"));
  EXPECT_TRUE(has("slab_size 3000"));
  EXPECT_TRUE(has("objs_per_slab 10"));
  EXPECT_TRUE(has("order 3"));
  EXPECT_TRUE(has("min_partial 5"));
  EXPECT_TRUE(has("cpu_partial 24"));
  EXPECT_TRUE(has("cpu_slabs 2 N0=2"));
  EXPECT_TRUE(has("slabs_cpu_partial 5(1) C0=5(1)"));
  EXPECT_TRUE(has("partial 0"));
  EXPECT_TRUE(has("slabs 3 N0=3"));
  EXPECT_TRUE(has("total_objects 30 N0=30"));
  EXPECT_TRUE(has("alloc_fastpath 18"));
  EXPECT_TRUE(has("alloc_slab 3"));
  EXPECT_TRUE(has("cpu_partial_free 1")) << text;
  EXPECT_EQ(sysfs_slab_text(LinuxCacheSet(SlabAllocator::slab, {})[CacheId(0)]), "");
}

TEST(SlabProcText, TracepointsPrintAsFtraceDoes) {
  SetWorld world(SlabAllocator::slub, 1);
  const LinuxCache& cache = world.set[world.create("filp", {.size = 184, .align = 64})];
  EXPECT_EQ(trace_kmem_cache_alloc(cache, 0xffffffff81000000, 0xffff888000100000),
            "kmem_cache_alloc: call_site=0xffffffff81000000 ptr=ffff888000100000 bytes_req=184 "
            "bytes_alloc=192 gfp_flags=GFP_NOWAIT node=-1 accounted=false");
  EXPECT_EQ(trace_kmem_cache_free(cache, 0xffffffff81000000, 0xffff888000100000),
            "kmem_cache_free: call_site=0xffffffff81000000 ptr=ffff888000100000 name=filp");
  EXPECT_EQ(trace_kfree(0xffffffff81000000, 0),
            "kfree: call_site=0xffffffff81000000 ptr=0000000000000000");
}

}  // namespace
}  // namespace kmem
