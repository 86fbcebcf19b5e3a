// options.h — what the command line asks for.
#ifndef KMEM_CLI_OPTIONS_H_
#define KMEM_CLI_OPTIONS_H_

#include <string>
#include <vector>

#include "cli/cost_options.h"
#include "cli/playback.h"
#include "cli/sheet_options.h"

namespace kmem {

inline constexpr const char* kVersion = "0.1.0";

// Exit statuses, for scripts and graders.
inline constexpr int kExitOk = 0;
inline constexpr int kExitExpectFailed = 1;
inline constexpr int kExitDiffers = 1;
inline constexpr int kExitError = 2;

enum class Verb : uint8_t { run, import, verify, sheet, cost, help, version };

struct Options {
  Verb verb = Verb::help;
  const char* topic = "";          // help: of this verb
  const char* file = nullptr;      // "-": standard input
  std::vector<const char*> files;  // verify: all of them
  uint32_t cpus = 0;               // verify: of the machine that a table comes from; 0: not given
  bool quiet = false;
  bool json = false;
  bool hash = false;
  bool proc = false;
  bool trace = false;  // run: the kernel's tracepoint lines instead of sentences
  StopPoint until;
  SheetOptions sheet;
  CostOptions cost;
};

// Empty, or what is wrong with the command line, in one sentence.
std::string parse_options(int argc, char** argv, Options& options);

// "120", "7:10". False if it is neither.
bool parse_stop(const char* text, StopPoint& stop);

// The help of a verb; of the tool for any other topic.
const char* help_text(const char* topic);

}  // namespace kmem

#endif  // KMEM_CLI_OPTIONS_H_
