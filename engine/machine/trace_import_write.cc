#include "machine/trace_import_write.h"

#include <cstring>

#include "machine/trace_import_text.h"

namespace kmem::ftrace {
namespace {

// Appends to a string, a buffer at a time: the pieces are a few bytes each.
class Lines {
 public:
  explicit Lines(std::string& text) : text_(text) {}
  ~Lines() { flush(); }
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;

  Lines& operator<<(std::string_view piece) {
    if (piece.size() > sizeof buffer_ - used_) flush();
    if (piece.size() > sizeof buffer_) {
      text_.append(piece);
      return *this;
    }
    std::memcpy(buffer_ + used_, piece.data(), piece.size());
    used_ += piece.size();
    return *this;
  }
  Lines& operator<<(uint32_t number) {
    char digits[10];
    size_t at = sizeof digits;
    do {
      digits[--at] = static_cast<char>('0' + number % 10);
      number /= 10;
    } while (number != 0);
    return *this << std::string_view(digits + at, sizeof digits - at);
  }

 private:
  void flush() {
    text_.append(buffer_, used_);
    used_ = 0;
  }

  std::string& text_;
  size_t used_ = 0;
  char buffer_[4096];
};

void write_note(std::string_view note, ImportReport& report, Lines& out) {
  out << "note \"" << note << "\"\n";
  ++report.commands;
}

void write_create(const PlannedCache& cache, Lines& out) {
  const PlannedSizes sizes = sizes_of(cache);
  out << cache.variable << " = kmem_cache_create(\"" << cache.name << "\", " << sizes.size;
  if (sizes.align != 0) out << ", align=" << sizes.align;
  out << ")\n";
}

void write_free(const Record& held, const std::vector<PlannedCache>& caches, Lines& out) {
  switch (held.kind) {
    case RecordKind::kmalloc:
      out << "kfree(o[" << held.place << "])";
      break;
    case RecordKind::cache_alloc:
      out << "kmem_cache_free(" << caches[held.cache].variable << ", o[" << held.place << "])";
      break;
    default:
      out << "free_pages(p[" << held.place << "])";
  }
}

}  // namespace

void ScenarioWriter::write_head(const Recording& recording, ImportReport& report,
                                std::string& text) {
  Lines out(text);
  out << "title \"A kernel trace of " << with_commas(report.events) << " events\"\n";
  out << "memory " << report.frames << " frames\nprofile textbook\n";
  if (!recording.source.empty()) write_note(recording.source, report, out);
  std::string facts = "From " + recording.first_time.str() + " s to " + recording.last_time.str() +
                      " s on " + with_commas(report.cpus) +
                      (report.cpus == 1 ? " CPU. " : " CPUs. ");
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
        out << "o[" << record.place << "] = kmalloc(" << record.number << ")\n";
        break;
      case RecordKind::cache_alloc:
        if (!created_[record.cache]) {
          created_[record.cache] = true;
          write_create(caches[record.cache], out);
          ++report.commands;
        }
        out << "o[" << record.place << "] = kmem_cache_alloc(" << caches[record.cache].variable
            << ")\n";
        break;
      case RecordKind::page_alloc:
        out << "p[" << record.place << "] = alloc_pages(" << uint32_t{record.order} << ")\n";
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
