// slot_bytes.h — the memory of one slot, and what each of its bytes is.
//
//   SLUB   left red zone │ object │ gap │ free pointer │ allocated by │ freed by │ filler
//   SLAB   object │ rounding                  (a free object may hold the slab's index table)
#ifndef KMEM_SLAB_SLOT_BYTES_H_
#define KMEM_SLAB_SLOT_BYTES_H_

#include <vector>

#include "slab/linux_cache_set.h"

namespace kmem {

enum class ByteKind : uint8_t {
  payload,       // the object, in use or what its last owner left
  poison,        // P: the object while it is free
  free_pointer,  // address of the next free object; 0 at the end of the list
  red_zone,      // Z: guards
  padding,       // nobody's: rounding, filler
  alloc_record,  // U: who allocated
  free_record,   // U: who freed
  asked_size,    // U, kmalloc: bytes asked for
  index_table,   // SLAB: numbers of free slots
};
constexpr const char* byte_kind_name(ByteKind kind) {
  constexpr const char* kNames[] = {"payload",     "poison",     "free_pointer",
                                    "red_zone",    "padding",    "alloc_record",
                                    "free_record", "asked_size", "index_table"};
  return kNames[static_cast<unsigned>(kind)];
}

struct SlotByte {
  uint8_t value = 0;
  ByteKind kind = ByteKind::payload;
  bool wrong = false;  // debugging expects another value here
  friend constexpr bool operator==(const SlotByte&, const SlotByte&) = default;
};

struct SlotBytes {
  Address start = 0;   // of the slot; 0: the address lies in no slot
  Address object = 0;  // of the object in it
  bool free = false;   // the allocator has it; else it counts as handed out
  bool has_link = false;
  Address next = 0;  // has_link: the next free object, as the free pointer says; 0: the end
  std::vector<SlotByte> bytes;
};

// The slot around a byte. Addresses count from the machine's first byte; `next` does too, and
// wraps if the pointer leads out of the direct map.
SlotBytes slot_bytes(const LinuxCacheSet& set, Address address);

}  // namespace kmem

#endif  // KMEM_SLAB_SLOT_BYTES_H_
