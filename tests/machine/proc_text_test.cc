// The formats are the kernel's (6.1: mm/vmstat.c frag_show_print, mm/slab_common.c cache_show).
#include "machine/proc_text.h"

#include <gtest/gtest.h>

namespace kmem {
namespace {

TEST(Buddyinfo, OneColumnPerOrder) {
  Machine machine = *Machine::create({.frames = 16});
  EXPECT_EQ(buddyinfo(machine.zone()),
            "Node 0, zone   Normal      0      0      0      0      1 \n");
  Program program;
  NullLog log;
  machine.execute({.op = Op::alloc_pages, .order = 0, .handle = 0}, program, log);
  EXPECT_EQ(buddyinfo(machine.zone()),
            "Node 0, zone   Normal      1      1      1      1      0 \n");
}

// An eleven-order segment gives lines of the same shape as a line of a real machine.
TEST(Buddyinfo, HasTheShapeOfARealOne) {
  const std::string real =
      "Node 0, zone    DMA32      7      6      7      8      4      7      5      6      4      2 "
      "    87 \n";
  const Machine machine = *Machine::create({.frames = 1024});
  EXPECT_EQ(buddyinfo(machine.zone()).size(), real.size());
}

class SlabinfoTest : public testing::Test {
 protected:
  void create(const char* name, Bytes size) {
    const auto index = static_cast<uint16_t>(program_.cache_vars.size());
    program_.cache_vars.push_back({.name = name});
    program_.cache_requests.push_back({.name = name, .spec = {.size = size}});
    machine_.execute({.op = Op::kmem_cache_create, .cache = index, .number = index}, program_,
                     log_);
  }
  void alloc(uint16_t cache, uint32_t count) {
    for (uint32_t i = 0; i < count; ++i)
      machine_.execute({.op = Op::kmem_cache_alloc, .cache = cache, .handle = handles_++}, program_,
                       log_);
  }

  Machine machine_ = *Machine::create({.frames = 64});
  Program program_;
  NullLog log_;
  uint32_t handles_ = 0;
};

constexpr const char* kHead =
    "slabinfo - version: 2.1\n"
    "# name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab> : tunables "
    "<limit> <batchcount> <sharedfactor> : slabdata <active_slabs> <num_slabs> <sharedavail>\n";

TEST_F(SlabinfoTest, IsOnlyAHeadAtFirst) { EXPECT_EQ(slabinfo(machine_.caches()), kHead); }

// The second row is byte by byte how a real machine with one dentry slab prints it.
TEST_F(SlabinfoTest, PrintsTheNewestCacheFirst) {
  create("dentry", 192);
  create("files_cache", 700);
  alloc(0, 21);
  EXPECT_EQ(slabinfo(machine_.caches()),
            std::string(kHead) +
                "files_cache            0      0    704   11    2 : tunables    0    0    0 : "
                "slabdata      0      0      0\n"
                "dentry                21     21    192   21    1 : tunables    0    0    0 : "
                "slabdata      1      1      0\n");
}

// objsize is the distance between objects, and a slab without an object in use is not active.
TEST_F(SlabinfoTest, CountsEmptySlabsAsInactive) {
  create("odd", 1001);
  alloc(0, 1);
  machine_.execute({.op = Op::kmem_cache_free, .cache = 0, .handle = 0}, program_, log_);
  EXPECT_EQ(slabinfo(machine_.caches()),
            std::string(kHead) +
                "odd                    0      4   1008    4    1 : tunables    0    0    0 : "
                "slabdata      0      1      0\n");
}

TEST_F(SlabinfoTest, ShowsAKmallocClassOnceItHadASlab) {
  machine_.execute({.op = Op::kmalloc, .handle = 0, .number = 100}, program_, log_);
  EXPECT_EQ(slabinfo(machine_.caches()),
            std::string(kHead) +
                "kmalloc-128            1     32    128   32    1 : tunables    0    0    0 : "
                "slabdata      1      1      0\n");
}

TEST_F(SlabinfoTest, KeepsLongNamesWholeAndForgetsDestroyedCaches) {
  create("a_name_of_more_than_17", 64);
  create("gone", 64);
  machine_.execute({.op = Op::kmem_cache_destroy, .cache = 1}, program_, log_);
  EXPECT_EQ(slabinfo(machine_.caches()),
            std::string(kHead) +
                "a_name_of_more_than_17      0      0     64   64    1 : tunables    0    0    0 : "
                "slabdata      0      0      0\n");
}

}  // namespace
}  // namespace kmem
