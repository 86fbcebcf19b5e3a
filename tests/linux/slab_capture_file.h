// slab_capture_file.h — slab captures from a text, and the recorded ones.
#ifndef KMEM_TESTS_LINUX_SLAB_CAPTURE_FILE_H_
#define KMEM_TESTS_LINUX_SLAB_CAPTURE_FILE_H_

#include <string>
#include <string_view>

#include "machine/slab_capture_reader.h"

namespace kmem {

inline constexpr const char* kSlabCaptures[] = {"public-slub",
                                                "public-slub-smp2",
                                                "public-slab",
                                                "public-slab-smp2",
                                                "example-slub-walk",
                                                "example-slab-walk",
                                                "example-slub-double-free",
                                                "example-slab-double-free"};

inline std::string slab_data_path(const std::string& name) {
  return std::string(KMEM_SOURCE_DIR) + "/tests/data/slab/" + name + ".txt";
}

// `LINE: reason`, or empty if the text is a capture.
inline std::string read_slab_text(std::string_view text, SlabCaptureReader& reader) {
  if (reader.feed(text) && reader.finish()) return {};
  return std::to_string(reader.error().line) + ": " + reader.error().text;
}

}  // namespace kmem

#endif  // KMEM_TESTS_LINUX_SLAB_CAPTURE_FILE_H_
