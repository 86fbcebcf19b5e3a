// event_kinds.h — the one table of event kinds, and what each event's numbers mean.
//
// An event has three numbers: `order` (8 bits), `small` (16 bits), `main` (32 bits). A row below
// gives each kind the names under which messages and readers see them; "-" means unused. New kinds
// go to the end: a kind's number is part of recorded events.
// Names with a fixed meaning everywhere:
//   order   order of the block the event is about        pfn     head page frame of a block
//   slab    head page frame of a slab                    cache   CacheId
//   object  ObjectIndex inside the slab                  bytes48 48-bit size: small = high half
//   address48  48-bit address: small = high half, main = low half
//   area    0: the list of the order. Linux: 0x8000 | tail << 8 | zone << 4 | MigrateType
//   ending  why merging ended: BuddyVerdict. Linux: area | BuddyVerdict << 9
//   list    zone << 8 | per-CPU list of the zone, 0 to 13
//   types   zone << 8 | from << 4 | to, MigrateType both
//   zone    0 DMA, 1 DMA32, 2 Normal
#ifndef KMEM_TRACE_EVENT_KINDS_H_
#define KMEM_TRACE_EVENT_KINDS_H_

#include <cstdint>

namespace kmem {

//  X(kind, order, small, main)
#define KMEM_EVENT_TABLE(X)                                                                        \
  /* page allocator */                                                                             \
  X(alloc_pages, "order", "bytes48", "bytes48") /* called: bytes asked for */                      \
  X(round_up, "order", "-", "frames")           /* asked by bytes: frames needed, order granted */ \
  X(look, "order", "area", "nr_free")           /* looked at a free area */                        \
  X(take, "order", "area", "pfn")               /* head of the list taken */                       \
  X(split, "order", "-", "pfn")    /* into two of `order`; pfn+2^order waits in its list */        \
  X(hand_out, "order", "-", "pfn") /* block is in use */                                           \
  X(no_block, "order", "largest",                                                                  \
    "free") /* nothing large enough; largest = largest free order + 1 */                           \
  X(alloc_failed, "order", "errc", "free")   /* the request is refused: exhausted or fragmented */ \
  X(free_pages, "order", "-", "pfn")         /* called: block no longer in use */                  \
  X(buddy_look, "order", "verdict", "buddy") /* looked at the buddy; verdict = BuddyVerdict */     \
  X(coalesce, "order", "-", "pfn")           /* merged into a block of `order` */                  \
  X(block_free, "order", "ending", "pfn")    /* put on its list; verdict: why merging ended */     \
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
  /* object caches of Linux: SLUB */                                                               \
  X(on_cpu, "cpu", "-", "-")                     /* the commands from here on run on this CPU */   \
  X(cpu_alloc, "cpu", "cache", "slab")           /* first object of the CPU's own list taken */    \
  X(cpu_refill, "cpu", "cache", "slab")          /* its slab's own list becomes the CPU's */       \
  X(cpu_slab_full, "cpu", "cache", "slab")       /* nothing left: thawed, on no list */            \
  X(cpu_partial_none, "cpu", "cache", "-")       /* looked at the CPU's stack: empty */            \
  X(cpu_partial_take, "cpu", "cache", "slab")    /* top of the stack becomes the CPU's slab */     \
  X(node_partial_take, "cpu", "cache", "slab")   /* the node's slab becomes the CPU's, frozen */   \
  X(cpu_partial_fill, "cpu", "cache", "slab")    /* from the node to the CPU's stack, frozen */    \
  X(cpu_slab_new, "cpu", "cache", "slab")        /* a new slab becomes the CPU's, frozen */        \
  X(order_fallback, "order", "cache", "objects") /* refused: ask for the minimum order */          \
  X(cpu_free, "cpu", "cache", "slab")            /* put on the CPU's own list */                   \
  X(slab_free, "cpu", "cache", "slab")           /* put on the slab's own list */                  \
  X(free_frozen, "cpu", "cache", "slab")         /* a CPU holds this slab: nothing more to do */   \
  X(cpu_partial_put, "cpu", "cache", "slab")     /* was full: to the stack of this CPU, frozen */  \
  X(cpu_partial_drain, "cpu", "cache", "count")  /* the whole stack, so many slabs, leaves it */   \
  X(node_partial_add, "end", "cache", "slab")    /* to the node's list; end: 0 head, 1 tail */     \
  X(node_partial_remove, "-", "cache", "slab")   /* an empty slab leaves the node's list */        \
  X(cpu_slab_flush, "cpu", "cache", "slab")      /* the CPU gives its slab up, thawed */           \
  X(node_partial_sort, "-", "cache", "count")    /* fewest free slots first; empty ones are out */ \
  X(single_take, "-", "cache", "slab")           /* debugging: one slot of the node's slab */      \
  X(single_full, "listed", "cache", "slab") /* debugging: off the node's list; listed: on full */  \
  X(slab_disabled, "-", "cache", "slab")    /* damaged: all its slots count as used */             \
  X(slab_report, "-", "cache", "report")    /* debugging found a fault: number of the report */    \
  X(wrote, "where", "count", "pfn")         /* an owner wrote bytes; where = WritePlace */         \
  X(oops, "fault", "cache", "pfn")       /* the kernel dies: 0 follows a wild pointer, 1 hangs */  \
  X(cache_shrink, "-", "cache", "count") /* kmem_cache_shrink called: slabs the cache has */       \
  /* object caches of Linux: classic SLAB; cpu 255: the shared array */                            \
  X(array_take, "cpu", "cache", "left")      /* last entry of the array taken; so many left */     \
  X(array_put, "cpu", "cache", "held")       /* entry added; so many now */                        \
  X(array_refill, "cpu", "cache", "want")    /* empty: so many objects wanted */                   \
  X(shared_take, "cpu", "cache", "count")    /* from the shared array to the CPU's */              \
  X(array_flush, "cpu", "cache", "count")    /* oldest entries go into their slabs */              \
  X(shared_put, "cpu", "cache", "count")     /* oldest entries go to the shared array */           \
  X(slots_taken, "objects", "cache", "slab") /* so many of its slots go to the array */            \
  X(slot_back, "-", "object", "slab")        /* slot free again: next of its slab's table */       \
  X(colour, "-", "cache", "size")            /* the new slab's first object lies at this offset */ \
  X(reaper, "cpu", "cache", "-")             /* the periodic reaper visits */                      \
  /* around the allocators */                                                                      \
  X(refused, "errc", "detail", "subject") /* misuse: nothing changed */                            \
  X(note, "-", "-", "note")               /* text of the scenario */                               \
  X(expect_met, "-", "-", "expect")       /* an expectation held */                                \
  X(expect_failed, "-", "-", "expect")    /* an expectation did not hold */                        \
  /* page allocator of Linux */                                                                    \
  X(request, "order", "request", "-") /* MigrateType | highest zone << 4 | RequestClass << 8 */    \
  X(walk, "mark", "flags", "-")       /* goes through the zones: Watermark, AllocFlags */          \
  X(zone_need, "zone", "reserve", "need") /* pages that must be left, lowmem reserve included */   \
  X(zone_look, "zone", "verdict", "left") /* pages that would be left; ZoneVerdict */              \
  X(zone_none, "zone", "-", "-")          /* nothing was got in this zone */                       \
  X(pcp_look, "order", "list", "count")   /* looked at a per-CPU list: blocks on it */             \
  X(pcp_refill, "order", "list", "count") /* empty: blocks wanted from the free lists */           \
  X(pcp_in, "order", "list", "pfn")       /* refilled: block at the tail */                        \
  X(pcp_take, "order", "list", "pfn")     /* head of the list taken */                             \
  X(pcp_put, "order", "list", "pfn")      /* freed block at the head */                            \
  X(pcp_drain, "zone", "free_factor", "pages") /* too many, or asked to: pages to give back */     \
  X(pcp_out, "order", "list", "pfn")           /* tail of the list taken, to be given back */      \
  X(fallback, "order", "types", "pfn")         /* another type has a block of `order` */           \
  X(claim, "order", "types", "pfn")      /* pfn's pageblock: all its free blocks change lists */   \
  X(steal, "order", "types", "pfn")      /* only this block changes lists */                       \
  X(list_move, "order", "area", "pfn")   /* free block now at the tail of this list */             \
  X(pageblock_type, "-", "types", "pfn") /* the pageblock has another type */                      \
  X(pageblock_kept, "zone", "pages", "pfn") /* it keeps it: too few pages are free or alike */     \
  X(boost, "zone", "-", "pages")            /* pages on top of the watermarks now */               \
  X(reserve, "zone", "-", "pages")          /* pages in the high-order-atomic reserve now */       \
  X(drain_pages, "-", "-", "-")             /* called */

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
  percpu = 4,         // the buddy is on a per-CPU list, which counts as in use
  reserve = 5,        // one of them belongs to the high-order-atomic reserve, the other does not
};

