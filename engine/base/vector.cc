#include "base/vector.h"

#include <cstdint>
#include <cstdlib>

#include "base/check.h"

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace kmem {
namespace {

// Large arrays are read all over, or written once from end to end: with pages of 2 MiB the one has
// its addresses at hand, and the other faults five hundred times less. A wish, which may be denied.
void* in_large_pages(void* memory, size_t bytes) {
  KMEM_CHECK(memory != nullptr);
#ifdef __linux__
  constexpr size_t kLarge = size_t{2} << 20;
  constexpr size_t kPage = 4096;
  if (bytes < kLarge) return memory;
  // The whole mapping, for realloc moves only those that are alike from end to end.
  const size_t offset = reinterpret_cast<uintptr_t>(memory) % kPage;
  madvise(static_cast<char*>(memory) - offset, (offset + bytes + kPage - 1) / kPage * kPage,
          MADV_HUGEPAGE);
#else
  static_cast<void>(bytes);
#endif
  return memory;
}

}  // namespace

void* VectorMemory::allocate(size_t bytes) { return in_large_pages(std::malloc(bytes), bytes); }

// In WebAssembly realloc copies too, and is a hundredth of the module.
void VectorMemory::reallocate(size_t count, size_t element) {
#ifdef __wasm__
  void* to = allocate(count * element);
  if (size_ != 0) std::memcpy(to, memory_, size_ * element);
  std::free(memory_);
  memory_ = to;
#else
  memory_ = in_large_pages(std::realloc(memory_, count * element), count * element);
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
