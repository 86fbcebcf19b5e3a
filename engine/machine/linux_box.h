// linux_box.h — the memory of Linux inside a machine, or none: a value, on the heap because most
// machines are without it.
#ifndef KMEM_MACHINE_LINUX_BOX_H_
#define KMEM_MACHINE_LINUX_BOX_H_

#include <utility>

#include "machine/linux_link.h"
#include "machine/linux_memory.h"

namespace kmem {

// A plain pointer, so that the linker leaves out the end of what is never made.
class LinuxBox {
 public:
  LinuxBox() = default;
  LinuxBox(const BootMemory& boot, SlabAllocator allocator, uint32_t cpus)
      : memory_(new LinuxMemory(boot, allocator, cpus)) {}
  LinuxBox(const LinuxBox& other) { *this = other; }
  LinuxBox(LinuxBox&& other) noexcept : memory_(std::exchange(other.memory_, nullptr)) {}
  LinuxBox& operator=(LinuxBox&& other) noexcept {
    std::swap(memory_, other.memory_);
    return *this;
  }
  ~LinuxBox() { drop(); }
  LinuxBox& operator=(const LinuxBox& other) {
    if (!linux_linked() || this == &other) return *this;
    if (memory_ != nullptr && other.memory_ != nullptr) {
      *memory_ = *other.memory_;  // the same vectors are used again
    } else {
      drop();
      memory_ = other.memory_ == nullptr ? nullptr : new LinuxMemory(*other.memory_);
    }
    return *this;
  }

  // nullptr where the profiles of Linux are left out: whatever is done with it is left out too.
  LinuxMemory* get() { return linux_linked() ? memory_ : nullptr; }
  const LinuxMemory* get() const { return linux_linked() ? memory_ : nullptr; }

  friend bool operator==(const LinuxBox& a, const LinuxBox& b) {
    const LinuxMemory* left = a.get();
    const LinuxMemory* right = b.get();
    return left == nullptr || right == nullptr ? left == right : *left == *right;
  }

 private:
  void drop() {
    if (linux_linked()) delete memory_;
  }

  LinuxMemory* memory_ = nullptr;
};

}  // namespace kmem

#endif  // KMEM_MACHINE_LINUX_BOX_H_