// What a look at a zone came to.
enum class ZoneVerdict : uint8_t {
  passed = 0,         // enough pages would be left
  below_mark = 1,     // too few above the mark
  below_reserve = 2,  // enough above the mark, too few above mark + lowmem reserve
  no_block = 3,       // enough pages, but no free block is large enough
  ignored = 4,        // too few pages, but the request may ignore that
};

// What `area` of an event holds in zones with mobility types.
inline constexpr uint32_t kAreaBit = 0x8000;
inline constexpr uint32_t kAreaTail = 0x100;
constexpr uint32_t area_number(uint32_t zone, uint32_t type, bool tail = false) {
  return kAreaBit | (tail ? kAreaTail : 0u) | zone << 4 | type;
}

// The verdict in `ending`.
constexpr BuddyVerdict verdict_of_ending(uint32_t ending) {
  return static_cast<BuddyVerdict>((ending & kAreaBit) != 0 ? (ending >> 9) & 7u : ending);
}

// Where an owner's bytes went, seen from the object they were meant for.
enum class WritePlace : uint8_t {
  inside = 0,   // within the object, which is in use
  freed = 1,    // within the object, which is free
  past = 2,     // some of them past the object's end
  before = 3,   // some of them before the object
  outside = 4,  // in no object of a cache
};

// The three lists of a cache.
enum class SlabList : uint8_t { full = 0, partial = 1, empty = 2, none = 3 };

}  // namespace kmem

#endif  // KMEM_TRACE_EVENT_KINDS_H_
