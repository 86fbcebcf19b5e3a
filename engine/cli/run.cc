#include "cli/run.h"

#include "cli/report.h"
#include "cli/sentence.h"
#include "machine/proc_text.h"
#include "machine/proc_text_linux.h"
#include "machine/slab_proc_text.h"
#include "machine/tracepoint_text.h"

namespace kmem {
namespace {

constexpr size_t kTextColumn = 16;
constexpr size_t kSentenceColumn = kTextColumn + 2;

std::string right_aligned(uint64_t number, size_t width) {
  const std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

// Prints each command and, under it, its events.
//
//     line  event
//        5        a = alloc_pages(bytes=21K)
//               1   request: pages for 21 KiB
class Narrator : public PlaybackListener {
 public:
  Narrator(const Program& program, Output& out) : program_(program), out_(out) {}

  bool on_command(const Command& command, const std::vector<Event>& events,
                  const Machine& machine) override {
    const bool remark = command.op == Op::note || command.op == Op::expect;
    if (!remark || !after_remark_) out_.line();
    after_remark_ = remark;
    const std::string line = right_aligned(command.line, 6);
    if (remark) {
      for (const Event& event : events) say(event, line, kTextColumn, machine);
      return !out_.failed();
    }
    out_.line(line + std::string(kTextColumn - line.size(), ' ') +
              wrapped(command_text(command, program_), kTextColumn));
    for (const Event& event : events)
      say(event, std::string(line.size(), ' '), kSentenceColumn, machine);
    return !out_.failed();
  }

 private:
  void say(const Event& event, const std::string& line, size_t column, const Machine& machine) {
    std::string head = line + right_aligned(++events_, kTextColumn - 2 - line.size());
    head.resize(column, ' ');
    std::string text = sentence(event, machine, program_);
    if (event.kind == EventKind::expect_failed)
      text += " (" + found_text(program_.expectations[event.main], machine, program_) + ')';
    out_.line(head + wrapped(text, column));
    explain(event);
  }

  // Why a request was refused, once for each reason.
  void explain(const Event& event) {
    if (event.kind != EventKind::refused && event.kind != EventKind::alloc_failed) return;
    const uint32_t errc = event.kind == EventKind::refused ? event.order : event.small;
    if ((explained_ >> errc & 1) != 0) return;
    explained_ |= uint64_t{1} << errc;
    const std::string key = std::string("errc.") + errc_name(static_cast<Errc>(errc));
    const size_t column = kSentenceColumn + 2;
    out_.line(std::string(column, ' ') + wrapped(message(key), column));
  }

  const Program& program_;
  Output& out_;
  uint64_t events_ = 0;
  uint64_t explained_ = 0;  // a bit for each Errc
  bool after_remark_ = false;
};
static_assert(kErrcCount <= 64);

// Prints what the kernel's own tracepoints would.
class Tracepoints : public PlaybackListener {
 public:
  explicit Tracepoints(Output& out) : out_(out) {}
  bool on_command(const Command&, const std::vector<Event>& events, const Machine&) override {
    out_.write(tracepoint_text(events));
    return !out_.failed();
  }

 private:
  Output& out_;
};

// Runs for the hash or for a stop, without a word.
class SilentListener : public PlaybackListener {
 public:
  bool on_command(const Command&, const std::vector<Event>&, const Machine&) override {
    return true;
  }
};

void write_head(const Program& program, const Machine& machine, Output& out) {
  if (!program.title.empty()) out.line(wrapped(program.title, 0));
  const Zone& zone = machine.zone();
  if (machine.linux_memory() != nullptr)
    return out.line(bytes_text(machine.ledger().total()) + " of memory in " +
                    std::to_string(machine.linux_memory()->node().zones().size()) +
                    " zones, orders 0 to 10, " +
                    (program.memory.profile == Profile::linux61 ? "profile linux-6.1"
                                                                : "profile linux-6.1-slab"));
  const uint32_t top = zone.top_order().value;
  std::string memory = bytes_text(zone.bytes()) + " of memory: " + std::to_string(zone.frames()) +
                       (zone.frames() == 1 ? " page frame" : " page frames") + " of " +
                       bytes_text(zone.page_size());
  memory += top == 0 ? ", order 0" : ", orders 0 to " + std::to_string(top);
  out.line(memory);
}

void play(const Options& options, const Program& program, Playback& playback, Output& out) {
  const bool stops = options.until.kind != StopPoint::Kind::never;
  if (options.quiet && !options.hash && !stops) return playback.run_silently();
  if (options.quiet) {
    SilentListener silent;
    return play_to_stop(options.until, silent, playback);
  }
  out.line("\n  line  event");
  Narrator narrator(program, out);
  play_to_stop(options.until, narrator, playback);
}

void write_end(const Options& options, const char* name, const Playback& playback, Output& out) {
  const Machine& machine = playback.machine();
  out.line();
  write_tables(machine, out);
  if (const LinuxMemory* memory = machine.linux_memory(); memory != nullptr && options.proc) {
    const LinuxNode& node = memory->node();
    const LinuxObjects& objects = memory->objects();
    out.write("\n/proc/slabinfo\n" + slabinfo_text(objects.set()));
    if (const std::string reports = objects.reports_text(); !reports.empty())
      out.write("\ndmesg\n" + reports);
    out.write("\n/proc/zoneinfo\n" + zoneinfo(node) + "\nextfrag/unusable_index\n" +
              unusable_index(node) + "\nextfrag/extfrag_index\n" + extfrag_index(node));
  } else if (options.proc) {
    out.write("\n/proc/buddyinfo\n" + buddyinfo(machine.zone()) + "\n/proc/slabinfo\n" +
              slabinfo(machine.caches()));
  }
  write_expectations(playback, name, out);
  if (!options.hash) return;
  char line[64];
  std::snprintf(line, sizeof line, "\nevents %llu, hash %016llx", 1ull * playback.events(),
                1ull * playback.hash());
  out.line(line);
}

int report_errors(const LoadedScenario& scenario) {
  for (const Diagnostic& diagnostic : scenario.diagnostics)
    std::fputs(diagnostic_report(diagnostic, scenario).c_str(), stderr);
  return kExitError;
}

}  // namespace

void play_to_stop(const StopPoint& until, PlaybackListener& listener, Playback& playback) {
  if (playback.run(until, listener)) return;
  std::fprintf(stderr,
               "kmem: the scenario ends before that step, after %u commands and %llu events\n",
               playback.commands(), 1ull * playback.events());
}

int run(const Options& options, Output& out) {
  const LoadedScenario scenario = load_scenario(options.file);
  if (!scenario.error.empty()) std::fprintf(stderr, "kmem: %s\n", scenario.error.c_str());
  if (options.json) return run_json(options, scenario, out);
  if (!scenario.ok()) return report_errors(scenario);
  Result<Machine> machine = Machine::create(scenario.program.memory);
  KMEM_CHECK(machine.ok());  // the parser refuses any other memory
  Playback playback(scenario.program, *machine);
  if (!options.trace) write_head(scenario.program, *machine, out);
  if (options.trace) {
    Tracepoints trace(out);
    play_to_stop(options.until, trace, playback);
    return playback.machine().expectations_failed() == 0 ? kExitOk : kExitExpectFailed;
  }
  play(options, scenario.program, playback, out);
  write_end(options, scenario.name.c_str(), playback, out);
  return playback.machine().expectations_failed() == 0 ? kExitOk : kExitExpectFailed;
}

}  // namespace kmem
