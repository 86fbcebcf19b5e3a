// random.h — seeded random numbers with the same bits in every compiler.
//
// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014).
// The standard library's distributions differ between implementations, so they are not used.
#ifndef KMEM_BASE_RANDOM_H_
#define KMEM_BASE_RANDOM_H_

#include <cstdint>

namespace kmem {

// SplitMix64's finalizer: every bit of the key reaches the low bits.
constexpr uint64_t mix_bits(uint64_t key) {
  key = (key ^ (key >> 30)) * 0xbf58476d1ce4e5b9ull;
  key = (key ^ (key >> 27)) * 0x94d049bb133111ebull;
  return key ^ (key >> 31);
}

class Random {
 public:
  explicit constexpr Random(uint64_t seed) : state_(seed) {}

  constexpr uint64_t next() {
    state_ += 0x9e3779b97f4a7c15ull;
    return mix_bits(state_);
  }

  // A number from 0 to bound − 1; bound must not be 0. The high half scaled: no modulo bias that
  // matters below 2^32, and no division.
  constexpr uint32_t below(uint32_t bound) {
    return static_cast<uint32_t>(((next() >> 32) * bound) >> 32);
  }

 private:
  uint64_t state_;
};

}  // namespace kmem

#endif  // KMEM_BASE_RANDOM_H_
