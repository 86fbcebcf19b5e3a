// Constants of zones from their sizes, layouts out of /proc/zoneinfo, and the lists after boot.
#include "buddy/zone_layout.h"

#include "buddy/boot_fill.h"
#include "linux/capture_file.h"
#include "linux/zone_builder.h"
#include "machine/zoneinfo.h"
#include "support/tool.h"

namespace kmem {
namespace {

// Batch, limit and threshold are derivable in every recorded head where they were not forced.
TEST(ZoneConstants, AreThoseOfTheRecordedMachines) {
  for (const char* name : kCaptures) {
    CaptureReader reader;
    ASSERT_EQ(read_capture_text(read_file(capture_path(name)), reader), "");
    const bool forced = std::string(name) == "public-2-pcp";
    for (const ZoneLayout& zone : reader.capture().asked.layout.zones) {
      EXPECT_EQ(stat_threshold_for(zone.managed, 1), zone.stat_threshold);
      EXPECT_EQ(zone.high - zone.low, std::max(zone.min / 4, zone.managed / 1000));
      EXPECT_EQ(zone.low - zone.min, zone.high - zone.low);
      if (forced) continue;
      EXPECT_EQ(pcp_batch_for(zone.managed), zone.pcp_batch);
      EXPECT_EQ(pcp_high_for(zone.low, zone.pcp_batch, 1), zone.pcp_high);
    }
  }
}

TEST(ZoneConstants, KnownValues) {
  EXPECT_EQ(pcp_batch_for(3840), 1u);
  EXPECT_EQ(pcp_batch_for(16384), 3u);
  EXPECT_EQ(pcp_batch_for(65536), 15u);
  EXPECT_EQ(pcp_batch_for(262144), 63u);
  EXPECT_EQ(pcp_batch_for(4000000), 63u);
  EXPECT_EQ(pcp_high_for(6328, 63, 2), 3164u);
  EXPECT_EQ(pcp_high_for(14758, 63, 2), 7379u);
  EXPECT_EQ(pcp_high_for(100, 63, 1), 252u);
  EXPECT_EQ(stat_threshold_for(4000000, 64), 112u);
  EXPECT_EQ(stat_threshold_for(40000000, 4096), 125u);
  for (const auto& [pages, kbytes] :
       {std::pair{4096u, 512u}, std::pair{16384u, 1024u}, std::pair{65536u, 2048u},
        std::pair{1048576u, 8192u}, std::pair{1u, 128u}, std::pair{4000000000u, 262144u}})
    EXPECT_EQ(default_min_free_kbytes(pages), kbytes) << pages;
}

ZoneLayout sized(uint32_t index, uint32_t start, uint32_t pages) {
  ZoneLayout zone;
  zone.index = index;
  zone.start = start;
  zone.spanned = zone.present = zone.managed = pages;
  return zone;
}

TEST(ZoneConstants, OneZoneOf64MiB) {
  NodeLayout layout;
  layout.zones = {sized(kZoneNormal, 0, 16384)};
  derive_constants(layout);
  EXPECT_EQ(layout_fault(layout), nullptr);
  const ZoneLayout& zone = layout.zones[0];
  EXPECT_EQ(zone.min, 256u);
  EXPECT_EQ(zone.low, 320u);
  EXPECT_EQ(zone.high, 384u);
  EXPECT_EQ(zone.pcp_batch, 3u);
  EXPECT_EQ(zone.pcp_high, 320u);
}

// A machine of 10 GiB that was measured: 67584 kB kept free, 2 CPUs.
TEST(ZoneConstants, ThreeZones) {
  NodeLayout layout;
  layout.zones = {sized(kZoneDma, 1, 3840), sized(kZoneDma32, 4096, 772917),
                  sized(kZoneNormal, 1048576, 1802240)};
  derive_constants(layout, 2, 67584);
  EXPECT_EQ(layout_fault(layout), nullptr);
  EXPECT_EQ(layout.zonelist, (std::vector<uint32_t>{2, 1, 0}));
  const uint32_t marks[3][3] = {{25, 31, 37}, {5063, 6328, 7593}, {11807, 14758, 17709}};
  for (uint32_t i = 0; i < 3; ++i) {
    EXPECT_EQ(layout.zones[i].min, marks[i][0]);
    EXPECT_EQ(layout.zones[i].low, marks[i][1]);
    EXPECT_EQ(layout.zones[i].high, marks[i][2]);
  }
  EXPECT_EQ(layout.zones[0].lowmem_reserve,
            (std::array<uint32_t, 5>{0, 3019, 10059, 10059, 10059}));
  EXPECT_EQ(layout.zones[1].lowmem_reserve, (std::array<uint32_t, 5>{0, 0, 7040, 7040, 7040}));
  EXPECT_EQ(layout.zones[2].lowmem_reserve, (std::array<uint32_t, 5>{}));
  EXPECT_TRUE(layout.policy.mobility);
}

TEST(ZoneConstants, TinyMachinesDoNotGroupByMobility) {
  for (const uint32_t pages : {2559u, 2560u}) {
    NodeLayout layout;
    layout.zones = {sized(kZoneDma, 1, pages)};
    derive_constants(layout);
    EXPECT_EQ(layout.policy.mobility, pages == 2560);
  }
}

const std::string& zoneinfo_text() {
  static const std::string text =
      read_file(std::string(KMEM_SOURCE_DIR) + "/tests/data/proc/linux-6.1-zoneinfo.txt");
  return text;
}

TEST(Zoneinfo, GivesTheLayout) {
  NodeLayout layout;
  const ZoneinfoError error = parse_zoneinfo(zoneinfo_text(), layout);
  ASSERT_EQ(error.line, 0u) << error.text;
  ASSERT_EQ(layout.zones.size(), 2u);
  ZoneLayout dma32 = sized(kZoneDma32, 4096, 126944);
  dma32.managed = 116484;
  dma32.min = 663;
  dma32.low = dma32.pcp_high = 828;
  dma32.high = 993;
  dma32.pcp_batch = 31;
  dma32.stat_threshold = 6;
  EXPECT_EQ(layout.zones[1], dma32);
  EXPECT_EQ(layout.zones[0].lowmem_reserve, (std::array<uint32_t, 5>{0, 445, 445, 445, 445}));
  EXPECT_EQ(layout.zonelist, (std::vector<uint32_t>{1, 0}));
}

// Every CPU says its own limits; those of the first are taken.
TEST(Zoneinfo, TakesTextsOfSeveralCpus) {
  std::string text = zoneinfo_text();
  const std::string first = "  vm stats threshold: 2\n";
  text.insert(text.find(first) + first.size(),
              "    cpu: 1\n              count: 9\n              high:  99\n"
              "              batch: 9\n  vm stats threshold: 9\n");
  NodeLayout layout, plain;
  EXPECT_EQ(parse_zoneinfo(text, layout).text, "");
  parse_zoneinfo(zoneinfo_text(), plain);
  EXPECT_EQ(layout, plain);
}

std::string refusal(std::string_view from, std::string_view to) {
  std::string text = zoneinfo_text();
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  NodeLayout layout;
  const ZoneinfoError error = parse_zoneinfo(text.replace(at, from.size(), to), layout);
  return std::to_string(error.line) + ": " + error.text;
}

TEST(Zoneinfo, RefusesWithLineAndReason) {
  NodeLayout layout;
  EXPECT_EQ(parse_zoneinfo("", layout).text, "impossible zones: no zone");
  EXPECT_EQ(parse_zoneinfo("nonsense\n\n", layout).line, 2u);
  EXPECT_EQ(parse_zoneinfo("Node", layout).text, "the text ends in the middle of a line");
  EXPECT_EQ(refusal("Node 0, zone    DMA32", "Node 1, zone    DMA32"),
            "81: only node 0 can be modelled");
  EXPECT_EQ(refusal("Node 0, zone    DMA32", "Node 0, zoo"), "81: expected `Node 0, zone NAME`");
  EXPECT_EQ(refusal("zone    DMA32", "zone HighMem"), "81: no zone is called `HighMem`");
  EXPECT_EQ(refusal("min      22", "min      x"), "48: bad number behind `min`");
  EXPECT_EQ(refusal("min      22\n", "min      22\n        min      22\n"),
            "49: `min` is said twice");
  EXPECT_EQ(refusal("        min      22\n", ""), "1: zone DMA lacks `min`");
  EXPECT_EQ(refusal("(0, 445, 445, 445, 445)", "(0, 445)"), "55: protection needs five numbers");
  EXPECT_EQ(refusal("(0, 445, 445, 445, 445)", "0"), "55: protection needs numbers in parentheses");
  EXPECT_EQ(refusal("  start_pfn:           1\n", ""), "1: zone DMA lacks `start_pfn:`");
  EXPECT_NE(refusal("start_pfn:           4096", "start_pfn:           4000")
                .find("impossible zones: zones overlap"),
            std::string::npos);
  EXPECT_NE(refusal("spanned  126944", "spanned  41269440").find("at most 16777216"),
            std::string::npos);
}

// Only where a zone ends can a text be cut without being noticed.
TEST(Zoneinfo, RefusesATextThatIsCut) {
  const size_t dma_end = zoneinfo_text().find("Node 0, zone    DMA32");
  const size_t dma32_end = zoneinfo_text().find("Node 0, zone   Normal");
  for (size_t length = 1; length < dma32_end; ++length) {
    NodeLayout layout;
    const ZoneinfoError error = parse_zoneinfo(zoneinfo_text().substr(0, length), layout);
    EXPECT_EQ(error.line == 0, length == dma_end) << length;
  }
}

TEST(BootFill, LargestAlignedBlocksInAscendingOrder) {
  NodeLayout layout;
  layout.zones = {sized(kZoneDma, 1, 4095)};
  derive_constants(layout);
  LinuxNode node(layout);
  boot_fill(node, {{1, 4096}});
  for (uint32_t order = 0; order < 10; ++order)
    EXPECT_EQ(pfns(node.zone(0), order, M), Pfns{1u << order});
  EXPECT_EQ(pfns(node.zone(0), 10, M), (Pfns{1024, 2048, 3072}));
  EXPECT_EQ(node.zone(0).free, (FreeCounter{4095, 0, 2}));
  EXPECT_EQ(audit(node), nullptr);
}

TEST(BootFill, AThousandPagesAreSixBlocks) {
  NodeLayout layout;
  layout.zones = {sized(kZoneNormal, 0, 1000)};
  derive_constants(layout);
  LinuxNode node(layout);
  boot_fill(node, {{0, 1000}});
  for (const uint32_t order : {9u, 8u, 7u, 6u, 5u, 3u})
    EXPECT_EQ(pfns(node.zone(0), order, M).size(), 1u) << order;
  EXPECT_EQ(audit(node), nullptr);
}

TEST(BootFill, NeighbouringRunsBecomeOneAndGoToTheTail) {
  NodeLayout layout;
  layout.zones = {sized(kZoneNormal, 0, 8192)};
  derive_constants(layout);
  LinuxNode node(layout);
  boot_fill(node, {{0, 512}, {512, 2000}, {3000, 8192}});
  EXPECT_EQ(pfns(node.zone(0), 10, M), (Pfns{0, 3072, 4096, 5120, 6144, 7168}));
  EXPECT_EQ(node.zone(0).free.shared, 2000 + 8192 - 3000);
  EXPECT_EQ(audit(node), nullptr);
}

TEST(BootFill, ZonesShareTheRunsAndHolesHaveNoType) {
  NodeLayout layout;
  layout.zones = {sized(kZoneDma, 1, 4095), sized(kZoneDma32, 4096, 10000)};
  layout.zones[1].present = layout.zones[1].managed = 3000;
  derive_constants(layout);
  LinuxNode node(layout);
  boot_fill(node, {{100, 6000}});
  EXPECT_EQ(node.zone(0).free.shared, 4096 - 100);
  EXPECT_EQ(node.zone(1).free.shared, 6000 - 4096);
  EXPECT_EQ(image_of(node.zone(1)).blocks[5], M);
  EXPECT_EQ(image_of(node.zone(1)).blocks[6], MigrateType::none);
  EXPECT_EQ(audit(node), nullptr);
}

TEST(BootFill, WithoutAMapTheKernelIsAtTheStartAndTheHoleAtTheEnd) {
  NodeLayout layout;
  layout.zones = {sized(kZoneDma, 1, 4095)};
  layout.zones[0].present = 3998;
  layout.zones[0].managed = 3840;
  EXPECT_EQ(plain_runs(layout), (std::vector<FrameRun>{{159, 3999}}));
}

}  // namespace
}  // namespace kmem
