// Slab captures that are none: each is refused with its line and the reason.
#include <gtest/gtest.h>

#include "linux/slab_capture_file.h"
#include "machine/slab_capture_verify.h"

namespace kmem {
namespace {

constexpr const char* kWhole =
    "kmem-capture v1 slab\n"
    "K allocator=slub kernel=6.1.192 cpus_online=1 cpus_present=1 cpus_possible=1 nr_cpu_ids=1 "
    "page_size=4096 cache_line=64 hz=250\n"
    "# one cache\n"
    "C name=w object=2048 align=0 flags=0x0 ctor=0\n"
    "G size=2048 object_size=2048 inuse=2048 offset=1024 align=8 red_left_pad=0 order=2 objects=8 "
    "min_order=0 min_objects=2 min_partial=5 cpu_partial=24 cpu_partial_slabs=6 "
    "flags=0x40000000\n"
    "A 0 0 0 0 +0@4b4c/2/8\n"
    "= c0:0| n:\n"
    "B 0 1 2 0.1 0.2\n"
    "W 1 5f\n"
    "M 0 1 2\n"
    "F 0 0\n"
    "X -0\n"
    "= c0:-| n:\n"
    "D info active_objs=0 num_objs=0 active_slabs=0 num_slabs=0 shared_avail=0\n"
    "D totals slabs=0 objects=0 nr_partial=0\n"
    "D cpu 0 slab=-1 free=- partial=-\n"
    "E\n";

// The text with one piece replaced.
std::string with(std::string_view from, std::string_view to) {
  std::string text = kWhole;
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string refusal(std::string_view text, const SlabCaptureLimits& limits = {}) {
  SlabCaptureReader reader(limits);
  return read_slab_text(text, reader);
}

TEST(SlabCaptureReader, TakesASmallCapture) {
  SlabCaptureReader reader;
  ASSERT_EQ(read_slab_text(kWhole, reader), "");
  const SlabVerdict verdict = verify(reader.capture());
  EXPECT_TRUE(verdict.right()) << verdict.first.line << verdict.first.expected << verdict.first.had;
  EXPECT_EQ(verdict.objects.all, 3u);
  EXPECT_EQ(refusal(std::string(kWhole).substr(0, std::string(kWhole).size() - 1)), "");
}

TEST(SlabCaptureReader, RefusesWhatIsNoCapture) {
  EXPECT_EQ(refusal(""), "1: the file is empty: no `kmem-capture v1 slab`");
  EXPECT_EQ(refusal("kmem-capture v1\n"), "1: the first line must be `kmem-capture v1 slab`");
  EXPECT_EQ(refusal("kmem-capture v1 slab\n"), "1: the file ends here, before `K`");
  EXPECT_EQ(refusal("kmem-capture v1 slab\nC name=x\n"), "2: `K`, the machine, must come first");
  EXPECT_EQ(refusal(std::string_view(kWhole).substr(0, std::string_view(kWhole).find("C name"))),
            "3: the file holds no cache");
}

TEST(SlabCaptureReader, RefusesImpossibleMachines) {
  EXPECT_EQ(refusal(with("allocator=slub", "allocator=slob")),
            "2: `K` begins with allocator=slub or allocator=slab");
  EXPECT_EQ(refusal(with("cpus_online=1", "cpus_online=0")),
            "2: cpus_online must be 1 to 64, not `0`");
  EXPECT_EQ(refusal(with("cpus_online=1", "cpus_online=2")),
            "2: CPUs online, present, possible and their ids must not decrease in this order");
  EXPECT_EQ(refusal(with("nr_cpu_ids=1", "nr_cpu_ids=65")),
            "2: nr_cpu_ids must be 1 to 64, not `65`");
  EXPECT_EQ(refusal(with("page_size=4096", "page_size=16384")),
            "2: page_size must be 4096, not `16384`");
  EXPECT_EQ(refusal(with(" cache_line=64", "")), "2: `K` lacks cache_line=");
  EXPECT_EQ(refusal(with("cpus_present=1", "cpus_online=1")), "2: `cpus_online=1` is said twice");
  EXPECT_EQ(refusal(with("hz=250", "boot=min_order:11")), "2: min_order must be 0 to 10, not `11`");
  EXPECT_EQ(refusal(with("hz=250", "boot=debug:FQ")), "2: unknown letter of debug: `FQ`");
  EXPECT_EQ(refusal(with("# one cache\n", "K allocator=slub\n")), "3: `K` is said twice");
}

TEST(SlabCaptureReader, RefusesImpossibleCaches) {
  const char* size = "4: object= must be 1 byte to 4 MiB";
  EXPECT_EQ(refusal(with("object=2048", "object=0")), size);
  EXPECT_EQ(refusal(with("object=2048", "object=-1")), size);
  EXPECT_EQ(refusal(with("object=2048", "object=4194305")), size);
  EXPECT_EQ(refusal(with("object=2048", "object=99999999999")), size);
  EXPECT_EQ(refusal(with("align=0", "align=24")),
            "4: align= must be 0 or a power of two up to 4 MiB");
  EXPECT_EQ(refusal(with("flags=0x0", "flags=0x80000000")),
            "4: flags= must be flags of kmem_cache_create, as 0x…");
  EXPECT_EQ(refusal(with("ctor=0", "ctor=2")), "4: the last field is ctor=0 or ctor=1");
  EXPECT_EQ(refusal(with("name=w", "called=w")), "4: `C` begins with name=");
  EXPECT_EQ(refusal(with("G size", "A size")), "5: `G`, the geometry, must follow `C`");
  EXPECT_EQ(refusal(with("G size", "#")), "6: `G`, the geometry, must follow `C`");
}

// A record that contradicts itself.
TEST(SlabCaptureReader, RefusesContradictions) {
  EXPECT_EQ(refusal(with("A 0 0 0 0", "A 1 0 0 0")),
            "6: the CPU must be below 1, the number of CPUs online");
  EXPECT_EQ(refusal(with("A 0 0 0 0", "A 0 1 0 0")), "6: handle 1; the next is 0");
  EXPECT_EQ(refusal(with("A 0 0 0 0", "A 0 0 1 0")), "6: there is no slab 1");
  EXPECT_EQ(refusal(with("A 0 0 0 0", "A 0 0 0 8")), "6: slab 0 has 8 slots, none of number 8");
  EXPECT_EQ(refusal(with("+0@", "+1@")), "6: slab 1 is made; the next number is 0");
  EXPECT_EQ(refusal(with("@4b4c/2", "@4b4d/2")),
            "6: the block of the slab is not aligned to its size");
  EXPECT_EQ(refusal(with("/2/8", "/11/8")), "6: an order is at most 10, not 11");
  EXPECT_EQ(refusal(with("/2/8", "/2/0")), "6: a slab holds 1 to 32767 objects, not 0");
  EXPECT_EQ(refusal(with("/2/8", "/2/2049")), "6: a slab of order 2 cannot hold 2049 objects");
  EXPECT_EQ(refusal(with("@4b4c/", "@fffffffc/")), "6: a page frame beyond 64 GiB");
  EXPECT_EQ(refusal(with("0.1 0.2", "0.1 0.1")), "8: slot 1 of slab 0 is in use already");
  EXPECT_EQ(refusal(with("0.1 0.2", "0.1 0.2 +1@4b4c/2/8")),
            "8: the block of slab 1 overlaps that of another slab");
  EXPECT_EQ(refusal(with("F 0 0", "F 0 1")), "11: handle 1 holds no object");
  EXPECT_EQ(refusal(with("F 0 0", "F 0 7")), "11: handle 7 holds no object");
  EXPECT_EQ(refusal(with("F 0 0\n", "")),
            "11: slab 0 is given back, but 1 of its objects are in use");
  EXPECT_EQ(refusal(with("X -0", "X -1")), "12: slab 1 is given back, but there is no such slab");
  EXPECT_EQ(refusal(with("= c0:0| n:\n", "= c0:0| n:\n= c0:0| n:\n")),
            "8: two states after one request");
  EXPECT_EQ(refusal(with("X -0\n", "p released=1\n")), "12: `p`, but memory is not scarce");
  EXPECT_EQ(refusal(with("X -0", "R node=0 changed=0")), "12: only classic SLAB has a reaper");
}

TEST(SlabCaptureReader, RefusesBrokenLines) {
  EXPECT_EQ(refusal(with("A 0 0 0 0", "A 0 0 0")), "6: `A` needs a slab and a slot, or `fail`");
  EXPECT_EQ(refusal(with("+0@4b4c/2/8", "+0@4b4c/2")), "6: bad event `+0@4b4c/2`");
  EXPECT_EQ(refusal(with("+0@4b4c/2/8", "?0")), "6: unknown event `?0`");
  EXPECT_EQ(refusal(with("B 0 1 2", "B 0 1 3")), "8: `B` says 3 objects, and names 2");
  EXPECT_EQ(refusal(with("B 0 1 2", "B 0 1 1")), "8: expected 1 objects as slab.slot, not `0.2`");
  EXPECT_EQ(refusal(with("B 0 1 2", "B 0 1 0")),
            "8: `B` needs a first handle and a number of objects, 1 to 4096");
  EXPECT_EQ(refusal(with("W 1 5f", "W 1 100")), "9: `W` needs a handle and a byte, such as 3 5f");
  EXPECT_EQ(refusal(with("M 0 1 2", "M 0")), "10: `M` needs handles");
  EXPECT_EQ(refusal(with("X -0", "Q")), "12: unknown line `Q`");
  EXPECT_EQ(refusal(with("D info", "D totals")), "14: a full state begins with `D info`");
  EXPECT_EQ(refusal(with("E\n", "E nough\n")), "17: `E` stands alone, not with `nough`");
  EXPECT_EQ(refusal(with("E\n", "")), "16: the file ends here, before the `E` of cache w");
  EXPECT_EQ(refusal(with("E\n", "C name=x object=8 align=0 flags=0x0 ctor=0\n")),
            "17: `C`, but the cache before has no `E`");
}

TEST(SlabCaptureReader, RefusesBrokenDumps) {
  const auto dump = [](std::string_view line) {
    return refusal(with("W 1 5f\n", std::string(line) + "\n"));
  };
  EXPECT_EQ(dump("H 0 0 base=ffff888004b4c000 00ff"), "");
  EXPECT_EQ(dump("H 1 0 base=ffff888004b4c000 00"), "9: there is no slab 1");
  EXPECT_EQ(dump("H 0 9 base=ffff888004b4c000 00"), "9: slab 0 has 8 slots, none of number 9");
  EXPECT_EQ(dump("H 0 0 base=ffff888004b4c001 00"), "9: base= must be the address of a page");
  EXPECT_EQ(dump("H 0 0 base=ffff888004b4c000 0"), "9: `H` needs 1 to 512 bytes in hexadecimal");
  EXPECT_EQ(dump("H 0 0 base=ffff888004b4c000 0g"), "9: no hexadecimal byte: `0g`");
  EXPECT_EQ(dump("H 0 0 base=ffff888004b4c000 00\nH 0 0 base=ffff888004b4d000 00"),
            "10: this base contradicts an earlier one, or the slab's page frame");
}

TEST(SlabCaptureReader, KeepsToItsLimits) {
  SlabCaptureLimits limits;
  limits.line_bytes = 20;
  EXPECT_EQ(refusal(kWhole, limits), "2: the line is longer than 20 bytes");
  limits = {};
  limits.requests = 3;
  EXPECT_EQ(refusal(kWhole, limits), "10: more than 3 requests");
  limits = {};
  limits.text = 100;
  EXPECT_EQ(refusal(kWhole, limits), "4: more than 100 bytes of answers");
  // Short answers count for what they take in memory, which is more than their text.
  limits.text = 2000;
  std::string many = "D totals\n";
  for (uint32_t i = 0; i < 100; ++i) many += "D x\n";
  const std::string refused =
      refusal(with("D totals slabs=0 objects=0 nr_partial=0\n", many), limits);
  EXPECT_NE(refused.find("more than 2000 bytes of answers"), std::string::npos) << refused;
  limits = {};
  limits.caches = 0;
  EXPECT_EQ(refusal(kWhole, limits), "4: more than 0 caches");
}

// 70 objects of 4 MiB, whose slabs are said to be of this order.
std::string huge_record(uint32_t order) {
  std::string text =
      "kmem-capture v1 slab\nK allocator=slub kernel=6.1 cpus_online=1 cpus_present=1 "
      "cpus_possible=1 nr_cpu_ids=1 page_size=4096 cache_line=64\n"
      "C name=big object=4194304 align=0 flags=0x0 ctor=0\nG no matter\n";
  for (uint32_t i = 0; i < 70; ++i) {
    char line[80];
    std::snprintf(line, sizeof line, "A 0 %u %u 0 +%u@%x/%u/1\n", i, i, i, i * 1024, order);
    text += line;
  }
  return text + "E\n";
}

// Slabs that together are larger than can be simulated are refused where they are read; where the
// record makes them smaller than they are, by the verification. That is an error, no difference.
TEST(SlabCaptureReader, HugeRecordsAreRefused) {
  EXPECT_EQ(refusal(huge_record(10)), "69: the slabs of this cache need more than 256 MiB");
  SlabCaptureReader reader;
  ASSERT_EQ(read_slab_text(huge_record(0), reader), "");
  EXPECT_EQ(verify(reader.capture()).error,
            "line 69: the slabs of this cache need more than 256 MiB");
}

// A whole capture with each of its bytes damaged: read or refused, never a crash.
TEST(SlabCaptureReader, SurvivesEveryDamagedByte) {
  const std::string whole = kWhole;
  for (size_t at = 0; at < whole.size(); ++at)
    for (const char c : {'0', '9', ' ', '\n', '-', '\xff'}) {
      std::string text = whole;
      text[at] = c;
      SlabCaptureReader reader;
      read_slab_text(text, reader);
      verify(reader.capture());  // also what stood before an error
    }
}

}  // namespace
}  // namespace kmem
