// kmem — the command-line tool: runs scenarios, imports kernel traces, verifies captures, makes
// problem sheets, counts what a struct would cost.
#include <csignal>
#include <cstdio>

#include "cli/cost.h"
#include "cli/import.h"
#include "cli/options.h"
#include "cli/run.h"
#include "cli/sheet.h"
#include "cli/verify.h"

namespace kmem {
namespace {

int perform(const Options& options, Output& out) {
  switch (options.verb) {
    case Verb::run:
      return run(options, out);
    case Verb::import:
      return import_trace(options, out);
    case Verb::verify:
      return verify_captures(options, out);
    case Verb::sheet:
      return sheet(options, out);
    case Verb::cost:
      return cost(options.cost, out);
    case Verb::help:
      out.write(help_text(options.topic));
      return kExitOk;
    case Verb::version:
      out.line(std::string("kmem ") + kVersion);
      return kExitOk;
  }
  return kExitError;
}

}  // namespace
}  // namespace kmem

int main(int argc, char** argv) {
  // A closed pipe is then an error of the write, which is reported like any other.
  std::signal(SIGPIPE, SIG_IGN);
  kmem::Options options;
  const std::string error = kmem::parse_options(argc, argv, options);
  if (!error.empty()) {
    std::fprintf(stderr, "kmem: %s\n", error.c_str());
    return kmem::kExitError;
  }
  kmem::Output out;
  const int status = kmem::perform(options, out);
  return out.close() ? status : kmem::kExitError;
}
