// free_counter.h — a zone's count of free pages, in two parts. [R23b]
//
// Counting in a shared word is slow with many CPUs, so each CPU collects a difference and folds it
// in when it grows too large. Watermark checks read the shared part alone: they are a little wrong,
// and so is every failure.
#ifndef KMEM_BUDDY_FREE_COUNTER_H_
#define KMEM_BUDDY_FREE_COUNTER_H_

#include <cstdint>

namespace kmem {

struct FreeCounter {
  int64_t shared = 0;
  int32_t diff = 0;  // this CPU's part
  int32_t threshold = 0;

  void account(int32_t pages) {
    const int32_t sum = diff + pages;
    const bool folds = sum > threshold || -sum > threshold;
    shared += folds ? sum : 0;
    diff = folds ? 0 : sum;
  }
  // What the statistics timer does once a second.
  void fold() {
    shared += diff;
    diff = 0;
  }
  int64_t exact() const { return shared + diff; }
  friend bool operator==(const FreeCounter&, const FreeCounter&) = default;
};

}  // namespace kmem

#endif  // KMEM_BUDDY_FREE_COUNTER_H_
