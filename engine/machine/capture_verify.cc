#include "machine/capture_verify.h"

#include <algorithm>
#include <utility>

#include "machine/capture_compare.h"
#include "trace/event_log.h"

namespace kmem {
namespace {

constexpr uint32_t kRequestsShown = 8;

LinuxNode first_state(const CaptureRequests& asked) {
  LinuxNode node(asked.layout);
  for (uint32_t place = 0; place < asked.before.size(); ++place)
    node.zone(place) =
        zone_from_image(asked.before[place], asked.layout.zones[place], asked.layout.policy);
  return node;
}

// Compares what a replay does with the answers, and counts.
class Judge {
 public:
  explicit Judge(const Capture& capture)
      : asked_(capture.asked), answered_(capture.answered), replay_(capture.asked) {}

  CaptureVerdict judge() {
    for (uint32_t request = 0; request <= asked_.requests.size(); ++request) {
      judge_checkpoints(request);
      judge_states(request);
      if (request < asked_.requests.size()) judge_request(request);
    }
    return std::move(verdict_);
  }

 private:
  void judge_request(uint32_t request) {
    const CaptureRequest& asked = asked_.requests[request];
    const uint32_t got = replay_.step();
    if (asked.op == CaptureOp::free) ++verdict_.frees;
    if (asked.op == CaptureOp::drain) ++verdict_.drains;
    if (asked.op != CaptureOp::alloc) return;
    const uint32_t expected = answered_.pfns[request];
    (expected == kNone ? verdict_.failures : verdict_.pages).count(got == expected);
    if (got != expected)
      differ(asked.line, "the answer to a request", answer_text(expected), answer_text(got));
  }

  void judge_checkpoints(uint32_t request) {
    while (checkpoint_ < answered_.checkpoints.size() &&
           answered_.checkpoints[checkpoint_].requests == request) {
      const CaptureCheckpoint& expected = answered_.checkpoints[checkpoint_++];
      bool right = true;
      for (uint32_t place = 0; place < expected.counters.size(); ++place) {
        const LinuxZone& zone = replay_.node().zone(place);
        const ZoneCounters had = counters_of(zone);
        if (had == expected.counters[place]) continue;
        right = false;
        differ(expected.line, std::string("the counters of zone ") + zone_name(zone.layout.index),
               counters_text(expected.counters[place]), counters_text(had));
      }
      verdict_.checkpoints.count(right);
    }
  }

  void judge_states(uint32_t request) {
    while (state_ < answered_.states.size() && answered_.states[state_].requests == request) {
      const CaptureState& expected = answered_.states[state_++];
      for (uint32_t place = 0; place < expected.zones.size(); ++place) {
        const LinuxZone& zone = replay_.node().zone(place);
        const ImageComparison found = compare_images(expected.zones[place], image_of(zone));
        verdict_.parts.all += found.parts;
        verdict_.parts.right += found.right;
        if (found.right == found.parts) continue;
        differ(line_of(expected.lines[place], found.first),
               "state " + expected.name + ", zone " + zone_name(zone.layout.index) + ", " +
                   place_text(found.first),
               found.expected, found.had);
      }
    }
  }

  void differ(uint32_t line, std::string what, std::string expected, std::string had) {
    if (!verdict_.right()) return;
    verdict_.first = {line, std::move(what), std::move(expected), std::move(had), {}};
    const uint32_t steps = replay_.steps();
    for (uint32_t i = steps - std::min(steps, kRequestsShown); i < steps; ++i)
      verdict_.first.requests.push_back(request_text(asked_, i, replay_));
  }

  const CaptureRequests& asked_;
  const CaptureAnswers& answered_;
  CaptureReplay replay_;
  CaptureVerdict verdict_;
  size_t checkpoint_ = 0;
  size_t state_ = 0;
};

}  // namespace

CaptureReplay::CaptureReplay(const CaptureRequests& asked)
    : asked_(asked), node_(first_state(asked)) {
  results_.reserve(asked.requests.size());
}

uint32_t CaptureReplay::step() {
  NullLog log;
  const CaptureRequest& next = asked_.requests[results_.size()];
  uint32_t got = kNone;
  if (next.op == CaptureOp::alloc) {
    const Result<Pfn> pfn = node_.alloc_pages(next.request, log);
    if (pfn.ok()) got = pfn->value;
  } else if (next.op == CaptureOp::drain) {
    node_.drain_percpu_lists(log);
  } else if (results_[next.allocation] != kNone) {
    // The block that this engine gave, which may not be the one that the kernel gave.
    const Order order = asked_.requests[next.allocation].request.order;
    KMEM_CHECK(node_.free_pages(Pfn(results_[next.allocation]), order, log) == Errc::none);
  }
  results_.push_back(got);
  return got;
}

CaptureVerdict verify(const Capture& capture) { return Judge(capture).judge(); }

}  // namespace kmem
