// slab61_layout.h — how the classic SLAB of Linux 6.1 cuts a slab and sizes its arrays. Pure
// arithmetic (rule 2.1 of linux-slab-rules.md); worked examples at the end.
//
//   colour offset │ object 0 │ object 1 │ … │ left over │ index table (only if `on`)
#ifndef KMEM_SLAB_SLAB61_LAYOUT_H_
#define KMEM_SLAB_SLAB61_LAYOUT_H_

#include "base/result.h"
#include "slab/slab_flags.h"

namespace kmem {

inline constexpr uint32_t kSlab61MostObjects = 255;  // a slot's index takes one byte
inline constexpr uint32_t kSlab61LeastSize = 16;
inline constexpr uint32_t kSlab61SharedFactor = 8;
inline constexpr uint32_t kSlab61MostBytes = 4u << 20;  // 4 MiB

// Where the table of free slot numbers is kept.
enum class IndexTable : uint8_t { object, off, on };
constexpr const char* index_table_name(IndexTable place) {
  constexpr const char* kNames[] = {"object", "off", "on"};
  return kNames[static_cast<unsigned>(place)];
}

struct Slab61Layout {
  uint32_t object_size = 0;
  uint32_t size = 0;  // from one slot to the next
  uint32_t align = 0;
  uint32_t num = 0;  // objects in a slab
  Order order;
  uint32_t colour = 0;      // different offsets of the first object
  uint32_t colour_off = 0;  // from one to the next
  IndexTable table = IndexTable::on;
  uint32_t limit = 0;         // entries of a CPU's array
  uint32_t batchcount = 0;    // moved at a time
  uint32_t shared = 0;        // the shared array holds so many batches
  uint32_t shared_limit = 0;  // its entries; 0: there is none
  uint32_t free_limit = 0;    // free objects beyond which free slabs are given back
  uint32_t flags = 0;
  bool ctor = false;

