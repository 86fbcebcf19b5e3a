// table.h — medians of the rows of one run, and the ratios between them.
#ifndef KMEM_BENCH_TABLE_H_
#define KMEM_BENCH_TABLE_H_

#include <string>
#include <vector>

namespace kmem::bench {

// A line of the closing table: `work` timed against `peer`, both names of benchmarks of this run.
struct Ratio {
  std::string title;
  std::string work;
  std::string peer;
  double reach = 0;  // the ratio to stay at or below; 0: only reported
};

// Declares a line of the closing table. Called before main, by static initialisers.
int declare_ratio(Ratio ratio);
const std::vector<Ratio>& declared_ratios();

// A figure that is no time, for the closing table.
int declare_figure(std::string title, std::string value);

}  // namespace kmem::bench

#endif  // KMEM_BENCH_TABLE_H_
