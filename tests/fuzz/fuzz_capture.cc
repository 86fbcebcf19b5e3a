// fuzz_capture.cc — any bytes as a capture, and as a /proc/zoneinfo. What is accepted, and what
// stands before an error, is replayed and audited; a layout is filled as at boot.
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "buddy/boot_fill.h"
#include "buddy/linux_audit.h"
#include "machine/capture_reader.h"
#include "machine/capture_verify.h"
#include "machine/proc_text_linux.h"
#include "machine/zoneinfo.h"

namespace kmem {
namespace {

constexpr uint64_t kMostFrames = 1 << 17;

CaptureLimits small_limits() {
  CaptureLimits limits;
  limits.line_bytes = 1 << 16;
  limits.frames = kMostFrames;
  limits.requests = 4000;
  limits.checkpoints = 1000;
  limits.states = 8;
  limits.state_entries = 1 << 16;
  return limits;
}

void fuzz_capture(std::string_view text) {
  CaptureReader reader(small_limits());
  const size_t half = text.size() / 2;
  const bool good =
      reader.feed(text.substr(0, half)) && reader.feed(text.substr(half)) && reader.finish();
  KMEM_CHECK(good == (reader.error().line == 0));
  if (!good && !reader.has_first_state()) return;
  const CaptureVerdict verdict = verify(reader.capture());
  KMEM_CHECK(verdict.right() == (verdict.pages.right == verdict.pages.all &&
                                 verdict.failures.right == verdict.failures.all &&
                                 verdict.checkpoints.right == verdict.checkpoints.all &&
                                 verdict.parts.right == verdict.parts.all));
}

void fuzz_zoneinfo(std::string_view text) {
  NodeLayout layout;
  if (parse_zoneinfo(text, layout, kMostFrames).line != 0) return;
  LinuxNode node(layout);
  boot_fill(node, plain_runs(layout));
  const char* broken = audit(node);
  KMEM_CHECK(broken == nullptr);
  NodeLayout again;
  KMEM_CHECK(parse_zoneinfo(zoneinfo(node), again, kMostFrames).line == 0 && again == layout);
}

}  // namespace
}  // namespace kmem

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  text.substr(0, 4) == "Node" ? kmem::fuzz_zoneinfo(text) : kmem::fuzz_capture(text);
  return 0;
}
