#include "machine/capture_state_reader.h"

#include <utility>

namespace kmem {
namespace {

// The type a letter stands for; isolate for a letter that stands for none of ours.
MigrateType type_of(char letter) {
  switch (letter) {
    case 'U':
      return MigrateType::unmovable;
    case 'M':
      return MigrateType::movable;
    case 'R':
      return MigrateType::reclaimable;
    case 'H':
      return MigrateType::high_atomic;
    case '?':
      return MigrateType::none;
    default:
      return MigrateType::isolate;
  }
}

// A type that a page can have.
bool is_page_type(MigrateType type) { return index_of(type) <= index_of(MigrateType::high_atomic); }

std::string read_counter(std::string_view key, std::string_view value, ZoneImage& image,
                         uint32_t& flags) {
  const auto number = parse_i32(value);
  if (!number || (*number < 0 && key != "free" && key != "diff"))
    return "bad value of `" + std::string(key.substr(0, 20)) + "`";
  const uint32_t size = static_cast<uint32_t>(*number);
  ZoneCounters& counters = image.counters;
  if (key == "free") counters.free = *number;
  if (key == "diff") counters.diff = *number;
  if (key == "boost") counters.boost = size;
  if (key == "highatomic") counters.highatomic = size;
  if (key == "pcp_count") counters.pcp_count = size;
  if (key == "free_factor") counters.free_factor = size;
  if (key == "flags") flags = size;
  return {};
}

}  // namespace

void CaptureStateReader::begin(const NodeLayout& layout, std::string name, uint64_t entries) {
  layout_ = &layout;
  state_ = CaptureState{};
  state_.name = std::move(name);
  entries_left_ = entries;
}

bool CaptureStateReader::take_entries(uint64_t count) {
  if (count > entries_left_) return false;
  entries_left_ -= count;
  return true;
}

std::string CaptureStateReader::read(std::string_view word, Fields fields, uint32_t line) {
  if (word == "z") return read_zone(fields, line);
  const bool ours = word == "list" || word == "pcp" || word == "blocks" || word == "lru";
  if (!ours) return {};
  if (state_.zones.empty()) return "`" + std::string(word) + "` before the first `z` of the state";
  if (word == "list") return read_list(fields, line);
  if (word == "pcp") return read_pcp(fields, line);
  return word == "blocks" ? read_blocks(fields, line) : read_lru(fields);
}

std::string CaptureStateReader::read_zone(Fields fields, uint32_t line) {
  const size_t place = state_.zones.size();
  const auto index = parse_u32(fields.next());
  if (place == layout_->zones.size() || !index || *index != layout_->zones[place].index)
    return "a state must have each zone of the header once, in ascending order";
  ZoneImage image;
  uint32_t flags = 0;
  uint32_t keys = 0;
  while (!fields.at_end()) {
    Fields pair(fields.next());
    const std::string_view key = pair.until('=');
    const std::string wrong = read_counter(key, pair.rest(), image, flags);
    if (!wrong.empty()) return wrong;
    ++keys;
  }
  if (keys < 7) return "z needs free, diff, boost, highatomic, flags, pcp_count and free_factor";
  if (image.counters.free_factor > layout_->policy.batch_scale_max)
    return "free_factor is above pcp_batch_scale_max";
  image.reclaim_active = (flags & 2) != 0;
  state_.zones.push_back(std::move(image));
  state_.lines.emplace_back();
  state_.lines.back().counters = line;
  return {};
}

std::string CaptureStateReader::read_list(Fields fields, uint32_t line) {
  const auto order = parse_u32(fields.next());
  const std::string_view letter = fields.next();
  const auto count = parse_u32(fields.next());
  if (!order || *order > kLinuxTopOrder) return "list needs an order from 0 to 10";
  if (letter.size() != 1 || !is_page_type(type_of(letter[0]))) return "list needs U, M, R or H";
  const uint32_t type = index_of(type_of(letter[0]));
  uint32_t& list_line = state_.lines.back().lists[type][*order];
  if (list_line != 0) return "this list was given in line " + std::to_string(list_line);
  list_line = line;

  PfnList& list = state_.zones.back().lists[type][*order];
  while (!fields.at_end()) {
    const auto pfn = parse_u32(fields.next());
    if (!pfn) return "bad page frame number";
    if (!take_entries(1)) return "the states list more page frames than are read";
    list.push_back(*pfn);
  }
  if (!count || *count != list.size())
    return "the count does not match the " + std::to_string(list.size()) + " page frames listed";
  return {};
}

std::string CaptureStateReader::read_pcp(Fields fields, uint32_t line) {
  const auto index = parse_u32(fields.next());
  const auto count = parse_u32(fields.next());
  if (!index || *index >= kPcpLists) return "pcp needs an index from 0 to 13";
  uint32_t& list_line = state_.lines.back().pcp[*index];
  if (list_line != 0) return "this list was given in line " + std::to_string(list_line);
  list_line = line;

  PcpPageList& list = state_.zones.back().pcp[*index];
  while (!fields.at_end()) {
    std::string_view page = fields.next();
    const MigrateType type = page.empty() ? MigrateType::none : type_of(page.back());
    if (!page.empty()) page.remove_suffix(1);
    const auto pfn = parse_u32(page);
    if (!pfn || !is_page_type(type)) return "a page must be a frame number and U, M, R or H";
    if (!take_entries(1)) return "the states list more page frames than are read";
    list.push_back({*pfn, type});
  }
  if (!count || *count != list.size())
    return "the count does not match the " + std::to_string(list.size()) + " pages listed";
  return {};
}

std::string CaptureStateReader::read_blocks(Fields fields, uint32_t line) {
  uint32_t& blocks_line = state_.lines.back().blocks;
  if (blocks_line != 0) return "blocks were given in line " + std::to_string(blocks_line);
  blocks_line = line;
  const auto first = parse_u32(fields.next());
  if (!first || *first >> kPageblockOrder != zone_layout().start >> kPageblockOrder)
    return "blocks must begin with the pageblock that holds the zone's first frame";

  std::vector<MigrateType>& blocks = state_.zones.back().blocks;
  const uint32_t expected = pageblocks_of(zone_layout());
  while (!fields.at_end()) {
    std::string_view run = fields.next();
    const MigrateType type = run.empty() ? MigrateType::isolate : type_of(run.front());
    if (!run.empty()) run.remove_prefix(1);
    const auto count = parse_u32(run);
    if (!count || type == MigrateType::isolate)
      return "a run of blocks must be U, M, R, H or ? and a count";
    if (*count > expected - blocks.size() || !take_entries(*count))
      return "more pageblocks than the zone has: " + std::to_string(expected);
    blocks.insert(blocks.end(), *count, type);
  }
  if (blocks.size() != expected)
    return "the zone has " + std::to_string(expected) + " pageblocks, not " +
           std::to_string(blocks.size());
  return {};
}

std::string CaptureStateReader::read_lru(Fields fields) {
  std::vector<FrameRun>& lru = state_.zones.back().lru;
  if (!lru.empty()) return "lru is given twice";
  while (!fields.at_end()) {
    Fields run(fields.next());
    const auto start = parse_u32(run.until('+'));
    const auto count = parse_u32(run.rest());
    if (!start || !count || *count > zone_layout().spanned || *start > zone_layout().end() - *count)
      return "a run of lru pages must be a frame of the zone, + and a count";
    if (!take_entries(1)) return "the states list more page frames than are read";
    lru.push_back({*start, *start + *count});
  }
  return {};
}

std::string CaptureStateReader::finish(uint32_t* line) const {
  if (state_.zones.size() != layout_->zones.size())
    return "the state lacks zone " + std::to_string(layout_->zones[state_.zones.size()].index);
  for (size_t i = 0; i < state_.zones.size(); ++i) {
    const ImageFault fault = image_fault(state_.zones[i], layout_->zones[i]);
    if (fault.text == nullptr) continue;
    *line = line_of(state_.lines[i], fault.place);
    const std::string frame =
        fault.pfn == kNone ? "" : "page frame " + std::to_string(fault.pfn) + " ";
    return "zone " + std::to_string(layout_->zones[i].index) + ": " + frame + fault.text;
  }
  return {};
}

}  // namespace kmem
