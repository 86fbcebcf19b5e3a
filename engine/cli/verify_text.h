// verify_text.h — what all kinds of verification read and print alike.
#ifndef KMEM_CLI_VERIFY_TEXT_H_
#define KMEM_CLI_VERIFY_TEXT_H_

#include <string>
#include <utility>

#include "cli/file.h"
#include "cli/options.h"
#include "machine/capture_verify.h"

namespace kmem {

// Says on standard error why a file was not verified. Returns the exit status.
int refuse(const std::string& why);

void write_tally(const char* what, const Tally& tally, Output& out);
void write_difference(const CaptureDifference& first, Output& out);

// Feeds the reader `piece`, and then the rest of the file. Empty, or why it was refused.
template <class Reader>
std::string read_all(InputFile& file, std::string piece, Reader& reader) {
  constexpr size_t kPiece = size_t{1} << 16;
  bool good = reader.feed(piece);
  for (piece.clear(); good && file.read(piece, kPiece); piece.clear()) good = reader.feed(piece);
  if (!file.error().empty()) return file.error();
  if (good && reader.finish()) return {};
  return std::string(file.name()) + ":" + std::to_string(reader.error().line) + ": " +
         reader.error().text;
}

}  // namespace kmem

#endif  // KMEM_CLI_VERIFY_TEXT_H_
