#include "cli/options.h"

#include <cstring>

namespace kmem {
namespace {

constexpr const char* kHelp = R"(kmem: simulated kernel memory, one step at a time

usage: kmem run [OPTIONS] FILE     run a scenario (.kmem) and say what happens
       kmem import TRACE           turn a kernel trace (ftrace text) into a scenario
       kmem verify CAPTURE...      predict what a real kernel's allocators did
       kmem sheet [OPTIONS]        make a problem sheet, with its answers
       kmem cost SIZE...           what a struct of this size would cost in a slab
       kmem --help                 this text; `kmem run --help` for one command
       kmem --version

FILE, TRACE and CAPTURE may be - for standard input.
)";

constexpr const char* kRunHelp = R"(usage: kmem run [OPTIONS] FILE

Runs a scenario. Prints every event as a sentence under its command, then the free areas, the
caches, the accounting of every byte and the work done. FILE may be - for standard input.

  -q, --quiet       only the tables, and the expectations that failed
      --json        one JSON document instead
      --until STEP  stop after STEP events; or after event E of command C, written C:E
      --proc        also print /proc/buddyinfo and /proc/slabinfo in the kernel's own format
      --trace       print what the kernel's own tracepoints would, and nothing else
      --hash        also print the number of events and a hash of them all, to compare runs
  -h, --help        this text

Exit status: 0; 1 if an `expect` failed; 2 if the file or the command line has an error.
A request that the allocator refuses is an event, not an error.
)";

constexpr const char* kImportHelp = R"(usage: kmem import TRACE

Turns an ftrace text of the kernel's kmem events into a scenario on standard output; a report of
what was matched, and what could not be, goes to standard error. TRACE may be - for standard input.

  zcat trace.txt.gz | kmem import - > boot.kmem
  kmem run --quiet boot.kmem

  -h, --help        this text

Exit status: 0, also if frees could not be matched; 2 if TRACE cannot be read or holds no kmem event.
)";

constexpr const char* kVerifyHelp = R"(usage: kmem verify [--cpus N] FILE...

Compares the engine with recordings of a real kernel, and prints how many of its answers were right,
and the first difference with what led there. The first line says what a file is:

  kmem-capture v1        the page allocator: every page frame, failure, checkpoint and later state,
                         the order inside every list included
  kmem-capture v1 slab   the object caches of SLUB or classic SLAB: geometry, the slab and slot of
                         every object, slabs made and given back, every state, and every byte of a
                         slot that can be known

With --cpus, a file may also be a /proc/slabinfo, or a table of /sys/kernel/slab, of a machine with
so many CPUs: the objects and pages of a slab are compared row by row.

      --cpus N      the CPUs of the machine that a table comes from, 1 to 64
  -h, --help        this text

Exit status: 0 if all are right; 1 if one differs; 2 if a file is none of these, or a broken one.
)";

bool is(const char* argument, const char* name) { return std::strcmp(argument, name) == 0; }

// Digits only, at most 2^53, which JSON readers keep exactly.
bool parse_count(const char*& text, uint64_t& count) {
  const char* start = text;
  for (count = 0; *text >= '0' && *text <= '9'; ++text) {
    count = count * 10 + static_cast<uint64_t>(*text - '0');
    if (count > uint64_t{1} << 53) return false;
  }
  return text != start;
}

bool set_flag(const char* argument, Options& options) {
  if (is(argument, "-q") || is(argument, "--quiet")) return options.quiet = true;
  if (is(argument, "--json")) return options.json = true;
  if (is(argument, "--hash")) return options.hash = true;
  if (is(argument, "--proc")) return options.proc = true;
  if (is(argument, "--trace")) return options.trace = true;
  return false;
}

std::string unknown_option(const char* argument, const char* verb) {
  const std::string help = *verb ? std::string("kmem ") + verb + " --help" : "kmem --help";
  return std::string("unknown option `") + argument + "`; see `" + help + '`';
}

// The value of --until stands behind a space or an equals sign. Moves `i` past it.
std::string parse_until(int argc, char** argv, int& i, Options& options) {
  const char* value = nullptr;
  if (argv[i][std::strlen("--until")] == '=') {
    value = argv[i] + std::strlen("--until=");
  } else if (i + 1 < argc) {
    value = argv[++i];
  }
  if (value == nullptr) return "--until needs a step, such as 120 or 7:10";
  if (parse_stop(value, options.until)) return "";
  return std::string("`") + value + "` is no step; a step is a number of events, such as 120, or " +
         "command:event, such as 7:10";
}

