// slub_layout.h — how SLUB of Linux 6.1 lays out an object and cuts a slab. Pure arithmetic (rules
// 1.1 and 1.10 of linux-slab-rules.md); worked examples at the end.
//
//   left pad │ object │ gap │ free pointer │ allocated by │ freed by │ filler
//            └ address      └ only if it lies outside the object       └ up to size
//   └──────── one slot of `size` bytes ─────────────────────────────────────┘
#ifndef KMEM_SLAB_SLUB_LAYOUT_H_
#define KMEM_SLAB_SLUB_LAYOUT_H_

#include "base/result.h"
#include "slab/slab_flags.h"

namespace kmem {

inline constexpr uint32_t kTrackBytes = 32;             // one owner record
inline constexpr uint32_t kOrigSizeBytes = 4;           // what kmalloc was asked for
inline constexpr uint32_t kMostSlubObjects = 32767;     // the counter has 15 bits
inline constexpr uint32_t kMostObjectBytes = 4u << 20;  // 4 MiB

struct SlubLayout {
  uint32_t object_size = 0;  // bytes that a user of the object has
  uint32_t size = 0;         // from one slot to the next
  uint32_t align = 0;
  uint32_t inuse = 0;         // end of the object with its gap; owner data follow
  uint32_t offset = 0;        // of the free pointer, from the object's first byte
  uint32_t red_left_pad = 0;  // guard bytes before the object
  Order order;                // of a normal slab
  uint32_t objects = 0;       // in a normal slab
  Order min_order;            // of a slab made when memory is scarce
  uint32_t min_objects = 0;
  uint32_t min_partial = 0;        // empty slabs beyond so many on the node's list are given back
  uint32_t cpu_partial = 0;        // free objects that a CPU may keep in its stack …
  uint32_t cpu_partial_slabs = 0;  // … which is counted in slabs
  uint32_t flags = 0;
  bool ctor = false;

  constexpr bool has(uint32_t flag) const { return (flags & flag) != 0; }
  constexpr bool debug() const { return has(kSlabDebugFlags); }
  constexpr bool free_pointer_outside() const { return offset >= inuse; }
  // Offsets from the object's first byte.
  constexpr uint32_t track_offset() const { return inuse + (free_pointer_outside() ? 8 : 0); }
  constexpr uint32_t filler_offset() const {
    const uint32_t tracks = has(kSlabStoreUser) ? 2 * kTrackBytes : 0;
    const uint32_t orig = has(kSlabStoreUser) && has(kSlabKmalloc) ? kOrigSizeBytes : 0;
    return track_offset() + tracks + orig;
  }
  constexpr uint32_t end_offset() const { return size - red_left_pad; }

