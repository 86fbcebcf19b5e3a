// result.h — what a request came to: a value, or the reason it was refused.
#ifndef KMEM_BASE_RESULT_H_
#define KMEM_BASE_RESULT_H_

#include <cstdint>
#include <utility>

#include "base/check.h"

namespace kmem {

// Why a request was refused. The state is as it was before the request. Keys of the message file
// are `errc.<name>`; the numbers are part of the event format.
#define KMEM_ERRC_TABLE(X)                                                          \
  X(none)             /* not refused */                                             \
  X(exhausted)        /* fewer free page frames than the request needs */           \
  X(fragmented)       /* enough free page frames, but no block is large enough */   \
  X(order_too_large)  /* the order is above the segment's top order */              \
  X(double_free)      /* the block or object is free already */                     \
  X(wrong_cache)      /* the object belongs to another cache, or to none */         \
  X(interior_pointer) /* the address lies inside an object or a block */            \
  X(wrong_order)      /* the block was handed out with another order */             \
  X(unknown_handle)   /* nothing was ever handed out under this name or address */  \
  X(outside_segment)  /* the address lies beyond the segment's last byte */         \
  X(wrong_free)       /* the wrong call for this memory: pages, object, kmalloc */  \
  X(cache_in_use)     /* the cache still has live objects */                        \
  X(cache_exists)     /* a cache of this name exists already */                     \
  X(unknown_cache)    /* no such cache, or it was destroyed */                      \
  X(too_many_caches)  /* the machine holds as many caches as it can */              \
  X(bad_size)         /* object size 0, or beyond what a slab can hold */           \
  X(bad_align)        /* alignment is not a power of two, or above the page size */ \
  X(bad_slab_pages)   /* pages per slab is no power of two, or holds no object */   \
  X(bad_frames)       /* the segment is no power of two of 1 to 2^20 page frames */ \
  X(bad_page_size)    /* the page size is no power of two of 1 KiB to 64 KiB */     \
  X(zero_bytes)       /* a request for 0 bytes */                                   \
  X(reserved_cache)   /* kmalloc's own caches cannot be destroyed */                \
  X(debug_report)     /* SLUB's debugging found a fault: see its report */          \
  X(kernel_oops)      /* the kernel follows a wild pointer and dies */              \
  X(kernel_hang)      /* the kernel walks a looped list and never comes back */     \
  X(slab_bytes)       /* more bytes in slabs than the simulation keeps */           \
  X(no_such_cpu)      /* the machine has fewer CPUs */

enum class Errc : uint8_t {
#define X(name) name,
  KMEM_ERRC_TABLE(X)
#undef X
};

inline constexpr uint32_t kErrcCount = 0
#define X(name) +1
    KMEM_ERRC_TABLE(X)
#undef X
    ;

// The name of a reason, as in the table above.
constexpr const char* errc_name(Errc e) {
  constexpr const char* kNames[] = {
#define X(name) #name,
      KMEM_ERRC_TABLE(X)
#undef X
  };
  return kNames[static_cast<unsigned>(e)];
}

template <class T>
class [[nodiscard]] Result {
 public:
  constexpr Result(T value) : value_(std::move(value)) {}  // NOLINT: implicit on purpose
  constexpr Result(Errc errc) : errc_(errc) {              // NOLINT: implicit on purpose
    KMEM_CHECK(errc != Errc::none);
  }

  constexpr bool ok() const { return errc_ == Errc::none; }
  constexpr Errc errc() const { return errc_; }
  constexpr const T& operator*() const {
    KMEM_CHECK(ok());
    return value_;
  }
  constexpr T& operator*() {
    KMEM_CHECK(ok());
    return value_;
  }
  constexpr const T* operator->() const { return &**this; }

 private:
  T value_{};
  Errc errc_ = Errc::none;
};

}  // namespace kmem

#endif  // KMEM_BASE_RESULT_H_
