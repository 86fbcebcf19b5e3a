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
  AddressTable() : keys_(kFirstSlots), values_(kFirstSlots, kNone) {}

  uint32_t size() const { return size_; }

  // The value of `key`, or kNone.
  uint32_t find(uint64_t key) const { return values_[slot_of(key)]; }

  // Sets the value of `key`; returns the one it had, or kNone.
  uint32_t put(uint64_t key, uint32_t value) {
    const size_t slot = slot_of(key);
    keys_[slot] = key;
    const uint32_t old = std::exchange(values_[slot], value);
    if (old == kNone && ++size_ * 2 > keys_.size()) grow();
    return old;
  }

  // Removes `key`; returns its value, or kNone if it was not there.
  uint32_t take(uint64_t key) {
    size_t gap = slot_of(key);
    const uint32_t value = std::exchange(values_[gap], kNone);
    if (value == kNone) return kNone;
    --size_;
    for (size_t next = step(gap); values_[next] != kNone; next = step(next)) {
      // The entry may move into the gap unless its home lies behind the gap.
      if (((next - home_of(keys_[next])) & mask()) < ((next - gap) & mask())) continue;
      keys_[gap] = keys_[next];
      values_[gap] = std::exchange(values_[next], kNone);
      gap = next;
    }
    return value;
  }

 private:
  static constexpr size_t kFirstSlots = 1024;

  size_t mask() const { return keys_.size() - 1; }
  size_t step(size_t slot) const { return (slot + 1) & mask(); }
  // Fibonacci hashing: the golden ratio spreads neighbouring addresses.
  size_t home_of(uint64_t key) const {
    return static_cast<size_t>((key * 0x9e3779b97f4a7c15u) >> 32) & mask();
  }
  // Where `key` stands, or would.
  size_t slot_of(uint64_t key) const {
    size_t slot = home_of(key);
    while (values_[slot] != kNone && keys_[slot] != key) slot = step(slot);
    return slot;
  }

  void grow() {
    std::vector<uint64_t> keys(keys_.size() * 2);
    std::vector<uint32_t> values(keys.size(), kNone);
    keys.swap(keys_);
    values.swap(values_);
    for (size_t i = 0; i < keys.size(); ++i) {
      if (values[i] == kNone) continue;
      const size_t slot = slot_of(keys[i]);
      keys_[slot] = keys[i];
      values_[slot] = values[i];
    }
  }

  std::vector<uint64_t> keys_;
  std::vector<uint32_t> values_;  // kNone: no entry
  uint32_t size_ = 0;
};

}  // namespace kmem::ftrace

#endif  // KMEM_MACHINE_TRACE_IMPORT_TABLE_H_
