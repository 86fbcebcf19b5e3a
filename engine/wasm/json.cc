#include "wasm/json.h"

#include <array>

#include "base/digits.h"
#include "base/json_text.h"
#include "machine/linux_link.h"
#include "trace/linux_kinds.h"

namespace kmem {
namespace {

// The table where no profile of Linux is linked: the kinds that cannot happen have no names, which
// are then not part of the module.
constexpr auto kTextbookKinds = [] {
  std::array<EventKindInfo, kEventKindCount> kinds{};
  for (uint32_t i = 0; i < kEventKindCount; ++i)
    kinds[i] =
        only_in_linux(static_cast<EventKind>(i)) ? EventKindInfo{"", "", "", ""} : kEventKinds[i];
  return kinds;
}();

}  // namespace

std::string diagnostics_json(const Vector<Diagnostic>& diagnostics) {
  std::string out = "[";
  for (const Diagnostic& d : diagnostics) {
    if (out.size() > 1) out += ',';
    out += "{\"line\":" + decimal_text(d.line) + ",\"column\":" + decimal_text(d.column) +
           ",\"length\":" + decimal_text(d.length) + ",\"code\":" + json_string(d.code) +
           ",\"found\":" + json_string(d.found) + ",\"expected\":" + json_string(d.expected) + '}';
  }
  return out + ']';
}

std::string tables_json() {
  std::string out = "{\"version\":1,\"events\":[";
  for (uint32_t i = 0; i < kEventKindCount; ++i) {
    const EventKindInfo& kind = linux_linked() ? kEventKinds[i] : kTextbookKinds[i];
    if (i != 0) out += ',';
    out += '[' + json_string(kind.name) + ',' + json_string(kind.order) + ',' +
           json_string(kind.small) + ',' + json_string(kind.main) + ']';
  }
  out += "],\"errcs\":[";
  for (uint32_t i = 0; i < kErrcCount; ++i) {
    if (i != 0) out += ',';
    out += json_string(errc_name(static_cast<Errc>(i)));
  }
  return out + "]}";
}

}  // namespace kmem
