#include "machine/capture_header.h"

namespace kmem {
namespace {

// A setting whose value the engine is built for, or takes over.
struct Setting {
  const char* word;
  uint32_t least, most;
};

constexpr Setting kSettings[] = {
    {"page_size", 4096, 4096},
    {"max_order", kLinuxOrders, kLinuxOrders},
    {"pageblock_order", kPageblockOrder, kPageblockOrder},
    {"migrate_types", kMigrateTypes, kMigrateTypes},
    {"pcp_types", kPcpTypes, kPcpTypes},
    {"pcp_lists", kPcpLists, kPcpLists},
    {"cpus", 1, 1},
    {"pcp_batch_scale_max", 0, 6},
    {"watermark_boost_factor", 0, 0x7fffffff},
    {"mobility_disabled", 0, 1},
};
constexpr size_t kSettingCount = std::size(kSettings);

struct ZoneKey {
  const char* key;
  uint32_t ZoneLayout::*member;
};

constexpr ZoneKey kZoneKeys[] = {
    {"start", &ZoneLayout::start},
    {"spanned", &ZoneLayout::spanned},
    {"present", &ZoneLayout::present},
    {"managed", &ZoneLayout::managed},
    {"min", &ZoneLayout::min},
    {"low", &ZoneLayout::low},
    {"high", &ZoneLayout::high},
    {"pcp_high", &ZoneLayout::pcp_high},
    {"pcp_batch", &ZoneLayout::pcp_batch},
    {"stat_threshold", &ZoneLayout::stat_threshold},
};
constexpr uint32_t kAllZoneKeys = (1u << (std::size(kZoneKeys) + 1)) - 1;

std::string quoted(std::string_view text) {
  constexpr size_t kMost = 40;
  return '`' + std::string(text.substr(0, kMost)) + (text.size() > kMost ? "…`" : "`");
}

bool read_reserve(std::string_view text, ZoneLayout& zone) {
  Fields numbers(text);
  for (uint32_t& reserve : zone.lowmem_reserve) {
    const auto number = parse_u32(numbers.until(','));
    if (!number) return false;
    reserve = *number;
  }
  return numbers.at_end();
}

// Reads key=value into the zone. Returns the bit of the key; 0: unknown; kAllZoneKeys + 1: bad.
uint32_t read_zone_key(std::string_view key, std::string_view value, ZoneLayout& zone) {
  constexpr uint32_t kBad = kAllZoneKeys + 1;
  if (key == "lowmem_reserve") return read_reserve(value, zone) ? 1u << std::size(kZoneKeys) : kBad;
  if (key == "isolated") return value == "0" ? 0 : kBad;
  for (uint32_t i = 0; i < std::size(kZoneKeys); ++i) {
    if (key != kZoneKeys[i].key) continue;
    const auto number = parse_u32(value);
    if (!number) return kBad;
    zone.*kZoneKeys[i].member = *number;
    return 1u << i;
  }
  return 0;
}

}  // namespace

std::string CaptureHeader::read(std::string_view word, Fields fields) {
  if (word == "zone") return read_zone(fields);
  if (word == "zonelist") return read_zonelist(fields);
  return read_setting(word, fields);
}

std::string CaptureHeader::read_setting(std::string_view word, Fields fields) {
  seen_.resize(kSettingCount);
  for (size_t i = 0; i < kSettingCount; ++i) {
    const Setting& setting = kSettings[i];
    if (word != setting.word) continue;
    if (seen_[i]) return std::string(setting.word) + " is said twice";
    seen_[i] = true;
    const auto value = parse_u32(fields.rest());
    if (!value || *value < setting.least || *value > setting.most) {
      std::string expected = std::to_string(setting.least);
      if (setting.least != setting.most) expected += " to " + std::to_string(setting.most);
      return std::string(setting.word) + " must be " + expected + ", not " + quoted(fields.rest());
    }
    if (word == "pcp_batch_scale_max") layout_.policy.batch_scale_max = *value;
    if (word == "watermark_boost_factor") layout_.policy.boost_factor = *value;
    if (word == "mobility_disabled") layout_.policy.mobility = *value == 0;
  }
  return {};
}

std::string CaptureHeader::read_zone(Fields fields) {
  if (layout_.zones.size() == kZoneKinds) return "more than 3 zones";
  ZoneLayout zone;
  const auto index = parse_u32(fields.next());
  if (!index || *index >= kZoneKinds) return "zone needs an index: 0 DMA, 1 DMA32, 2 Normal";
  zone.index = *index;
  if (fields.next() != zone_name(zone.index))
    return "zone " + std::to_string(zone.index) + " is called " + zone_name(zone.index);

  uint32_t keys = 0;
  while (!fields.at_end()) {
    Fields pair(fields.next());
    const std::string_view key = pair.until('=');
    const uint32_t bit = read_zone_key(key, pair.rest(), zone);
    if (bit > kAllZoneKeys) return "bad value of " + quoted(key) + ": " + quoted(pair.rest());
    if ((keys & bit) != 0) return quoted(key) + " is said twice";
    keys |= bit;
  }
  for (uint32_t i = 0; i < std::size(kZoneKeys); ++i)
    if ((keys >> i & 1) == 0) return "the zone lacks " + quoted(kZoneKeys[i].key);
  if (keys != kAllZoneKeys) return "the zone lacks `lowmem_reserve`";
  layout_.zones.push_back(zone);
  return {};
}

std::string CaptureHeader::read_zonelist(Fields fields) {
  if (zonelist_seen_) return "zonelist is said twice";
  zonelist_seen_ = true;
  while (!fields.at_end()) {
    const auto index = parse_u32(fields.next());
    if (!index || layout_.zonelist.size() == kZoneKinds) return "zonelist must name each zone once";
    layout_.zonelist.push_back(*index);
  }
  return {};
}

std::string CaptureHeader::finish(const CaptureLimits& limits) const {
  for (size_t i = 0; i < kSettingCount; ++i)
    if (i >= seen_.size() || !seen_[i])
      return std::string("the header lacks ") + quoted(kSettings[i].word);
  if (const char* fault = layout_fault(layout_)) return std::string("impossible zones: ") + fault;
  uint64_t frames = 0;
  for (const ZoneLayout& zone : layout_.zones) frames += zone.spanned;
  if (frames > limits.frames)
    return "the zones span " + std::to_string(frames) + " page frames; at most " +
           std::to_string(limits.frames) + " are read";
  return {};
}

}  // namespace kmem
