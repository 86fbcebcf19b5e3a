#include "cli/import.h"

#include "machine/trace_import.h"

namespace kmem {
namespace {

constexpr size_t kPieceBytes = size_t{1} << 20;
constexpr uint32_t kCommandsAtOnce = 4096;

int fail(const std::string& why) {
  std::fprintf(stderr, "kmem: %s\n", why.c_str());
  return kExitError;
}

bool is_gzip(std::string_view text) { return text.substr(0, 2) == "\x1f\x8b"; }

}  // namespace

int import_trace(const Options& options, Output& out) {
  InputFile file(options.file);
  TraceImporter importer;
  std::string piece;
  for (bool first = true; file.read(piece, kPieceBytes); first = false) {
    if (first && is_gzip(piece))
      return fail(std::string("`") + file.name() + "` is compressed; try: zcat " + options.file +
                  " | kmem import -");
    importer.feed(piece);
    piece.clear();
  }
  if (!file.error().empty()) return fail(file.error());
  importer.finish();
  const ImportReport& report = importer.report();
  if (report.events == 0)
    return fail(std::string("`") + file.name() + "` holds not one kmem event in " +
                std::to_string(report.lines) + " lines; is it the text of an ftrace buffer?");

  std::string text;
  for (bool more = true; more && !out.failed();) {
    text.clear();
    more = importer.write(text, kCommandsAtOnce);
    out.write(text);
  }
  std::fputs(importer.report_text().c_str(), stderr);
  return kExitOk;
}

}  // namespace kmem
