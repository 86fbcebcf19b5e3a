#include "machine/slab_capture_verify.h"

#include <optional>
#include <utility>

#include "base/digits.h"
#include "machine/slab_capture_replay.h"
#include "machine/text_fields.h"

namespace kmem {
namespace {

constexpr size_t kRequestsShown = 6;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string or_nothing(std::string text) { return text.empty() ? "nothing" : text; }

std::string request_text(const SlabRequest& r) {
  const std::string cpu = std::to_string(r.cpu) + " ";
  switch (r.op) {
    case SlabOp::alloc:
      return "A " + cpu + std::to_string(r.handle);
    case SlabOp::free:
      return "F " + cpu + std::to_string(r.handle);
    case SlabOp::free_again:
      return "2 " + cpu + std::to_string(r.handle);
    case SlabOp::alloc_bulk:
      return "B " + cpu + std::to_string(r.handle) + " " + std::to_string(r.count);
    case SlabOp::free_bulk:
      return "M " + cpu + std::to_string(r.handles.size()) + " objects";
    case SlabOp::shrink:
      return "X";
    case SlabOp::reap:
      return r.node ? "R node=1" : "R node=0";
    case SlabOp::fill:
      return "W " + std::to_string(r.handle) + " " + hex_text(r.byte, 2);
    case SlabOp::dump:
      return "H " + std::to_string(r.slab) + " " + std::to_string(r.slot);
    case SlabOp::look:
      return "the new cache";
  }
  return {};
}

// A byte of a dump with its neighbours: `byte 17: 6b 6b [42] 6b`.
std::string byte_text(const std::vector<uint8_t>& bytes, size_t at) {
  std::string text = "byte " + std::to_string(at) + ":";
  if (at >= bytes.size()) return text + " none";
  for (size_t i = at - std::min<size_t>(at, 3); i < std::min(bytes.size(), at + 4); ++i)
    text += i == at ? " [" + hex_text(bytes[i], 2) + "]" : " " + hex_text(bytes[i], 2);
  return text;
}

// Compares the answers about one cache with a replay's, and counts.
template <class Cache>
class CacheJudge {
 public:
  template <class Layout>
  CacheJudge(const SlabCapture& capture, const SlabCacheCapture& cache, const Layout& layout,
             SlabVerdict& verdict)
      : asked_(cache.requests),
        answered_(cache),
        verdict_(verdict),
        replay_(capture, cache, layout, kUnknownBytes[0]) {
    if (cache.dumps) other_.emplace(capture, cache, layout, kUnknownBytes[1]);
  }

  void judge() {
    for (size_t i = 0; i < asked_.size() && verdict_.error.empty(); ++i) {
      const SlabRequest& request = asked_[i];
      SlabAnswer had = replay_.step(request);
      if (other_) blur_ = other_->step(request).bytes;
      judge_request(request, answered_.answers[i], had);
      remember(request, had);
      judge_state(request, answered_.answers[i]);
      judge_full_state(answered_.answers[i]);
      if (replay_.exhausted())
        verdict_.error = "line " + std::to_string(request.line) +
                         ": the slabs of this cache need more than 256 MiB";
    }
  }

 private:
  void judge_request(const SlabRequest& request, const SlabAnswer& expected, SlabAnswer& had) {
    const uint32_t line = request.line;
    if (request.op == SlabOp::alloc || request.op == SlabOp::alloc_bulk)
      judge_slots(line, expected.slots, had.slots);
    if (request.op == SlabOp::free || request.op == SlabOp::free_again) ++verdict_.releases;
    if (request.op == SlabOp::free_bulk)
      verdict_.releases += static_cast<uint32_t>(request.handles.size());
    if (request.op == SlabOp::shrink) ++verdict_.shrinks;
    if (request.op == SlabOp::reap)
      judge_text(verdict_.states, line, "the reaper's visit", expected.slots, had.slots);
    if (request.op == SlabOp::dump) judge_bytes(line, expected.bytes, had.bytes);
    if (!expected.events.empty() || !had.events.empty())
      judge_text(verdict_.events, line, "what happened to slabs", joined(expected.events),
                 joined(had.events));
  }

  // Every object counts for itself.
  void judge_slots(uint32_t line, const std::string& expected, const std::string& had) {
    Fields right(expected), mine(had);
    while (!right.at_end()) {
      const std::string_view want = right.next();
      const std::string_view got = mine.next();
      verdict_.objects.count(want == got);
      if (want != got)
        differ(line, "the slab and slot of an object", std::string(want), std::string(got));
    }
  }

