#include "cli/verify.h"

#include <algorithm>

#include "cli/verify_slab.h"
#include "cli/verify_text.h"
#include "machine/capture_reader.h"

namespace kmem {
namespace {

constexpr size_t kPieceBytes = size_t{1} << 16;

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

int verify_pages(InputFile& file, std::string piece, const char* path, Output& out) {
  CaptureReader reader;
  const std::string error = read_all(file, std::move(piece), reader);
  if (!error.empty() && !reader.has_first_state()) return refuse(error);
  const CaptureVerdict verdict = verify(reader.capture());
  if (error.empty() || !verdict.right()) write_verdict(path, verdict, out);
  if (!error.empty()) return refuse(error);
  return verdict.right() ? kExitOk : kExitDiffers;
}

// What a file is, its first line says.
int verify_file(const char* path, const Options& options, Output& out) {
  InputFile file(path);
  std::string piece;
  while (piece.find('\n') == std::string::npos && file.read(piece, kPieceBytes)) {
    if (piece.size() > kPieceBytes) break;
  }
  if (!file.error().empty()) return refuse(file.error());
  const std::string first = piece.substr(0, piece.find('\n'));
  if (first == kSlabCaptureMagic) return verify_slabs(file, std::move(piece), path, out);
  if (options.cpus != 0 && first.rfind("kmem-capture", 0) != 0)
    return verify_table(file, std::move(piece), path, options.cpus, out);
  return verify_pages(file, std::move(piece), path, out);
}

}  // namespace

int verify_captures(const Options& options, Output& out) {
  int status = kExitOk;
  for (const char* path : options.files) status = std::max(status, verify_file(path, options, out));
  return status;
}

}  // namespace kmem
