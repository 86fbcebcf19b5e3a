// linux_memory.h — the memory of a machine with a profile of Linux: the page allocator, and what
// its blocks were handed out for.
//
// Every frame below frames() belongs to a block: of the allocator's, or of a hole, or of memory
// that was in use before the first command.
#ifndef KMEM_MACHINE_LINUX_MEMORY_H_
#define KMEM_MACHINE_LINUX_MEMORY_H_

#include <memory>
#include <vector>

#include "buddy/boot_memory.h"
#include "buddy/linux_node.h"
#include "buddy/zone.h"
#include "machine/ledger.h"
#include "machine/linux_objects.h"
#include "slab/slab_flags.h"

namespace kmem {

inline constexpr Bytes kLinuxPageBytes = kLinuxPageSize;

// Work since the start, whether or not a log told of it.
struct LinuxWork {
  uint64_t splits = 0;
  uint64_t merges = 0;
  friend bool operator==(const LinuxWork&, const LinuxWork&) = default;
};

// What is kept of a block that was handed out: at its first frame.
struct HeldBlock {
  uint32_t requested = 0;  // bytes
  MigrateType type = MigrateType::unmovable;
  friend bool operator==(const HeldBlock&, const HeldBlock&) = default;
};

// The blocks handed out, by first frame. Memory is made for those pageblocks that had one.
class HeldBlocks {
 public:
  HeldBlock& at(uint32_t pfn);
  HeldBlock find(uint32_t pfn) const;
  uint64_t memory_bytes() const;
  friend bool operator==(const HeldBlocks&, const HeldBlocks&) = default;

 private:
  std::vector<std::vector<HeldBlock>> chunks_;  // one of kPageblockFrames for each pageblock
};

class LinuxMemory {
 public:
  // The layout must have no fault, and the runs must be as boot_memory.h says.
  explicit LinuxMemory(const BootMemory& boot, SlabAllocator allocator = SlabAllocator::slub,
                       uint32_t cpus = 1);

  const LinuxNode& node() const { return node_; }
  const BootMemory& boot() const { return *boot_; }
  uint32_t frames() const { return node_.zones().back().layout.end(); }
  Bytes bytes() const { return Bytes{frames()} << kLinuxPageShift; }
  const LinuxWork& work() const { return work_; }

  // Asked for in bytes, or as a whole block. Errors: those of LinuxNode::alloc_pages.
  template <class Log>
  Result<Pfn> alloc_pages(const LinuxRequest& request, Bytes requested, Log& log);
  // A block that is handed out, by its first frame.
  template <class Log>
  void free_pages(Pfn head, Log& log);
  template <class Log>
  void drain_pages(Log& log);

  const LinuxObjects& objects() const { return objects_; }
  LinuxObjects& objects() { return objects_; }
  // Calls use(node, log): object caches take their slabs from the node, and its work is counted.
  template <class Log, class Use>
  auto with_node(Log& log, Use use);

  // The block a frame belongs to; frames beyond the end are a hole.
  Block block_of(Pfn pfn) const;
  HeldBlock held(Pfn head) const { return held_.find(head.value); }
  // The zone, or nullptr.
  const LinuxZone* zone_of(Pfn pfn) const;
  uint32_t percpu_pages() const;
  // Pages handed out, slabs not included.
  uint64_t held_pages() const { return held_pages_; }
  Ledger ledger() const;
  uint64_t memory_bytes() const;

  friend bool operator==(const LinuxMemory& a, const LinuxMemory& b) {
    return a.node_ == b.node_ && a.held_ == b.held_ && a.payload_ == b.payload_ &&
           a.held_pages_ == b.held_pages_ && a.work_ == b.work_ && a.objects_ == b.objects_ &&
           *a.boot_ == *b.boot_;
  }

 private:
  void note_held(Pfn head, const LinuxRequest& request, Bytes requested);
  void note_freed(Pfn head, Order order);

  LinuxNode node_;
  LinuxObjects objects_;
  HeldBlocks held_;
  Bytes payload_ = 0;  // bytes asked for, of the blocks handed out
  uint64_t held_pages_ = 0;
  LinuxWork work_;
  std::shared_ptr<const BootMemory> boot_;  // never changes
};

}  // namespace kmem

#include "machine/linux_memory_inl.h"

#endif  // KMEM_MACHINE_LINUX_MEMORY_H_
