// trace_import_table.h — what is allocated at an address, while a trace is read.
//
// Open addressing with linear probing: keys stand at or behind their home slot, with no gap
// between. A removal closes its gap, so the table never holds more than what is live. At most half
// full.
#ifndef KMEM_MACHINE_TRACE_IMPORT_TABLE_H_
#define KMEM_MACHINE_TRACE_IMPORT_TABLE_H_

#include <utility>
#include <vector>

#include "base/types.h"

namespace kmem::ftrace {

// From a key to a number below kNone.
class AddressTable {
 public:
  AddressTable() : entries_(kFirstSlots) {}

  uint32_t size() const { return size_; }

  // The value of `key`, or kNone.
  uint32_t find(uint64_t key) const { return entries_[slot_of(key)].value; }

  // Sets the value of `key`; returns the one it had, or kNone.
  uint32_t put(uint64_t key, uint32_t value) {
    Entry& entry = entries_[slot_of(key)];
    entry.key = key;
    const uint32_t old = std::exchange(entry.value, value);
    if (old == kNone && ++size_ * 2 > entries_.size()) grow();
    return old;
  }

  // Removes `key`; returns its value, or kNone if it was not there.
  uint32_t take(uint64_t key) {
    size_t gap = slot_of(key);
    const uint32_t value = std::exchange(entries_[gap].value, kNone);
    if (value == kNone) return kNone;
    --size_;
    for (size_t next = step(gap); entries_[next].value != kNone; next = step(next)) {
      // The entry may move into the gap unless its home lies behind the gap.
      if (((next - home_of(entries_[next].key)) & mask()) < ((next - gap) & mask())) continue;
      entries_[gap] = entries_[next];
      entries_[next].value = kNone;
      gap = next;
    }
    return value;
  }

 private:
  static constexpr size_t kFirstSlots = 1024;

  struct Entry {
    uint64_t key = 0;
    uint32_t value = kNone;  // kNone: no entry
  };

  size_t mask() const { return entries_.size() - 1; }
  size_t step(size_t slot) const { return (slot + 1) & mask(); }
  // Fibonacci hashing: the golden ratio spreads neighbouring addresses.
  size_t home_of(uint64_t key) const {
    return static_cast<size_t>((key * 0x9e3779b97f4a7c15u) >> 32) & mask();
  }
  // Where `key` stands, or would.
  size_t slot_of(uint64_t key) const {
    size_t slot = home_of(key);
    while (entries_[slot].value != kNone && entries_[slot].key != key) slot = step(slot);
    return slot;
  }

  void grow() {
    std::vector<Entry> old(entries_.size() * 2);
    old.swap(entries_);
    for (const Entry& entry : old)
      if (entry.value != kNone) entries_[slot_of(entry.key)] = entry;
  }

  std::vector<Entry> entries_;
  uint32_t size_ = 0;
};

}  // namespace kmem::ftrace

#endif  // KMEM_MACHINE_TRACE_IMPORT_TABLE_H_
