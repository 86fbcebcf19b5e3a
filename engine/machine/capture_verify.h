// capture_verify.h — does the engine give the pages that a real kernel gave?
#ifndef KMEM_MACHINE_CAPTURE_VERIFY_H_
#define KMEM_MACHINE_CAPTURE_VERIFY_H_

#include <string>
#include <vector>

#include "buddy/linux_node.h"
#include "machine/capture.h"

namespace kmem {

// Carries out the requests of a capture. It is never given the answers.
class CaptureReplay {
 public:
  explicit CaptureReplay(const CaptureRequests& asked);

  // Carries out the next request. Returns the first frame of the block it got; kNone: none, or
  // failure.
  uint32_t step();
  const LinuxNode& node() const { return node_; }
  // What step() returned for a request.
  uint32_t result(uint32_t request) const { return results_[request]; }
  uint32_t steps() const { return static_cast<uint32_t>(results_.size()); }

 private:
  const CaptureRequests& asked_;
  LinuxNode node_;
  std::vector<uint32_t> results_;
};

struct Tally {
  uint32_t right = 0;
  uint32_t all = 0;
  void count(bool is_right) {
    ++all;
    right += is_right ? 1 : 0;
  }
};

// Where the engine and the kernel first part.
struct CaptureDifference {
  uint32_t line = 0;
  std::string what;
  std::string expected;
  std::string had;
  std::vector<std::string> requests;  // the last ones before it, with what the engine answered
};

struct CaptureVerdict {
  Tally pages;     // requests that the kernel served
  Tally failures;  // requests that the kernel refused
  Tally checkpoints;
  Tally parts;  // counters, lists and pageblock types of later states
  uint32_t frees = 0;
  uint32_t drains = 0;
  CaptureDifference first;  // line 0: none

  bool right() const { return first.line == 0; }
};

CaptureVerdict verify(const Capture& capture);

}  // namespace kmem

#endif  // KMEM_MACHINE_CAPTURE_VERIFY_H_
