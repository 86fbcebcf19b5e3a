// slub_report.cc — taking down a fault, and writing it as the kernel log has it.
#include "slab/slub_report.h"

#include <algorithm>

#include "base/digits.h"
#include "slab/slub_cache.h"

namespace kmem {
namespace {

constexpr uint32_t kRowBytes = 16;
constexpr size_t kMostReports = 1000;  // then the oldest go, as in the kernel's log
constexpr uint32_t kZoneDmaFrames = 4096;
constexpr uint32_t kZoneDma32Frames = 1u << 20;
constexpr const char* kRule =
    "=============================================================================\n";
constexpr const char* kThinRule =
    "-----------------------------------------------------------------------------\n\n";

// As %pGp prints the flags of a slab's first page on a machine with one node.
std::string page_flags(Pfn page, Order order) {
  const uint64_t zone = page.value < kZoneDmaFrames ? 0 : page.value < kZoneDma32Frames ? 1 : 2;
  const uint64_t head = order.value > 0 ? 0x10000 : 0;
  return "0x" + hex_text(zone << 62 | head | 0x200) + "(slab|" + (head != 0 ? "head|" : "") +
         "zone=" + std::to_string(zone) + ")";
}

std::string code_name(const KernelLogStyle& style, Address code) {
  return style.code_name != nullptr ? style.code_name(code) : pointer_text(code);
}

std::string track_line(const char* verb, const SlubTrack& track, const KernelLogStyle& style) {
  if (!track.set) return {};
  return verb + (" in " + code_name(style, track.code)) + " age=" + std::to_string(track.age) +
         " cpu=" + std::to_string(track.cpu) + " pid=" + std::to_string(track.pid) + "\n";
}

std::string track_lines(const SlubTrack& allocated, const SlubTrack& freed,
                        const KernelLogStyle& style) {
  return track_line("Allocated", allocated, style) + track_line("Freed", freed, style);
}

std::string damage_line(const SlubReport& r) {
  return pointer_text(r.first) + "-" + pointer_text(r.last) +
         " @offset=" + std::to_string(r.damage_offset) + ". First byte " + hex_prefixed(r.found) +
         " instead of " + hex_prefixed(r.expected) + "\n";
}

std::string slab_line(const SlubReport& r) {
  return "Slab " + pointer_text(kPageStructs + uint64_t{r.page.value} * kPageStructBytes) +
         " objects=" + std::to_string(r.objects) + " used=" + std::to_string(r.used) +
         " fp=" + pointer_text(r.list) + " flags=" + page_flags(r.page, r.order) + "\n";
}

std::string section_rows(const SlubReport::Section& section) {
  std::string text;
  for (size_t at = 0; at < section.bytes.size(); at += kRowBytes) {
    const size_t rest = std::min<size_t>(kRowBytes, section.bytes.size() - at);
    text +=
        dump_row(section.label, section.at + at, &section.bytes[at], static_cast<uint32_t>(rest)) +
        "\n";
  }
  return text;
}

std::string fix_lines(const SlubReport& r, const std::string& cache) {
  std::string text;
  for (const std::string& fix : r.fixes) text += "FIX " + cache + ": " + fix + "\n";
  return text;
}

}  // namespace

std::string pointer_text(Address address) { return "0x" + hex_text(address, 16); }

std::string hex_prefixed(uint8_t byte) { return "0x" + hex_text(byte); }

std::string dump_row(const char* label, Address at, const uint8_t* bytes, uint32_t count) {
  std::string hex, text;
  for (uint32_t i = 0; i < count; ++i) {
    hex += hex_text(bytes[i], 2) + " ";
    text += bytes[i] >= 0x20 && bytes[i] < 0x7f ? static_cast<char>(bytes[i]) : '.';
  }
  hex.resize(3 * kRowBytes + 1, ' ');
  return label + hex_text(at, 16) + ": " + hex + text;
}

std::string taint_text(const KernelLogStyle& style) {
  if (!style.foreign_module && !style.bad_page && !style.warned) return "Not tainted";
  std::string letters = "G                  ";  // P F S R M B U D A W C I O E L K X T N
  if (style.bad_page) letters[5] = 'B';
  if (style.warned) letters[9] = 'W';
  if (style.foreign_module) letters[12] = 'O';
  return "Tainted: " + letters;
}

std::string slub_report_text(const SlubReport& r, const std::string& cache,
                             const KernelLogStyle& style) {
  if (r.warning)
    return r.headline + (r.called_from != 0 ? code_name(style, r.called_from) : "") + "\n" +
           track_lines(r.allocated, r.freed, style) + fix_lines(r, cache);
  std::string text = kRule;
  text += "BUG " + cache + " (" + taint_text(style) + "): " + r.headline + "\n" + kThinRule;
  if (r.damaged) text += damage_line(r);
  if (r.has_object) text += track_lines(r.allocated, r.freed, style);
  text += slab_line(r);
  if (r.has_object)
    text += "Object " + pointer_text(r.object) + " @offset=" + std::to_string(r.object_offset) +
            " fp=" + pointer_text(r.link) + "\n\n";
  for (const SlubReport::Section& section : r.sections) text += section_rows(section);
  for (const SlubReport::Left& left : r.left)
    text += "Object " + pointer_text(left.object) + " @offset=" + std::to_string(left.offset) +
            "\n" + track_lines(left.allocated, left.freed, style);
  return text + fix_lines(r, cache);
}

SlubReport& SlubCache::new_report(std::string headline) {
  if (reports_.size() >= kMostReports) reports_.erase(reports_.begin());
  reports_.emplace_back().headline = std::move(headline);
  ++reports_made_;
  return reports_.back();
}

SlubReport& SlubCache::report(const SlubSlab& slab, std::string headline) {
  SlubReport& said = new_report(std::move(headline));
  said.page = slab.head;
  said.order = slab.order;
  said.objects = slab.objects;
  said.used = slab.inuse;
  said.list = slab.freelist;
  return said;
}

SlubReport& SlubCache::report_object(const SlubSlab& slab, Address object, std::string headline) {
  SlubReport& said = report(slab, std::move(headline));
  said.has_object = true;
  said.object = object;
  said.object_offset = object - slab.base;
  get_link(object, said.link);
  said.allocated = track_of(object, false);
  said.freed = track_of(object, true);
  if (layout_.has(kSlabRedZone)) {
    add_section(said, "Redzone  ", object - layout_.red_left_pad, layout_.red_left_pad);
  } else if (object > slab.base + kRowBytes) {
    add_section(said, "Bytes b4 ", object - kRowBytes, kRowBytes);
  }
  add_section(said, "Object   ", object, std::min(layout_.object_size, kLinuxPageSize));
  if (layout_.has(kSlabRedZone))
    add_section(said, "Redzone  ", object + layout_.object_size,
                layout_.inuse - layout_.object_size);
  add_section(said, "Padding  ", object + layout_.filler_offset(),
              layout_.end_offset() - layout_.filler_offset());
  return said;
}

void SlubCache::add_section(SlubReport& report, const char* label, Address at,
                            uint32_t length) const {
  const uint8_t* bytes = bytes_at(at, length);
  if (bytes != nullptr && length > 0)
    report.sections.push_back({label, at, {bytes, bytes + length}});
}

void SlubCache::fix(std::string text) {
  if (!reports_.empty()) reports_.back().fixes.push_back(std::move(text));
}

}  // namespace kmem
