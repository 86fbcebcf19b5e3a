// capture_file.h — captures from a text, and the recorded ones.
#ifndef KMEM_TESTS_LINUX_CAPTURE_FILE_H_
#define KMEM_TESTS_LINUX_CAPTURE_FILE_H_

#include <string>
#include <string_view>

#include "machine/capture_reader.h"

namespace kmem {

// own-*: recorded by scripts/capture-linux.mjs; the second line of each tells with what.
inline constexpr const char* kCaptures[] = {"public-1-basic",   "public-2-pcp",   "public-3-steal",
                                            "public-4-exhaust", "public-5-zones", "own-1-exhaust",
                                            "own-2-zones"};

inline std::string capture_path(const std::string& name) {
  return std::string(KMEM_SOURCE_DIR) + "/tests/data/buddy/" + name + ".txt";
}

// `LINE: reason`, or empty if the text is a capture.
inline std::string read_capture_text(std::string_view text, CaptureReader& reader) {
  if (reader.feed(text) && reader.finish()) return {};
  return std::to_string(reader.error().line) + ": " + reader.error().text;
}

}  // namespace kmem

#endif  // KMEM_TESTS_LINUX_CAPTURE_FILE_H_
