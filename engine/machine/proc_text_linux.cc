#include "machine/proc_text_linux.h"

#include <algorithm>
#include <cstdio>

#include "buddy/fragmentation.h"

namespace kmem {
namespace {

constexpr uint32_t kCountLimit = 100000;  // pagetypeinfo does not count further

template <class... Values>
void append(std::string& text, const char* format, Values... values) {
  char piece[128];
  std::snprintf(piece, sizeof piece, format, values...);
  text += piece;
}

void append_head(std::string& text, const LinuxZone& zone) {
  append(text, "Node %d, zone %8s ", 0, zone_name(zone.layout.index));
}

using OrderCounts = std::array<uint32_t, kLinuxOrders>;

OrderCounts counts_of(const LinuxZone& zone) {
  OrderCounts counts{};
  for (uint32_t order = 0; order < kLinuxOrders; ++order)
    counts[order] = zone.areas.nr_free(order);
  return counts;
}

template <class Index>
std::string index_table(const LinuxNode& node, const char* format, Index index_of_order) {
  std::string text;
  for (const LinuxZone& zone : node.zones()) {
    append_head(text, zone);
    const OrderCounts counts = counts_of(zone);
    for (uint32_t order = 0; order < kLinuxOrders; ++order) {
      const int32_t index = index_of_order(counts, order);
      append(text, format, index / 1000, index % 1000);
    }
    text += '\n';
  }
  return text;
}

void append_free_counts(std::string& text, const LinuxZone& zone) {
  for (uint32_t t = 0; t < kMigrateTypes; ++t) {
    const MigrateType type = static_cast<MigrateType>(t);
    append(text, "Node %4d, zone %8s, type %12s ", 0, zone_name(zone.layout.index), name_of(type));
    for (uint32_t order = 0; order < kLinuxOrders; ++order) {
      const uint32_t count = zone.areas.list(order, type).count;
      append(text, "%s%6u ", count >= kCountLimit ? ">" : "", std::min(count, kCountLimit));
    }
    text += '\n';
  }
}

// Steps through the zone as the kernel does: from its first frame on, a pageblock at a time.
void append_block_counts(std::string& text, const LinuxZone& zone) {
  std::array<uint32_t, kMigrateTypes + 1> counts{};
  for (uint32_t frame = zone.first_frame(); frame < zone.end_frame(); frame += kPageblockFrames)
    ++counts[index_of(zone.block_type(frame))];
  append_head(text, zone);
  for (uint32_t type = 0; type < kMigrateTypes; ++type) append(text, "%12u ", counts[type]);
  text += '\n';
}

void append_pages(std::string& text, const LinuxZone* zone) {
  const ZoneLayout layout = zone != nullptr ? zone->layout : ZoneLayout{};
  const int64_t free = zone != nullptr ? std::max<int64_t>(zone->free.shared, 0) : 0;
  append(text, "  pages free     %lld\n", static_cast<long long>(free));
  append(text, "        boost    %u\n", zone != nullptr ? zone->boost : 0);
  append(text, "        min      %u\n", layout.min);
  append(text, "        low      %u\n", layout.low);
  append(text, "        high     %u\n", layout.high);
  append(text, "        spanned  %u\n", layout.spanned);
  append(text, "        present  %u\n", layout.present);
  append(text, "        managed  %u\n", layout.managed);
  append(text, "        cma      %u\n", 0u);
  const auto& reserve = layout.lowmem_reserve;
  append(text, "        protection: (%u, %u, %u, %u, %u)\n", reserve[0], reserve[1], reserve[2],
         reserve[3], reserve[4]);
  if (zone != nullptr)
    append(text, "      nr_free_pages %lld\n", static_cast<long long>(free));
}

void append_pagesets(std::string& text, const LinuxZone& zone) {
  text += "  pagesets\n    cpu: 0\n";
  append(text, "              count: %u\n", zone.pcp.count);
  append(text, "              high:  %u\n", zone.layout.pcp_high);
  append(text, "              batch: %u\n", zone.layout.pcp_batch);
  append(text, "  vm stats threshold: %u\n", zone.layout.stat_threshold);
  append(text, "  node_unreclaimable:  %u\n", 0u);
  append(text, "  start_pfn:           %u\n", zone.layout.start);
}

}  // namespace

std::string buddyinfo(const LinuxNode& node) {
  std::string text;
  for (const LinuxZone& zone : node.zones()) {
    append_head(text, zone);
    for (const uint32_t count : counts_of(zone)) append(text, "%6u ", count);
    text += '\n';
  }
  return text;
}

std::string pagetypeinfo(const LinuxNode& node) {
  std::string text;
  append(text, "Page block order: %u\nPages per block:  %u\n\n", kPageblockOrder, kPageblockFrames);
  append(text, "%-43s ", "Free pages count per migrate type at order ");
  for (uint32_t order = 0; order < kLinuxOrders; ++order) append(text, "%6u ", order);
  text += '\n';
  for (const LinuxZone& zone : node.zones()) append_free_counts(text, zone);
  append(text, "\n%-23s", "Number of blocks type ");
  for (uint32_t type = 0; type < kMigrateTypes; ++type)
    append(text, "%12s ", name_of(static_cast<MigrateType>(type)));
  text += '\n';
  for (const LinuxZone& zone : node.zones()) append_block_counts(text, zone);
  return text;
}

std::string unusable_index(const LinuxNode& node) {
  return index_table(node, "%d.%03d ", [](const OrderCounts& counts, uint32_t order) {
    return unusable_index(counts, order);
  });
}

std::string extfrag_index(const LinuxNode& node) {
  return index_table(node, "%2d.%03d ", [](const OrderCounts& counts, uint32_t order) {
    return extfrag_index(counts, order);
  });
}

std::string zoneinfo(const LinuxNode& node) {
  std::string text;
  for (uint32_t index = 0; index < kZoneIndices; ++index) {
    const LinuxZone* zone = nullptr;
    for (const LinuxZone& candidate : node.zones())
      if (candidate.layout.index == index) zone = &candidate;
    append(text, "Node %d, zone %8s\n", 0, zone_name(index));
    append_pages(text, zone);
    if (zone != nullptr) append_pagesets(text, *zone);
  }
  return text;
}

}  // namespace kmem
