// linux_box.h — the memory of Linux inside a machine, or none: a value, on the heap because most
// machines are without it.
#ifndef KMEM_MACHINE_LINUX_BOX_H_
#define KMEM_MACHINE_LINUX_BOX_H_

#include <memory>

#include "machine/linux_link.h"
#include "machine/linux_memory.h"

namespace kmem {

class LinuxBox {
 public:
  LinuxBox() = default;
  LinuxBox(const BootMemory& boot, SlabAllocator allocator, uint32_t cpus)
      : memory_(std::make_unique<LinuxMemory>(boot, allocator, cpus)) {}
  LinuxBox(const LinuxBox& other) { *this = other; }
  LinuxBox(LinuxBox&&) noexcept = default;
  LinuxBox& operator=(LinuxBox&& other) noexcept {
    if (linux_linked()) memory_ = std::move(other.memory_);
    return *this;
  }
  // Says to the linker that there is nothing to end.
  ~LinuxBox() {
    if (!linux_linked()) static_cast<void>(memory_.release());
  }
  LinuxBox& operator=(const LinuxBox& other) {
    if (!linux_linked() || this == &other) return *this;
    if (memory_ != nullptr && other.memory_ != nullptr) {
      *memory_ = *other.memory_;  // the same vectors are used again
    } else {
      memory_ = other.memory_ == nullptr ? nullptr : std::make_unique<LinuxMemory>(*other.memory_);
    }
    return *this;
  }

  // nullptr where the profiles of Linux are left out: whatever is done with it is left out too.
  LinuxMemory* get() { return linux_linked() ? memory_.get() : nullptr; }
  const LinuxMemory* get() const { return linux_linked() ? memory_.get() : nullptr; }

  friend bool operator==(const LinuxBox& a, const LinuxBox& b) {
    const LinuxMemory* left = a.get();
    const LinuxMemory* right = b.get();
    return left == nullptr || right == nullptr ? left == right : *left == *right;
  }

 private:
  std::unique_ptr<LinuxMemory> memory_;
};

}  // namespace kmem

#endif  // KMEM_MACHINE_LINUX_BOX_H_
