// table.h — the closing table: medians of one run, beside what is to be reached.
#ifndef KMEM_BENCH_TABLE_H_
#define KMEM_BENCH_TABLE_H_

#include <string>

namespace kmem::bench {

// A time beside another of the same run; both are names of benchmarks.
struct Ratio {
  std::string title;
  std::string work;
  std::string peer;  // of several, with a comma between them, the fastest
  double reach = 0;  // the ratio to stay at or below; 0: only reported
};

// A number that a benchmark leaves in a counter, or its time if `counter` is empty.
struct Figure {
  std::string title;
  std::string work;
  std::string counter;
  std::string unit;  // of the counter
  double reach = 0;  // the number to stay at or below; 0: only reported
};

// Declare lines of the table. Called before main, by static initialisers.
int declare_ratio(Ratio ratio);
int declare_figure(Figure figure);
// A sentence below the table.
int declare_remark(std::string sentence);

}  // namespace kmem::bench

#endif  // KMEM_BENCH_TABLE_H_
