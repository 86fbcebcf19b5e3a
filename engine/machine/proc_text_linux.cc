#include "machine/proc_text_linux.h"

#include <algorithm>

#include "base/digits.h"
#include "buddy/fragmentation.h"

namespace kmem {
namespace {

constexpr uint32_t kCountLimit = 100000;  // pagetypeinfo does not count further

// The text at the right of a column.
std::string right(std::string_view text, size_t width) {
  return std::string(width - std::min(width, text.size()), ' ') + std::string(text);
}

std::string head(const LinuxZone& zone) {
  return "Node 0, zone " + right(zone_name(zone.layout.index), 8) + ' ';
}

using OrderCounts = std::array<uint32_t, kLinuxOrders>;

OrderCounts counts_of(const LinuxZone& zone) {
  OrderCounts counts{};
  for (uint32_t order = 0; order < kLinuxOrders; ++order) counts[order] = zone.areas.nr_free(order);
  return counts;
}

// Thousandths as the kernel prints them: both parts of a negative number are negative, and the sign
// is one of the three digits, so -500 is `0.-500` and -7 is `0.-07`.
std::string thousandths(int32_t index, size_t width) {
  const int32_t part = index % 1000;
  const std::string digits = std::to_string(part < 0 ? -part : part);
  std::string fraction = part < 0 ? "-" : "";
  while (fraction.size() + digits.size() < 3) fraction += '0';
  return right(std::to_string(index / 1000), width) + '.' + fraction + digits;
}

template <class Index>
std::string index_table(const LinuxNode& node, size_t width, Index index_of_order) {
  std::string text;
  for (const LinuxZone& zone : node.zones()) {
    text += head(zone);
    const OrderCounts counts = counts_of(zone);
    for (uint32_t order = 0; order < kLinuxOrders; ++order)
      text += thousandths(index_of_order(counts, order), width) + ' ';
    text += '\n';
  }
  return text;
}

void append_free_counts(std::string& text, const LinuxZone& zone) {
  for (uint32_t t = 0; t < kMigrateTypes; ++t) {
    const MigrateType type = static_cast<MigrateType>(t);
    text += "Node    0, zone " + right(zone_name(zone.layout.index), 8) + ", type " +
            right(name_of(type), 12) + ' ';
    for (uint32_t order = 0; order < kLinuxOrders; ++order) {
      const uint32_t count = zone.areas.list(order, type).count;
      if (count >= kCountLimit) text += '>';
      text += right_text(std::min(count, kCountLimit), 6) + ' ';
    }
    text += '\n';
  }
}

// Steps through the zone as the kernel does: from its first frame on, a pageblock at a time.
void append_block_counts(std::string& text, const LinuxZone& zone) {
  std::array<uint32_t, kMigrateTypes + 1> counts{};
  for (uint32_t frame = zone.first_frame(); frame < zone.end_frame(); frame += kPageblockFrames)
    ++counts[index_of(zone.block_type(frame))];
  text += head(zone);
  for (uint32_t type = 0; type < kMigrateTypes; ++type) text += right_text(counts[type], 12) + ' ';
  text += '\n';
}

void append_line(std::string& text, std::string_view label, uint64_t number) {
  text += label;
  text += std::to_string(number) + '\n';
}

uint64_t pages_free(const LinuxZone& zone) {
  return static_cast<uint64_t>(std::max<int64_t>(zone.free.shared, 0));
}

void append_pages(std::string& text, const ZoneLayout& layout, uint64_t free, uint32_t boost) {
  append_line(text, "  pages free     ", free);
  append_line(text, "        boost    ", boost);
  append_line(text, "        min      ", layout.min);
  append_line(text, "        low      ", layout.low);
  append_line(text, "        high     ", layout.high);
  append_line(text, "        spanned  ", layout.spanned);
  append_line(text, "        present  ", layout.present);
  append_line(text, "        managed  ", layout.managed);
  append_line(text, "        cma      ", 0);
  text += "        protection: (";
  for (const uint32_t reserve : layout.lowmem_reserve) text += std::to_string(reserve) + ", ";
  text.resize(text.size() - 2);
  text += ")\n";
}

void append_pagesets(std::string& text, const LinuxZone& zone) {
  append_line(text, "      nr_free_pages ", pages_free(zone));
  text += "  pagesets\n    cpu: 0\n";
  append_line(text, "              count: ", zone.pcp.count);
  append_line(text, "              high:  ", zone.layout.pcp_high);
  append_line(text, "              batch: ", zone.layout.pcp_batch);
  append_line(text, "  vm stats threshold: ", zone.layout.stat_threshold);
  append_line(text, "  node_unreclaimable:  ", 0);
  append_line(text, "  start_pfn:           ", zone.layout.start);
}

}  // namespace

std::string buddyinfo(const LinuxNode& node) {
  std::string text;
  for (const LinuxZone& zone : node.zones()) {
    text += head(zone);
    for (const uint32_t count : counts_of(zone)) text += right_text(count, 6) + ' ';
    text += '\n';
  }
  return text;
}

std::string pagetypeinfo(const LinuxNode& node) {
  std::string text = "Page block order: " + std::to_string(kPageblockOrder) +
                     "\nPages per block:  " + std::to_string(kPageblockFrames) +
                     "\n\nFree pages count per migrate type at order  ";
  for (uint32_t order = 0; order < kLinuxOrders; ++order) text += right_text(order, 6) + ' ';
  text += '\n';
  for (const LinuxZone& zone : node.zones()) append_free_counts(text, zone);
  text += "\nNumber of blocks type  ";
  for (uint32_t type = 0; type < kMigrateTypes; ++type)
    text += right(name_of(static_cast<MigrateType>(type)), 12) + ' ';
  text += '\n';
  for (const LinuxZone& zone : node.zones()) append_block_counts(text, zone);
  return text;
}

std::string unusable_index(const LinuxNode& node) {
  return index_table(node, 1, [](const OrderCounts& counts, uint32_t order) {
    return unusable_index(counts, order);
  });
}

std::string extfrag_index(const LinuxNode& node) {
  return index_table(node, 2, [](const OrderCounts& counts, uint32_t order) {
    return extfrag_index(counts, order);
  });
}

std::string zoneinfo(const LinuxNode& node) {
  std::string text;
  for (uint32_t index = 0; index < kZoneIndices; ++index) {
    const LinuxZone* zone = nullptr;
    for (const LinuxZone& candidate : node.zones())
      if (candidate.layout.index == index) zone = &candidate;
    text += "Node 0, zone " + right(zone_name(index), 8) + '\n';
    if (zone == nullptr) {
      append_pages(text, ZoneLayout{}, 0, 0);
    } else {
      append_pages(text, zone->layout, pages_free(*zone), zone->boost);
      append_pagesets(text, *zone);
    }
  }
  return text;
}

}  // namespace kmem
