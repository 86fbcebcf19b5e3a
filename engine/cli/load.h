// load.h — a scenario file becomes a program, or errors that point at their places.
#ifndef KMEM_CLI_LOAD_H_
#define KMEM_CLI_LOAD_H_

#include <string>

#include "machine/scenario.h"

namespace kmem {

struct LoadedScenario {
  std::string name;   // of the file, for messages
  std::string error;  // why the file could not be read; empty otherwise
  std::string text;
  Vector<Diagnostic> diagnostics;
  Program program;  // complete if there is neither an error nor a diagnostic
  bool ok() const { return error.empty() && diagnostics.empty(); }
};

LoadedScenario load_scenario(const char* path);

// The sentence of a diagnostic.
std::string diagnostic_text(const Diagnostic& diagnostic);

// `file:line:column: error: sentence`, the line of the text, and a caret under the place.
std::string diagnostic_report(const Diagnostic& diagnostic, const LoadedScenario& scenario);

}  // namespace kmem

#endif  // KMEM_CLI_LOAD_H_
