// slab_capture_pages.h — a page allocator that answers as a capture says it did.
#ifndef KMEM_MACHINE_SLAB_CAPTURE_PAGES_H_
#define KMEM_MACHINE_SLAB_CAPTURE_PAGES_H_

#include <array>
#include <vector>

#include "machine/slab_capture.h"
#include "slab/slab_pages.h"

namespace kmem {

class CapturePages final : public SlabPages {
 public:
  explicit CapturePages(uint64_t most_bytes) : most_bytes_(most_bytes) {}

  // The next calls belong to this request. Its grants give frame numbers; orders and refusals count
  // only while memory is scarce.
  void begin(const SlabRequest& request);

  uint32_t alloc_slab(Order order) override;
  void free_slab(Pfn head, Order order) override;

  // Slabs given back since begin(), by number, in the order in which they were.
  const std::vector<uint32_t>& dropped() const { return dropped_; }
  // A request was refused because the slabs together would be too large to simulate.
  bool exhausted() const { return exhausted_; }

 private:
  uint32_t place(Order order, uint32_t wished);
  bool is_vacant(uint32_t pfn, Order order) const;

  uint64_t most_bytes_;
  uint64_t bytes_ = 0;
  const SlabRequest* request_ = nullptr;
  size_t next_ = 0;
  uint32_t made_ = 0;
  PageOwners numbers_;  // of the slabs, by page frame
  std::vector<uint32_t> dropped_;
  uint32_t next_private_ = 1u << 24;  // frames that no record names
  std::array<std::vector<uint32_t>, kMostSlabOrder + 1> private_free_;
  bool exhausted_ = false;
};

}  // namespace kmem

#endif  // KMEM_MACHINE_SLAB_CAPTURE_PAGES_H_
