// scenario_linux_words.h — the words and numbers of the statements that only the profiles of Linux
// have.
#ifndef KMEM_MACHINE_SCENARIO_LINUX_WORDS_H_
#define KMEM_MACHINE_SCENARIO_LINUX_WORDS_H_

#include <iterator>
#include <string_view>

#include "base/digits.h"
#include "buddy/boot_memory.h"

namespace kmem {

// In the order of kZoneDma …, MigrateType, and the bits of kMechanism….
inline constexpr std::string_view kZoneWords[] = {"dma", "dma32", "normal"};
inline constexpr std::string_view kTypeWords[] = {"unmovable", "movable", "reclaimable",
                                                  "high_atomic"};
inline constexpr std::string_view kMechanismWords[] = {"zones", "mobility", "percpu", "watermarks"};
inline constexpr std::string_view kRequestWords[] = {"type", "zone", "atomic", "memalloc"};

inline constexpr uint32_t kMechanismZones = 1, kMechanismMobility = 2, kMechanismPercpu = 4,
                          kMechanismWatermarks = 8, kAllMechanisms = 15;

inline constexpr uint64_t kMostPfn = uint64_t{1} << 23;         // 32 GiB
inline constexpr uint64_t kMostZoneFrames = uint64_t{1} << 23;  // of all zones, holes included
inline constexpr uint64_t kMostLinuxFrames = kMostBootFrames;

// A number of a zone that can be given.
struct ZoneNumber {
  std::string_view word;
  uint32_t ZoneLayout::*member;
  uint64_t lowest;
  uint64_t highest;
};
inline constexpr ZoneNumber kZoneNumbers[] = {
    {"min", &ZoneLayout::min, 0, kMostPfn},
    {"low", &ZoneLayout::low, 0, kMostPfn},
    {"high", &ZoneLayout::high, 0, kMostPfn},
    {"batch", &ZoneLayout::pcp_batch, 1, 1u << 16},
    {"pcp_high", &ZoneLayout::pcp_high, 0, kMostPfn},
    {"threshold", &ZoneLayout::stat_threshold, 0, 125},
};
inline constexpr uint32_t kZoneNumberCount = std::size(kZoneNumbers);

}  // namespace kmem

#endif  // KMEM_MACHINE_SCENARIO_LINUX_WORDS_H_
