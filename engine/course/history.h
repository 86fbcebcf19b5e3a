// history.h — the accounting of a scenario over time, for a plot.
#ifndef KMEM_COURSE_HISTORY_H_
#define KMEM_COURSE_HISTORY_H_

#include <vector>

#include "machine/machine.h"

namespace kmem {

// After `command` commands.
struct HistorySample {
  uint32_t command = 0;
  Ledger ledger;
  Bytes object_payload = 0;  // the part of ledger.payload that is in objects, not in pages
  uint32_t failures = 0;
  uint32_t free_frames = 0;
  uint32_t largest = 0;           // order of the largest free block + 1; 0: no frame is free
  std::vector<int32_t> unusable;  // per order, thousandths; see buddy/fragmentation.h
};

// Runs a program and takes about `samples` samples, evenly: the start, the end, and in between. A
// short program gets one after each command.
std::vector<HistorySample> ledger_history(const Program& program, uint32_t samples);

}  // namespace kmem

#endif  // KMEM_COURSE_HISTORY_H_
