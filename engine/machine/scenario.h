// scenario.h — the scenario language (.kmem): text in, Program out, and back.
#ifndef KMEM_MACHINE_SCENARIO_H_
#define KMEM_MACHINE_SCENARIO_H_

#include <memory>
#include <string>
#include <string_view>

#include "base/vector.h"
#include "machine/command.h"

namespace kmem {

// Bounds of a scenario. Beyond one, a diagnostic says which.
inline constexpr size_t kMaxScenarioBytes = size_t{64} << 20;
inline constexpr size_t kMaxHeadBytes = size_t{1} << 16;  // `profile linux-…` stands within them
inline constexpr uint32_t kMaxNesting = 16;               // repeat inside repeat
inline constexpr uint32_t kMaxBlockStatements = 100'000;  // inside a repeat's braces
inline constexpr uint32_t kMaxRepeat = 1'000'000;
inline constexpr uint32_t kMaxCommands = 4'000'000;
inline constexpr uint32_t kMaxHandles = 1'000'000;
inline constexpr uint32_t kMaxIndex = 999'999'999;  // of d[3]
inline constexpr uint32_t kMaxCacheVars = 65'000;
inline constexpr uint32_t kMaxTexts = 250'000;  // different notes; different expectations
inline constexpr uint32_t kMaxNameLength = 32;
inline constexpr uint32_t kMaxTextLength = 400;   // of a note
inline constexpr uint32_t kMaxWrittenOrder = 63;  // larger ones were meant as bytes
inline constexpr uint32_t kMaxDiagnostics = 100;  // one more says that this is not all

// An error in a scenario. `code` is a key of the message file (`diag.<code>`); the other texts are
// its arguments.
struct Diagnostic {
  uint32_t line = 0;    // from 1
  uint32_t column = 0;  // from 1, in characters (code points)
  uint32_t length = 0;  // characters it is about; 0 at the end of a line
  std::string code;
  std::string found;     // what stands there, as written
  std::string expected;  // what may stand there, or the bound that was passed
};

// Parses a scenario a few statements at a time, so that a page can go on painting.
class ScenarioParser {
 public:
  // Starts a new program. The parser keeps the text.
  explicit ScenarioParser(std::string text);
  // Starts with the names of a program, to parse commands that go on from it; memory and profile
  // statements are then errors.
  ScenarioParser(std::string text, Program program);
  ~ScenarioParser();
  ScenarioParser(ScenarioParser&&) noexcept;
  ScenarioParser& operator=(ScenarioParser&&) noexcept;

  // Parses up to `statements` more top-level statements. False when the end is reached.
  bool step(uint32_t statements);
  // Bytes of the text parsed so far.
  size_t progress() const;
  const Vector<Diagnostic>& diagnostics() const;
  // The program; complete and free of errors only if diagnostics() is empty at the end.
  Program take_program();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// One command as a line of the language; parsing the lines of a program gives it again.
std::string command_text(const Command& command, const Program& program);
// The `memory` and `profile` statements and the first `commands` commands, a line each.
std::string program_text(const Program& program, uint32_t commands);

}  // namespace kmem

#endif  // KMEM_MACHINE_SCENARIO_H_
