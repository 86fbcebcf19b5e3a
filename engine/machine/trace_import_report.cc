#include "machine/trace_import.h"

#include "base/digits.h"
#include "machine/trace_import_text.h"

namespace kmem {

using namespace ftrace;

namespace ftrace {

std::string with_commas(uint64_t number) {
  std::string out = std::to_string(number);
  for (size_t at = out.size(); at > 3; at -= 3) out.insert(at - 3, ",");
  return out;
}

std::string as_hex(uint64_t number) { return "0x" + hex_text(number, 1); }

}  // namespace ftrace

namespace {

constexpr size_t kLabelWidth = 36;
constexpr size_t kNumberWidth = 12;

// A line of the report: how many, of what, and why that is so.
struct Row {
  const char* label;
  uint64_t ImportReport::*count;
  const char* why;
};

constexpr Row kLineRows[] = {
    {"kmem events and marks", &ImportReport::events, ""},
    {"comments and blank lines", &ImportReport::comments, ""},
    {"other events", &ImportReport::unknown_events, "they say nothing about allocation"},
    {"news of lost events", &ImportReport::lost_lines, ""},
    {"cut or damaged", &ImportReport::cut_lines, "refused as a whole"},
};

constexpr Row kEventRows[] = {
    {"objects allocated", &ImportReport::object_allocs, "commands"},
    {"objects freed", &ImportReport::object_frees, "commands"},
    {"page blocks allocated", &ImportReport::page_allocs, "commands"},
    {"page blocks freed", &ImportReport::page_frees, "commands"},
    {"marks", &ImportReport::marks, "notes"},
    {"page blocks of slabs, allocated", &ImportReport::slab_page_blocks,
     "objects of the trace lie in them; our caches take their own"},
    {"page blocks of slabs, freed", &ImportReport::slab_page_frees, "the same blocks"},
    {"drains, batches, fallbacks", &ImportReport::inner_events,
     "the page allocator's own business"},
    {"frees of objects never seen", &ImportReport::unmatched_object_frees,
     "allocated before the trace, or not recorded; left out"},
    {"frees of pages never seen", &ImportReport::unmatched_page_frees,
     "allocated before the trace, or not recorded; left out"},
    {"frees of NULL", &ImportReport::frees_of_null, "they do nothing"},
    {"allocations that failed", &ImportReport::failed_allocs, "the traced kernel had no memory"},
    {"pointers not printed", &ImportReport::hidden_pointers,
     "the kernel wrote (____ptrval____); left out"},
    {"beyond the bounds of a scenario", &ImportReport::left_out,
     "1,000,000 commands, 10,000 marks, 1,024 caches, objects of 4 MiB"},
};

constexpr Row kFindings[] = {
    {"objects never freed", &ImportReport::live_objects, "live when the trace ends"},
    {"page blocks never freed", &ImportReport::live_blocks, "live when the trace ends"},
    {"objects of unnamed caches", &ImportReport::nameless_objects,
     "no event names their cache: kept by size, as size_N"},
    {"addresses allocated twice", &ImportReport::reused_addresses,
     "their free must be among the events not recorded;"},
    {"  frees added for them", &ImportReport::implied_frees,
     "each just before the next allocation"},
    {"frees by the other call", &ImportReport::crossed_frees,
     "written as the call that fits the allocation"},
    {"pages freed with another order", &ImportReport::wrong_order_frees,
     "the block is freed as it was allocated"},
};

void add_row(const char* label, uint64_t number, const char* why, std::string& text) {
  std::string line = label;
  const std::string digits = with_commas(number);
  const size_t column = kLabelWidth + kNumberWidth - digits.size();
  line.append(column > line.size() ? column - line.size() : 1, ' ');
  line += digits;
  if (*why != 0) line += std::string("  ") + why;
  text += line + "\n";
}

template <size_t N>
void add_rows(const Row (&rows)[N], const ImportReport& report, std::string& text) {
  for (const Row& row : rows)
    if (report.*row.count != 0)
      add_row((std::string("  ") + row.label).c_str(), report.*row.count, row.why, text);
}

// Where the trace has holes.
void add_holes(const ImportReport& r, std::string& text) {
  if (r.cut_lines != 0)
    text += "The first cut or damaged line is line " + with_commas(r.first_cut_line) + ".\n";
  if (r.lost_events != 0)
    text += "Events lost, as the trace itself counts them: " + with_commas(r.lost_events) +
            ". Frees among them leave objects live.\n";
  if (r.lost_lines != 0 && r.lost_events == 0)
    text += "The trace says that events were lost, and not how many.\n";
}

void add_map(const ImportReport& r, std::string& text) {
  if (r.page_allocs + r.slab_page_blocks == 0) return;
  if (r.map_base == 0) {
    text +=
        "Pointers could not be mapped to page frames, so blocks that the kernel's slabs took are\n"
        "among the page blocks.\n";
    return;
  }
  text += "Pointers map to page frames from " + as_hex(r.map_base) + ": " +
          with_commas(r.map_votes) + " of " + with_commas(r.map_votes_cast) +
          " pairs of events agree.\n";
}

void add_segment(const ImportReport& r, std::string& text) {
  text += "The segment has " + with_commas(r.frames) + " page frames: ";
  text += r.frames_from_pfn
              ? "the trace's largest page frame is " + as_hex(r.largest_pfn) + ".\n"
              : "the commands use up to " + with_commas(r.needed_frames) + " at once.\n";
  if (!r.frames_from_pfn && r.needed_frames * 2 > r.frames)
    text += "That is the largest segment there is; some requests may be refused.\n";
}

}  // namespace

std::string import_report_text(const ImportReport& report) {
  std::string text;
  add_row("Lines of the trace", report.lines, "", text);
  add_rows(kLineRows, report, text);
  text += "\n";
  add_row("Events", report.events, "", text);
  add_rows(kEventRows, report, text);
  text += "\n";
  add_row("Commands of the scenario", report.commands, "notes and new caches included", text);
  add_row("  caches", report.caches, "", text);
  add_rows(kFindings, report, text);
  text += "\n";
  add_holes(report, text);
  add_map(report, text);
  add_segment(report, text);
  return text;
}

}  // namespace kmem
