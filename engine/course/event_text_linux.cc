#include "course/event_text_linux.h"

#include <iterator>

#include "buddy/alloc_flags.h"
#include "course/event_text_slab.h"

namespace kmem {
namespace {

constexpr const char* kTypes[] = {"unmovable",   "movable", "reclaimable",
                                  "high_atomic", "isolate", "none"};
constexpr const char* kClasses[] = {".no_wait", ".atomic", ".ignore_watermarks"};
constexpr const char* kZoneVerdicts[] = {".passed", ".below_mark", ".below_reserve", ".no_block",
                                         ".ignored"};

template <size_t count>
std::string at(const char* const (&names)[count], uint32_t index) {
  return index < count ? names[index] : "";
}

std::string walk_variant(const Event& event) {
  if ((event.small & kNoWatermark) != 0) return ".ignore";
  if (static_cast<Watermark>(event.order) == Watermark::low)
    return (event.small & kNoFragment) != 0 ? ".no_fragment" : ".low";
  return (event.small & kMinReserve) != 0 ? ".urgent" : ".min";
}

bool has_area(const Event& event) { return (event.small & kAreaBit) != 0; }

void add_type(std::string_view name, uint32_t type, Text& text) {
  const std::string word = at(kTypes, type);
  if (!word.empty()) text = std::move(text).word(name, "type." + word);
}

void add_zone(uint32_t zone, Text& text) {
  text = std::move(text).text("zone", zone < kZoneIndices ? zone_name(zone) : "?");
}

// Lists 12 and 13 are those of order 9: not movable and movable. [R9b]
uint32_t type_of_list(uint32_t list) { return list < 12 ? list % kPcpTypes : list - 12; }

}  // namespace

std::optional<std::string> linux_variant(const Event& event) {
  switch (event.kind) {
    case EventKind::request:
      return at(kClasses, (event.small >> 8) & 15);
    case EventKind::walk:
      return walk_variant(event);
    case EventKind::zone_need:
      return event.small != 0 ? ".reserve" : ".mark";
    case EventKind::zone_look:
      return at(kZoneVerdicts, event.small);
    case EventKind::pcp_look:
      return event.main == 0 ? ".none" : ".some";
    case EventKind::look:
      if (has_area(event)) return event.main == 0 ? ".typed_none" : ".typed_some";
      return std::nullopt;
    case EventKind::block_free:
      if (has_area(event)) return (event.small & kAreaTail) != 0 ? ".tail" : ".head";
      return std::nullopt;
    default:
      return slab_variant(event);
  }
}

bool add_linux_field(std::string_view name, uint32_t value, Text& text) {
  if (name == "mark" || name == "flags") return true;
  if (name == "zone") {
    add_zone(value, text);
  } else if (name == "area" || name == "ending") {
    if ((value & kAreaBit) == 0) return true;
    add_zone((value >> 4) & 15, text);
    add_type("type", value & 15, text);
  } else if (name == "request") {
    add_zone((value >> 4) & 15, text);
    add_type("type", value & 15, text);
  } else if (name == "list") {
    add_zone(value >> 8, text);
    add_type("type", type_of_list(value & 255), text);
  } else if (name == "types") {
    add_zone(value >> 8, text);
    add_type("from", (value >> 4) & 15, text);
    add_type("to", value & 15, text);
  } else {
    return false;
  }
  return true;
}

}  // namespace kmem
