#include "buddy/fragmentation.h"

#include <cstddef>

namespace kmem {
namespace {

struct FreeSums {
  uint64_t pages = 0;
  uint64_t blocks = 0;
  uint64_t suitable = 0;  // blocks of the order that could be made
};

FreeSums sums(FreeBlocks nr_free, uint32_t order) {
  FreeSums sum;
  for (size_t k = 0; k < nr_free.size(); ++k) {
    sum.pages += uint64_t{nr_free[k]} << k;
    sum.blocks += nr_free[k];
    if (k >= order) sum.suitable += uint64_t{nr_free[k]} << (k - order);
  }
  return sum;
}

}  // namespace

int32_t unusable_index(FreeBlocks nr_free, uint32_t order) {
  const FreeSums sum = sums(nr_free, order);
  if (sum.pages == 0) return 1000;
  return static_cast<int32_t>((sum.pages - (sum.suitable << order)) * 1000 / sum.pages);
}

int32_t extfrag_index(FreeBlocks nr_free, uint32_t order) {
  const FreeSums sum = sums(nr_free, order);
  if (sum.blocks == 0) return 0;
  if (sum.suitable > 0) return -1000;
  return 1000 - static_cast<int32_t>((1000 + (sum.pages * 1000 >> order)) / sum.blocks);
}

}  // namespace kmem