  constexpr uint32_t freelist_size() const { return num; }
  friend constexpr bool operator==(const Slab61Layout&, const Slab61Layout&) = default;
};

// Bytes of the kmalloc class that holds an index table; the class of 96 occupies 128.
constexpr uint32_t slab61_table_bytes(uint32_t num) {
  return num <= 32 ? 32 : num <= 64 ? 64 : num <= 128 ? 128 : num <= 192 ? 192 : 256;
}

struct Slab61Cut {
  uint32_t num = 0;  // 0: no order is good
  uint32_t order = 0;
  uint32_t left = 0;
};

// Rule 2.1.4: from order 0 up to the first that wastes little enough.
constexpr Slab61Cut slab61_cut(const Slab61Layout& at, IndexTable table, uint32_t max_order) {
  Slab61Cut best;
  const uint64_t step = at.size + (table == IndexTable::on ? 1u : 0u);
  for (uint32_t order = 0; order <= kMostSlabOrder; ++order) {
    const uint64_t block = uint64_t{kLinuxPageSize} << order;
    const uint64_t num = block / step;
    if (num == 0) continue;
    if (num > kSlab61MostObjects) break;
    const uint32_t objects = static_cast<uint32_t>(num);
    if (table == IndexTable::off && slab61_table_bytes(objects) > at.object_size / 2) continue;
    best = {objects, order, static_cast<uint32_t>(block % step)};
    const bool reclaim = (at.flags & kSlabReclaimAccount) != 0;
    if (reclaim || order >= max_order || uint64_t{best.left} * 8 <= block) break;
  }
  return best;
}

// Rule 2.1.3: in a free object, else in another cache, else at the slab's end.
constexpr Slab61Cut slab61_choose(Slab61Layout& at, uint32_t max_order) {
  at.table = IndexTable::object;
  if (!at.ctor && (at.flags & kSlabTypesafeByRcu) == 0) {
    const Slab61Cut cut = slab61_cut(at, at.table, max_order);
    if (cut.num != 0 && cut.num <= at.object_size) return cut;
  }
  at.table = IndexTable::off;
  if ((at.flags & kSlabNoLeakTrace) == 0) {
    const Slab61Cut cut = slab61_cut(at, at.table, max_order);
    if (cut.num != 0 && cut.left < cut.num) return cut;
  }
  at.table = IndexTable::on;
  return slab61_cut(at, at.table, max_order);
}

// Rule 2.1.6.
constexpr uint32_t slab61_limit(uint32_t size) {
  return size > 131072 ? 1 : size > 4096 ? 8 : size > 1024 ? 24 : size > 256 ? 54 : 120;
}

constexpr void size_slab61_arrays(Slab61Layout& at, const SlabMachine& machine) {
  at.limit = slab61_limit(at.size);
  at.batchcount = (at.limit + 1) / 2;
  at.shared = at.size <= kLinuxPageSize && machine.cpus_possible > 1 ? kSlab61SharedFactor : 0;
  at.shared_limit = at.shared * at.batchcount;
  at.free_limit = (1 + machine.cpus_online) * at.batchcount + at.num;
}

// Errors: bad_size, bad_align.
constexpr Result<Slab61Layout> slab61_layout(const CacheArgs& request, const SlabMachine& machine) {
  if (request.object_size == 0 || request.object_size > kSlab61MostBytes) return Errc::bad_size;
  if (request.align != 0 && !std::has_single_bit(request.align)) return Errc::bad_align;
  if (request.align > kSlab61MostBytes) return Errc::bad_align;
  Slab61Layout at;
  at.object_size = request.object_size;
  at.flags = request.flags & ~kSlabDebugFlags;
  at.ctor = request.ctor;
  at.align = calculate_alignment(request);
  at.colour_off = at.align > kCacheLine ? at.align : kCacheLine;
  const uint64_t size = round_up(round_up(at.object_size, kPointerBytes), at.align);
  at.size =
      static_cast<uint32_t>(size < kSlab61LeastSize ? round_up(kSlab61LeastSize, at.align) : size);
  const Slab61Cut cut = slab61_choose(at, machine.slab_max_order);
  if (cut.num == 0) return Errc::bad_size;
  at.num = cut.num;
  at.order = Order(cut.order);
  at.colour = cut.left / at.colour_off;
  if (at.table == IndexTable::object) at.flags |= kSlabFreelistInObject;
  if (at.table == IndexTable::off) at.flags |= kSlabFreelistOffSlab;
  size_slab61_arrays(at, machine);
  return at;
}

// Worked examples.
constexpr Slab61Layout slab61_example(uint32_t object, bool ctor = false, uint32_t align = 0) {
  return *slab61_layout({.object_size = object, .align = align, .ctor = ctor}, slab_machine(1));
}
constexpr bool slab61_holds(uint32_t object, bool ctor, uint32_t order, uint32_t num,
                            IndexTable table) {
  const Slab61Layout at = slab61_example(object, ctor);
  return at.order == Order(order) && at.num == num && at.table == table;
}

static_assert(slab61_example(8).size == 16 && slab61_example(21).size == 24);
// 256 slots of 16 bytes are one too many for a byte, so the table costs a byte in each slot.
static_assert(slab61_holds(16, false, 0, 240, IndexTable::on));
static_assert(slab61_holds(32, false, 0, 124, IndexTable::on));
static_assert(slab61_holds(64, false, 0, 64, IndexTable::object));
static_assert(slab61_holds(704, false, 1, 11, IndexTable::object));
static_assert(slab61_holds(1152, false, 1, 7, IndexTable::object));
static_assert(slab61_holds(8192, false, 1, 1, IndexTable::object));
// With a constructor a free object is not the allocator's to write to.
static_assert(slab61_holds(64, true, 0, 63, IndexTable::on));
static_assert(slab61_holds(128, true, 0, 32, IndexTable::off));
static_assert(slab61_holds(256, true, 0, 16, IndexTable::off));
static_assert(slab61_example(600).colour == 7 && slab61_example(3000).colour == 34);
static_assert(slab61_example(1504).colour == 10 && slab61_example(192).colour == 1);
static_assert(slab61_example(56).free_limit == 2 * 60 + 71);
static_assert(slab61_example(3000).limit == 24 && slab61_example(3000).batchcount == 12);

}  // namespace kmem

#endif  // KMEM_SLAB_SLAB61_LAYOUT_H_
