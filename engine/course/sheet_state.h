// sheet_state.h — a machine as a problem sheet shows it: blocks, free lists, slabs.
#ifndef KMEM_COURSE_SHEET_STATE_H_
#define KMEM_COURSE_SHEET_STATE_H_

#include <string>
#include <vector>

#include "machine/machine.h"

namespace kmem {

struct StateBlock {
  uint32_t frame = 0;
  uint32_t order = 0;
  FrameKind kind{};
  std::string name;  // of the handle, or of the slab's cache; empty if free
};

struct StateSlab {
  uint32_t frame = 0;
  SlabList list{};
  uint32_t in_use = 0;
  std::vector<uint32_t> freelist;  // next to go out first
};

struct StateCache {
  std::string name;
  uint32_t object_size = 0;
  uint32_t order = 0;
  uint32_t objects = 0;          // per slab
  std::vector<StateSlab> slabs;  // full, partial, empty; of each list the head first
};

struct State {
  uint32_t frames = 0;
  Bytes page_size = 0;
  std::vector<StateBlock> blocks;                 // by address
  std::vector<std::vector<uint32_t>> free_lists;  // by order, head first
  std::vector<StateCache> caches;                 // those that have a slab
};

State state_of(const Machine& machine, const Program& program);
std::string state_json(const State& state);

}  // namespace kmem

#endif  // KMEM_COURSE_SHEET_STATE_H_
