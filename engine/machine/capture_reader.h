// capture_reader.h — reads a kmem-capture v1 text, line by line, in bounded memory.
//
// The text is: a header, `state before`, then requests, checkpoints (`c`) and further states in any
// order, and `eof`. Whatever cannot be is refused with its line and a reason.
#ifndef KMEM_MACHINE_CAPTURE_READER_H_
#define KMEM_MACHINE_CAPTURE_READER_H_

#include <string>
#include <string_view>
#include <unordered_map>

#include "machine/capture.h"
#include "machine/capture_header.h"
#include "machine/capture_state_reader.h"

namespace kmem {

class CaptureReader {
 public:
  explicit CaptureReader(const CaptureLimits& limits = {}) : limits_(limits) {}

  // Takes the next bytes of the file. False: refused, see error(); more bytes change nothing.
  bool feed(std::string_view bytes);
  // Call after the last byte.
  bool finish();

  const CaptureError& error() const { return error_; }
  // After finish() returned true; or, if has_first_state(), what stood before the error.
  const Capture& capture() const { return capture_; }
  // `state before` is complete, so what follows it can be replayed.
  bool has_first_state() const { return !capture_.asked.before.empty(); }

 private:
  enum class Section : uint8_t { magic, header, state, requests, ended };

  bool read_line(std::string_view line);
  bool read_section_line(std::string_view word, Fields fields);
  bool read_request_line(std::string_view word, Fields fields);
  bool begin_state(Fields fields);
  bool end_state();
  bool read_alloc(Fields fields);
  bool read_free(Fields fields);
  bool read_drain(Fields fields);
  bool read_checkpoint(Fields fields);
  bool add_request(CaptureRequest request, uint32_t pfn);
  bool hold(uint32_t pfn, Order order, uint32_t highest_zone);
  bool set_held(uint32_t pfn, Order order, bool held);
  bool fail(std::string text);
  bool check(const std::string& fault) { return fault.empty() || fail(fault); }

  CaptureLimits limits_;
  Capture capture_;
  CaptureError error_;
  CaptureHeader header_;
  CaptureStateReader state_;
  Section section_ = Section::magic;
  std::string partial_;  // the beginning of a line whose end has not come yet
  uint32_t line_ = 0;
  std::unordered_map<uint32_t, uint32_t> holders_;  // first frame of a block in use: its request
  std::vector<std::vector<bool>> held_;             // frames of blocks in use, of each zone
};

}  // namespace kmem

#endif  // KMEM_MACHINE_CAPTURE_READER_H_
