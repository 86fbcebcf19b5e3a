#include "buddy/zone.h"

namespace kmem {

Result<Zone> Zone::create(uint64_t frames, Bytes page_size) {
  if (!std::has_single_bit(frames) || frames > kMaxFrames) return Errc::bad_frames;
  if (!std::has_single_bit(page_size) || page_size < kMinPageSize || page_size > kMaxPageSize)
    return Errc::bad_page_size;

  Zone zone;
  zone.states_.resize(static_cast<size_t>(frames));
  zone.links_.resize(static_cast<size_t>(frames));
  zone.page_shift_ = static_cast<uint32_t>(std::countr_zero(page_size));
  zone.top_order_ = Order(static_cast<uint32_t>(std::countr_zero(frames)));
  zone.free_frames_ = static_cast<uint32_t>(frames);
  zone.push(0, zone.top_order_.value);
  return zone;
}

Order Zone::order_for(Bytes bytes) const {
  if (bytes <= page_size()) return Order(0);
  const Bytes frames_less_one = (bytes - 1) >> page_shift_;
  return Order(static_cast<uint32_t>(std::bit_width(frames_less_one)));
}

}  // namespace kmem
