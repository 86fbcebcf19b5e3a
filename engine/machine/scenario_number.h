// scenario_number.h — numbers as a scenario writes them: 48, 0x30, 1_000, 21K, 4KiB.
#ifndef KMEM_MACHINE_SCENARIO_NUMBER_H_
#define KMEM_MACHINE_SCENARIO_NUMBER_H_

#include <string>
#include <string_view>

#include "base/types.h"

namespace kmem {

enum class NumberForm : uint8_t { fine, malformed, too_large };

// Reads a whole word as a number of at most `limit`; the value is set only if it is fine.
NumberForm parse_number(std::string_view word, uint64_t limit, uint64_t& value);

// The shortest way to write a size: 21504 is 21K, 192 is 192.
std::string size_text(uint64_t bytes);
// 0x4000
std::string address_text(uint64_t number);

}  // namespace kmem

#endif  // KMEM_MACHINE_SCENARIO_NUMBER_H_
