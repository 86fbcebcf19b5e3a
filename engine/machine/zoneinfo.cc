#include "machine/zoneinfo.h"

#include <algorithm>

#include "machine/text_fields.h"

namespace kmem {
namespace {

std::string_view trimmed(std::string_view text) {
  const size_t start = text.find_first_not_of(' ');
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(' ') + 1 - start);
}

// The text behind `key`, if the line is about that.
bool value_of(std::string_view line, std::string_view key, std::string_view& value) {
  if (line.substr(0, key.size()) != key) return false;
  value = trimmed(line.substr(key.size()));
  return line.size() == key.size() || line[key.size()] == ' ';
}

struct Key {
  std::string_view word;
  uint32_t ZoneLayout::*member;
};

// What a zone must say, in this order in the kernel's text; `high` means two things, told apart by
// where it stands.
constexpr Key kPageKeys[] = {
    {"min", &ZoneLayout::min},         {"low", &ZoneLayout::low},
    {"high", &ZoneLayout::high},       {"spanned", &ZoneLayout::spanned},
    {"present", &ZoneLayout::present}, {"managed", &ZoneLayout::managed},
};
constexpr Key kPagesetKeys[] = {
    {"high:", &ZoneLayout::pcp_high},
    {"batch:", &ZoneLayout::pcp_batch},
    {"vm stats threshold:", &ZoneLayout::stat_threshold},
    {"start_pfn:", &ZoneLayout::start},
};

class ZoneinfoReader {
 public:
  explicit ZoneinfoReader(NodeLayout& layout) : layout_(layout) {}

  const ZoneinfoError& read(std::string_view text, uint64_t most_frames) {
    const bool cut = !text.empty() && text.back() != '\n';
    while (!text.empty() && good()) {
      const size_t end = std::min(text.find('\n'), text.size());
      ++line_;
      read_line(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (good() && cut) fail("the text ends in the middle of a line");
    if (good()) finish_zone();
    if (good()) finish(most_frames);
    return error_;
  }

 private:
  bool good() const { return error_.line == 0; }

  void fail(std::string text) {
    if (good()) error_ = {std::max(line_, 1u), std::move(text)};
  }

  void read_line(std::string_view line) {
    if (line.substr(0, 5) == "Node ") return begin_zone(line);
    const std::string_view rest = trimmed(line);
    std::string_view value;
    if (value_of(rest, "pagesets", value)) {
      in_pagesets_ = true;
    } else if (value_of(rest, "cpu:", value)) {
      ++cpus_;
    } else if (value_of(rest, "protection:", value)) {
      read_protection(value);
    } else if (in_zone_) {
      read_number(rest);
    }
  }

  void read_number(std::string_view line) {
    if (in_pagesets_) return read_keys(line, kPagesetKeys, std::size(kPageKeys));
    read_keys(line, kPageKeys, 0);
  }

  template <size_t count>
  void read_keys(std::string_view line, const Key (&keys)[count], uint32_t first_bit) {
    for (uint32_t i = 0; i < count; ++i) {
      std::string_view value;
      if (!value_of(line, keys[i].word, value)) continue;
      const uint32_t bit = 1u << (first_bit + i);
      if ((seen_ & bit) != 0 && cpus_ > 1) return;  // the limits of another CPU
      const auto number = parse_u32(value);
      if (!number) return fail("bad number behind `" + std::string(keys[i].word) + "`");
      if ((seen_ & bit) != 0) return fail("`" + std::string(keys[i].word) + "` is said twice");
      seen_ |= bit;
      zone_.*keys[i].member = *number;
    }
  }

  void read_protection(std::string_view value) {
    if (value.size() < 2 || value.front() != '(' || value.back() != ')')
      return fail("protection needs numbers in parentheses");
    Fields numbers(value.substr(1, value.size() - 2));
    uint32_t count = 0;
    while (!numbers.at_end()) {
      const auto number = parse_u32(trimmed(numbers.until(',')));
      if (!number || count == kZoneIndices) return fail("protection needs five numbers");
      zone_.lowmem_reserve[count++] = *number;
    }
    if (count != kZoneIndices) fail("protection needs five numbers");
    protection_ = true;
  }

  void begin_zone(std::string_view line) {
    finish_zone();
    Fields fields(line);
    fields.until(' ');
    if (fields.until(',') != "0") return fail("only node 0 can be modelled");
    std::string_view name;
    if (!value_of(trimmed(fields.rest()), "zone", name))
      return fail("expected `Node 0, zone NAME`");
    zone_ = ZoneLayout{};
    for (zone_.index = 0; zone_.index < kZoneIndices; ++zone_.index)
      if (name == zone_name(zone_.index)) break;
    if (zone_.index == kZoneIndices)
      return fail("no zone is called `" + std::string(name.substr(0, 20)) + "`");
    zone_line_ = line_;
    seen_ = cpus_ = 0;
    protection_ = in_pagesets_ = false;
    in_zone_ = true;
  }

  // A zone without memory says only its sizes.
  void finish_zone() {
    if (!in_zone_ || !good()) return;
    in_zone_ = false;
    for (uint32_t i = 0; i < std::size(kPageKeys); ++i)
      if ((seen_ >> i & 1) == 0) return lacks(kPageKeys[i].word);
    if (!protection_) return lacks("protection:");
    if (zone_.managed == 0) return;
    for (uint32_t i = 0; i < std::size(kPagesetKeys); ++i)
      if ((seen_ >> (std::size(kPageKeys) + i) & 1) == 0) return lacks(kPagesetKeys[i].word);
    if (zone_.index >= kZoneKinds)
      return fail(std::string("zone ") + zone_name(zone_.index) + " cannot be modelled");
    layout_.zones.push_back(zone_);
  }

  void lacks(std::string_view word) {
    line_ = zone_line_;
    fail(std::string("zone ") + zone_name(zone_.index) + " lacks `" + std::string(word) + "`");
  }

  void finish(uint64_t most_frames) {
    uint64_t managed = 0, spanned = 0;
    for (const ZoneLayout& zone : layout_.zones) {
      layout_.zonelist.insert(layout_.zonelist.begin(), zone.index);
      managed += zone.managed;
      spanned += zone.spanned;
    }
    layout_.policy.mobility = managed >= kMinGroupedPages;
    if (const char* fault = layout_fault(layout_))
      return fail(std::string("impossible zones: ") + fault);
    if (spanned > most_frames)
      fail("the zones span " + std::to_string(spanned) + " page frames; at most " +
           std::to_string(most_frames) + " can be modelled");
  }

  NodeLayout& layout_;
  ZoneinfoError error_;
  ZoneLayout zone_;
  uint32_t line_ = 0;
  uint32_t zone_line_ = 0;
  uint32_t seen_ = 0;  // one bit for each key
  uint32_t cpus_ = 0;
  bool in_zone_ = false;
  bool in_pagesets_ = false;
  bool protection_ = false;
};

}  // namespace

ZoneinfoError parse_zoneinfo(std::string_view text, NodeLayout& layout, uint64_t most_frames) {
  layout = NodeLayout{};
  return ZoneinfoReader(layout).read(text, most_frames);
}

}  // namespace kmem
