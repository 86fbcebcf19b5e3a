// trace_import_base.h — where the kernel maps physical memory, told from the trace itself.
//
// A slab event has a pointer, a page event a page frame number; base + pfn * 4096 = pointer, but
// the base is random on most machines. When a cache grows, mm_page_alloc is followed on the same
// CPU by the allocation that asked for it, and its object usually lies in the new block: such a
// pair votes
//
//   base = (pointer rounded down to the block's size) - pfn * 4096
//
// Pairs that do not belong together give any number; the base is a multiple of 2 MiB, which only
// one in 512 of those is. The winner is taken if at least two thirds of the votes that are left
// agree. Hashed pointers never agree: then no base is told.
#ifndef KMEM_MACHINE_TRACE_IMPORT_BASE_H_
#define KMEM_MACHINE_TRACE_IMPORT_BASE_H_

#include <array>

#include "base/types.h"

namespace kmem::ftrace {

inline constexpr uint32_t kPageShift = 12;  // of the traced kernel
inline constexpr uint64_t kNoPfn = UINT64_MAX;

class MapBaseVote {
 public:
  // The CPU's last event allocated a block.
  void block_allocated(uint32_t cpu, uint64_t pfn, uint64_t order) {
    if (cpu < kCpus && pfn != kNoPfn) last_[cpu] = {pfn, order};
  }
  // The CPU's last event allocated an object.
  void object_allocated(uint32_t cpu, uint64_t pointer) {
    if (cpu >= kCpus || last_[cpu].pfn == kNoPfn) return;
    const Block block = last_[cpu];
    other_event(cpu);
    const uint64_t size = uint64_t{1} << (kPageShift + block.order);
    vote((pointer & ~(size - 1)) - (block.pfn << kPageShift));
  }
  void other_event(uint32_t cpu) {
    if (cpu < kCpus) last_[cpu].pfn = kNoPfn;
  }

  uint64_t cast() const { return cast_; }
  uint64_t winner_votes() const { return winner().votes; }
  // The base, or 0.
  uint64_t base() const {
    const Candidate& best = winner();
    return best.votes >= 3 && best.votes * 3 >= cast_ * 2 ? best.base : 0;
  }

 private:
  static constexpr uint32_t kCpus = 1024;
  static constexpr uint64_t kAlignment = uint64_t{2} << 20;

  struct Block {
    uint64_t pfn = kNoPfn;
    uint64_t order = 0;
  };
  struct Candidate {
    uint64_t base = 0;
    uint64_t votes = 0;
  };

  // Misra and Gries: eight counters are enough to keep any base with more than one vote in nine.
  void vote(uint64_t base) {
    if (base == 0 || base % kAlignment != 0) return;
    ++cast_;
    for (Candidate& c : candidates_)
      if (c.votes != 0 && c.base == base) return void(++c.votes);
    for (Candidate& c : candidates_)
      if (c.votes == 0) return void(c = {base, 1});
    for (Candidate& c : candidates_) --c.votes;
  }

  const Candidate& winner() const {
    const Candidate* best = &candidates_[0];
    for (const Candidate& c : candidates_)
      if (c.votes > best->votes) best = &c;
    return *best;
  }

  std::array<Block, kCpus> last_{};
  std::array<Candidate, 8> candidates_{};
  uint64_t cast_ = 0;
};

}  // namespace kmem::ftrace

#endif  // KMEM_MACHINE_TRACE_IMPORT_BASE_H_
