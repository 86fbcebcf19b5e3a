// migrate_type.h — what the pages of a block can be moved away from, and the sizes Linux 6.1 uses.
//
// Pages that cannot be moved are kept together, so that a few of them do not spoil many large
// blocks. A *pageblock* is the run of frames whose pages should be of one type.
#ifndef KMEM_BUDDY_MIGRATE_TYPE_H_
#define KMEM_BUDDY_MIGRATE_TYPE_H_

#include <cstdint>

namespace kmem {

enum class MigrateType : uint8_t {
  unmovable = 0,
  movable = 1,
  reclaimable = 2,
  high_atomic = 3,  // reserve for urgent requests of order 1 and up
  isolate = 4,      // set aside for hot-unplug; the kernel's tables show it, nothing here uses it
  none = 5,         // no memory there
};

// Types that have free lists, and the types a request can ask for.
inline constexpr uint32_t kMigrateTypes = 5;
inline constexpr uint32_t kPcpTypes = 3;

inline constexpr uint32_t kLinuxTopOrder = 10;
inline constexpr uint32_t kLinuxOrders = kLinuxTopOrder + 1;
inline constexpr uint32_t kTopBlockFrames = 1u << kLinuxTopOrder;
inline constexpr uint32_t kPageblockOrder = 9;
inline constexpr uint32_t kPageblockFrames = 1u << kPageblockOrder;
// Requests above this order are costly: they are not served from per-CPU lists.
inline constexpr uint32_t kCostlyOrder = 3;

constexpr uint32_t index_of(MigrateType type) { return static_cast<uint32_t>(type); }

// The letter that stands for a type in captures; `?` for none.
constexpr char letter_of(MigrateType type) { return "UMRHI?"[index_of(type)]; }

// The name in /proc/pagetypeinfo.
constexpr const char* name_of(MigrateType type) {
  constexpr const char* kNames[] = {"Unmovable", "Movable", "Reclaimable", "HighAtomic", "Isolate"};
  return kNames[index_of(type)];
}

}  // namespace kmem

#endif  // KMEM_BUDDY_MIGRATE_TYPE_H_
