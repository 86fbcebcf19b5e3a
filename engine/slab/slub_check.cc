// slub_check.cc — rule 1.11: what caches with F look at, in the kernel's order, and their repairs.
#include <algorithm>

#include "slab/slub_cache.h"

namespace kmem {

bool SlubCache::check_slab(SlubSlab& slab) {
  if (slab.inuse > slab.objects) {
    report(slab, "inuse " + std::to_string(slab.inuse) + " > max " + std::to_string(slab.objects));
    return false;
  }
  if (slab.frozen) {
    report(slab, "Slab disabled since SLUB metadata consistency check failed");
    return false;
  }
  check_slab_end(slab);
  return true;
}

// The bytes behind the last slot.
void SlubCache::check_slab_end(SlubSlab& slab) {
  if (!layout_.has(kSlabPoison)) return;
  const size_t rest = slab.bytes.size() % layout_.size;
  uint8_t* const end = slab.bytes.data() + slab.bytes.size();
  uint8_t* const pad = end - rest;
  uint8_t* const first = std::find_if(pad, end, [](uint8_t byte) { return byte != kPoisonInuse; });
  if (first == end) return;
  uint8_t* last = end - 1;
  while (*last == kPoisonInuse) --last;
  const Address from = slab.base + static_cast<uint64_t>(first - slab.bytes.data());
  const Address to = slab.base + static_cast<uint64_t>(last - slab.bytes.data());
  SlubReport& said =
      report(slab, "Padding overwritten. " + pointer_text(from) + "-" + pointer_text(to) +
                       " @offset=" + std::to_string(from - slab.base));
  add_section(said, "Padding ", slab.base + slab.bytes.size() - rest, static_cast<uint32_t>(rest));
  fix("Restoring slab padding " + pointer_text(from) + "-" + pointer_text(to) + "=" +
      hex_prefixed(kPoisonInuse));
  std::fill(first, end, kPoisonInuse);
}

bool SlubCache::check_alloc(SlubSlab& slab, Address object) {
  if (!check_slab(slab)) return false;
  if (object != 0 && !is_object(slab, object)) {
    report_object(slab, object, "Freelist Pointer check fails");
    return false;
  }
  return check_object(slab, object, kRedInactive);
}

bool SlubCache::check_free(SlubSlab& slab, Address object) {
  if (!is_object(slab, object)) {
    report(slab, "Invalid object pointer " + pointer_text(object));
    return false;
  }
  if (on_freelist(slab, object)) {
    report_object(slab, object, "Object already free");
    return false;
  }
  return check_object(slab, object, kRedActive);
}

bool SlubCache::check_object(SlubSlab& slab, Address object, uint8_t guard) {
  const uint32_t gap = layout_.inuse - layout_.object_size;
  const Address end = object + layout_.object_size;
  if (layout_.has(kSlabRedZone)) {
    if (!check_bytes(slab, object, "Left Redzone", object - layout_.red_left_pad,
                     layout_.red_left_pad, guard) ||
        !check_bytes(slab, object, "Right Redzone", end, gap, guard))
      return false;
  } else if (layout_.has(kSlabPoison) && gap > 0) {
    check_bytes(slab, object, "Alignment padding", end, gap, kPoisonInuse);
  }
  if (layout_.has(kSlabPoison)) {
    if (guard == kRedInactive && layout_.has(kSlubObjectPoison) &&
        (!check_bytes(slab, object, "Poison", object, layout_.object_size - 1, kPoisonFree) ||
         !check_bytes(slab, object, "End Poison", end - 1, 1, kPoisonEnd)))
      return false;
    check_filler(slab, object);
  }
  // Inside an object in use there is no free pointer to look at.
  if (!layout_.free_pointer_outside() && guard == kRedActive) return true;
  return check_free_pointer(slab, object);
}

// Reports bytes that should all be `expected`, and restores them.
bool SlubCache::check_bytes(const SlubSlab& slab, Address object, const char* what, Address start,
                            uint32_t length, uint8_t expected) {
  uint8_t* const at = bytes_at(start, length);
  uint8_t* const end = at + length;
  uint8_t* const first =
      std::find_if(at, end, [expected](uint8_t byte) { return byte != expected; });
  if (first == end) return true;
  uint8_t* last = end - 1;
  while (*last == expected) --last;
  SlubReport& said = report_object(slab, object, std::string(what) + " overwritten");
  said.damaged = true;
  said.first = start + static_cast<uint64_t>(first - at);
  said.last = start + static_cast<uint64_t>(last - at);
  said.damage_offset = said.first - slab.base;
  said.found = *first;
  said.expected = expected;
  fix("Restoring " + std::string(what) + " " + pointer_text(said.first) + "-" +
      pointer_text(said.last) + "=" + hex_prefixed(expected));
  std::fill(first, last + 1, expected);
  return false;
}

void SlubCache::check_filler(const SlubSlab& slab, Address object) {
  const uint32_t start = layout_.filler_offset();
  if (start < layout_.end_offset())
    check_bytes(slab, object, "Object padding", object + start, layout_.end_offset() - start,
                kPoisonInuse);
}

bool SlubCache::check_free_pointer(SlubSlab& slab, Address object) {
  Address next = 0;
  get_link(object, next);
  if (next == 0 || is_object(slab, next)) return true;
  report_object(slab, object, "Freepointer corrupt");
  set_link(object, 0);  // the rest of the list is lost
  return false;
}

// Walks the slab's list. On the way its damage is found and mended.
bool SlubCache::on_freelist(SlubSlab& slab, Address object) {
  Address before = 0;
  uint32_t listed = 0;
  for (Address at = slab.freelist; at != 0 && listed <= slab.objects; ++listed) {
    if (at == object) return true;
    if (!is_object(slab, at)) {
      if (before == 0) {
        report(slab, "Freepointer corrupt");
        slab.freelist = 0;
        slab.inuse = slab.objects;
        fix("Freelist cleared");
        return false;
      }
      report_object(slab, before, "Freechain corrupt");
      set_link(before, 0);
      break;
    }
    before = at;
    get_link(at, at);
  }
  check_counts(slab, listed);
  return false;
}

void SlubCache::check_counts(SlubSlab& slab, uint32_t listed) {
  const uint32_t counted = slab.objects - std::min<uint32_t>(listed, slab.objects);
  if (slab.inuse == counted) return;
  report(slab, "Wrong object count. Counter is " + std::to_string(slab.inuse) +
                   " but counted were " + std::to_string(counted));
  slab.inuse = static_cast<uint16_t>(counted);
  fix("Object count adjusted");
}

// Before its pages go back, every object must look free.
void SlubCache::check_discarded(SlubSlab& slab) {
  check_slab_end(slab);
  for (uint32_t slot = 0; slot < slab.objects; ++slot)
    check_object(slab, object_at(slab, slot), kRedInactive);
}

// Nothing in a damaged slab can be trusted: none of it is handed out again.
void SlubCache::mark_all_used(SlubSlab& slab) {
  fix("Marking all objects used");
  slab.inuse = slab.objects;
  slab.freelist = 0;
  slab.frozen = true;
}

}  // namespace kmem
