// page_state.h — what one byte says about a page frame of a zone with mobility types.
//
// Only the first frame of a block says anything; 0 stands for every other frame, and for frames
// that were in use before the record of requests begins.
#ifndef KMEM_BUDDY_PAGE_STATE_H_
#define KMEM_BUDDY_PAGE_STATE_H_

#include "base/types.h"
#include "buddy/migrate_type.h"

namespace kmem {

// Bit 7: free, on the list of the type in bits 4 to 6. Else bits 4 to 6 tell the place. Bits 0 to
// 3 hold the order. An enumeration, as FrameBits is: a store of a plain byte may change any object.
class PageState {
 public:
  constexpr PageState() = default;

  static constexpr PageState held(uint32_t order) { return PageState(kHeld | order); }
  static constexpr PageState in_transit(uint32_t order) { return PageState(kTransit | order); }
  static constexpr PageState free(uint32_t order, MigrateType type) {
    return PageState(kFree | index_of(type) << 4 | order);
  }
  // On a per-CPU list, with the type it will be given back as.
  static constexpr PageState percpu(uint32_t order, MigrateType remembered) {
    return PageState((kPercpu + (index_of(remembered) << 4)) | order);
  }

  constexpr uint32_t order() const { return bits() & 15u; }
  constexpr bool is_head() const { return bits() != 0; }
  constexpr bool is_free() const { return (bits() & kFree) != 0; }
  constexpr bool is_free_of(uint32_t order) const {
    return (bits() & (kFree | 15u)) == (kFree | order);
  }
  constexpr bool is_held() const { return (bits() & 0xf0u) == kHeld; }
  constexpr bool is_percpu() const { return !is_free() && bits() >= kPercpu; }
  // The list a free block is on.
  constexpr MigrateType list_type() const { return static_cast<MigrateType>((bits() >> 4) & 7u); }
  // The type that goes with a block on a per-CPU list.
  constexpr MigrateType remembered() const {
    return static_cast<MigrateType>((bits() - kPercpu) >> 4);
  }
  friend constexpr bool operator==(PageState, PageState) = default;

 private:
  enum class Bits : uint8_t {};
  static constexpr uint32_t kHeld = 0x10, kTransit = 0x20, kPercpu = 0x30, kFree = 0x80;

  constexpr explicit PageState(uint32_t bits) : bits_(static_cast<Bits>(bits)) {}
  constexpr uint32_t bits() const { return static_cast<uint32_t>(bits_); }

  Bits bits_{};
};
static_assert(sizeof(PageState) == 1);

}  // namespace kmem

#endif  // KMEM_BUDDY_PAGE_STATE_H_
