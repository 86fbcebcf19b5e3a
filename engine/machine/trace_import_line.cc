#include "machine/trace_import_line.h"

#include <array>
#include <utility>

#include "machine/trace_import_scan.h"

namespace kmem::ftrace {

enum class Key : uint8_t {
  other,
  call_site,
  ptr,
  page,
  pfn,
  order,
  bytes_req,
  bytes_alloc,
  gfp_flags,
  name
};

namespace {

// A task name has at most 15 characters; with padding, PID and thread group, a bracket that stands
// further to the right belongs to something else (two lines that ran into one, say).
constexpr size_t kMaxTaskColumns = 64;
constexpr uint32_t kNoDigit = 16;
constexpr size_t kLongestKey = 64;  // looking further would make long lines slow

constexpr std::array<uint8_t, 256> make_digits() {
  std::array<uint8_t, 256> digits{};
  for (uint8_t& d : digits) d = kNoDigit;
  for (unsigned i = 0; i < 10; ++i) digits['0' + i] = static_cast<uint8_t>(i);
  for (unsigned i = 0; i < 6; ++i) {
    digits['a' + i] = static_cast<uint8_t>(10 + i);
    digits['A' + i] = static_cast<uint8_t>(10 + i);
  }
  return digits;
}
constexpr std::array<uint8_t, 256> kDigits = make_digits();

uint32_t digit(char c) { return kDigits[static_cast<unsigned char>(c)]; }

// What is no digit has the bit of kNoDigit, and is seen at the end.
bool parse_hex(std::string_view text, uint64_t& out) {
  if (text.empty() || text.size() > 16) return false;
  uint64_t value = 0;
  uint32_t seen = 0;
  for (char c : text) {
    const uint32_t d = digit(c);
    seen |= d;
    value = value << 4 | (d & 15);
  }
  out = value;
  return (seen & kNoDigit) == 0;
}

bool parse_decimal(std::string_view text, uint64_t& out) {
  if (text.empty() || text.size() > 20) return false;
  uint64_t value = 0;
  for (char c : text) {
    const uint32_t d = digit(c);
    if (d > 9 || value > (UINT64_MAX - d) / 10) return false;
    value = value * 10 + d;
  }
  out = value;
  return true;
}

bool has_0x(std::string_view text) { return text.size() > 2 && text[0] == '0' && text[1] == 'x'; }

// Decimal, 0x hexadecimal, or -1.
bool parse_number(std::string_view text, uint64_t& out) {
  if (has_0x(text)) return parse_hex(text.substr(2), out);
  if (text == "-1") {
    out = UINT64_MAX;
    return true;
  }
  return parse_decimal(text, out);
}

// 12.345678: — or a counter, on other trace clocks.
bool is_time(std::string_view word) {
  if (word.size() < 2 || word.back() != ':' || digit(word[0]) > 9) return false;
  for (char c : word.substr(0, word.size() - 1))
    if (digit(c) > 9 && c != '.') return false;
  return true;
}

struct Header {
  uint32_t cpu = 0;
  std::string_view time;
  std::string_view event;
  std::string_view fields;
};

// Reads `000] FLAGS SECONDS: EVENT: …`, which follows a bracket.
bool read_behind_bracket(std::string_view rest, Header& header) {
  size_t n = 0;
  uint32_t cpu = 0;
  for (; n < rest.size() && n < 6 && digit(rest[n]) <= 9; ++n) cpu = cpu * 10 + digit(rest[n]);
  if (n == 0 || n >= rest.size() || rest[n] != ']') return false;
  rest.remove_prefix(n + 1);
  std::string_view word = take_word(rest);
  if (!is_time(word)) word = take_word(rest);
  if (!is_time(word)) return false;

  header.cpu = cpu;
  header.time = word.substr(0, word.size() - 1);
  header.event = take_word(rest);
  if (header.event.size() < 2 || header.event.back() != ':') return false;
  header.event.remove_suffix(1);
  if (const size_t colon = find_byte(header.event, ':'); colon != header.event.size())
    header.event.remove_prefix(colon + 1);  // perf: kmem:kmalloc
  header.fields = rest;
  return true;
}

bool read_header(std::string_view line, Header& header) {
  const size_t limit = line.size() < kMaxTaskColumns ? line.size() : kMaxTaskColumns;
  for (size_t at = 1; at < limit; ++at) {
    at += find_byte(line.substr(at, limit - at), '[');
    if (at < limit && read_behind_bracket(line.substr(at + 1), header)) return true;
  }
  return false;
}

struct EventName {
  std::string_view name;
  EventType type;
};

// The _node events are what kernels before 6.1 called an allocation that asked for a NUMA node.
constexpr EventName kEventNames[] = {
    {"kmem_cache_alloc", EventType::kmem_cache_alloc},
    {"kmem_cache_free", EventType::kmem_cache_free},
    {"kmalloc", EventType::kmalloc},
    {"kfree", EventType::kfree},
    {"mm_page_alloc", EventType::mm_page_alloc},
    {"mm_page_free", EventType::mm_page_free},
    {"mm_page_pcpu_drain", EventType::inner},
    {"mm_page_free_batched", EventType::inner},
    {"mm_page_alloc_extfrag", EventType::inner},
    {"mm_page_alloc_zone_locked", EventType::inner},
    {"tracing_mark_write", EventType::mark},
    {"print", EventType::mark},
    {"kmalloc_node", EventType::kmalloc},
    {"kmem_cache_alloc_node", EventType::kmem_cache_alloc},
};

bool find_event(std::string_view name, EventType& type) {
  for (const EventName& known : kEventNames) {
    if (known.name != name) continue;
    type = known.type;
    return true;
  }
  return false;
}

Key key_of(std::string_view text) {
  switch (text.size()) {
    case 3:
      return text == "ptr" ? Key::ptr : text == "pfn" ? Key::pfn : Key::other;
    case 4:
      return text == "page" ? Key::page : text == "name" ? Key::name : Key::other;
    case 5:
      return text == "order" ? Key::order : Key::other;
    case 9:
      return text == "call_site"   ? Key::call_site
             : text == "bytes_req" ? Key::bytes_req
             : text == "gfp_flags" ? Key::gfp_flags
                                   : Key::other;
    case 11:
      return text == "bytes_alloc" ? Key::bytes_alloc : Key::other;
    default:
      return Key::other;
  }
}

// CPU:1 [LOST 42 EVENTS], CPU:1 [LOST EVENTS]; of trace-cmd CPU:1 [42 EVENTS DROPPED].
bool read_lost(std::string_view line, Line& out) {
  if (!line.starts_with("CPU:")) return false;
  const size_t bracket = line.find(" [");
  if (bracket == std::string_view::npos || line.find("EVENTS") == std::string_view::npos)
    return false;
  std::string_view rest = line.substr(bracket + 2);
  if (rest.starts_with("LOST ")) rest.remove_prefix(5);
  if (!rest.starts_with("EVENTS") && (rest.empty() || digit(rest[0]) > 9)) return false;
  if (!parse_decimal(take_word(rest), out.lost)) out.lost = 0;
  return true;
}

// What trace-cmd report writes above the events.
bool is_heading(std::string_view line) {
  return line.starts_with("cpus=") || line.starts_with("version = ") ||
         (line.starts_with("CPU ") && line.ends_with(" is empty"));
}

std::string_view mark_text(std::string_view fields) {
  std::string_view text = trim_left(fields);
  if (text.starts_with("tracing_mark_write: ")) text.remove_prefix(20);  // behind `print:`
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool is_alloc(EventType type) {
  return type == EventType::kmalloc || type == EventType::kmem_cache_alloc ||
         type == EventType::mm_page_alloc;
}

bool sizes_plausible(const Line& line) {
  return line.has(FieldId::bytes_req) && line.has(FieldId::bytes_alloc) &&
         line[FieldId::bytes_req] > 0 && line[FieldId::bytes_req] <= line[FieldId::bytes_alloc] &&
         line[FieldId::bytes_alloc] <= UINT32_MAX;
}

bool block_plausible(const Line& line) {
  return (line.has(FieldId::pfn) || line.has(FieldId::page) || line.hidden) &&
         line.has(FieldId::order) && line[FieldId::order] <= kMaxOrder;
}

// Whether the line holds what its event needs. A failed allocation has no sizes worth a look.
bool is_whole(const Line& line) {
  const bool pointer = line.has(FieldId::ptr) || line.hidden;
  switch (line.type) {
    case EventType::kmalloc:
    case EventType::kmem_cache_alloc:
      return pointer &&
             (sizes_plausible(line) || (line.has(FieldId::ptr) && line[FieldId::ptr] == 0));
    case EventType::kfree:
    case EventType::kmem_cache_free:
      return pointer;
    case EventType::mm_page_alloc:
    case EventType::mm_page_free:
      return block_plausible(line);
    default:
      return true;
  }
}

}  // namespace

// Pointers of one trace have one width: a shorter one was cut. Hashed pointers are padded to it.
bool LineReader::take_pointer(FieldId field, std::string_view value, Line& line) {
  if (line.has(field)) return false;
  if (!value.empty() && value[0] == '(') {
    if (value == "(null)" || value == "(nil)") {
      line.set(field, 0);
      return true;
    }
    line.hidden = true;
    return value.back() == ')';
  }
  const bool prefixed = has_0x(value);
  if (prefixed) value.remove_prefix(2);
  uint64_t pointer = 0;
  if (!parse_hex(value, pointer)) return false;
  line.set(field, pointer);
  const bool full = value.size() == 16;
  if (full && pointer >> 48 == 0xffff) wide_ = true;
  if (prefixed) return full || !wide_ || pointer == 0 || pointer == kZeroSizePointer;
  return full || (value.size() == 8 && !wide_);
}

bool LineReader::take_number(FieldId field, std::string_view value, bool last, Line& line) {
  uint64_t number = 0;
  if (line.has(field) || !parse_number(value, number)) return false;
  line.set(field, number);
  if (last) number_last_ = true;
  return true;
}

bool LineReader::take_field(Key key, std::string_view value, bool last, Line& line) {
  switch (key) {
    case Key::call_site:
      return !std::exchange(call_site_seen_, true);  // a second one: two lines that ran into one
    case Key::gfp_flags:
      gfp_seen_ = true;
      return true;
    case Key::ptr:
      return take_pointer(FieldId::ptr, value, line);
    case Key::page:
      return take_pointer(FieldId::page, value, line);
    case Key::pfn:
      return take_number(FieldId::pfn, value, last, line);
    case Key::order:
      return take_number(FieldId::order, value, last, line);
    case Key::bytes_req:
      return take_number(FieldId::bytes_req, value, last, line);
    case Key::bytes_alloc:
      return take_number(FieldId::bytes_alloc, value, last, line);
    default:
      return true;
  }
}

// [000]: a second header, so two lines ran into one.
bool is_cpu(std::string_view word) {
  if (word.size() < 3 || word[0] != '[' || word.back() != ']') return false;
  for (char c : word.substr(1, word.size() - 2))
    if (digit(c) > 9) return false;
  return true;
}

// The name of a cache may hold spaces: it goes on until a word that is a field, or the end.
bool take_name(std::string_view word, std::string_view& rest, std::string_view& name) {
  const char* end = word.data() + word.size();
  for (std::string_view ahead = rest; !ahead.empty();) {
    const std::string_view next = take_word(ahead);
    if (is_cpu(next)) return false;
    if (find_byte(next, '=') != next.size()) break;
    if (!next.empty()) end = next.data() + next.size();
    rest = ahead;
  }
  name = {word.data(), static_cast<size_t>(end - word.data())};
  return true;
}

bool LineReader::take_fields(std::string_view rest, Line& line) {
  while (!(rest = trim_left(rest)).empty()) {
    const std::string_view near = rest.substr(0, kLongestKey);
    const size_t equals = find_byte(near, '=');
    const Key key = key_of(near.substr(0, equals));
    if (equals == near.size() || (key == Key::other && find_byte(near, ' ') < equals)) {
      if (is_cpu(take_word(rest))) return false;
      continue;  // a module's name, call_site=ext4_find+0x1/0x2 [ext4], or what a cut left
    }
    rest.remove_prefix(equals + 1);
    const std::string_view value = take_up_to(rest, ' ');
    const bool taken = key == Key::name ? take_name(value, rest, line.name)
                                        : take_field(key, value, rest.empty(), line);
    if (!taken) return false;
  }
  return true;
}

// A line that is no event: what else may it be?
LineKind LineReader::read_other(std::string_view text, Line& line) {
  const std::string_view start = trim_left(text);
  if (start.empty() || start[0] == '#' || is_heading(start)) return LineKind::comment;
  return read_lost(start, line) ? LineKind::lost : LineKind::cut;
}

LineKind LineReader::read_event(std::string_view fields, Line& line) {
  if (line.type == EventType::mark) line.text = mark_text(fields);
  if (line.type >= EventType::inner) return LineKind::event;
  number_last_ = gfp_seen_ = call_site_seen_ = false;
  if (!take_fields(fields, line) || !is_whole(line)) return LineKind::cut;
  // Every kernel prints gfp_flags. Without it the line was cut, maybe inside its last number.
  if (is_alloc(line.type) && number_last_ && !gfp_seen_) return LineKind::cut;
  return LineKind::event;
}

Line LineReader::read(std::string_view text) {
  Line line;
  Header header;
  if (text.empty() || text[0] == '#' || !read_header(text, header)) {
    line.kind = read_other(text, line);
    return line;
  }
  line.cpu = header.cpu;
  line.time = header.time;
  line.kind =
      find_event(header.event, line.type) ? read_event(header.fields, line) : LineKind::unknown;
  return line;
}

}  // namespace kmem::ftrace
