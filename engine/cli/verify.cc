#include "cli/verify.h"

#include <algorithm>

#include "machine/capture_reader.h"
#include "machine/capture_verify.h"

namespace kmem {
namespace {

constexpr size_t kPieceBytes = size_t{1} << 16;

// Empty, or why the file could not be read as a capture.
std::string read_capture(const char* path, CaptureReader& reader) {
  InputFile file(path);
  std::string piece;
  bool good = true;
  while (good && file.read(piece, kPieceBytes)) {
    good = reader.feed(piece);
    piece.clear();
  }
  if (!file.error().empty()) return file.error();
  if (good && reader.finish()) return {};
  const CaptureError& error = reader.error();
  return std::string(file.name()) + ":" + std::to_string(error.line) + ": " + error.text;
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

void write_verdict(const char* path, const CaptureVerdict& verdict, Output& out) {
  out.line(std::string(path) + ": " + (verdict.right() ? "all right" : "differs"));
  write_tally("page frames", verdict.pages, out);
  write_tally("failures", verdict.failures, out);
  write_tally("checkpoints", verdict.checkpoints, out);
  write_tally("later states", verdict.parts, out);
  char row[96];
  std::snprintf(row, sizeof row, "  %-14s %8u frees, %u drains", "without answer", verdict.frees,
                verdict.drains);
  out.line(row);
  if (!verdict.right()) write_difference(verdict.first, out);
}

int verify_capture(const char* path, Output& out) {
  CaptureReader reader;
  const std::string error = read_capture(path, reader);
  if (!error.empty()) {
    std::fprintf(stderr, "kmem: %s\n", error.c_str());
    return kExitError;
  }
  const CaptureVerdict verdict = verify(reader.capture());
  write_verdict(path, verdict, out);
  return verdict.right() ? kExitOk : kExitDiffers;
}

}  // namespace

int verify_captures(const Options& options, Output& out) {
  int status = kExitOk;
  for (const char* path : options.files) status = std::max(status, verify_capture(path, out));
  return status;
}

}  // namespace kmem
