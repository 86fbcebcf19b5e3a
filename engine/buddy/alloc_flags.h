// alloc_flags.h — what a request is, and what one try of it may do.
#ifndef KMEM_BUDDY_ALLOC_FLAGS_H_
#define KMEM_BUDDY_ALLOC_FLAGS_H_

#include "base/types.h"
#include "buddy/migrate_type.h"
#include "buddy/zone_layout.h"

namespace kmem {

// How urgent a request is. None of them may sleep.
enum class RequestClass : uint8_t {
  no_wait,            // GFP_NOWAIT
  atomic,             // GFP_ATOMIC: may use part of the reserve
  ignore_watermarks,  // __GFP_MEMALLOC: may use all of it
};

struct LinuxRequest {
  Order order;
  MigrateType type = MigrateType::unmovable;  // unmovable, movable or reclaimable
  uint32_t highest_zone = kZoneNormal;
  RequestClass urgency = RequestClass::no_wait;
  friend bool operator==(const LinuxRequest&, const LinuxRequest&) = default;
};

// How the event `request` tells of it.
constexpr uint32_t request_number(const LinuxRequest& request) {
  return static_cast<uint32_t>(request.urgency) << 8 | request.highest_zone << 4 |
         index_of(request.type);
}

// And back.
constexpr LinuxRequest linux_request(uint32_t number, Order order) {
  return {order, static_cast<MigrateType>(number & 15), (number >> 4) & 15,
          static_cast<RequestClass>(number >> 8)};
}

enum class Watermark : uint8_t { min, low };

// ALLOC_… of the kernel, as bits.
using AllocFlags = uint32_t;
inline constexpr AllocFlags kNonBlock = 1;      // cannot sleep
inline constexpr AllocFlags kMinReserve = 2;    // may go below the mark
inline constexpr AllocFlags kHighAtomic = 4;    // may take from the high-order-atomic reserve
inline constexpr AllocFlags kNoFragment = 8;    // must not mix types within a pageblock
inline constexpr AllocFlags kNoWatermark = 16;  // the mark does not count

}  // namespace kmem

#endif  // KMEM_BUDDY_ALLOC_FLAGS_H_
