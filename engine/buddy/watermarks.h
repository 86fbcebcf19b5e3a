// watermarks.h — may a request have a page of this zone, or must that stay for others?
//
//   free ────────────────┐
//                        │ served
//   mark + boost + lowmem reserve ─ ─ ─ (an urgent request may go down to 5/8, or 3/8, of the mark)
//                        │ refused
//   0 ───────────────────┘
#ifndef KMEM_BUDDY_WATERMARKS_H_
#define KMEM_BUDDY_WATERMARKS_H_

#include "buddy/alloc_flags.h"
#include "buddy/linux_zone.h"

namespace kmem {

// [R20e to R25g] `highest_zone` is the highest zone the request could have used.
bool watermark_ok(const LinuxZone& zone, uint32_t order, Watermark mark, uint32_t highest_zone,
                  AllocFlags flags);

}  // namespace kmem

#endif  // KMEM_BUDDY_WATERMARKS_H_
