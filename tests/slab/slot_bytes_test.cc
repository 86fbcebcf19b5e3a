// What each byte of a slot is, in use and free, with and without debugging.
#include "slab/slot_bytes.h"

#include "slab/linux_set_world.h"

namespace kmem {
namespace {

// `payload*56 padding*8`: runs of bytes of one kind; `!` behind those that are wrong.
std::string runs(const SlotBytes& slot) {
  std::string text;
  for (size_t i = 0; i < slot.bytes.size();) {
    size_t end = i;
    while (end < slot.bytes.size() && slot.bytes[end].kind == slot.bytes[i].kind &&
           slot.bytes[end].wrong == slot.bytes[i].wrong)
      ++end;
    text += (text.empty() ? "" : " ") + std::string(byte_kind_name(slot.bytes[i].kind)) +
            (slot.bytes[i].wrong ? "!" : "") + '*' + std::to_string(end - i);
    i = end;
  }
  return text;
}

TEST(SlotBytes, AFreeObjectHoldsItsFreePointerInItsMiddle) {
  SetWorld world(SlabAllocator::slub, 1);
  const CacheId id = world.create("plain", {.size = 52});
  const Address a = world.alloc(id);
  const Address b = world.alloc(id);
  EXPECT_EQ(runs(slot_bytes(world.set, a + 30)), "payload*52 padding*4");
  world.free(id, a);
  const SlotBytes slot = slot_bytes(world.set, a + 30);
  EXPECT_EQ(runs(slot), "payload*24 free_pointer*8 payload*20 padding*4");
  EXPECT_TRUE(slot.free);
  EXPECT_EQ(slot.object, a);
  EXPECT_EQ(slot.next, b + 56);
  EXPECT_FALSE(slot_bytes(world.set, b).free);
}

TEST(SlotBytes, WithDebuggingEveryPartHasItsPlace) {
  SetWorld world(SlabAllocator::slub, 1);
  const CacheId id = world.create("watched", {.size = 56, .flags = kSlabDebugDefault});
  const Address a = world.alloc(id);
  world.alloc(id);
  EXPECT_EQ(runs(slot_bytes(world.set, a)),
            "red_zone*8 payload*56 red_zone*8 free_pointer*8 alloc_record*32 free_record*32 "
            "padding*8");
  world.write(a, 55, {1, 2, 3});
  EXPECT_EQ(runs(slot_bytes(world.set, a)),
            "red_zone*8 payload*56 red_zone!*2 red_zone*6 free_pointer*8 alloc_record*32 "
            "free_record*32 padding*8");
  world.write(a, 56, {kRedActive, kRedActive});
  world.free(id, a);
  world.write(a, 4, {9});
  EXPECT_EQ(runs(slot_bytes(world.set, a)),
            "red_zone*8 poison*4 poison!*1 poison*51 red_zone*8 free_pointer*8 alloc_record*32 "
            "free_record*32 padding*8");
}

TEST(SlotBytes, KmallocKeepsWhatWasAskedFor) {
  SetWorld world(SlabAllocator::slub, 1, kSlabDebugDefault);
  const CacheId id(world.set.kmalloc_class(60));
  const Result<Address> got = world.set.alloc(id, {.asked_size = 60}, world.pages, world.log);
  ASSERT_TRUE(got.ok());
  const SlotBytes slot = slot_bytes(world.set, *got);
  EXPECT_EQ(slot.bytes.size(), 256u);
  const auto at = slot.bytes.begin() + 64 + 64 + 8 + 8 + 64;
  EXPECT_EQ(at->kind, ByteKind::asked_size);
  EXPECT_EQ(at->value, 60);
  EXPECT_EQ(world.set.use_of(id).payload, 60u);
}

TEST(SlotBytes, ClassicSlabMayKeepItsTableInAFreeObject) {
  SetWorld world(SlabAllocator::slab, 1);
  const CacheId id = world.create("plain", {.size = 704});  // 11 to a slab
  const Address a = world.alloc(id);
  EXPECT_EQ(runs(slot_bytes(world.set, a)), "payload*704");
  world.set.shrink(id, world.pages, world.log);  // slot 0 is the first that comes back
  const SlotBytes slot = slot_bytes(world.set, a - 10 * 704);
  EXPECT_EQ(runs(slot), "index_table*11 payload*693");
  EXPECT_TRUE(slot.free && !slot.has_link);
  EXPECT_FALSE(slot_bytes(world.set, a).free);
}

TEST(SlotBytes, BehindTheLastSlotThereIsNone) {
  SetWorld world(SlabAllocator::slub, 1);
  const CacheId id = world.create("plain", {.size = 3000});
  const Address a = world.alloc(id);
  EXPECT_EQ(slot_bytes(world.set, a + 32767).start, 0u);
  EXPECT_EQ(slot_bytes(world.set, a + 32768).start, 0u);
}

}  // namespace
}  // namespace kmem
