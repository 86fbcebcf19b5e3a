// slab_capture_reader.h — reads a kmem-capture v1 slab text, line by line, in bounded memory.
//
// The text is: the machine (K), then caches, each from C through G, requests with their answers,
// states (=) and full states (D) to E. Whatever cannot be is refused with its line and a reason.
#ifndef KMEM_MACHINE_SLAB_CAPTURE_READER_H_
#define KMEM_MACHINE_SLAB_CAPTURE_READER_H_

#include <string>
#include <string_view>

#include "machine/capture.h"
#include "machine/slab_capture.h"
#include "machine/slab_capture_world.h"
#include "machine/text_fields.h"

namespace kmem {

inline constexpr std::string_view kSlabCaptureMagic = "kmem-capture v1 slab";

class SlabCaptureReader {
 public:
  explicit SlabCaptureReader(const SlabCaptureLimits& limits = {}) : limits_(limits) {}

  // Takes the next bytes of the file. False: refused, see error(); more bytes change nothing.
  bool feed(std::string_view bytes);
  // Call after the last byte.
  bool finish();

  const CaptureError& error() const { return error_; }
  // After an error: what stood before it, if that is any cache.
  const SlabCapture& capture() const { return capture_; }

 private:
  enum class Section : uint8_t { magic, machine, between, created, cache };

  bool read_line(std::string_view line);
  bool read_cache_line(std::string_view word, Fields fields);
  bool read_answer_line(std::string_view word, Fields fields);
  bool read_machine(Fields fields);
  bool read_cache(Fields fields);
  bool read_geometry(Fields fields);
  bool read_alloc(Fields fields);
  bool read_free(Fields fields, SlabOp op);
  bool read_alloc_bulk(Fields fields);
  bool read_free_bulk(Fields fields);
  bool read_shrink(Fields fields);
  bool read_reap(Fields fields);
  bool read_fill(Fields fields);
  bool read_dump(Fields fields);
  bool read_scarcity(std::string_view word, Fields fields);
  bool read_full_state(Fields fields);
  bool read_end(Fields fields);

  // A request and its answer, both added to the cache; nullptr: too many.
  SlabRequest* add_request(SlabOp op);
  SlabAnswer& answer() { return capture_.caches.back().answers.back(); }
  bool read_cpu(Fields& fields, SlabRequest& request);
  bool read_events(Fields fields, SlabRequest& request);
  bool read_event(std::string_view field, SlabRequest& request, uint32_t objects);
  bool take_text(size_t bytes);
  void drop_unfinished();
  bool fail(std::string text);
  bool check(const std::string& fault) { return fault.empty() || fail(fault); }

  SlabCaptureLimits limits_;
  SlabCapture capture_;
  CaptureError error_;
  SlabCaptureWorld world_;  // what the record itself says is where, in the present cache
  Section section_ = Section::magic;
  std::string partial_;  // the beginning of a line whose end has not come yet
  uint32_t line_ = 0;
  uint32_t requests_ = 0;
  uint64_t text_ = 0;
  bool scarce_ = false;
  bool in_full_state_ = false;
  bool request_whole_ = false;  // of the last request only the answer can be wrong now
};

}  // namespace kmem

#endif  // KMEM_MACHINE_SLAB_CAPTURE_READER_H_
