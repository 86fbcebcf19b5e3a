// trace_import_support.h — what the tests of the trace importer share.
#ifndef KMEM_TESTS_MACHINE_TRACE_IMPORT_SUPPORT_H_
#define KMEM_TESTS_MACHINE_TRACE_IMPORT_SUPPORT_H_

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "machine/machine.h"
#include "machine/scenario.h"
#include "machine/trace_import.h"

namespace kmem {

struct Imported {
  ImportReport report;
  std::string report_text;
  std::string scenario;
};

// Imports `trace`, fed in pieces of `piece` bytes and written `commands` at a time.
inline Imported import_trace_text(std::string_view trace, size_t piece = 65536,
                                  uint32_t commands = 1000) {
  TraceImporter importer;
  for (size_t at = 0; at < trace.size(); at += piece) importer.feed(trace.substr(at, piece));
  importer.finish();
  Imported out;
  while (importer.write(out.scenario, commands)) {
  }
  out.report = importer.report();
  out.report_text = importer.report_text();
  return out;
}

// The lines of a scenario that are commands of the trace: no title, notes, memory, profile.
inline std::string commands_of(std::string_view scenario) {
  std::string out;
  while (!scenario.empty()) {
    const size_t end = scenario.find('\n') + 1;
    const std::string_view line = scenario.substr(0, end);
    scenario.remove_prefix(end);
    const bool head = line.starts_with("title ") || line.starts_with("memory ") ||
                      line.starts_with("profile ") || line.starts_with("note \"From ");
    if (!head) out += line;
  }
  return out;
}

// What came of running a scenario.
struct Replayed {
  size_t diagnostics = 0;
  size_t commands = 0;
  uint32_t failures = 0;
  uint64_t live_handles = 0;
  Machine machine;
};

inline Replayed replay(const std::string& scenario) {
  ScenarioParser parser(scenario);
  while (parser.step(10'000)) {
  }
  Replayed out;
  out.diagnostics = parser.diagnostics().size();
  const Program program = parser.take_program();
  out.commands = program.commands.size();
  out.machine = *Machine::create(program.memory);
  NullLog log;
  for (const Command& command : program.commands) out.machine.execute(command, program, log);
  out.failures = out.machine.failures();
  for (uint32_t id = 0; id < out.machine.handle_count(); ++id)
    out.live_handles += out.machine.handle(HandleId(id)).status == HandleStatus::live;
  return out;
}

// Every line is in one row of the report, and so is every event.
inline bool adds_up(const ImportReport& r) {
  const uint64_t lines = r.comments + r.events + r.cut_lines + r.unknown_events + r.lost_lines;
  const uint64_t events = r.object_allocs + r.object_frees + r.page_allocs + r.page_frees +
                          r.marks + r.slab_page_blocks + r.slab_page_frees + r.inner_events +
                          r.unmatched_object_frees + r.unmatched_page_frees + r.frees_of_null +
                          r.failed_allocs + r.hidden_pointers + r.left_out;
  return lines == r.lines && events == r.events;
}

// The trace of a real boot, as tests/data holds it; empty if gzip cannot unpack it.
inline const std::string& boot_trace() {
  static const std::string text = [] {
    std::string out;
    FILE* pipe = popen("gzip -dc " KMEM_SOURCE_DIR "/tests/data/boot-kmem.txt.gz", "r");
    if (pipe == nullptr) return out;
    std::vector<char> piece(1 << 20);
    for (size_t n; (n = fread(piece.data(), 1, piece.size(), pipe)) != 0;)
      out.append(piece.data(), n);
    pclose(pipe);
    return out;
  }();
  return text;
}

inline std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

inline std::string text_of(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

}  // namespace kmem

#endif  // KMEM_TESTS_MACHINE_TRACE_IMPORT_SUPPORT_H_
