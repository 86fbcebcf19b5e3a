// The kernel's own tables, byte for byte, against those of a real machine.
#include "machine/proc_text_linux.h"

#include <array>
#include <sstream>

#include "buddy/fragmentation.h"
#include "linux/zone_builder.h"
#include "machine/zoneinfo.h"
#include "support/tool.h"

namespace kmem {
namespace {

std::string recorded(const char* name) {
  return read_file(std::string(KMEM_SOURCE_DIR) + "/tests/data/proc/linux-6.1-" + name + ".txt");
}

NodeLayout recorded_layout() {
  NodeLayout layout;
  const ZoneinfoError error = parse_zoneinfo(recorded("zoneinfo"), layout);
  EXPECT_EQ(error.line, 0u) << error.text;
  return layout;
}

// Fills a zone with as many free blocks as the recorded pagetypeinfo has of each order and type,
// and as many pageblocks of each type.
using TypeCounts = std::array<std::array<uint32_t, kLinuxOrders>, kMigrateTypes>;
LinuxZone zone_with(const ZoneLayout& layout, const TypeCounts& free,
                    std::array<uint32_t, kPcpTypes> blocks) {
  LinuxZone zone(layout, {});
  uint32_t frame = zone.areas.frames();
  for (uint32_t order = kLinuxOrders; order-- > 0;)
    for (uint32_t type = 0; type < kMigrateTypes; ++type)
      for (uint32_t i = 0; i < free[type][order]; ++i)
        zone.areas.insert(frame -= 1u << order, order, static_cast<MigrateType>(type),
                          ListEnd::tail);
  uint32_t block = 0;
  for (uint32_t type = 0; type < kPcpTypes; ++type)
    for (uint32_t i = 0; i < blocks[type]; ++i)
      zone.block_types[block++] = static_cast<MigrateType>(type);
  return zone;
}

LinuxNode recorded_node() {
  const NodeLayout layout = recorded_layout();
  LinuxNode node(layout);
  node.zone(0) = zone_with(
      layout.zones[0], {{{0, 0, 0, 0, 0, 1, 1, 1}, {0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3}}}, {1, 7, 0});
  node.zone(1) = zone_with(layout.zones[1],
                           {{{1, 1, 1, 0, 2, 2, 1, 1},
                             {0, 1, 1, 5, 6, 9, 3, 7, 3, 1, 86},
                             {0, 1, 1, 1, 0, 1, 1, 0, 1, 1}}},
                           {45, 195, 8});
  node.zone(0).free.shared = 3808;
  node.zone(1).free.shared = 92035;
  node.zone(1).pcp.count = 200;
  return node;
}

TEST(ProcText, BuddyinfoIsTheKernels) {
  EXPECT_EQ(buddyinfo(recorded_node()), recorded("buddyinfo"));
}

TEST(ProcText, PagetypeinfoIsTheKernels) {
  EXPECT_EQ(pagetypeinfo(recorded_node()), recorded("pagetypeinfo"));
}

TEST(ProcText, PagetypeinfoCountsToAHundredThousand) {
  ZoneLayout layout = ZoneBuilder(262144).layout;
  LinuxNode node = node_of({zone_with(layout, {{{99999}, {100000}, {100001 - 99999}}}, {})});
  node.zone(0).areas.insert(0, 0, M, ListEnd::tail);
  const std::string text = pagetypeinfo(node);
  EXPECT_NE(text.find("type    Unmovable  99999      0"), std::string::npos);
  EXPECT_NE(text.find("type      Movable >100000      0"), std::string::npos);
}

// The kernel's text has more lines: every line of ours is there, in the same order, and nothing
// between the lines of a part.
TEST(ProcText, ZoneinfoIsThePartsOfTheKernels) {
  std::istringstream kernel(recorded("zoneinfo"));
  std::string kept;
  bool per_node = false;
  for (std::string line; std::getline(kernel, line);) {
    if (line == "  per-node stats") per_node = true;
    if (line.substr(0, 7) == "  pages" || line.substr(0, 4) == "Node") per_node = false;
    const bool counter = line.substr(0, 7) == "      n" && line[6] != ' ';
    if (!per_node && (!counter || line.find("nr_free_pages") != std::string::npos))
      kept += line + '\n';
  }
  EXPECT_EQ(zoneinfo(recorded_node()), kept);
}

TEST(ProcText, ZoneinfoComesBackAsTheSameLayout) {
  NodeLayout again;
  const ZoneinfoError error = parse_zoneinfo(zoneinfo(recorded_node()), again);
  EXPECT_EQ(error.line, 0u) << error.text;
  EXPECT_EQ(again, recorded_layout());
}

TEST(ProcText, IndicesAreWrittenAsTheKernelDoes) {
  LinuxNode node = node_of({ZoneBuilder(4096, kZoneDma)
                                .free_blocks(8, M, {256})
                                .free_blocks(9, M, {512})
                                .free_blocks(10, M, {1024, 2048, 3072})
                                .build()});
  EXPECT_EQ(unusable_index(node),
            "Node 0, zone      DMA 0.000 0.000 0.000 0.000 0.000 0.000 0.000 0.000 0.000 0.066 "
            "0.200 \n");
  EXPECT_EQ(extfrag_index(node),
            "Node 0, zone      DMA -1.000 -1.000 -1.000 -1.000 -1.000 -1.000 -1.000 -1.000 -1.000 "
            "-1.000 -1.000 \n");
  node = node_of({ZoneBuilder(1024, kZoneNormal).free_blocks(0, M, {5}).build()});
  EXPECT_EQ(extfrag_index(node).substr(0, 46), "Node 0, zone   Normal -1.000  0.-500  0.-250  ");
  EXPECT_EQ(unusable_index(node).substr(0, 34), "Node 0, zone   Normal 0.000 1.000 ");
}

TEST(Fragmentation, IndicesOfKnownCounts) {
  const std::array<uint32_t, kLinuxOrders> nothing{};
  EXPECT_EQ(unusable_index(nothing, 0), 1000);
  EXPECT_EQ(extfrag_index(nothing, 3), 0);
  const std::array<uint32_t, kLinuxOrders> eight{8};
  EXPECT_EQ(extfrag_index(eight, 3), 750);
  EXPECT_EQ(extfrag_index(eight, 0), -1000);
  const std::array<uint32_t, kLinuxOrders> thousand{1000};
  EXPECT_EQ(extfrag_index(thousand, 4), 937);
  EXPECT_EQ(unusable_index(thousand, 1), 1000);
}

}  // namespace
}  // namespace kmem
