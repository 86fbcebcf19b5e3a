// seed.h — how much random tests do, and how a failing one is run again.
//
// KMEM_SEED=n runs only the seed n. KMEM_STEPS=n stops after n steps. KMEM_TEST_SCALE=n multiplies
// the steps by n per cent (100 by default; 20 under sanitizers).
#ifndef KMEM_TESTS_SUPPORT_SEED_H_
#define KMEM_TESTS_SUPPORT_SEED_H_

#include <cstdint>
#include <string>
#include <vector>

namespace kmem {

#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif
#else
inline constexpr bool kSanitized = false;
#endif

// 1 to `count`, or the one that KMEM_SEED names.
std::vector<uint64_t> seeds(uint64_t count);

// `steps`, scaled and cut as the environment says.
uint64_t steps(uint64_t steps);

// The command line that runs one test with one seed up to a step, both of them counted from 1.
std::string replay_line(const std::string& test, uint64_t seed, uint64_t step);

}  // namespace kmem

#endif  // KMEM_TESTS_SUPPORT_SEED_H_
