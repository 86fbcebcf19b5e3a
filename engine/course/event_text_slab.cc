#include "course/event_text_slab.h"

#include <iterator>

namespace kmem {
namespace {

constexpr uint32_t kSharedCpu = 0xff;  // not a CPU's array
constexpr const char* kPlaces[] = {".inside", ".freed", ".past", ".before", ".outside"};

}  // namespace

std::optional<std::string> slab_variant(const Event& event) {
  switch (event.kind) {
    case EventKind::node_partial_add:
      return event.order == 0 ? ".head" : ".tail";
    case EventKind::single_full:
      return event.order == 0 ? ".forgotten" : ".listed";
    case EventKind::oops:
      return event.order == 0 ? ".wild" : ".hang";
    case EventKind::array_flush:
      return event.order == kSharedCpu ? ".shared" : ".cpu";
    case EventKind::wrote:
      return event.order < std::size(kPlaces) ? kPlaces[event.order] : "";
    case EventKind::slab_moved:
      if (event.order >> 4 == static_cast<unsigned>(SlabList::none)) return ".first";
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace kmem