  // A byte on which two replays with opposite unknowns differ cannot be known.
  void judge_bytes(uint32_t line, const std::vector<uint8_t>& expected,
                   const std::vector<uint8_t>& had) {
    for (size_t i = 0; i < expected.size(); ++i) {
      const bool there = i < had.size() && i < blur_.size();
      if (there && had[i] != blur_[i]) {
        ++verdict_.unknowable_bytes;
        continue;
      }
      const bool right = there && had[i] == expected[i];
      verdict_.bytes.count(right);
      if (!right) differ(line, "the bytes of a slot", byte_text(expected, i), byte_text(had, i));
    }
  }

  // A state is written when it differs from the one written before.
  void judge_state(const SlabRequest& request, const SlabAnswer& expected) {
    const bool acts =
        request.op != SlabOp::fill && request.op != SlabOp::dump && request.op != SlabOp::look;
    if (!acts && expected.state_line == 0) return;
    std::string now = short_state(replay_.cache());
    const bool written = !state_known_ || now != state_;
    state_known_ = true;
    if (!written && expected.state_line == 0) return;
    const uint32_t line = expected.state_line != 0 ? expected.state_line : request.line;
    const std::string unchanged = "as before";
    judge_text(verdict_.states, line, "the state",
               expected.state_line != 0 ? expected.state : unchanged, written ? now : unchanged);
    state_ = std::move(now);
  }

  void judge_full_state(const SlabAnswer& expected) {
    if (expected.full_state_line == 0) return;
    const std::vector<std::string> had = full_state(replay_.cache());
    const size_t lines = std::max(expected.full_state.size(), had.size());
    for (size_t i = 0; i < lines; ++i) {
      Tally& tally = i == 0 ? verdict_.info : verdict_.lines;
      const bool there = i < expected.full_state.size();
      judge_text(tally, expected.full_state_line + static_cast<uint32_t>(i), "the full state",
                 there ? without_runs(expected.full_state[i]) : std::string("no such line"),
                 i < had.size() ? without_runs(had[i]) : std::string("no such line"));
    }
  }

  void judge_text(Tally& tally, uint32_t line, const char* what, std::string expected,
                  std::string had) {
    tally.count(expected == had);
    if (expected != had)
      differ(line, what, or_nothing(std::move(expected)), or_nothing(std::move(had)));
  }

  void remember(const SlabRequest& request, const SlabAnswer& had) {
    std::string& text = last_[done_++ % kRequestsShown];
    if (verdict_.first.line != 0) return;
    text = "line " + std::to_string(request.line) + ": " + request_text(request);
    if (!had.slots.empty()) text += " → " + had.slots.substr(0, 60);
    for (const std::string& event : had.events) text += " " + event.substr(event.find(':') + 1);
  }

  void differ(uint32_t line, const char* what, std::string expected, std::string had) {
    if (verdict_.first.line != 0) return;
    verdict_.first = {line,
                      std::string(what) + ", cache " + answered_.name,
                      std::move(expected),
                      std::move(had),
                      {}};
    for (size_t i = done_ - std::min(done_, kRequestsShown); i < done_; ++i)
      verdict_.first.requests.push_back(last_[i % kRequestsShown]);
  }

  const std::vector<SlabRequest>& asked_;
  const SlabCacheCapture& answered_;
  SlabVerdict& verdict_;
  SlabReplay<Cache> replay_;
  std::optional<SlabReplay<Cache>> other_;
  std::vector<uint8_t> blur_;
  std::string state_;
  bool state_known_ = false;
  std::string last_[kRequestsShown];
  size_t done_ = 0;
};

template <class Cache, class Layout>
void judge_cache(const SlabCapture& capture, const SlabCacheCapture& cache,
                 const Result<Layout>& layout, SlabVerdict& verdict) {
  const std::string had = layout.ok() ? geometry_text(*layout) : "no such cache";
  verdict.geometry.count(had == cache.geometry);
  if (had != cache.geometry && verdict.first.line == 0)
    verdict.first = {
        cache.geometry_line, "the geometry of cache " + cache.name, cache.geometry, had, {}};
  if (layout.ok()) CacheJudge<Cache>(capture, cache, *layout, verdict).judge();
}

}  // namespace

SlabVerdict verify(const SlabCapture& capture) {
  SlabVerdict verdict;
  for (const SlabCacheCapture& cache : capture.caches) {
    if (!verdict.error.empty()) break;
    if (capture.allocator == SlabAllocator::slub) {
      judge_cache<SlubCache>(capture, cache, slub_layout(cache.request, capture.machine), verdict);
    } else {
      judge_cache<Slab61Cache>(capture, cache, slab61_layout(cache.request, capture.machine),
                               verdict);
    }
  }
  return verdict;
}

}  // namespace kmem
