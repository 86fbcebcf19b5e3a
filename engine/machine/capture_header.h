// capture_header.h — the head of a capture: what the machine was.
#ifndef KMEM_MACHINE_CAPTURE_HEADER_H_
#define KMEM_MACHINE_CAPTURE_HEADER_H_

#include <string>
#include <vector>

#include "machine/capture.h"
#include "machine/text_fields.h"

namespace kmem {

class CaptureHeader {
 public:
  // Reads a line that begins with `word`; unknown words are skipped. Returns what is wrong, or an
  // empty text.
  std::string read(std::string_view word, Fields fields);
  // Is anything missing or impossible? Call before layout().
  std::string finish(const CaptureLimits& limits) const;
  const NodeLayout& layout() const { return layout_; }

 private:
  std::string read_zone(Fields fields);
  std::string read_zonelist(Fields fields);
  std::string read_setting(std::string_view word, Fields fields);

  NodeLayout layout_;
  std::vector<bool> seen_;
  bool zonelist_seen_ = false;
};

}  // namespace kmem

#endif  // KMEM_MACHINE_CAPTURE_HEADER_H_
