// cost.h — `kmem cost`: what would my struct cost?
#ifndef KMEM_CLI_COST_H_
#define KMEM_CLI_COST_H_

#include "cli/cost_options.h"
#include "cli/file.h"
#include "slab/struct_cost.h"

namespace kmem {

// Returns the exit status.
int cost(const CostOptions& options, Output& out);

// A table of the four rows, and a sentence for each allocator on the sizes around.
std::string cost_text(const StructCost& cost);

}  // namespace kmem

#endif  // KMEM_CLI_COST_H_
