#include "machine/trace_import.h"

#include <cstring>

#include "machine/trace_import_plan.h"
#include "machine/trace_import_record.h"
#include "machine/trace_import_write.h"

namespace kmem {

using namespace ftrace;

namespace {

// Comments that ftrace itself writes above the events.
bool is_table_head(std::string_view comment) {
  for (std::string_view own : {"# tracer:", "# entries-in-buffer", "#  ", "# WARNING"})
    if (comment.starts_with(own)) return true;
  return comment.size() < 3 || comment.starts_with("##");
}

}  // namespace

struct TraceImporter::State {
  enum class Phase : uint8_t { reading, planning, head, writing, done };

  Phase phase = Phase::reading;
  LineReader reader;
  Recorder recorder;
  Recording recording;
  ImportReport report;
  Planner planner{recording, report};
  ScenarioWriter writer;
  std::string carried;    // a line whose end has not come yet
  bool too_long = false;  // and of which only the beginning was kept
  std::vector<bool> cpu_seen;

  void take_line(std::string_view line);
  void take_event(const Line& line);
  void take_cut_line();
  void take_comment(std::string_view line);
  void carry(std::string_view piece);
  void take_carried();
};

void TraceImporter::State::take_cut_line() {
  if (report.cut_lines++ == 0) report.first_cut_line = report.lines;
}

void TraceImporter::State::take_comment(std::string_view line) {
  ++report.comments;
  if (!recording.source.empty() || report.events != 0) return;
  if (line.starts_with("# ") && !is_table_head(line))
    recording.source = printable(line.substr(2), 400);
}

void TraceImporter::State::take_event(const Line& line) {
  ++report.events;
  if (line.cpu >= cpu_seen.size()) cpu_seen.resize(line.cpu + 1);
  if (!cpu_seen[line.cpu]) {
    cpu_seen[line.cpu] = true;
    ++report.cpus;
  }
  recording.last_time.set(line.time);
  if (report.events == 1) recording.first_time = recording.last_time;
  recorder.take(line, recording, report);
}

void TraceImporter::State::take_line(std::string_view text) {
  ++report.lines;
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  const Line line = reader.read(text);
  switch (line.kind) {
    case LineKind::comment:
      return take_comment(text);
    case LineKind::lost:
      ++report.lost_lines;
      report.lost_events += line.lost;
      return;
    case LineKind::cut:
      return take_cut_line();
    case LineKind::unknown:
      ++report.unknown_events;
      return;
    case LineKind::event:
      take_event(line);
  }
}

void TraceImporter::State::carry(std::string_view piece) {
  const size_t room = kMaxTraceLine - carried.size();
  if (piece.size() > room) too_long = true;
  carried.append(piece.substr(0, room));
}

void TraceImporter::State::take_carried() {
  if (too_long) {
    ++report.lines;
    take_cut_line();
  } else {
    take_line(carried);
  }
  carried.clear();
  too_long = false;
}

TraceImporter::TraceImporter() : state_(std::make_unique<State>()) {}
TraceImporter::~TraceImporter() = default;
TraceImporter::TraceImporter(TraceImporter&&) noexcept = default;
TraceImporter& TraceImporter::operator=(TraceImporter&&) noexcept = default;

void TraceImporter::feed(std::string_view piece) {
  State& s = *state_;
  if (s.phase != State::Phase::reading) return;
  while (!piece.empty()) {
    const void* found = std::memchr(piece.data(), '\n', piece.size());
    if (found == nullptr) return s.carry(piece);
    const size_t length = static_cast<size_t>(static_cast<const char*>(found) - piece.data());
    const std::string_view line = piece.substr(0, length);
    piece.remove_prefix(length + 1);
    if (s.carried.empty() && length <= kMaxTraceLine) {
      s.take_line(line);
    } else {
      s.carry(line);
      s.take_carried();
    }
  }
}

void TraceImporter::finish() {
  State& s = *state_;
  if (s.phase != State::Phase::reading) return;
  if (!s.carried.empty()) s.take_carried();
  const MapBaseVote& vote = s.recorder.base_vote();
  s.report.map_base = vote.base();
  s.report.map_votes = vote.winner_votes();
  s.report.map_votes_cast = vote.cast();
  s.planner.start(s.report.map_base);
  s.phase = State::Phase::planning;
}

bool TraceImporter::write(std::string& text, uint32_t commands) {
  State& s = *state_;
  finish();
  if (commands == 0) commands = 1;
  switch (s.phase) {
    case State::Phase::planning:
      if (!s.planner.step(commands)) s.phase = State::Phase::head;
      return true;
    case State::Phase::head:
      s.writer.write_head(s.recording, s.report, text);
      s.phase = State::Phase::writing;
      return true;
    case State::Phase::writing:
      if (!s.writer.write(s.recording, s.planner.caches(), commands, s.report, text))
        s.phase = State::Phase::done;
      return s.phase != State::Phase::done;
    default:
      return false;
  }
}

const ImportReport& TraceImporter::report() const { return state_->report; }

std::string TraceImporter::report_text() const { return import_report_text(state_->report); }

}  // namespace kmem
