// vector.h — std::vector as far as the engine needs it, in fewer bytes of WebAssembly.
//
// The library's vector comes as a whole once more for every type of element. Nearly all of ours can
// be copied byte by byte, and then growing and copying is the same code for all of them, which is
// in vector.cc. Other elements are moved and copied one by one.
#ifndef KMEM_BASE_VECTOR_H_
#define KMEM_BASE_VECTOR_H_

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <initializer_list>
#include <new>
#include <type_traits>
#include <utility>

namespace kmem {

// Memory for elements of a size that is passed in. Who derives from it makes and destroys them.
class VectorMemory {
 public:
  VectorMemory() = default;
  VectorMemory(const VectorMemory&) = delete;
  VectorMemory& operator=(const VectorMemory&) = delete;

  size_t size() const { return size_; }
  size_t capacity() const { return capacity_; }
  bool empty() const { return size_ == 0; }

 protected:
  ~VectorMemory() = default;
  // Room for `count` elements, moved byte by byte.
  void reallocate(size_t count, size_t element);
  // Room for one element more; twice as much as there was.
  void double_capacity(size_t element);
  void copy_bytes(const VectorMemory& other, size_t element);
  void swap(VectorMemory& other);
  void release();
  static void* allocate(size_t bytes);

  void* memory_ = nullptr;
  size_t size_ = 0;      // elements
  size_t capacity_ = 0;  // elements there is room for
};

template <class T>
class Vector : public VectorMemory {
 public:
  using value_type = T;
  using iterator = T*;
  using const_iterator = const T*;

  Vector() = default;
  explicit Vector(size_t count) { resize(count); }
  Vector(size_t count, const T& value) { resize(count, value); }
  Vector(std::initializer_list<T> values) { append(values.begin(), values.size()); }
  Vector(const Vector& other) : VectorMemory() { copy(other); }
  Vector(Vector&& other) noexcept { swap(other); }
  Vector& operator=(const Vector& other) {
    if (this != &other) copy(other);
    return *this;
  }
  Vector& operator=(Vector&& other) noexcept {
    Vector old;
    old.swap(*this);
    swap(other);
    return *this;
  }
  ~Vector() {
    clear();
    release();
  }

  T* data() { return static_cast<T*>(memory_); }
  const T* data() const { return static_cast<const T*>(memory_); }
  T& operator[](size_t i) { return data()[i]; }
  const T& operator[](size_t i) const { return data()[i]; }
  T* begin() { return data(); }
  const T* begin() const { return data(); }
  T* end() { return data() + size_; }
  const T* end() const { return data() + size_; }
  T& front() { return data()[0]; }
  const T& front() const { return data()[0]; }
  T& back() { return data()[size_ - 1]; }
  const T& back() const { return data()[size_ - 1]; }

  void reserve(size_t count) {
    if (count > capacity_) move_to(count);
  }
  template <class... Arguments>
  T& emplace_back(Arguments&&... arguments) {
    make_room();
    T* place = new (end()) T{std::forward<Arguments>(arguments)...};
    ++size_;
    return *place;
  }
  // By value, for an element of this vector may be given.
  void push_back(T value) {
    make_room();
    new (end()) T(std::move(value));
    ++size_;
  }
  void pop_back() {
    --size_;
    if constexpr (!kBytes) end()->~T();
  }
  // Elements of another vector.
  void append(const T* first, size_t count) {
    if (size_ + count > capacity_) move_to(std::max(size_ + count, 2 * capacity_));
    for (size_t i = 0; i < count; ++i) new (end() + i) T(first[i]);
    size_ += count;
  }
  void append(std::initializer_list<T> values) { append(values.begin(), values.size()); }
  // More elements, with whatever the memory holds.
  void extend(size_t count) {
    static_assert(kBytes);
    reserve(size_ + count);
    size_ += count;
  }
  void resize(size_t count) { resize(count, T{}); }
  // Growing by one, again and again, takes linear time too.
  void resize(size_t count, const T& value) {
    if (count > capacity_) move_to(std::max(count, 2 * capacity_));
    while (size_ > count) pop_back();
    for (; size_ < count; ++size_) new (end()) T(value);
  }
  void assign(size_t count, const T& value) {
    clear();
    resize(count, value);
  }
  void clear() {
    if constexpr (kBytes) {
      size_ = 0;
    } else {
      while (size_ != 0) pop_back();
    }
  }
  void swap(Vector& other) { VectorMemory::swap(other); }

  friend bool operator==(const Vector& a, const Vector& b) {
    if (a.size() != b.size()) return false;
    for (size_t i = 0; i < a.size(); ++i)
      if (!(a[i] == b[i])) return false;
    return true;
  }

 private:
  static constexpr bool kBytes = std::is_trivially_copyable_v<T>;

  void make_room() {
    if (size_ != capacity_) return;
    if constexpr (kBytes) {
      double_capacity(sizeof(T));
    } else {
      move_to(size_ == 0 ? 1 : 2 * size_);
    }
  }
  void move_to(size_t count) {
    if constexpr (kBytes) {
      reallocate(count, sizeof(T));
    } else {
      T* to = static_cast<T*>(allocate(count * sizeof(T)));
      for (size_t i = 0; i < size_; ++i) {
        new (to + i) T(std::move(data()[i]));
        data()[i].~T();
      }
      release();
      memory_ = to;
      capacity_ = count;
    }
  }
  void copy(const Vector& other) {
    if constexpr (kBytes) {
      copy_bytes(other, sizeof(T));
    } else {
      clear();
      append(other.data(), other.size());
    }
  }
};

}  // namespace kmem

#endif  // KMEM_BASE_VECTOR_H_
