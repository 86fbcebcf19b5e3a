// fuzz_slab_capture.cc — any bytes as a slab capture, and as a table of caches. What is accepted,
// and what stands before an error, is replayed; the counts must agree with the verdict.
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "machine/slab_capture_reader.h"
#include "machine/slab_capture_verify.h"
#include "machine/slab_table.h"

namespace kmem {
namespace {

SlabCaptureLimits small_limits() {
  SlabCaptureLimits limits;
  limits.line_bytes = 1 << 14;
  limits.caches = 20;
  limits.requests = 500;
  limits.text = 1 << 20;
  return limits;
}

bool is_full(const Tally& tally) { return tally.right == tally.all; }

void fuzz_capture(std::string_view text) {
  SlabCaptureReader reader(small_limits());
  const size_t half = text.size() / 2;
  const bool good =
      reader.feed(text.substr(0, half)) && reader.feed(text.substr(half)) && reader.finish();
  KMEM_CHECK(good == (reader.error().line == 0));
  const SlabVerdict v = verify(reader.capture());
  const bool full = is_full(v.geometry) && is_full(v.objects) && is_full(v.events) &&
                    is_full(v.states) && is_full(v.lines) && is_full(v.info) && is_full(v.bytes);
  KMEM_CHECK(v.right() == (full && v.error.empty()));
}

void fuzz_table(std::string_view text) {
  SlabTableReader reader(1 + static_cast<uint32_t>(text.size() % 64));
  if (reader.feed(text) && reader.finish())
    KMEM_CHECK(!reader.verdict().tallies.empty());
  else
    KMEM_CHECK(reader.error().line != 0 && !reader.error().text.empty());
}

}  // namespace
}  // namespace kmem

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  text.substr(0, 4) == "kmem" ? kmem::fuzz_capture(text) : kmem::fuzz_table(text);
  return 0;
}
