#include "buddy/zone_audit.h"

#include <gtest/gtest.h>

#include "support/surgeons.h"
#include "support/tools.h"

namespace kmem {
namespace {

// Each case breaks one thing in a sound zone of 16 frames and names the invariant that is lost.
// Frames: 0 pages of order 1, 2 free 0, 3 pages of order 0, 4 free 2, 8 slab of order 2, 12 free 2.
struct Break {
  const char* name;
  const char* invariant;
  void (*cut)(ZoneSurgeon&);
};

Zone patient() {
  Zone zone = make_zone(16);
  NullLog silent;
  EXPECT_EQ(*alloc_block(zone, 1), Pfn(0));
  EXPECT_EQ(*alloc_block(zone, 0), Pfn(2));
  EXPECT_EQ(*alloc_block(zone, 0), Pfn(3));
  EXPECT_EQ(*alloc_block(zone, 2), Pfn(4));
  EXPECT_EQ(*zone.alloc_pages(Order(2), 16384, BlockOwner::slab, silent), Pfn(8));
  free_block(zone, 2);
  free_block(zone, 4);
  return zone;
}

const Break kBreaks[] = {
    {"a head in the middle of a block", "tiling",
     [](ZoneSurgeon& z) { z.state(9) = FrameState(FrameKind::pages, Order(0)); }},
    {"a frame of no block", "tiling", [](ZoneSurgeon& z) { z.state(3) = FrameState(); }},
    {"a block not aligned to its size", "tiling",
     [](ZoneSurgeon& z) {
       z.state(2) = FrameState();
       z.state(3) = FrameState(FrameKind::pages, Order(1));
       z.state(4) = FrameState();
     }},
    {"a block above the top order", "tiling",
     [](ZoneSurgeon& z) { z.state(0) = FrameState(FrameKind::pages, Order(5)); }},
    {"a block left in transit", "tiling",
     [](ZoneSurgeon& z) { z.state(0) = FrameState(FrameKind::in_transit, Order(1)); }},
    {"a kind that does not exist", "tiling",
     [](ZoneSurgeon& z) { z.state(0) = FrameState(static_cast<FrameKind>(7), Order(1)); }},
    {"more bytes asked for than the block has", "tiling", [](ZoneSurgeon& z) { z.next(3) = 4097; }},
    {"a free block on no list", "lists", [](ZoneSurgeon& z) { z.unlink(2, 0); }},
    {"a block in use on a free list", "lists",
     [](ZoneSurgeon& z) {
       z.push(3, 0);
       z.state(3) = FrameState(FrameKind::pages, Order(0));
       z.next(3) = 0;
       z.prev(3) = 0;
     }},
    {"a list that leads out of the segment", "lists", [](ZoneSurgeon& z) { z.next(2) = 16; }},
    {"a list that runs in a circle", "lists", [](ZoneSurgeon& z) { z.next(12) = 4; }},
    {"a list cut short", "lists", [](ZoneSurgeon& z) { z.next(4) = kNone; }},
    {"a link back that is wrong", "lists", [](ZoneSurgeon& z) { z.prev(12) = 2; }},
    {"a head with something before it", "lists", [](ZoneSurgeon& z) { z.prev(4) = 12; }},
    {"a count too high", "lists", [](ZoneSurgeon& z) { ++z.area(2).nr_free; }},
    {"a count too low", "lists", [](ZoneSurgeon& z) { --z.area(0).nr_free; }},
    {"a block on the list of another order", "lists",
     [](ZoneSurgeon& z) {
       z.unlink(2, 0);
       z.push(2, 1);
       z.state(2) = FrameState(FrameKind::free, Order(0));
     }},
    {"a list beyond the top order", "lists", [](ZoneSurgeon& z) { z.area(7).head = 2; }},
    {"a bit of an empty list", "mask", [](ZoneSurgeon& z) { z.nonempty() |= 1u << 1; }},
    {"no bit for a list", "mask", [](ZoneSurgeon& z) { z.nonempty() &= ~1u; }},
    {"a bit beyond the top order", "mask", [](ZoneSurgeon& z) { z.nonempty() |= 1u << 9; }},
    {"two free buddies", "eager",
     [](ZoneSurgeon& z) {
       z.push(3, 0);
       ++z.free_frames();
       z.requested_bytes() -= 4096;
     }},
    {"a free frame not counted", "accounting", [](ZoneSurgeon& z) { --z.free_frames(); }},
    {"a free frame counted twice", "accounting", [](ZoneSurgeon& z) { ++z.free_frames(); }},
    {"a slab frame not counted", "accounting", [](ZoneSurgeon& z) { z.slab_frames() -= 4; }},
    {"a frame of pages counted as slab", "accounting", [](ZoneSurgeon& z) { ++z.slab_frames(); }},
    {"bytes asked for by nobody", "accounting", [](ZoneSurgeon& z) { ++z.requested_bytes(); }},
};

// The patient itself is sound, or the cases below would prove nothing.
TEST(ZoneAudit, FindsNothingInASoundZone) { EXPECT_STREQ(audit(patient()), nullptr); }

// Whatever is broken is found, under the name zone.h gives it.
TEST(ZoneAudit, FindsEachBreakByName) {
  for (const Break& one : kBreaks) {
    Zone zone = patient();
    ZoneSurgeon surgeon(zone);
    one.cut(surgeon);
    EXPECT_STREQ(audit(zone), one.invariant) << one.name;
  }
}

}  // namespace
}  // namespace kmem
