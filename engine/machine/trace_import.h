// trace_import.h — an ftrace text of the kernel's kmem events becomes a scenario.
//
// Fed in pieces of any size, and written in pieces, so that a page can show progress, cancel, and
// go on painting:
//
//   while (more text) importer.feed(piece);
//   importer.finish();
//   while (importer.write(text, 2000)) {}
//   importer.report_text();   // complete now
//
// Nothing is guessed. An address holds at most one object at a time, so a free belongs to the last
// allocation of its address; what has no such allocation in the trace is counted and left out. Page
// blocks in which objects of the trace lie are the kernel's own slabs: our caches take theirs
// themselves, so these are counted and left out too.
#ifndef KMEM_MACHINE_TRACE_IMPORT_H_
#define KMEM_MACHINE_TRACE_IMPORT_H_

#include <memory>
#include <string>
#include <string_view>

#include "base/types.h"

namespace kmem {

// Beyond this many commands of a trace, its events are counted and left out.
inline constexpr uint32_t kMaxImportedCommands = 1'000'000;
// A longer line is cut.
inline constexpr size_t kMaxTraceLine = size_t{64} << 10;

// What became of every line, and of every event.
//
//   lines  = comments + events + cut_lines + unknown_events + lost_lines
//   events = object_allocs + object_frees + page_allocs + page_frees        each is one command
//          + marks                                                          a note, each
//          + slab_page_blocks + slab_page_frees + inner_events              left to our allocators
//          + unmatched_object_frees + unmatched_page_frees + frees_of_null
//          + failed_allocs + hidden_pointers + left_out
struct ImportReport {
  uint64_t lines = 0;
  uint64_t comments = 0;        // and blank lines, and headings
  uint64_t events = 0;          // lines with a kmem event or a tracing mark
  uint64_t cut_lines = 0;       // not a whole trace line: refused
  uint64_t unknown_events = 0;  // whole lines of other events: passed over
  uint64_t lost_lines = 0;      // by which the trace says that events were lost
  uint64_t lost_events = 0;     // how many, as far as it says
  uint64_t first_cut_line = 0;  // its number, from 1; 0: none

  uint64_t object_allocs = 0;
  uint64_t object_frees = 0;
  uint64_t page_allocs = 0;
  uint64_t page_frees = 0;
  uint64_t marks = 0;
  uint64_t slab_page_blocks = 0;
  uint64_t slab_page_frees = 0;
  uint64_t inner_events = 0;            // drains, batches, fallbacks of the page allocator
  uint64_t unmatched_object_frees = 0;  // of objects the trace never saw allocated
  uint64_t unmatched_page_frees = 0;
  uint64_t frees_of_null = 0;
  uint64_t failed_allocs = 0;    // the kernel itself found no memory
  uint64_t hidden_pointers = 0;  // the kernel printed (____ptrval____)
  uint64_t left_out = 0;         // beyond what a scenario or a machine may hold

  uint64_t reused_addresses = 0;   // allocated again though the trace saw no free
  uint64_t implied_frees = 0;      // commands that free what such an address held
  uint64_t wrong_order_frees = 0;  // pages freed with another order than allocated
  uint64_t crossed_frees = 0;      // kfree of a cache's object, kmem_cache_free of kmalloc's memory
  uint64_t nameless_objects = 0;   // no event names their cache
  uint64_t live_objects = 0;       // never freed in the trace
  uint64_t live_blocks = 0;
  uint64_t caches = 0;
  uint64_t commands = 0;         // of the scenario, notes and cache creations included
  uint64_t needed_frames = 0;    // that the commands can use at once, slabs full
  uint64_t largest_pfn = 0;      // in the trace
  uint32_t frames = 0;           // of the segment chosen
  bool frames_from_pfn = false;  // as many as the traced machine's largest page frame needs
  uint32_t cpus = 0;
  uint64_t map_base = 0;   // of the kernel's direct map; 0: could not be told
  uint64_t map_votes = 0;  // pairs of events that agree on it
  uint64_t map_votes_cast = 0;

  friend bool operator==(const ImportReport&, const ImportReport&) = default;
};

class TraceImporter {
 public:
  TraceImporter();
  ~TraceImporter();
  TraceImporter(TraceImporter&&) noexcept;
  TraceImporter& operator=(TraceImporter&&) noexcept;

  // Takes the next piece of the trace. Does nothing after finish().
  void feed(std::string_view piece);
  // No more pieces.
  void finish();
  // Does up to `commands` commands' worth of work, and appends the scenario's next lines to `text`;
  // the first calls may append nothing. False when all is written.
  bool write(std::string& text, uint32_t commands);
  // Counts of lines while feeding; complete when write() has returned false.
  const ImportReport& report() const;
  // The report in lines of English, for standard error and the page.
  std::string report_text() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The report in lines of English.
std::string import_report_text(const ImportReport& report);

}  // namespace kmem

#endif  // KMEM_MACHINE_TRACE_IMPORT_H_
