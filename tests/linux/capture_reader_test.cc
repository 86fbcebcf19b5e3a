// Captures that are none: each is refused with its line and the reason.
#include <gtest/gtest.h>

#include "linux/capture_file.h"
#include "machine/capture_verify.h"

namespace kmem {
namespace {

// A capture of a machine of one zone of 1024 frames, all of them free in one block.
constexpr const char* kHead =
    "kmem-capture v1\n"
    "page_size 4096\n"
    "max_order 11\n"
    "pageblock_order 9\n"
    "migrate_types 5\n"
    "pcp_types 3\n"
    "pcp_lists 14\n"
    "pcp_batch_scale_max 5\n"
    "watermark_boost_factor 15000\n"
    "mobility_disabled 1\n"
    "cpus 1\n"
    "zone 0 DMA start=0 spanned=1024 present=1024 managed=1024 min=1 low=2 high=3 pcp_high=30 "
    "pcp_batch=1 stat_threshold=0 isolated=0 lowmem_reserve=0,0,0,0,0\n"
    "zonelist 0\n";
constexpr const char* kBefore =
    "state before\n"
    "z 0 free=1024 diff=0 boost=0 highatomic=0 flags=0 pcp_count=0 free_factor=0\n"
    "list 10 U 1 0\n"
    "blocks 0 U2\n"
    "lru\n"
    "end\n";
constexpr const char* kRequests =
    "a 4 U N W 0\n"
    "f 0 4\n"
    "c 0:1024,0,0,0,0,0\n"
    "eof\n";

std::string whole() { return std::string(kHead) + kBefore + kRequests; }

// The text with one piece replaced.
std::string with(std::string_view from, std::string_view to) {
  std::string text = whole();
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string refusal(std::string_view text, const CaptureLimits& limits = {}) {
  CaptureReader reader(limits);
  return read_capture_text(text, reader);
}

TEST(CaptureReader, TakesASmallCapture) {
  CaptureReader reader;
  ASSERT_EQ(read_capture_text(whole(), reader), "");
  EXPECT_TRUE(verify(reader.capture()).right());
  EXPECT_EQ(refusal(whole().substr(0, whole().size() - 1)), "");  // no newline behind eof
}

TEST(CaptureReader, SkipsCommentsAndUnknownWords) {
  EXPECT_EQ(refusal(with("cpus 1\n", "cpus 1\n# a comment\nweather fine\n\n")), "");
  EXPECT_EQ(refusal(with("lru\n", "lru\nsun 1 2 3\n")), "");
  EXPECT_EQ(refusal(with("f 0 4\n", "f 0 4\nmoon\n")), "");
}

TEST(CaptureReader, RefusesAnImpossibleHead) {
  EXPECT_EQ(refusal(""), "1: the file is empty: no `kmem-capture v1`");
  EXPECT_EQ(refusal("hello\n"), "1: the first line must be `kmem-capture v1`");
  EXPECT_EQ(refusal(with("page_size 4096", "page_size 8192")),
            "2: page_size must be 4096, not `8192`");
  EXPECT_EQ(refusal(with("max_order 11", "max_order 12")), "3: max_order must be 11, not `12`");
  EXPECT_EQ(refusal(with("cpus 1", "cpus 2")), "11: cpus must be 1, not `2`");
  EXPECT_EQ(refusal(with("pcp_batch_scale_max 5", "pcp_batch_scale_max 60")),
            "8: pcp_batch_scale_max must be 0 to 6, not `60`");
  EXPECT_EQ(refusal(with("cpus 1\n", "cpus 1\ncpus 1\n")), "12: cpus is said twice");
  EXPECT_EQ(refusal(with("cpus 1\n", "")), "13: the header lacks `cpus`");
}

TEST(CaptureReader, RefusesImpossibleZones) {
  EXPECT_EQ(refusal(with("zone 0 DMA", "zone 3 Movable")),
            "12: zone needs an index: 0 DMA, 1 DMA32, 2 Normal");
  EXPECT_EQ(refusal(with("zone 0 DMA", "zone 1 DMA")), "12: zone 1 is called DMA32");
  EXPECT_EQ(refusal(with(" min=1", "")), "12: the zone lacks `min`");
  EXPECT_EQ(refusal(with(" min=1", " min=x")), "12: bad value of `min`: `x`");
  EXPECT_EQ(refusal(with(" min=1", " min=1 min=1")), "12: `min` is said twice");
  EXPECT_EQ(refusal(with("isolated=0", "isolated=1")), "12: bad value of `isolated`: `1`");
  EXPECT_EQ(refusal(with("=0,0,0,0,0", "=0,0,0")), "12: bad value of `lowmem_reserve`: `0,0,0`");
  const auto impossible = [](const char* from, const char* to) {
    const std::string error = refusal(with(from, to));
    EXPECT_EQ(error.find("14: impossible zones: "), 0u) << error;
    return error.substr(error.rfind(": ") + 2);
  };
  EXPECT_EQ(impossible(" present=1024", " present=1025"), "more frames present than spanned");
  EXPECT_EQ(impossible(" managed=1024", " managed=1025"), "more frames managed than present");
  EXPECT_EQ(impossible(" spanned=1024", " spanned=0"), "a zone without memory");
  EXPECT_EQ(impossible(" start=0", " start=4294967295"), "a zone beyond all memory");
  EXPECT_EQ(impossible(" high=3", " high=1"), "watermarks out of order");
  EXPECT_EQ(impossible("pcp_batch=1", "pcp_batch=0"), "a batch of no pages");
  EXPECT_EQ(impossible("pcp_batch=1", "pcp_batch=4000000000"), "a batch larger than any");
  EXPECT_EQ(impossible("stat_threshold=0", "stat_threshold=126"),
            "a stat_threshold larger than any");
  EXPECT_EQ(impossible("zonelist 0", "zonelist 1"), "the zonelist does not name each zone once");
  EXPECT_EQ(impossible("zonelist 0", "zonelist"), "the zonelist does not name each zone once");
}

TEST(CaptureReader, RefusesZonesThatOverlapOrAreOutOfOrder) {
  const std::string zone =
      "present=1024 managed=1024 min=1 low=2 high=3 pcp_high=30 pcp_batch=1 stat_threshold=0 "
      "lowmem_reserve=0,0,0,0,0\n";
  EXPECT_EQ(refusal(with("zonelist", "zone 1 DMA32 start=512 spanned=1024 " + zone + "zonelist")),
            "15: impossible zones: zones overlap");
  EXPECT_EQ(refusal(with("zonelist", "zone 0 DMA start=2048 spanned=1024 " + zone + "zonelist")),
            "15: impossible zones: zones out of order");
}

TEST(CaptureReader, RefusesAStateThatContradictsItself) {
  EXPECT_EQ(refusal(with("free=1024", "free=1023")),
            "15: zone 0: free + diff is not the number of pages on the free lists");
  EXPECT_EQ(refusal(with("pcp_count=0", "pcp_count=1")),
            "15: zone 0: pcp_count is not the number of pages on the per-CPU lists");
  EXPECT_EQ(refusal(with("free_factor=0", "free_factor=6")),
            "15: free_factor is above pcp_batch_scale_max");
  EXPECT_EQ(refusal(with("list 10 U 1 0", "list 10 U 2 0")),
            "16: the count does not match the 1 page frames listed");
  EXPECT_EQ(refusal(with("list 10 U 1 0\n", "list 10 U 1 0\nlist 10 U 1 0\n")),
            "17: this list was given in line 16");
  EXPECT_EQ(refusal(with("list 10 U 1 0\n", "list 10 U 1 0\nlist 0 M 1 77\n")),
            "17: zone 0: page frame 77 is named twice");
  EXPECT_EQ(refusal(with("list 10 U 1 0", "list 9 U 2 0 0")),
            "16: zone 0: page frame 0 is named twice");
  EXPECT_EQ(refusal(with("list 10 U 1 0", "list 9 U 2 0 1024")),
            "16: zone 0: page frame 1024 lies outside its zone");
  EXPECT_EQ(refusal(with("list 10 U 1 0", "list 9 U 2 0 256")),
            "16: zone 0: page frame 256 is not aligned to its block's size");
  EXPECT_EQ(refusal(with("blocks 0 U2", "blocks 0 U1 ?1")),
            "16: zone 0: page frame 0 lies where no memory is");
  EXPECT_EQ(refusal(with("lru\n", "lru 5+1\n")), "15: zone 0: page frame 5 is named twice");
}

TEST(CaptureReader, RefusesAStateThatIsNotOneOfTheseZones) {
  EXPECT_EQ(refusal(with("state before", "state mid")), "14: the first state must be `before`");
  EXPECT_EQ(refusal(with("z 0", "z 1")),
            "15: a state must have each zone of the header once, in ascending order");
  EXPECT_EQ(refusal(with(" boost=0", "")),
            "15: z needs free, diff, boost, highatomic, flags, pcp_count and free_factor");
  EXPECT_EQ(refusal(with(" boost=0", " boost=-1")), "15: bad value of `boost`");
  EXPECT_EQ(refusal(with("list 10", "list 11")), "16: list needs an order from 0 to 10");
  EXPECT_EQ(refusal(with("list 10 U", "list 10 I")), "16: list needs U, M, R or H");
  EXPECT_EQ(refusal(with("list 10 U 1 0", "list 10 U 1 zero")), "16: bad page frame number");
  EXPECT_EQ(refusal(with("list 10 U 1 0", "pcp 14 0")), "16: pcp needs an index from 0 to 13");
  EXPECT_EQ(refusal(with("list 10 U 1 0", "pcp 1 1 5X")),
            "16: a page must be a frame number and U, M, R or H");
  EXPECT_EQ(refusal(with("blocks 0 U2", "blocks 512 U2")),
            "17: blocks must begin with the pageblock that holds the zone's first frame");
  EXPECT_EQ(refusal(with("blocks 0 U2", "blocks 0 U1")), "17: the zone has 2 pageblocks, not 1");
  EXPECT_EQ(refusal(with("blocks 0 U2", "blocks 0 U4000000000")),
            "17: more pageblocks than the zone has: 2");
  EXPECT_EQ(refusal(with("blocks 0 U2\n", "")),
            "15: zone 0: the types are not one for each pageblock");
  EXPECT_EQ(refusal(with("lru\n", "lru 1020+5\n")),
            "18: a run of lru pages must be a frame of the zone, + and a count");
  EXPECT_EQ(refusal(with("z 0 free=1024 diff=0 boost=0 highatomic=0 flags=0 pcp_count=0 "
                         "free_factor=0\n",
                         "")),
            "15: `list` before the first `z` of the state");
}

TEST(CaptureReader, RefusesRequestsThatCannotBe) {
  EXPECT_EQ(refusal(with("a 4 U", "a 11 U")), "20: a needs an order from 0 to 10");
  EXPECT_EQ(refusal(with("a 4 U", "a 4 H")), "20: a needs a type: U, M or R");
  EXPECT_EQ(refusal(with("a 4 U N", "a 4 U 2")), "20: a needs a highest zone: N, 3 or D");
  EXPECT_EQ(refusal(with("a 4 U N W", "a 4 U N Q")), "20: a needs a class: W, A, X or K");
  EXPECT_EQ(refusal(with("a 4 U N W 0", "a 4 U N W")),
            "20: a ends with a page frame number, or `-` for a failure");
  EXPECT_EQ(refusal(with("a 4 U N W 0", "a 4 U N W 8")),
            "20: page frame 8 is not aligned to order 4");
  EXPECT_EQ(refusal(with("a 4 U N W 0", "a 4 U N W 1024")), "20: page frame 1024 lies in no zone");
  EXPECT_EQ(refusal(with("f 0 4", "a 0 U N W 7")),
            "21: page frame 7 is handed out while it is in use");
  EXPECT_EQ(refusal(with("f 0 4", "f 16 4")),
            "21: page frame 16 is freed, but no request of this capture holds it");
  EXPECT_EQ(refusal(with("f 0 4\n", "f 0 4\nf 0 4\n")),
            "22: page frame 0 is freed, but no request of this capture holds it");
  EXPECT_EQ(refusal(with("f 0 4", "f 0 3")),
            "21: page frame 0 is freed as order 3, but was handed out as order 4");
  EXPECT_EQ(refusal(with("f 0 4", "f 0")), "21: f needs a page frame number and an order");
  EXPECT_EQ(refusal(with("f 0 4", "d 1")), "21: d stands alone");
  const std::string counters =
      "22: c needs ZONE:free,diff,boost,highatomic,pcp_count,free_factor of each zone";
  EXPECT_EQ(refusal(with("c 0:1024,0,0,0,0,0", "c 0:1024,0,0,0,0")), counters);
  EXPECT_EQ(refusal(with("c 0:1024,0,0,0,0,0", "c 1:1024,0,0,0,0,0")), counters);
  EXPECT_EQ(refusal(with("c 0:1024,0,0,0,0,0", "c 0:1024,0,0,0,0,0,0")), counters);
  EXPECT_EQ(refusal(with("eof\n", "")), "22: the file ends here, before `eof`");
  EXPECT_EQ(refusal(whole() + "a 4 U N W 0\n"), "24: text after `eof`");
  EXPECT_EQ(refusal(with("eof\n", std::string(kBefore) + "eof\n")),
            "23: `state before` is given twice");
}

TEST(CaptureReader, RefusesMoreThanItsLimits) {
  CaptureLimits limits;
  limits.line_bytes = 200;
  EXPECT_EQ(refusal(with("eof", std::string(201, 'x')), limits),
            "23: the line is longer than 200 bytes");
  limits = {};
  limits.frames = 1023;
  EXPECT_EQ(refusal(whole(), limits), "14: the zones span 1024 page frames; at most 1023 are read");
  limits = {};
  limits.requests = 1;
  EXPECT_EQ(refusal(whole(), limits), "21: more requests than the 1 that are read");
  limits = {};
  limits.checkpoints = 0;
  EXPECT_EQ(refusal(whole(), limits), "22: too many checkpoints");
  limits = {};
  limits.states = 0;
  EXPECT_EQ(refusal(with("eof", "state mid"), limits), "23: too many states");
  limits = {};
  limits.state_entries = 2;
  EXPECT_EQ(refusal(whole(), limits), "17: more pageblocks than the zone has: 2");
}

// A line without end is refused when it is too long, not when it ends.
TEST(CaptureReader, HoldsNoMoreThanOneLine) {
  CaptureLimits limits;
  limits.line_bytes = 1000;
  CaptureReader reader(limits);
  ASSERT_TRUE(reader.feed("kmem-capture v1\n"));
  const std::string nonsense(100, 'x');
  int pieces = 0;
  while (reader.feed(nonsense)) ASSERT_LT(++pieces, 11);
  EXPECT_EQ(reader.error().line, 2u);
  EXPECT_FALSE(reader.feed("\n"));
  EXPECT_FALSE(reader.finish());
}

TEST(CaptureVerdict, CountsAndShowsTheFirstDifference) {
  CaptureReader reader;
  ASSERT_EQ(read_capture_text(with("a 4 U N W 0\nf 0 4", "a 4 U N W 16\nf 16 4"), reader), "");
  const CaptureVerdict verdict = verify(reader.capture());
  EXPECT_FALSE(verdict.right());
  EXPECT_EQ(verdict.pages.right, 0u);
  EXPECT_EQ(verdict.pages.all, 1u);
  EXPECT_EQ(verdict.checkpoints.right, 1u);
  EXPECT_EQ(verdict.first.line, 20u);
  EXPECT_EQ(verdict.first.expected, "page frame 16");
  EXPECT_EQ(verdict.first.had, "page frame 0");
  ASSERT_EQ(verdict.first.requests.size(), 1u);
  EXPECT_EQ(verdict.first.requests[0], "line 20: a 4 U N W → 0");
}

// What the kernel refused and the engine serves must not confuse the requests behind it.
TEST(CaptureVerdict, AWrongAnswerDoesNotStopTheReplay) {
  CaptureReader reader;
  ASSERT_EQ(
      read_capture_text(with("a 4 U N W 0\nf 0 4", "a 4 U N W -\na 4 U N W 0\nf 0 4"), reader), "");
  const CaptureVerdict verdict = verify(reader.capture());
  EXPECT_EQ(verdict.failures.right, 0u);
  EXPECT_EQ(verdict.failures.all, 1u);
  EXPECT_EQ(verdict.pages.right, 0u);
  EXPECT_EQ(verdict.checkpoints.right, 0u);
  EXPECT_EQ(verdict.frees, 1u);
}

TEST(CaptureVerdict, ShowsWhereAListDiffers) {
  const std::string state =
      "state after\n"
      "z 0 free=1024 diff=0 boost=0 highatomic=0 flags=0 pcp_count=0 free_factor=0\n"
      "list 9 U 2 0 512\n"
      "blocks 0 U2\n"
      "end\n";
  CaptureReader reader;
  ASSERT_EQ(read_capture_text(with("eof", state + "eof"), reader), "");
  const CaptureVerdict verdict = verify(reader.capture());
  EXPECT_EQ(verdict.first.line, 25u);
  EXPECT_EQ(verdict.first.what, "state after, zone DMA, free list 9 U");
  EXPECT_EQ(verdict.first.expected, "2 entries; from entry 1: [0] 512");
  EXPECT_EQ(verdict.first.had, "0 entries; from entry 1: [end]");
  EXPECT_EQ(verdict.parts.all, 6u + 2u + 1u);
  EXPECT_EQ(verdict.parts.right, 6u + 1u);
}

}  // namespace
}  // namespace kmem
