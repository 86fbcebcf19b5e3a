#include "cli/load.h"

#include <algorithm>

#include "cli/file.h"
#include "cli/message_format.h"

namespace kmem {
namespace {

constexpr size_t kReadBytes = size_t{1} << 20;
constexpr uint32_t kStatementsAtOnce = 1u << 16;
constexpr size_t kWindow = 90;  // characters shown of a long line

bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }

std::string_view line_of(std::string_view text, uint32_t number) {
  for (uint32_t line = 1; line < number; ++line) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  return text;
}

// Characters [first, first + count) of a line, with control characters blanked.
std::string characters(std::string_view line, size_t first, size_t count) {
  std::string out;
  size_t index = 0;
  for (const char c : line) {
    index += starts_character(c);
    if (index <= first) continue;
    if (index > first + count) break;
    out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  }
  return out;
}

}  // namespace

LoadedScenario load_scenario(const char* path) {
  LoadedScenario scenario;
  InputFile file(path);
  scenario.name = file.name();
  // One byte more than allowed, so that the parser sees the bound passed.
  while (scenario.text.size() <= kMaxScenarioBytes && file.read(scenario.text, kReadBytes)) {
  }
  scenario.error = file.error();
  if (!scenario.error.empty()) return scenario;
  ScenarioParser parser(scenario.text);
  while (parser.step(kStatementsAtOnce)) {
  }
  scenario.diagnostics = parser.diagnostics();
  if (scenario.ok()) scenario.program = parser.take_program();
  return scenario;
}

std::string diagnostic_text(const Diagnostic& diagnostic) {
  return message("diag." + diagnostic.code, {text_argument("found", diagnostic.found),
                                             text_argument("expected", diagnostic.expected)});
}

std::string diagnostic_report(const Diagnostic& diagnostic, const LoadedScenario& scenario) {
  std::string out = scenario.name + ':' + std::to_string(diagnostic.line) + ':' +
                    std::to_string(diagnostic.column) + ": error: " + diagnostic_text(diagnostic) +
                    '\n';
  const std::string_view line = line_of(scenario.text, diagnostic.line);
  const size_t place = diagnostic.column == 0 ? 0 : diagnostic.column - 1;
  const size_t first = place < kWindow * 2 / 3 ? 0 : place - kWindow / 3;
  const size_t marked = std::clamp<size_t>(diagnostic.length, 1, first + kWindow - place);
  out += "  " + characters(line, first, kWindow) + '\n';
  out += "  " + std::string(place - first, ' ') + '^' + std::string(marked - 1, '~') + '\n';
  return out;
}

}  // namespace kmem
