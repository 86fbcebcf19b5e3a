// scenario_support.h — what the tests of the scenario language share.
#ifndef KMEM_TESTS_MACHINE_SCENARIO_SUPPORT_H_
#define KMEM_TESTS_MACHINE_SCENARIO_SUPPORT_H_

#include <ostream>
#include <string>

#include "machine/scenario.h"

namespace kmem {

inline bool operator==(const Diagnostic& a, const Diagnostic& b) {
  return a.line == b.line && a.column == b.column && a.length == b.length && a.code == b.code &&
         a.found == b.found && a.expected == b.expected;
}

inline void PrintTo(const Diagnostic& d, std::ostream* out) {
  *out << d.line << ':' << d.column << '+' << d.length << ' ' << d.code << " found [" << d.found
       << "] expected [" << d.expected << ']';
}

struct Parsed {
  Program program;
  Vector<Diagnostic> diagnostics;
};

inline Parsed finish(ScenarioParser parser) {
  while (parser.step(7)) {
  }
  Parsed parsed;
  parsed.diagnostics = parser.diagnostics();
  parsed.program = parser.take_program();
  return parsed;
}

inline Parsed parse(std::string text) { return finish(ScenarioParser(std::move(text))); }

// The commands, one a line, without the lines in front of them.
inline std::string commands_text(const Program& program) {
  std::string text;
  for (const Command& command : program.commands) text += command_text(command, program) + '\n';
  return text;
}

// The commands a correct scenario comes to; its errors otherwise.
inline std::string commands_of_scenario(std::string text) {
  const Parsed parsed = parse(std::move(text));
  std::string out;
  for (const Diagnostic& d : parsed.diagnostics)
    out += std::to_string(d.line) + ':' + std::to_string(d.column) + ' ' + d.code + '\n';
  return out.empty() ? commands_text(parsed.program) : out;
}

// The codes of all errors, a space between.
inline std::string codes(const Parsed& parsed) {
  std::string out;
  for (const Diagnostic& d : parsed.diagnostics) out += (out.empty() ? "" : " ") + d.code;
  return out;
}

// "3:14 unknown_name" for every error, a line each.
inline std::string places(const Parsed& parsed) {
  std::string out;
  for (const Diagnostic& d : parsed.diagnostics)
    out += std::to_string(d.line) + ':' + std::to_string(d.column) + ' ' + d.code + '\n';
  return out;
}

}  // namespace kmem

#endif  // KMEM_TESTS_MACHINE_SCENARIO_SUPPORT_H_
