#include "cli/verify_slab.h"

#include "machine/slab_capture_verify.h"
#include "machine/slab_table.h"

namespace kmem {
namespace {

void write_verdict(const char* path, const SlabVerdict& verdict, Output& out) {
  out.line(std::string(path) + ": " + (verdict.right() ? "all right" : "differs"));
  write_tally("geometry", verdict.geometry, out);
  write_tally("objects", verdict.objects, out);
  write_tally("slab events", verdict.events, out);
  write_tally("states", verdict.states, out);
  write_tally("full states", verdict.lines, out);
  write_tally("slabinfo", verdict.info, out);
  write_tally("bytes", verdict.bytes, out);
  char row[128];
  std::snprintf(row, sizeof row,
                "  %-14s %8u releases, %u shrinks, %llu bytes that nobody can know",
                "without answer", verdict.releases, verdict.shrinks,
                static_cast<unsigned long long>(verdict.unknowable_bytes));
  out.line(row);
  if (!verdict.right()) write_difference(verdict.first, out);
}

}  // namespace

int verify_slabs(InputFile& file, std::string piece, const char* path, Output& out) {
  SlabCaptureReader reader;
  const std::string error = read_all(file, std::move(piece), reader);
  if (!error.empty() && reader.capture().caches.empty()) return refuse(error);
  const SlabVerdict verdict = verify(reader.capture());
  if (!verdict.error.empty()) return refuse(std::string(path) + ": " + verdict.error);
  if (error.empty() || !verdict.right()) write_verdict(path, verdict, out);
  if (!error.empty()) return refuse(error);
  return verdict.right() ? kExitOk : kExitDiffers;
}

int verify_table(InputFile& file, std::string piece, const char* path, uint32_t cpus, Output& out) {
  SlabTableReader reader(cpus);
  const std::string error = read_all(file, std::move(piece), reader);
  if (!error.empty()) return refuse(error);
  const SlabTableVerdict& verdict = reader.verdict();
  out.line(std::string(path) + ": " + (verdict.right() ? "all right" : "differs") + ", " +
           verdict.kind);
  for (const SlabTableTally& tally : verdict.tallies)
    write_tally(tally.what.c_str(), tally.tally, out);
  for (const SlabTableDifference& row : verdict.differences)
    out.line("  line " + std::to_string(row.line) + ", " + row.cache + ": kernel " + row.expected +
             ", engine " + row.had);
  return verdict.right() ? kExitOk : kExitDiffers;
}

}  // namespace kmem
