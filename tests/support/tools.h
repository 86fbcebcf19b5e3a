// tools.h — small things that most tests of the engine need.
#ifndef KMEM_TESTS_SUPPORT_TOOLS_H_
#define KMEM_TESTS_SUPPORT_TOOLS_H_

#include <ostream>
#include <string>
#include <vector>

#include "buddy/zone.h"
#include "slab/cache_set.h"
#include "trace/event_log.h"

namespace kmem {

// GoogleTest prints values with these.
inline void PrintTo(const Event& event, std::ostream* out) {
  *out << kEventKinds[static_cast<unsigned>(event.kind)].name << "(order " << int{event.order}
       << ", small " << event.small << ", main " << event.main << ")";
}
inline void PrintTo(Errc errc, std::ostream* out) { *out << errc_name(errc); }
template <class Tag>
void PrintTo(Number<Tag> number, std::ostream* out) {
  *out << number.value;
}

using Pfns = std::vector<uint32_t>;

inline Zone make_zone(uint64_t frames, Bytes page_size = kDefaultPageSize) {
  return *Zone::create(frames, page_size);
}

// The blocks of one free area, head first.
inline Pfns free_list(const Zone& zone, uint32_t order) {
  Pfns list;
  for (uint32_t pfn = zone.area(Order(order)).head; pfn != kNone; pfn = zone.next_free(Pfn(pfn)))
    list.push_back(pfn);
  return list;
}

// The head page frames of one list of a cache, head first.
inline Pfns slab_list(const KmemCache& cache, SlabList which) {
  Pfns list;
  for (uint32_t id = cache.list(which).head; id != kNone; id = cache.slab(SlabId(id)).next)
    list.push_back(cache.slab(SlabId(id)).head.value);
  return list;
}

// A slab's free objects, the next one to be handed out first.
inline std::vector<uint32_t> freelist(const KmemCache& cache, SlabId slab) {
  std::vector<uint32_t> list;
  for (uint32_t i = cache.slab(slab).free_head; i != kFreelistEnd;
       i = cache.slot(slab, ObjectIndex(i)).next_free())
    list.push_back(i);
  return list;
}

// A request for a whole block, for the tests of the zone alone.
template <class Log>
Result<Pfn> alloc_block(Zone& zone, uint32_t order, Log& log) {
  return zone.alloc_pages(Order(order), zone.page_size() << order, BlockOwner::pages, log);
}
inline Result<Pfn> alloc_block(Zone& zone, uint32_t order) {
  NullLog silent;
  return alloc_block(zone, order, silent);
}
inline void free_block(Zone& zone, uint32_t pfn) {
  NullLog silent;
  zone.free_pages(Pfn(pfn), silent);
}

}  // namespace kmem

#endif  // KMEM_TESTS_SUPPORT_TOOLS_H_
