#include "machine/slab_capture_pages.h"

namespace kmem {

void CapturePages::begin(const SlabRequest& request) {
  request_ = &request;
  next_ = 0;
  dropped_.clear();
}

uint32_t CapturePages::alloc_slab(Order order) {
  uint32_t wished = kNone;
  if (next_ < request_->grants.size()) {
    const PageGrant& grant = request_->grants[next_];
    if (request_->scarce && grant.order != order.value) return kNone;
    if (grant.order == order.value) wished = grant.pfn;
    ++next_;
  } else if (request_->scarce && request_->refused) {
    return kNone;
  }
  const uint64_t bytes = uint64_t{kLinuxPageSize} << order.value;
  exhausted_ |= bytes_ + bytes > most_bytes_;
  if (exhausted_) return kNone;
  bytes_ += bytes;
  const uint32_t pfn = place(order, wished);
  numbers_.set(Pfn(pfn), order, made_++);
  return pfn;
}

// Where the record says; if the engine still has something there, at frames of its own.
uint32_t CapturePages::place(Order order, uint32_t wished) {
  if (wished != kNone && is_vacant(wished, order)) return wished;
  std::vector<uint32_t>& free = private_free_[order.value];
  if (!free.empty()) {
    const uint32_t pfn = free.back();
    free.pop_back();
    return pfn;
  }
  const uint32_t frames = frames_of(order);
  const uint32_t pfn = (next_private_ + frames - 1) / frames * frames;
  next_private_ = pfn + frames;
  return pfn;
}

bool CapturePages::is_vacant(uint32_t pfn, Order order) const {
  for (uint32_t i = 0; i < frames_of(order); ++i)
    if (numbers_.find(pfn + i) != kNone) return false;
  return true;
}

void CapturePages::free_slab(Pfn head, Order order) {
  dropped_.push_back(numbers_.find(head.value));
  numbers_.set(head, order, kNone);
  bytes_ -= uint64_t{kLinuxPageSize} << order.value;
  if (head.value >= 1u << 24) private_free_[order.value].push_back(head.value);
}

}  // namespace kmem
