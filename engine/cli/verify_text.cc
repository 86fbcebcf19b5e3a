#include "cli/verify_text.h"

namespace kmem {

int refuse(const std::string& why) {
  std::fprintf(stderr, "kmem: %s\n", why.c_str());
  return kExitError;
}

void write_tally(const char* what, const Tally& tally, Output& out) {
  char row[96];
  std::snprintf(row, sizeof row, "  %-14s %8u of %u right", what, tally.right, tally.all);
  out.line(row);
}

void write_difference(const CaptureDifference& first, Output& out) {
  out.line("  first difference: line " + std::to_string(first.line) + ", " + first.what);
  out.line("    kernel: " + first.expected);
  out.line("    engine: " + first.had);
  if (first.requests.empty()) return out.line("    before any request");
  out.line("    after these requests, with the engine's answers:");
  for (const std::string& request : first.requests) out.line("      " + request);
}

}  // namespace kmem
