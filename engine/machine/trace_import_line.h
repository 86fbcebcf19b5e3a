// trace_import_line.h — one line of an ftrace text: what it is, and the fields an import needs.
//
//   TASK-PID [CPU] FLAGS SECONDS: EVENT: key=value key=value …
//
// TASK may hold spaces, dashes, colons and brackets; trace-cmd leaves FLAGS out, perf writes
// `kmem:kmalloc`. Fields are found by name, in any order; unknown ones are passed over.
#ifndef KMEM_MACHINE_TRACE_IMPORT_LINE_H_
#define KMEM_MACHINE_TRACE_IMPORT_LINE_H_

#include <array>
#include <string_view>

#include "base/types.h"

namespace kmem::ftrace {

// kmalloc(0) gives this address in Linux, and freeing it does nothing.
inline constexpr uint64_t kZeroSizePointer = 16;

enum class LineKind : uint8_t {
  comment,  // or blank, or a heading
  lost,     // CPU:1 [LOST 42 EVENTS]
  cut,      // not a whole line
  unknown,  // a whole line of an event that says nothing about allocation
  event,
};

enum class EventType : uint8_t {
  kmalloc,
  kmem_cache_alloc,
  kfree,
  kmem_cache_free,
  mm_page_alloc,
  mm_page_free,
  inner,  // the page allocator's own business: drains, batches, fallbacks
  mark,   // what a program wrote into the trace
};

// The fields that an import reads.
enum class FieldId : uint8_t { ptr, page, pfn, order, bytes_req, bytes_alloc };
inline constexpr uint32_t kFieldCount = 6;

class Line {
 public:
  LineKind kind = LineKind::cut;
  EventType type = EventType::inner;
  bool hidden = false;  // the kernel printed (____ptrval____) for a pointer
  uint32_t cpu = 0;
  uint64_t lost = 0;      // LineKind::lost: how many; 0: the trace does not say
  std::string_view name;  // of the cache; empty: not given
  std::string_view text;  // of a mark
  std::string_view time;  // SECONDS

  bool has(FieldId field) const { return (known_ >> index(field) & 1) != 0; }
  uint64_t operator[](FieldId field) const { return values_[index(field)]; }
  void set(FieldId field, uint64_t value) {
    values_[index(field)] = value;
    known_ |= 1u << index(field);
  }

 private:
  static constexpr uint32_t index(FieldId field) { return static_cast<uint32_t>(field); }

  uint32_t known_ = 0;
  std::array<uint64_t, kFieldCount> values_;  // each is valid only if known
};

enum class Key : uint8_t;  // of a field, as the line has it

// Reads lines. It remembers how wide the pointers of a trace are, to see when one was cut.
class LineReader {
 public:
  // `line` without its end.
  Line read(std::string_view line);

 private:
  static LineKind read_other(std::string_view text, Line& line);
  LineKind read_event(std::string_view fields, Line& line);
  bool take_fields(std::string_view fields, Line& line);
  bool take_field(Key key, std::string_view value, bool last, Line& line);
  bool take_pointer(FieldId field, std::string_view value, Line& line);
  bool take_number(FieldId field, std::string_view value, bool last, Line& line);

  bool wide_ = false;         // 64-bit kernel addresses were seen
  bool number_last_ = false;  // a number ended the line: digits may be missing
  bool gfp_seen_ = false;
  bool call_site_seen_ = false;
};

}  // namespace kmem::ftrace

#endif  // KMEM_MACHINE_TRACE_IMPORT_LINE_H_
