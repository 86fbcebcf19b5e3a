#include "machine/capture_reader.h"

#include <utility>

namespace kmem {
namespace {

constexpr std::string_view kMagic = "kmem-capture v1";

// The type a letter asks for; none if it is no letter of a request.
MigrateType requested_type(std::string_view letter) {
  if (letter == "U") return MigrateType::unmovable;
  if (letter == "M") return MigrateType::movable;
  if (letter == "R") return MigrateType::reclaimable;
  return MigrateType::none;
}

// The highest zone a request may use; kNone if the letter names none.
uint32_t zone_limit(std::string_view letter) {
  if (letter == "N") return kZoneNormal;
  if (letter == "3") return kZoneDma32;
  return letter == "D" ? kZoneDma : kNone;
}

// K also wakes the background reclaimer, which never runs here.
bool read_class(std::string_view letter, RequestClass& urgency) {
  if (letter == "W" || letter == "K") {
    urgency = RequestClass::no_wait;
  } else if (letter == "A") {
    urgency = RequestClass::atomic;
  } else if (letter == "X") {
    urgency = RequestClass::ignore_watermarks;
  } else {
    return false;
  }
  return true;
}

std::string frame_text(uint32_t pfn) { return "page frame " + std::to_string(pfn); }

}  // namespace

bool CaptureReader::fail(std::string text) {
  if (error_.line == 0) error_ = {line_ == 0 ? 1 : line_, std::move(text)};
  return false;
}

bool CaptureReader::feed(std::string_view bytes) {
  while (error_.line == 0) {
    const size_t end = bytes.find('\n');
    const size_t length = end == std::string_view::npos ? bytes.size() : end;
    if (partial_.size() + length > limits_.line_bytes) {
      ++line_;
      return fail("the line is longer than " + std::to_string(limits_.line_bytes) + " bytes");
    }
    if (end == std::string_view::npos) {
      partial_ += bytes;
      return true;
    }
    ++line_;
    const bool whole = partial_.empty();
    if (!whole) partial_ += bytes.substr(0, length);
    if (!read_line(whole ? bytes.substr(0, length) : std::string_view(partial_))) return false;
    partial_.clear();
    bytes.remove_prefix(length + 1);
  }
  return false;
}

bool CaptureReader::finish() {
  if (error_.line != 0) return false;
  if (!partial_.empty()) {
    ++line_;
    // Half a line may look like a whole one with another answer.
    if (section_ == Section::requests && partial_ != "eof")
      return fail("the file ends inside this line, before `eof`");
    if (!read_line(partial_)) return false;
  }
  if (section_ == Section::magic)
    return fail("the file is empty: no `" + std::string(kMagic) + "`");
  return section_ == Section::ended || fail("the file ends here, before `eof`");
}

bool CaptureReader::read_line(std::string_view line) {
  if (section_ == Section::magic) {
    if (line != kMagic) return fail("the first line must be `" + std::string(kMagic) + "`");
    section_ = Section::header;
    return true;
  }
  if (line.empty() || line.front() == '#') return true;
  Fields fields(line);
  const std::string_view word = fields.next();
  return read_section_line(word, fields);
}

bool CaptureReader::read_section_line(std::string_view word, Fields fields) {
  switch (section_) {
    case Section::header:
      return word == "state" ? begin_state(fields) : check(header_.read(word, fields));
    case Section::state:
      return word == "end" ? end_state() : check(state_.read(word, fields, line_));
    case Section::requests:
      return read_request_line(word, fields);
    default:
      return fail("text after `eof`");
  }
}

bool CaptureReader::begin_state(Fields fields) {
  const std::string_view name = fields.rest().substr(0, 40);
  std::vector<CaptureState>& states = capture_.answered.states;
  uint64_t entries = limits_.state_entries;
  if (section_ == Section::header) {
    if (name != "before") return fail("the first state must be `before`");
    if (!check(header_.finish(limits_))) return false;
    capture_.asked.layout = header_.layout();
    for (const ZoneLayout& zone : capture_.asked.layout.zones) held_.emplace_back(zone.spanned);
  } else {
    entries = state_.entries_left();
    if (name == "before") return fail("`state before` is given twice");
    if (states.size() == limits_.states) return fail("too many states");
  }
  state_.begin(capture_.asked.layout, std::string(name), entries);
  section_ = Section::state;
  return true;
}

bool CaptureReader::end_state() {
  uint32_t line = line_;
  const std::string fault = state_.finish(&line);
  if (!fault.empty()) {
    line_ = line;
    return fail(fault);
  }
  CaptureState state = state_.state();
  if (capture_.asked.before.empty()) {
    capture_.asked.before = std::move(state.zones);
  } else {
    state.requests = static_cast<uint32_t>(capture_.asked.requests.size());
    capture_.answered.states.push_back(std::move(state));
  }
  section_ = Section::requests;
  return true;
}

bool CaptureReader::read_request_line(std::string_view word, Fields fields) {
  if (word == "a") return read_alloc(fields);
  if (word == "f") return read_free(fields);
  if (word == "d") return read_drain(fields);
  if (word == "c") return read_checkpoint(fields);
  if (word == "state") return begin_state(fields);
  if (word == "eof") section_ = Section::ended;
  return true;
}

bool CaptureReader::add_request(CaptureRequest request, uint32_t pfn) {
  if (capture_.asked.requests.size() == limits_.requests)
    return fail("more requests than the " + std::to_string(limits_.requests) + " that are read");
  request.line = line_;
  capture_.asked.requests.push_back(request);
  capture_.answered.pfns.push_back(pfn);
  return true;
}

bool CaptureReader::read_alloc(Fields fields) {
  CaptureRequest request;
  request.op = CaptureOp::alloc;
  const auto order = parse_u32(fields.next());
  if (!order || *order > kLinuxTopOrder) return fail("a needs an order from 0 to 10");
  request.request.order = Order(*order);
  request.request.type = requested_type(fields.next());
  if (request.request.type == MigrateType::none) return fail("a needs a type: U, M or R");
  request.request.highest_zone = zone_limit(fields.next());
  if (request.request.highest_zone == kNone) return fail("a needs a highest zone: N, 3 or D");
  if (!read_class(fields.next(), request.request.urgency))
    return fail("a needs a class: W, A, X or K");

  if (fields.rest() == "-") return add_request(request, kNone);
  const auto pfn = parse_u32(fields.rest());
  if (!pfn) return fail("a ends with a page frame number, or `-` for a failure");
  // An answer that cannot be is kept: it may be the first that is wrong.
  const bool possible = hold(*pfn, request.request.order, request.request.highest_zone);
  if (possible) holders_[*pfn] = static_cast<uint32_t>(capture_.asked.requests.size());
  return add_request(request, *pfn) && possible;
}

// The block must be one that the request could get, and that nobody has.
bool CaptureReader::hold(uint32_t pfn, Order order, uint32_t highest_zone) {
  if (pfn % frames_of(order) != 0)
    return fail(frame_text(pfn) + " is not aligned to order " + std::to_string(order.value));
  for (const ZoneLayout& zone : capture_.asked.layout.zones) {
    if (!zone.contains(pfn) || zone.end() - pfn < frames_of(order)) continue;
    if (zone.index > highest_zone) return fail(frame_text(pfn) + " lies above the highest zone");
    return set_held(pfn, order, true) ||
           fail(frame_text(pfn) + " is handed out while it is in use");
  }
  return fail(frame_text(pfn) + " lies in no zone");
}

// False, with nothing changed, if a frame is held already.
bool CaptureReader::set_held(uint32_t pfn, Order order, bool held) {
  for (size_t i = 0; i < held_.size(); ++i) {
    const ZoneLayout& zone = capture_.asked.layout.zones[i];
    if (!zone.contains(pfn)) continue;
    const uint32_t first = pfn - zone.start;
    for (uint32_t at = first; at < first + frames_of(order); ++at)
      if (held && held_[i][at]) return false;
    for (uint32_t at = first; at < first + frames_of(order); ++at) held_[i][at] = held;
  }
  return true;
}

bool CaptureReader::read_free(Fields fields) {
  const auto pfn = parse_u32(fields.next());
  const auto order = parse_u32(fields.rest());
  if (!pfn || !order) return fail("f needs a page frame number and an order");
  const auto holder = holders_.find(*pfn);
  if (holder == holders_.end())
    return fail(frame_text(*pfn) + " is freed, but no request of this capture holds it");
  CaptureRequest request;
  request.op = CaptureOp::free;
  request.allocation = holder->second;
  const Order held = capture_.asked.requests[holder->second].request.order;
  if (held.value != *order)
    return fail(frame_text(*pfn) + " is freed as order " + std::to_string(*order) +
                ", but was handed out as order " + std::to_string(held.value));
  set_held(*pfn, held, false);
  holders_.erase(holder);
  return add_request(request, kNone);
}

bool CaptureReader::read_drain(Fields fields) {
  if (!fields.at_end()) return fail("d stands alone");
  CaptureRequest request;
  request.op = CaptureOp::drain;
  return add_request(request, kNone);
}

bool CaptureReader::read_checkpoint(Fields fields) {
  if (capture_.answered.checkpoints.size() == limits_.checkpoints)
    return fail("too many checkpoints");
  CaptureCheckpoint checkpoint;
  checkpoint.requests = static_cast<uint32_t>(capture_.asked.requests.size());
  checkpoint.line = line_;
  for (const ZoneLayout& zone : capture_.asked.layout.zones) {
    Fields numbers(fields.next());
    const auto index = parse_u32(numbers.until(':'));
    int32_t values[6] = {};
    bool good = index && *index == zone.index;
    for (int32_t& value : values) {
      const auto number = parse_i32(numbers.until(','));
      good = good && number;
      if (number) value = *number;
    }
    if (!good || !numbers.at_end())
      return fail("c needs ZONE:free,diff,boost,highatomic,pcp_count,free_factor of each zone");
    checkpoint.counters.push_back(
        {values[0], values[1], static_cast<uint32_t>(values[2]), static_cast<uint32_t>(values[3]),
         static_cast<uint32_t>(values[4]), static_cast<uint32_t>(values[5])});
  }
  if (!fields.at_end()) return fail("c names more zones than there are");
  capture_.answered.checkpoints.push_back(std::move(checkpoint));
  return true;
}

}  // namespace kmem
