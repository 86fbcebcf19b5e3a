// cost_options.h — what `kmem cost` is asked for.
#ifndef KMEM_CLI_COST_OPTIONS_H_
#define KMEM_CLI_COST_OPTIONS_H_

#include <cstdint>
#include <string>
#include <vector>

namespace kmem {

struct CostOptions {
  std::vector<uint64_t> sizes;
  uint64_t align = 0;
  uint32_t flags = 0;
  bool ctor = false;
  uint32_t cpus = 1;
  bool json = false;
};

extern const char* const kCostHelp;

// Takes argument `i`, and moves `i` past its value. Returns what is wrong with it, or nothing.
std::string parse_cost_argument(int argc, char** argv, int& i, CostOptions& cost);

}  // namespace kmem

#endif  // KMEM_CLI_COST_OPTIONS_H_
