#include "machine/linux_memory_audit.h"

#include "buddy/linux_audit.h"
#include "slab/linux_cache_audit.h"

namespace kmem {

Ledger walk_ledger(const LinuxMemory& memory) {
  Ledger ledger;
  for (uint32_t pfn = 0; pfn < memory.frames();) {
    const Block block = memory.block_of(Pfn(pfn));
    const Bytes bytes = Bytes{frames_of(block.order)} << kLinuxPageShift;
    if (block.kind == FrameKind::pages) {
      ledger.payload += memory.held(block.head).requested;
      ledger.block_rounding += bytes - memory.held(block.head).requested;
    } else if (block.kind == FrameKind::percpu) {
      ledger.percpu_pages += bytes;
    } else if (block.kind == FrameKind::reserved) {
      ledger.reserved_pages += bytes;
    } else if (block.kind != FrameKind::hole && block.kind != FrameKind::slab) {
      ledger.free_pages += bytes;
    }
    pfn += frames_of(block.order);
  }
  memory.objects().add_to(ledger);  // audit(LinuxCacheSet) has counted them
  return ledger;
}

const char* audit(const LinuxMemory& memory) {
  if (const char* broken = audit(memory.node())) return broken;
  const LinuxObjects& objects = memory.objects();
  if (const char* broken = objects.damaged() ? nullptr : audit(objects.set())) return broken;
  for (uint32_t pfn = 0; pfn < memory.frames();) {
    const Block block = memory.block_of(Pfn(pfn));
    const uint32_t last = pfn + frames_of(block.order) - 1;
    if (block.head.value != pfn || memory.block_of(Pfn(last)).head.value != pfn) return "tiling";
    pfn = last + 1;
  }
  return memory.ledger() == walk_ledger(memory) ? nullptr : "held";
}

}  // namespace kmem
