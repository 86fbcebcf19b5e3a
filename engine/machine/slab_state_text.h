// slab_state_text.h — what a cache is like, in the words of slab captures.
#ifndef KMEM_MACHINE_SLAB_STATE_TEXT_H_
#define KMEM_MACHINE_SLAB_STATE_TEXT_H_

#include <string>
#include <vector>

#include "slab/slab61_cache.h"
#include "slab/slub_cache.h"

namespace kmem {

// The fields behind `G`.
std::string geometry_text(const SlubLayout& layout);
std::string geometry_text(const Slab61Layout& layout);

// The fields behind `=`.
std::string short_state(const SlubCache& cache);
std::string short_state(const Slab61Cache& cache);

// The lines of a D block, without the D.
std::vector<std::string> full_state(const SlubCache& cache);
std::vector<std::string> full_state(const Slab61Cache& cache);

// `free=` lists: 3,4,5 as 3-5 and 5,4,3 as 5-3; empty as `-`.
std::string runs_text(const std::vector<uint32_t>& numbers);

// A line of a full state with the runs of its `free=` lists written out, so that two lines that say
// the same are the same.
std::string without_runs(const std::string& line);

}  // namespace kmem

#endif  // KMEM_MACHINE_SLAB_STATE_TEXT_H_
