// event_kinds.h — the one table of event kinds, and what each event's numbers mean.
//
// An event has three numbers: `order` (8 bits), `small` (16 bits), `main` (32 bits). A row below
// gives each kind the names under which messages and readers see them; "-" means unused.
// Names with a fixed meaning everywhere:
//   order   order of the block the event is about        pfn     head page frame of a block
//   slab    head page frame of a slab                    cache   CacheId
//   object  ObjectIndex inside the slab                  bytes48 48-bit size: small = high half
//   address48  48-bit address: small = high half, main = low half
#ifndef KMEM_TRACE_EVENT_KINDS_H_
#define KMEM_TRACE_EVENT_KINDS_H_

#include <cstdint>

namespace kmem {

//  X(kind, order, small, main)
#define KMEM_EVENT_TABLE(X)                                                                        \
  /* page allocator */                                                                             \
  X(alloc_pages, "order", "bytes48", "bytes48") /* called: bytes asked for */                      \
  X(round_up, "order", "-", "frames")           /* asked by bytes: frames needed, order granted */ \
  X(look, "order", "-", "nr_free")              /* looked at a free area */                        \
  X(take, "order", "-", "pfn")                  /* head of the list taken */                       \
  X(split, "order", "-", "pfn")    /* into two of `order`; pfn+2^order waits in its list */        \
  X(hand_out, "order", "-", "pfn") /* block is in use */                                           \
  X(no_block, "order", "largest",                                                                  \
    "free") /* nothing large enough; largest = largest free order + 1 */                           \
  X(alloc_failed, "order", "errc", "free")   /* the request is refused: exhausted or fragmented */ \
  X(free_pages, "order", "-", "pfn")         /* called: block no longer in use */                  \
  X(buddy_look, "order", "verdict", "buddy") /* looked at the buddy; verdict = BuddyVerdict */     \
  X(coalesce, "order", "-", "pfn")           /* merged into a block of `order` */                  \
  X(block_free, "order", "verdict", "pfn") /* put at its list's head; verdict says why it ends */  \
  /* object caches */                                                                              \
  X(cache_create, "order", "cache", "size") /* geometry: slab order, object size */                \
  X(cache_alloc, "-", "cache", "-")         /* kmem_cache_alloc called */                          \
  X(look_partial, "-", "cache", "count")    /* slabs in the partial list */                        \
  X(look_empty, "-", "cache", "count")      /* slabs in the empty list */                          \
  X(grow, "order", "cache", "objects")      /* the cache asks for a slab */                        \
  X(slab_carved, "order", "cache", "slab")  /* block becomes an empty slab, its freelist made */   \
  X(ctor_ran, "-", "cache", "runs")         /* constructor ran for each object of the new slab */  \
  X(ctor_saved, "-", "cache", "saved")    /* a constructed object is reused; runs saved so far */  \
  X(object_out, "-", "object", "slab")    /* object handed out */                                  \
  X(cache_free, "-", "cache", "slab")     /* kmem_cache_free called */                             \
  X(object_in, "-", "object", "slab")     /* object is the freelist's head again */                \
  X(slab_moved, "lists", "cache", "slab") /* lists = from * 16 + to, SlabList */                   \
  X(shrink, "-", "cache", "count")        /* kmem_cache_shrink called: empty slabs to reap */      \
  X(pressure, "order", "-", "count")      /* no block: reap every cache's empty slabs first */     \
  X(reap, "order", "cache", "slab")       /* an empty slab leaves its cache */                     \
  X(cache_destroy, "-", "cache", "-")     /* the cache is gone */                                  \
  X(kmalloc, "-", "bytes48", "bytes48")   /* called */                                             \
  X(kmalloc_class, "-", "cache", "size")  /* the class that serves it */                           \
  X(kmalloc_large, "order", "-", "-")     /* too large for a class: page allocator */              \
  X(kfree, "-", "address48", "address48") /* called */                                             \
  X(free_nothing, "-", "-", "-")          /* the request had failed: nothing to free */            \
  /* around the allocators */                                                                      \
  X(refused, "errc", "detail", "subject") /* misuse: nothing changed */                            \
  X(note, "-", "-", "note")               /* text of the scenario */                               \
  X(expect_met, "-", "-", "expect")       /* an expectation held */                                \
  X(expect_failed, "-", "-", "expect")    /* an expectation did not hold */

enum class EventKind : uint8_t {
#define X(kind, order, small, main) kind,
  KMEM_EVENT_TABLE(X)
#undef X
      count_
};

// One row of the table, for readers that are not C++.
struct EventKindInfo {
  const char* name;
  const char* order;
  const char* small;
  const char* main;
};

inline constexpr EventKindInfo kEventKinds[] = {
#define X(kind, order, small, main) {#kind, order, small, main},
    KMEM_EVENT_TABLE(X)
#undef X
};

inline constexpr uint32_t kEventKindCount = static_cast<uint32_t>(EventKind::count_);

// What a look at the buddy found, and so why a merge happens or ends.
enum class BuddyVerdict : uint8_t {
  merge = 0,          // free, and of the same order
  in_use = 1,         // the buddy's first frame is handed out
  split_further = 2,  // the buddy is split: its first frame belongs to a smaller block
  top_order = 3,      // a block of the top order has no buddy
};

// The three lists of a cache.
enum class SlabList : uint8_t { full = 0, partial = 1, empty = 2, none = 3 };

}  // namespace kmem

#endif  // KMEM_TRACE_EVENT_KINDS_H_
