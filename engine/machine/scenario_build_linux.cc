// The memory of a profile of Linux: by its size, zone by zone, or out of a /proc/zoneinfo.
#include <algorithm>

#include "base/digits.h"
#include "machine/linux_link.h"
#include "machine/linux_memory.h"
#include "machine/scenario_builder.h"
#include "machine/scenario_number.h"
#include "machine/zoneinfo.h"

namespace kmem {
namespace {

void sort_runs(std::vector<FrameRun>& runs) {
  std::sort(runs.begin(), runs.end(), [](FrameRun a, FrameRun b) { return a.start < b.start; });
}

// What zoneinfo does not say: holes are taken to be at a zone's end, what the kernel kept at its
// start.
void assume_runs(BootMemory& memory) {
  for (const ZoneLayout& zone : memory.layout.zones) {
    const uint32_t end = zone.start + zone.present;
    if (zone.present < zone.spanned) memory.holes.push_back({end, zone.end()});
    if (zone.managed < zone.present) memory.used.push_back({zone.start, end - zone.managed});
  }
}

// The line of a text, from 1, as a span of it.
Span line_span(std::string_view text, uint32_t line) {
  size_t start = 0;
  for (; line > 1; --line) {
    const size_t end = text.find('\n', start);
    if (end == std::string_view::npos) break;
    start = end + 1;
  }
  const size_t end = std::min(text.find('\n', start), text.size());
  return {static_cast<uint32_t>(start), static_cast<uint32_t>(end - start)};
}

}  // namespace

void ProgramBuilder::start() {
  started_ = true;
  if (in_linux() && !memory_done_) finish_linux_memory();
}

void ProgramBuilder::build_linux_head(const Statement& s) {
  if (started_) return void(fail(Code::not_first, s.span));
  program_.memory_text.append(text_of(s.whole)).append("\n");
  if (s.kind == StatementKind::zone) return build_zone(s);
  if (mechanisms_given_) return void(fail(Code::given_twice, s.span));
  mechanisms_given_ = true;
  mechanisms_ = static_cast<uint32_t>(s.number.number);
}

void ProgramBuilder::build_linux_memory(const Statement& s) {
  if (!zones_.empty()) return void(fail(Code::given_twice, s.span));
  if (s.zoneinfo) return build_zoneinfo(s);
  if (s.second.number != kLinuxPageBytes)
    return void(fail(Code::linux_page_size, s.second.span, size_text(kLinuxPageBytes)));
  const uint64_t size = s.number.number;
  if (!s.by_frames && size % kLinuxPageBytes != 0)
    return void(fail(Code::memory_not_multiple, s.number.span, size_text(kLinuxPageBytes)));
  const uint64_t frames = s.by_frames ? size : size / kLinuxPageBytes;
  if (frames == 0 || frames > kMostLinuxFrames)
    return diagnostics_->add(Code::frames_range, s.number.span, decimal_text(frames),
                             "1.." + decimal_text(kMostLinuxFrames));
  linux_frames_ = frames;
}

void ProgramBuilder::build_zoneinfo(const Statement& s) {
  BootMemory memory;
  const ZoneinfoError error = parse_zoneinfo(text_of(s.text), memory.layout, kMostZoneFrames);
  if (error.line != 0) {
    // The text begins behind the brace, on its line.
    Span line = line_span(text_of(s.text), error.line);
    line.offset += s.text.offset;
    return diagnostics_->add(Code::zoneinfo_wrong, line, decimal_text(error.line - 1), error.text);
  }
  if (memory.layout.zones.back().end() > kMostPfn)
    return void(fail(Code::zone_number_range, s.span, kMostPfn));
  assume_runs(memory);
  zoneinfo_ = std::make_unique<BootMemory>(std::move(memory));
}

void ProgramBuilder::build_zone(const Statement& s) {
  const ZoneParts& parts = tree_->zones[s.detail];
  if (memory_given_) return void(fail(Code::given_twice, s.span));
  const ZoneLayout& zone = parts.layout;
  if (!zones_.empty()) {
    const ZoneLayout& below = zones_.back().parts.layout;
    if (zone.index <= below.index || zone.start < below.end())
      return void(fail(Code::zone_order, s.text));
  }
  if (!runs_fit(parts.holes, parts.hole_spans, zone) ||
      !runs_fit(parts.used, parts.used_spans, zone))
    return;
  zones_.push_back({parts, s.text});
  BootMemory memory;
  memory.layout.zones.push_back(zone);
  memory.holes.assign(parts.holes.begin(), parts.holes.end());
  memory.used.assign(parts.used.begin(), parts.used.end());
  if (free_runs(memory).empty()) fail(Code::zone_without_memory, s.text);
}

// Inside the zone, and apart from the runs of every kind before them.
bool ProgramBuilder::runs_fit(const Vector<FrameRun>& runs, const Vector<Span>& spans,
                              const ZoneLayout& zone) {
  for (size_t i = 0; i < runs.size(); ++i) {
    if (runs[i].start < zone.start || runs[i].end > zone.end())
      return fail(Code::run_outside, spans[i],
                  decimal_text(zone.start) + ".." + decimal_text(zone.end() - 1));
    for (size_t j = 0; j < i; ++j)
      if (runs[i].start < runs[j].end && runs[j].start < runs[i].end)
        return fail(Code::run_outside, spans[i], text_of(spans[j]));
  }
  return true;
}

// What is given stands; what is not follows from it as from the kernel's own numbers.
bool ProgramBuilder::set_zone_numbers(BootMemory& memory) {
  for (size_t i = 0; i < zones_.size(); ++i) {
    const ZoneParts& parts = zones_[i].parts;
    ZoneLayout& zone = memory.layout.zones[i];
    const uint32_t step = zone.low - zone.min;
    const auto given = [&](uint32_t number) { return (parts.given >> number & 1) != 0; };
    for (uint32_t n = 0; n < kZoneNumberCount; ++n) {
      if (n == 1 && !given(1) && given(0)) zone.low = zone.min + step;
      if (n == 2 && !given(2) && (given(0) || given(1))) zone.high = zone.low + step;
      if (given(n)) zone.*kZoneNumbers[n].member = parts.layout.*kZoneNumbers[n].member;
    }
    if (zone.min > zone.low || zone.low > zone.high)
      return fail(Code::watermark_order, zones_[i].span);
  }
  return true;
}

void ProgramBuilder::finish_linux_memory() {
  memory_done_ = true;
  const bool zones_on = (mechanisms_ & kMechanismZones) != 0;
  BootMemory memory;
  if (zoneinfo_ != nullptr) {
    memory = std::move(*zoneinfo_);
  } else if (zones_.empty()) {
    memory = boot_memory(static_cast<uint32_t>(linux_frames_ == 0 ? 64 : linux_frames_), zones_on);
  } else {
    for (const GivenZone& zone : zones_) {
      memory.layout.zones.push_back(zone.parts.layout);
      memory.holes.insert(memory.holes.end(), zone.parts.holes.begin(), zone.parts.holes.end());
      memory.used.insert(memory.used.end(), zone.parts.used.begin(), zone.parts.used.end());
    }
    sort_runs(memory.holes);
    sort_runs(memory.used);
    count_frames(memory);
    derive_constants(memory.layout);
    if (!set_zone_numbers(memory)) return;
  }
  if (!zones_on && memory.layout.zones.size() > 1) {
    join_zones(memory);
    count_frames(memory);
    derive_constants(memory.layout);
  }
  ZonePolicy& policy = memory.layout.policy;
  policy.mobility = policy.mobility && (mechanisms_ & kMechanismMobility) != 0;
  policy.percpu_lists = (mechanisms_ & kMechanismPercpu) != 0;
  policy.watermarks = (mechanisms_ & kMechanismWatermarks) != 0;
  program_.memory.mechanisms = mechanisms_;
  program_.memory.frames = 0;
  for (const ZoneLayout& zone : memory.layout.zones) program_.memory.frames += zone.managed;
  if (layout_fault(memory.layout) == nullptr)
    program_.memory.boot = std::make_shared<const BootMemory>(std::move(memory));
}

}  // namespace kmem
