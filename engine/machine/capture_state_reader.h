// capture_state_reader.h — a `state` section of a capture.
#ifndef KMEM_MACHINE_CAPTURE_STATE_READER_H_
#define KMEM_MACHINE_CAPTURE_STATE_READER_H_

#include <string>

#include "machine/capture.h"
#include "machine/text_fields.h"

namespace kmem {

class CaptureStateReader {
 public:
  // Begins a section of a machine with these zones, which must outlive the section. Up to `entries`
  // frames and types are read.
  void begin(const NodeLayout& layout, std::string name, uint64_t entries);
  // Reads a line of the section. Returns what is wrong, or an empty text.
  std::string read(std::string_view word, Fields fields, uint32_t line);
  // Is the section complete and possible? Else *line is the line to blame.
  std::string finish(uint32_t* line) const;

  const CaptureState& state() const { return state_; }
  uint64_t entries_left() const { return entries_left_; }

 private:
  std::string read_zone(Fields fields, uint32_t line);
  std::string read_list(Fields fields, uint32_t line);
  std::string read_pcp(Fields fields, uint32_t line);
  std::string read_blocks(Fields fields, uint32_t line);
  std::string read_lru(Fields fields);
  bool take_entries(uint64_t count);
  const ZoneLayout& zone_layout() const { return layout_->zones[state_.zones.size() - 1]; }

  const NodeLayout* layout_ = nullptr;
  CaptureState state_;
  uint64_t entries_left_ = 0;
};

}  // namespace kmem

#endif  // KMEM_MACHINE_CAPTURE_STATE_READER_H_
