#include "machine/trace_import_record.h"

namespace kmem::ftrace {
namespace {

constexpr size_t kMaxNames = 4096;  // of caches; a machine holds fewer
constexpr size_t kMaxNameText = 100;
constexpr size_t kMaxMarks = 10'000;
constexpr size_t kMaxMarkText = 400;

uint64_t hash_of(std::string_view text) {
  uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a
  for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

void push(Recording& out, Record record) { out.records.push_back(record); }

uint32_t next_record(const Recording& out) { return static_cast<uint32_t>(out.records.size()); }

uint32_t low_word(uint64_t value) { return static_cast<uint32_t>(value); }

// Blocks are known by pfn; where a trace has none, by the address of their struct page.
bool block_key(const Line& line, uint64_t& key) {
  if (!line.has(FieldId::pfn) && !line.has(FieldId::page)) return false;
  key = line.has(FieldId::pfn) ? line[FieldId::pfn] : line[FieldId::page];
  return true;
}

bool is_failed_block(const Line& line) {
  if (line.has(FieldId::pfn) && line[FieldId::pfn] == UINT64_MAX) return true;
  return line.has(FieldId::page) && line[FieldId::page] == 0 &&
         (!line.has(FieldId::pfn) || line[FieldId::pfn] == 0);
}

}  // namespace

std::string printable(std::string_view text, size_t limit) {
  std::string out(text.substr(0, limit));
  for (char& c : out) {
    if (c < 0x20 || c > 0x7e) c = '?';
    if (c == '"') c = '\'';
    if (c == '\\') c = '/';
  }
  return out;
}

uint16_t Recorder::number_of(std::string_view name, Recording& out) {
  if (name.empty()) return kNoName;
  name = name.substr(0, kMaxNameText);
  uint64_t key = hash_of(name);
  for (;; ++key) {
    const uint32_t known = names_.find(key);
    if (known == kNone) break;
    if (out.names[known] == name) return static_cast<uint16_t>(known);
  }
  if (out.names.size() >= kMaxNames) return kNoName;
  const uint32_t number = static_cast<uint32_t>(out.names.size());
  names_.put(key, number);
  out.names.emplace_back(name);
  return static_cast<uint16_t>(number);
}

void Recorder::take(const Line& line, Recording& out, ImportReport& report) {
  if (next_record(out) + 1 >= kMaxImportedCommands) {
    ++report.left_out;
    return;
  }
  switch (line.type) {
    case EventType::kmalloc:
    case EventType::kmem_cache_alloc:
      return take_object(line, out, report);
    case EventType::mm_page_alloc:
      return take_pages(line, out, report);
    default:
      vote_.other_event(line.cpu);
  }
  switch (line.type) {
    case EventType::kfree:
    case EventType::kmem_cache_free:
      return free_object(line, out, report);
    case EventType::mm_page_free:
      return free_pages(line, out, report);
    case EventType::mark:
      return take_mark(line, out, report);
    default:
      ++report.inner_events;
  }
}

void Recorder::take_object(const Line& line, Recording& out, ImportReport& report) {
  if (!line.has(FieldId::ptr)) return void(++report.hidden_pointers);
  if (line[FieldId::ptr] == 0) return void(++report.failed_allocs);
  vote_.object_allocated(line.cpu, line[FieldId::ptr]);

  const uint32_t lost = objects_.take(line[FieldId::ptr]);
  if (lost != kNone) {
    ++report.reused_addresses;
    push(out, {.kind = RecordKind::object_lost, .number = lost});
  }
  objects_.put(line[FieldId::ptr], next_record(out));
  const bool cached = line.type == EventType::kmem_cache_alloc;
  push(out, {.kind = cached ? RecordKind::cache_alloc : RecordKind::kmalloc,
             .cache = cached ? number_of(line.name, out) : kNoName,
             .number = low_word(line[FieldId::bytes_req]),
             .granted = low_word(line[FieldId::bytes_alloc]),
             .place = low_word(line[FieldId::ptr] >> kPageShift)});
}

void Recorder::free_object(const Line& line, Recording& out, ImportReport& report) {
  if (!line.has(FieldId::ptr)) return void(++report.hidden_pointers);
  if (line[FieldId::ptr] <= kZeroSizePointer) return void(++report.frees_of_null);
  const uint32_t index = objects_.take(line[FieldId::ptr]);
  if (index == kNone) return void(++report.unmatched_object_frees);

  Record& object = out.records[index];
  const bool cached = object.kind == RecordKind::cache_alloc;
  report.crossed_frees += cached != (line.type == EventType::kmem_cache_free);
  if (cached && object.cache == kNoName) object.cache = number_of(line.name, out);
  push(out, {.kind = RecordKind::object_free, .number = index});
}

void Recorder::take_pages(const Line& line, Recording& out, ImportReport& report) {
  uint64_t key = 0;
  if (!block_key(line, key)) return void(++report.hidden_pointers);
  if (is_failed_block(line)) return void(++report.failed_allocs);
  const uint64_t pfn = line.has(FieldId::pfn) ? line[FieldId::pfn] : kNoPfn;
  vote_.block_allocated(line.cpu, pfn, line[FieldId::order]);

  const uint32_t lost = blocks_.take(key);
  if (lost != kNone) {
    ++report.reused_addresses;
    push(out, {.kind = RecordKind::page_lost, .number = lost});
  }
  blocks_.put(key, next_record(out));
  if (pfn < kNone) {
    const uint64_t last = pfn + (uint64_t{1} << line[FieldId::order]) - 1;
    if (last > report.largest_pfn) report.largest_pfn = last;
  }
  push(out, {.kind = RecordKind::page_alloc,
             .order = static_cast<uint8_t>(line[FieldId::order]),
             .place = pfn < kNone ? low_word(pfn) : kNone});
}

void Recorder::free_pages(const Line& line, Recording& out, ImportReport& report) {
  uint64_t key = 0;
  if (!block_key(line, key)) return void(++report.hidden_pointers);
  const uint32_t index = blocks_.take(key);
  if (index == kNone) return void(++report.unmatched_page_frees);
  report.wrong_order_frees += out.records[index].order != line[FieldId::order];
  push(out, {.kind = RecordKind::page_free, .number = index});
}

void Recorder::take_mark(const Line& line, Recording& out, ImportReport& report) {
  if (out.notes.size() >= kMaxMarks) return void(++report.left_out);
  push(out, {.kind = RecordKind::note, .number = static_cast<uint32_t>(out.notes.size())});
  out.notes.push_back(line.text.empty() ? "(an empty mark)" : printable(line.text, kMaxMarkText));
  ++report.marks;
}

}  // namespace kmem::ftrace
