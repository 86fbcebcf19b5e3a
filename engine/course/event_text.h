// event_text.h — what an event did, as a message's key and values.
//
// An event gives a key of the message file and arguments for its template. The page chooses in the
// same way; the rules, for both:
//
// Key: `event.` + the event's kind, and for some kinds a variant, the first that applies:
//   alloc_pages     .beyond           order > 20
//                   .order            bytes == page size << order
//                   .bytes            else
//   round_up        .exact            frames == 1 << order
//                   .larger           else
//   look            .none .some       nr_free == 0, else; Linux: .typed_none .typed_some
//   no_block        .none .some       largest == 0, else
//   alloc_failed    .exhausted .fragmented .order_too_large            name of the errc
//   buddy_look      .merge .in_use .split_further .top_order .percpu .reserve  name of the verdict
//   block_free      Linux: .head .tail; else the same
//   look_partial, look_empty, shrink  .none .some                      count == 0, else
//   refused         . + name of the errc
//                   wrong_cache: then .pages if detail == 0xffff, else .slab
//   request         .no_wait .atomic .ignore_watermarks                RequestClass
//   walk            .ignore .low .no_fragment .urgent .min             what this try may do
//   zone_need       .mark .reserve    without, with a lowmem reserve
//   zone_look       . + name of the ZoneVerdict
//   pcp_look        .none .some       count == 0, else
//   node_partial_add  .head .tail     end
//   single_full     .forgotten .listed
//   oops            .wild .hang       fault
//   array_flush     .shared .cpu      cpu == 255, else
//   wrote           . + name of the WritePlace
//   slab_moved      .first            a new slab, which was on no list
//
// Arguments. For every kind of event whose table row names them (event_kinds.h):
//   order        number
//   bytes        size, of bytes48
//   address      0x and lower-case hexadecimal digits, of address48
//   cache        the cache's name, of its id
//   size         size, of main
//   from, to     words (word.full …), of `lists`: order >> 4, order & 15
//   text         of note, expect_met, expect_failed: the scenario's own text
//   pfn, slab, buddy, object, frames, nr_free, free, count, objects, runs, saved    number
//   zone, type   name of the zone; word type.movable …: of zone, area, ending, list, request
//   zone, from, to   the same with two types, of types
//   need, reserve, left, pages    number
// Besides, from the machine and by arithmetic, for every event:
//   top          number, the segment's top order
//   total        size of the segment
//   block_bytes  size, page size << order; without meaning if order > 20
//   block_frames number, 1 << order;       without meaning if order > 20
// split:         waits    = pfn + (1 << order)
// no_block:      largest  = small - 1
// alloc_failed:  needed   = 1 << order
// block_free:    buddy    = pfn ^ (1 << order)
// refused:       order is the errc, so the arguments are
//   pfn = main; wrong_order: claimed = small >> 8, order = small & 255; wrong_cache,
//   reserved_cache, cache_in_use: cache of small; cache_in_use: objects = main
//
// Size: the largest of GiB, MiB, KiB that divides the number of bytes, else bytes; the messages
// unit.gib, unit.mib, unit.kib, unit.bytes with the argument n.
#ifndef KMEM_COURSE_EVENT_TEXT_H_
#define KMEM_COURSE_EVENT_TEXT_H_

#include "course/text.h"
#include "machine/machine.h"

namespace kmem {

Text event_text(const Event& event, const Machine& machine, const Program& program);

}  // namespace kmem

#endif  // KMEM_COURSE_EVENT_TEXT_H_
