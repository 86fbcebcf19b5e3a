#include "machine/trace_import_write.h"

#include "machine/trace_import_text.h"

namespace kmem::ftrace {
namespace {

// Appends to a string.
class Lines {
 public:
  explicit Lines(std::string& text) : text_(text) {}

  Lines& operator<<(std::string_view piece) {
    text_.append(piece);
    return *this;
  }
  Lines& operator<<(uint64_t number) {
    char digits[20];
    size_t at = sizeof digits;
    do {
      digits[--at] = static_cast<char>('0' + number % 10);
      number /= 10;
    } while (number != 0);
    text_.append(digits + at, sizeof digits - at);
    return *this;
  }

 private:
  std::string& text_;
};

void write_note(std::string_view note, ImportReport& report, Lines& out) {
  out << "note \"" << note << "\"\n";
  ++report.commands;
}

void write_create(const PlannedCache& cache, Lines& out) {
  const PlannedSizes sizes = sizes_of(cache);
  out << cache.variable << " = kmem_cache_create(\"" << cache.name << "\", "
      << uint64_t{sizes.size};
  if (sizes.align != 0) out << ", align=" << uint64_t{sizes.align};
  out << ")\n";
}

void write_free(const Record& held, const std::vector<PlannedCache>& caches, Lines& out) {
  switch (held.kind) {
    case RecordKind::kmalloc:
      out << "kfree(o[" << uint64_t{held.place} << "])";
      break;
    case RecordKind::cache_alloc:
      out << "kmem_cache_free(" << caches[held.cache].variable << ", o[" << uint64_t{held.place}
          << "])";
      break;
    default:
      out << "free_pages(p[" << uint64_t{held.place} << "])";
  }
}

}  // namespace

void ScenarioWriter::write_head(const Recording& recording, ImportReport& report,
                                std::string& text) {
  Lines out(text);
  out << "title \"A kernel trace of " << with_commas(report.events) << " events\"\n";
  out << "memory " << uint64_t{report.frames} << " frames\nprofile textbook\n";
  if (!recording.source.empty()) write_note(recording.source, report, out);
  std::string facts = "From " + recording.first_time + " s to " + recording.last_time + " s on " +
                      with_commas(report.cpus) + (report.cpus == 1 ? " CPU. " : " CPUs. ");
  facts += "Frees of memory that the trace did not see allocated are left out: " +
           with_commas(report.unmatched_object_frees) + " of objects, " +
           with_commas(report.unmatched_page_frees) + " of page blocks.";
  if (report.events != 0) write_note(facts, report, out);
}

bool ScenarioWriter::write(const Recording& recording, const std::vector<PlannedCache>& caches,
                           uint32_t records, ImportReport& report, std::string& text) {
  Lines out(text);
  created_.resize(caches.size());
  for (; records != 0 && at_ != recording.records.size(); --records, ++at_) {
    const Record& record = recording.records[at_];
    switch (record.kind) {
      case RecordKind::kmalloc:
        out << "o[" << uint64_t{record.place} << "] = kmalloc(" << uint64_t{record.number} << ")\n";
        break;
      case RecordKind::cache_alloc:
        if (!created_[record.cache]) {
          created_[record.cache] = true;
          write_create(caches[record.cache], out);
          ++report.commands;
        }
        out << "o[" << uint64_t{record.place} << "] = kmem_cache_alloc("
            << caches[record.cache].variable << ")\n";
        break;
      case RecordKind::page_alloc:
        out << "p[" << uint64_t{record.place} << "] = alloc_pages(" << uint64_t{record.order}
            << ")\n";
        break;
      case RecordKind::object_free:
      case RecordKind::page_free:
        write_free(recording.records[record.number], caches, out);
        out << "\n";
        break;
      case RecordKind::object_lost:
      case RecordKind::page_lost:
        write_free(recording.records[record.number], caches, out);
        out << "  # free not in the trace\n";
        break;
      case RecordKind::note:
        out << "note \"" << recording.notes[record.number] << "\"\n";
        break;
      case RecordKind::slab_alloc:
      case RecordKind::none:
        continue;
    }
    ++report.commands;
  }
  return at_ != recording.records.size();
}

}  // namespace kmem::ftrace
