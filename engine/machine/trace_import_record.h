// trace_import_record.h — a trace as records: 16 bytes per event that becomes a command.
#ifndef KMEM_MACHINE_TRACE_IMPORT_RECORD_H_
#define KMEM_MACHINE_TRACE_IMPORT_RECORD_H_

#include <string>
#include <string_view>
#include <vector>

#include "machine/trace_import.h"
#include "machine/trace_import_base.h"
#include "machine/trace_import_line.h"
#include "machine/trace_import_table.h"

namespace kmem::ftrace {

enum class RecordKind : uint8_t {
  kmalloc,
  cache_alloc,
  object_free,  // of either
  object_lost,  // the same, implied: its address was handed out again
  page_alloc,
  page_free,
  page_lost,
  slab_alloc,  // a page_alloc that turned out to be a slab of the kernel
  note,
  none,  // left out
};

inline constexpr uint16_t kNoName = 0xffff;

struct Record {
  RecordKind kind = RecordKind::none;
  uint8_t order = 0;         // of a page block
  uint16_t cache = kNoName;  // of a cache_alloc: number of the name; when planned, of the cache
  uint32_t number =
      0;  // bytes asked for; of a free, the record of the allocation; of a note, its number
  uint32_t granted = 0;    // bytes that were handed out
  uint32_t place = kNone;  // page number of an object, pfn of a block; when planned, handle number
};
static_assert(sizeof(Record) == 16);

// A short text in place: the time of each event is kept, until the next comes.
struct TimeText {
  char bytes[24] = {};
  uint32_t size = 0;

  void set(std::string_view text) {
    size = static_cast<uint32_t>(text.size() < sizeof bytes ? text.size() : sizeof bytes);
    for (uint32_t i = 0; i < size; ++i) bytes[i] = text[i];
  }
  std::string str() const { return {bytes, size}; }
};

struct Recording {
  std::vector<Record> records;
  std::vector<std::string> names;  // of caches, as the trace has them
  std::vector<std::string> notes;
  std::string source;   // the first comment that is not ftrace's own
  TimeText first_time;  // seconds, as the trace has them
  TimeText last_time;
};

// Matches allocations and frees while the trace goes by.
class Recorder {
 public:
  // Takes an event. Counts in `report` what becomes no command.
  void take(const Line& line, Recording& out, ImportReport& report);
  const MapBaseVote& base_vote() const { return vote_; }

 private:
  void take_object(const Line& line, Recording& out, ImportReport& report);
  void free_object(const Line& line, Recording& out, ImportReport& report);
  void take_pages(const Line& line, Recording& out, ImportReport& report);
  void free_pages(const Line& line, Recording& out, ImportReport& report);
  void take_mark(const Line& line, Recording& out, ImportReport& report);
  uint16_t number_of(std::string_view name, Recording& out);

  AddressTable objects_;  // pointer → record
  AddressTable blocks_;   // pfn, or address of the struct page → record
  AddressTable names_;    // hash → number
  MapBaseVote vote_;
};

// ASCII that a quoted text of the scenario language may hold; other bytes become `?`.
std::string printable(std::string_view text, size_t limit);

}  // namespace kmem::ftrace

#endif  // KMEM_MACHINE_TRACE_IMPORT_RECORD_H_
