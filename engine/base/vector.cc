#include "base/vector.h"

#include <cstdlib>

#include "base/check.h"

namespace kmem {

void* VectorMemory::allocate(size_t bytes) {
  void* memory = std::malloc(bytes);
  KMEM_CHECK(memory != nullptr);
  return memory;
}

// In WebAssembly realloc copies too, and is a hundredth of the module.
void VectorMemory::reallocate(size_t count, size_t element) {
#ifdef __wasm__
  void* to = allocate(count * element);
  if (size_ != 0) std::memcpy(to, memory_, size_ * element);
  std::free(memory_);
  memory_ = to;
#else
  memory_ = std::realloc(memory_, count * element);
  KMEM_CHECK(memory_ != nullptr);
#endif
  capacity_ = count;
}

void VectorMemory::double_capacity(size_t element) {
  reallocate(capacity_ == 0 ? 4 : 2 * capacity_, element);
}

void VectorMemory::copy_bytes(const VectorMemory& other, size_t element) {
  // Nothing of the old elements is kept, so none need be moved.
  if (other.size_ > capacity_) {
    release();
    memory_ = allocate(other.size_ * element);
    capacity_ = other.size_;
  }
  size_ = other.size_;
  if (size_ != 0) std::memcpy(memory_, other.memory_, size_ * element);
}

void VectorMemory::swap(VectorMemory& other) {
  std::swap(memory_, other.memory_);
  std::swap(size_, other.size_);
  std::swap(capacity_, other.capacity_);
}

void VectorMemory::release() {
  std::free(memory_);
  memory_ = nullptr;
  capacity_ = 0;
}

}  // namespace kmem
