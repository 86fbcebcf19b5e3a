// capture_compare.h — two images of a zone part by part, and the words for what differs.
#ifndef KMEM_MACHINE_CAPTURE_COMPARE_H_
#define KMEM_MACHINE_CAPTURE_COMPARE_H_

#include <string>

#include "machine/capture_verify.h"

namespace kmem {

// The parts of a state are: each counter, the types of the pageblocks, and each list that has
// something in either image.
struct ImageComparison {
  uint32_t parts = 0;
  uint32_t right = 0;
  ImagePlace first;  // the first part that differs, if right < parts
  std::string expected;
  std::string had;
};
ImageComparison compare_images(const ZoneImage& expected, const ZoneImage& had);

std::string answer_text(uint32_t pfn);
std::string counters_text(const ZoneCounters& counters);
std::string place_text(const ImagePlace& place);
// A request as captures write it, with what the replay answered.
std::string request_text(const CaptureRequests& asked, uint32_t request,
                         const CaptureReplay& replay);

}  // namespace kmem

#endif  // KMEM_MACHINE_CAPTURE_COMPARE_H_