// The value of --cpus stands behind a space or an equals sign. Moves `i` past it.
std::string parse_cpus(int argc, char** argv, int& i, Options& options) {
  const char* value = nullptr;
  if (argv[i][std::strlen("--cpus")] == '=') {
    value = argv[i] + std::strlen("--cpus=");
  } else if (i + 1 < argc) {
    value = argv[++i];
  }
  uint64_t cpus = 0;
  if (value != nullptr && parse_count(value, cpus) && *value == '\0' && cpus >= 1 && cpus <= 64) {
    options.cpus = static_cast<uint32_t>(cpus);
    return "";
  }
  return "--cpus needs a number of CPUs, 1 to 64";
}

std::string parse_argument(int argc, char** argv, int& i, const char* verb, Options& options) {
  const char* argument = argv[i];
  const bool run = options.verb == Verb::run;
  if (is(argument, "-h") || is(argument, "--help")) {
    options.verb = Verb::help;
    options.topic = verb;
    return "";
  }
  if (options.verb == Verb::cost) return parse_cost_argument(argc, argv, i, options.cost);
  if (run && (is(argument, "--until") || std::strncmp(argument, "--until=", 8) == 0))
    return parse_until(argc, argv, i, options);
  if (options.verb == Verb::verify &&
      (is(argument, "--cpus") || std::strncmp(argument, "--cpus=", 7) == 0))
    return parse_cpus(argc, argv, i, options);
  if (run && set_flag(argument, options)) return "";
  std::string error;
  if (options.verb == Verb::sheet && parse_sheet_option(argc, argv, i, options.sheet, error))
    return error;
  if (argument[0] == '-' && argument[1] != '\0') return unknown_option(argument, verb);
  if (options.verb == Verb::sheet)
    return std::string("`") + argument + "`: kmem sheet takes no file; see `kmem sheet --help`";
  options.files.push_back(argument);
  if (options.file != nullptr && options.verb != Verb::verify)
    return std::string("one file at a time: `") + options.file + "` or `" + argument + "`?";
  options.file = argument;
  return "";
}

std::string parse_verb(const char* verb, Options& options) {
  if (is(verb, "run")) {
    options.verb = Verb::run;
  } else if (is(verb, "import")) {
    options.verb = Verb::import;
  } else if (is(verb, "verify")) {
    options.verb = Verb::verify;
  } else if (is(verb, "sheet")) {
    options.verb = Verb::sheet;
  } else if (is(verb, "cost")) {
    options.verb = Verb::cost;
  } else if (is(verb, "--version")) {
    options.verb = Verb::version;
  } else if (is(verb, "-h") || is(verb, "--help") || is(verb, "help")) {
    options.verb = Verb::help;
  } else if (verb[0] == '-') {
    return unknown_option(verb, "");
  } else {
    return std::string("`") + verb +
           "` is no command of kmem; the commands are run, import, verify, sheet and cost";
  }
  return "";
}

}  // namespace

bool parse_stop(const char* text, StopPoint& stop) {
  uint64_t first = 0;
  if (!parse_count(text, first)) return false;
  if (*text == '\0') {
    stop = {.kind = StopPoint::Kind::events, .events = first};
    return true;
  }
  if (*text++ != ':' || first == 0 || first > kNone || !parse_count(text, stop.event)) return false;
  stop.kind = StopPoint::Kind::command;
  stop.command = static_cast<uint32_t>(first);
  return *text == '\0';
}

std::string parse_options(int argc, char** argv, Options& options) {
  if (argc < 2) return "nothing to do; see `kmem --help`";
  const std::string error = parse_verb(argv[1], options);
  if (!error.empty() || options.verb == Verb::version) return error;
  if (options.verb == Verb::help) {
    options.topic = argc > 2 ? argv[2] : "";
    return "";
  }
  for (int i = 2; i < argc; ++i) {
    const std::string wrong = parse_argument(argc, argv, i, argv[1], options);
    if (!wrong.empty() || options.verb == Verb::help) return wrong;
  }
  if (options.verb == Verb::cost)
    return options.cost.sizes.empty() ? "no size given; see `kmem cost --help`" : "";
  if (options.file == nullptr && options.verb != Verb::sheet)
    return std::string("no file given; see `kmem ") + argv[1] + " --help`";
  if (options.quiet && options.json) return "--quiet and --json exclude each other";
  if (options.json && options.proc) return "--proc and --json exclude each other";
  return "";
}

const char* help_text(const char* topic) {
  if (is(topic, "run")) return kRunHelp;
  if (is(topic, "import")) return kImportHelp;
  if (is(topic, "verify")) return kVerifyHelp;
  if (is(topic, "sheet")) return kSheetHelp;
  if (is(topic, "cost")) return kCostHelp;
  return kHelp;
}

}  // namespace kmem
