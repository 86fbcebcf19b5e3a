// capture.h — a record of what a real kernel's page allocator was asked and what it answered.
//
// A capture holds the first state, the requests, and the answers. They are kept apart: the engine
// that is checked is given CaptureRequests, and nothing of CaptureAnswers.
#ifndef KMEM_MACHINE_CAPTURE_H_
#define KMEM_MACHINE_CAPTURE_H_

#include <string>
#include <vector>

#include "buddy/alloc_flags.h"
#include "buddy/zone_image.h"

namespace kmem {

enum class CaptureOp : uint8_t { alloc, free, drain };

// A free names the request whose block it gives back, not a frame: the frame is an answer.
struct CaptureRequest {
  CaptureOp op{};
  uint32_t line = 0;
  uint32_t allocation = kNone;  // free: index of the request that got the block
  LinuxRequest request;         // alloc
};

struct CaptureRequests {
  NodeLayout layout;
  std::vector<ZoneImage> before;  // of each zone of the layout
  std::vector<CaptureRequest> requests;
};

// The counters of all zones after the first `requests` requests.
struct CaptureCheckpoint {
  uint32_t requests = 0;
  uint32_t line = 0;
  std::vector<ZoneCounters> counters;
};

// Where a capture says what a part of a state is: lines of the counters, lists and types.
struct ZoneImageLines {
  uint32_t counters = 0;
  uint32_t blocks = 0;
  std::array<std::array<uint32_t, kLinuxOrders>, kMigrateTypes> lists{};
  std::array<uint32_t, kPcpLists> pcp{};
};

// The line of a part; the line of the counters if the part has none.
inline uint32_t line_of(const ZoneImageLines& lines, const ImagePlace& place) {
  uint32_t line = 0;
  if (place.part == ImagePlace::Part::list) line = lines.lists[index_of(place.type)][place.index];
  if (place.part == ImagePlace::Part::pcp) line = lines.pcp[place.index];
  if (place.part == ImagePlace::Part::blocks) line = lines.blocks;
  return line != 0 ? line : lines.counters;
}

struct CaptureState {
  std::string name;
  uint32_t requests = 0;
  std::vector<ZoneImage> zones;
  std::vector<ZoneImageLines> lines;
};

struct CaptureAnswers {
  std::vector<uint32_t> pfns;  // one for each request: its first frame; kNone: none, or failure
  std::vector<CaptureCheckpoint> checkpoints;
  std::vector<CaptureState> states;
};

struct Capture {
  CaptureRequests asked;
  CaptureAnswers answered;
};

struct CaptureError {
  uint32_t line = 0;  // 0: no error
  std::string text;
};

// What a reader accepts. Anything beyond is refused, so memory is bounded whatever the file is.
struct CaptureLimits {
  size_t line_bytes = size_t{1} << 24;
  uint64_t frames = uint64_t{1} << 24;  // spanned by all zones together
  uint32_t requests = 1u << 22;
  uint32_t checkpoints = 1u << 18;
  uint32_t states = 64;
  uint64_t state_entries = uint64_t{1} << 24;  // frames and types listed in all states together
};

}  // namespace kmem

#endif  // KMEM_MACHINE_CAPTURE_H_
