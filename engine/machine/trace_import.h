// trace_import.h — an ftrace text of the kernel's kmem events becomes a scenario.
//
// Fed in pieces of any size, so that a page can show progress, cancel, and go on painting.
#ifndef KMEM_MACHINE_TRACE_IMPORT_H_
#define KMEM_MACHINE_TRACE_IMPORT_H_

#include <string>
#include <string_view>

#include "base/types.h"

namespace kmem {

// What became of every line. Lines are counted once: blank + comments + events + cut + unknown.
struct ImportReport {
  uint64_t lines = 0;
  uint64_t comments = 0;        // and blank lines
  uint64_t events = 0;          // lines with a kmem event or a tracing mark
  uint64_t cut_lines = 0;       // not a whole trace line: refused, counted
  uint64_t unknown_events = 0;  // whole lines of other events: passed over
  uint64_t lost_events = 0;     // as the trace itself reports (CPU:0 [LOST 42 EVENTS])
  uint64_t object_allocs = 0;   // kmem_cache_alloc and kmalloc, turned into commands
  uint64_t object_frees = 0;
  uint64_t page_allocs = 0;
  uint64_t page_frees = 0;
  uint64_t frees_of_null = 0;
  uint64_t unmatched_object_frees = 0;  // of objects the trace never saw allocated
  uint64_t unmatched_page_frees = 0;
  uint64_t reused_addresses = 0;   // allocated again though the trace saw no free (it was lost)
  uint64_t wrong_order_frees = 0;  // freed with another order than allocated
  uint64_t slab_page_blocks = 0;   // page blocks that turned out to be slabs: left to the caches
  uint64_t notes = 0;              // page-allocator inner events that need no command, and marks
  uint64_t live_objects = 0;       // never freed in the trace
  uint64_t live_blocks = 0;
  uint64_t caches = 0;
  uint64_t commands = 0;
  uint32_t frames = 0;             // of the segment chosen
  uint64_t first_cut_line = 0;     // number of the first cut line, 0: none
};

class TraceImporter {
 public:
  TraceImporter();
  ~TraceImporter();
  TraceImporter(TraceImporter&&) noexcept;
  TraceImporter& operator=(TraceImporter&&) noexcept;

  // Takes the next piece of the trace.
  void feed(std::string_view piece);
  // No more pieces: matches allocations and frees. Call once, before write().
  void finish();
  // Appends up to `commands` more lines of the scenario to `text`. False when all are written.
  bool write(std::string& text, uint32_t commands);
  const ImportReport& report() const;
  // The report in lines of English, for standard error and the page.
  std::string report_text() const;

 private:
  struct State;
  State* state_;
};

}  // namespace kmem

#endif  // KMEM_MACHINE_TRACE_IMPORT_H_