  friend constexpr bool operator==(const SlubLayout&, const SlubLayout&) = default;
};

constexpr uint32_t slub_objects(uint32_t order, uint64_t size) {
  return static_cast<uint32_t>((uint64_t{kLinuxPageSize} << order) / size);
}

// Rule 1.1.7: the smallest order from `least` on that wastes at most 1/limit; beyond `most`: none.
constexpr uint32_t slub_order_at(uint64_t size, uint32_t want, uint32_t least, uint32_t most,
                                 uint32_t limit) {
  if (slub_objects(least, size) > kMostSlubObjects) return get_order(size * kMostSlubObjects) - 1;
  uint32_t order = get_order(want * size);
  if (order < least) order = least;
  while (order <= most) {
    const uint64_t block = uint64_t{kLinuxPageSize} << order;
    if (block % size <= block / limit) break;
    ++order;
  }
  return order;
}

// Objects that a slab should hold: more CPUs contend less for larger slabs.
constexpr uint32_t slub_wanted_objects(const SlabMachine& machine) {
  if (machine.slub_min_objects != 0) return machine.slub_min_objects;
  const uint32_t cpus = machine.cpus_present > 1 ? machine.cpus_present : machine.nr_cpu_ids;
  return 4 * (static_cast<uint32_t>(std::bit_width(cpus)) + 1);
}

// Rule 1.1.7. kNone: no block of the page allocator holds an object.
constexpr uint32_t slub_order(uint64_t size, const SlabMachine& machine) {
  const uint32_t least = machine.slub_min_order;
  const uint32_t most = machine.slub_max_order;
  uint32_t want = slub_wanted_objects(machine);
  if (slub_objects(most, size) < want) want = slub_objects(most, size);
  for (; want > 1; --want)
    for (uint32_t limit = 16; limit >= 4; limit /= 2) {
      const uint32_t order = slub_order_at(size, want, least, most, limit);
      if (order <= most) return order;
    }
  const uint32_t one = slub_order_at(size, 1, least, most, 1);
  if (one <= most) return one;
  const uint32_t any = slub_order_at(size, 1, least, kMostSlabOrder, 1);
  return any <= kMostSlabOrder ? any : kNone;
}

// Rule 1.1.9.
constexpr uint32_t slub_min_partial(uint32_t size) {
  const uint32_t half = static_cast<uint32_t>(std::bit_width(size) - 1) / 2;
  return half < 5 ? 5 : half > 10 ? 10 : half;
}

// Rule 1.1.10.
constexpr uint32_t slub_cpu_partial(uint32_t size) {
  return size >= 4096 ? 6 : size >= 1024 ? 24 : size >= 256 ? 52 : 120;
}

// Rules 1.1.2 to 1.1.6: everything but the orders. Flags and alignment are set already.
constexpr void place_slub_object(SlubLayout& at) {
  uint64_t size = round_up(at.object_size, kPointerBytes);
  const bool poisoned = at.has(kSlabPoison) && !at.has(kSlabTypesafeByRcu) && !at.ctor;
  at.flags = (at.flags & ~kSlubObjectPoison) | (poisoned ? kSlubObjectPoison : 0);
  if (at.has(kSlabRedZone) && size == at.object_size) size += kPointerBytes;
  at.inuse = static_cast<uint32_t>(size);

  if (at.has(kSlabPoison | kSlabTypesafeByRcu) || at.ctor ||
      (at.has(kSlabRedZone) && at.object_size < kPointerBytes)) {
    at.offset = at.inuse;
    size += kPointerBytes;
  } else {
    at.offset = at.object_size / 2 / kPointerBytes * kPointerBytes;
  }
  if (at.has(kSlabStoreUser)) size += 2 * kTrackBytes + (at.has(kSlabKmalloc) ? kOrigSizeBytes : 0);
  at.red_left_pad = 0;
  if (at.has(kSlabRedZone)) {
    at.red_left_pad = static_cast<uint32_t>(round_up(kPointerBytes, at.align));
    size += kPointerBytes + at.red_left_pad;
  }
  at.size = static_cast<uint32_t>(round_up(size, at.align));
}

// Debugging that all caches get from the command line, unless it would cost an order.
constexpr void place_slub_object(SlubLayout& at, const SlabMachine& machine) {
  uint32_t extra = machine.slub_debug;
  if (at.has(kSlabNoLeakTrace)) extra &= ~kSlabStoreUser;
  at.flags |= extra;
  place_slub_object(at);
  if (!machine.slub_debug_low_order || get_order(at.size) <= get_order(at.object_size)) return;
  at.flags &= ~(kSlabRedZone | kSlabPoison | kSlabStoreUser);
  place_slub_object(at);
}

// Errors: bad_size, bad_align.
constexpr Result<SlubLayout> slub_layout(const CacheArgs& request, const SlabMachine& machine) {
  if (request.object_size == 0 || request.object_size > kMostObjectBytes) return Errc::bad_size;
  if (request.align != 0 && !std::has_single_bit(request.align)) return Errc::bad_align;
  if (request.align > kMostObjectBytes) return Errc::bad_align;
  SlubLayout at;
  at.object_size = request.object_size;
  at.align = calculate_alignment(request);
  at.flags = request.flags;
  at.ctor = request.ctor;
  place_slub_object(at, machine);
  // Lock-free swaps are of no use to a cache that looks at every object under a lock.
  if (!at.has(kSlabConsistencyChecks | kSlabStoreUser | kSlabTrace)) at.flags |= kSlubCmpxchgDouble;

  const uint32_t order = slub_order(at.size, machine);
  const uint32_t min_order = get_order(at.size);
  if (order == kNone || min_order > kMostSlabOrder) return Errc::bad_size;
  at.order = Order(order);
  at.objects = slub_objects(order, at.size);
  at.min_order = Order(min_order);
  at.min_objects = slub_objects(min_order, at.size);
  at.min_partial = slub_min_partial(at.size);
  if (!at.debug()) {
    at.cpu_partial = slub_cpu_partial(at.size);
    at.cpu_partial_slabs = (2 * at.cpu_partial + at.objects - 1) / at.objects;
  }
  return at;
}

// Worked examples; the tables of real machines are in tests/data/slab.
constexpr SlubLayout slub_example(uint32_t object, uint32_t flags, uint32_t cpus,
                                  uint32_t align = 0) {
  return *slub_layout({.object_size = object, .align = align, .flags = flags}, slab_machine(cpus));
}
constexpr bool slub_holds(uint32_t object, uint32_t cpus, uint32_t order, uint32_t objects) {
  const SlubLayout at = slub_example(object, 0, cpus);
  return at.order == Order(order) && at.objects == objects;
}

// All four debug flags, 56 bytes: guard 8, object 56, guard 8, free pointer 8, records 64,
// filler 8.
static_assert(slub_example(56, kSlabDebugDefault, 1).inuse == 64);
static_assert(slub_example(56, kSlabDebugDefault, 1).offset == 64);
static_assert(slub_example(56, kSlabDebugDefault, 1).size == 152);
static_assert(slub_example(56, kSlabDebugDefault, 1).objects == 26);
static_assert(slub_example(56, kSlabDebugDefault, 1).filler_offset() == 136);
// 21 bytes: the gap of 3 is the right guard.
static_assert(slub_example(21, kSlabDebugDefault, 1).size == 112);
static_assert(slub_example(56, 0, 1).offset == 24 && slub_example(100, 0, 1).offset == 48);
static_assert(slub_example(21, 0, 1).offset == 8 && slub_example(8, 0, 1).offset == 0);
static_assert(slub_example(700, 0, 1).offset == 344);
// kmalloc's alignment makes the left guard as large as the object.
static_assert(slub_example(64, kSlabDebugDefault | kSlabKmalloc, 1, 64).size == 256);
static_assert(slub_example(96, kSlabDebugDefault | kSlabKmalloc, 1).size == 200);
static_assert(slub_example(1024, kSlabDebugDefault | kSlabKmalloc, 1, 1024).size == 3072);

static_assert(slub_holds(56, 1, 0, 73) && slub_holds(192, 1, 0, 21) && slub_holds(384, 1, 0, 10));
static_assert(slub_holds(416, 1, 1, 19) && slub_holds(512, 1, 0, 8) && slub_holds(700, 1, 1, 11));
static_assert(slub_holds(960, 1, 1, 8) && slub_holds(1096, 1, 3, 29) && slub_holds(1216, 1, 2, 13));
static_assert(slub_holds(2112, 1, 3, 15) && slub_holds(4096, 1, 3, 8) && slub_holds(5000, 1, 3, 6));
static_assert(slub_holds(20000, 1, 3, 1) && slub_holds(65536, 1, 4, 1));
static_assert(slub_holds(384, 2, 1, 21) && slub_holds(512, 2, 1, 16) && slub_holds(700, 2, 2, 23));
static_assert(slub_holds(960, 2, 2, 17) && slub_holds(1600, 2, 3, 20) &&
              slub_holds(2048, 2, 3, 16));
static_assert(slub_example(700, 0, 1).min_objects == 5);
static_assert(slub_min_partial(4095) == 5 && slub_min_partial(4096) == 6);
static_assert(slub_min_partial(16384) == 7 && slub_min_partial(4u << 20) == 10);
static_assert(slub_example(56, 0, 1).cpu_partial_slabs == 4);
static_assert(slub_example(192, 0, 1).cpu_partial_slabs == 12);
static_assert(slub_example(700, 0, 1).cpu_partial_slabs == 10);
static_assert(slub_example(1216, 0, 1).cpu_partial_slabs == 4);
static_assert(slub_example(3000, 0, 1).cpu_partial_slabs == 5);
static_assert(slub_example(8, 0, 1).cpu_partial_slabs == 1);

}  // namespace kmem

#endif  // KMEM_SLAB_SLUB_LAYOUT_H_
