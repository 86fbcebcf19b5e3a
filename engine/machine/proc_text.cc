#include "machine/proc_text.h"

#include <cstdio>

namespace kmem {
namespace {

constexpr const char* kSlabinfoHead =
    "slabinfo - version: 2.1\n"
    "# name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab>"
    " : tunables <limit> <batchcount> <sharedfactor>"
    " : slabdata <active_slabs> <num_slabs> <sharedavail>\n";

// The tunables belong to the kernel's SLAB allocator and are 0 without it. Slabs with an object in
// use are the active ones.
std::string slabinfo_row(const KmemCache& cache) {
  const SlabLayout& layout = cache.layout();
  const unsigned slabs = cache.slab_count();
  char row[256];
  std::snprintf(row, sizeof row,
                " %6u %6llu %6u %4u %4u : tunables %4u %4u %4u : slabdata %6u %6u %6u\n",
                cache.objects_in_use(), 1ull * slabs * layout.objects, layout.size, layout.objects,
                frames_of(layout.order), 0, 0, 0, cache.slabs_with_objects(), slabs, 0);
  std::string name = cache.name();
  if (name.size() < 17) name.resize(17, ' ');
  return name + row;
}

}  // namespace

std::string buddyinfo(const Zone& zone) {
  std::string text = "Node 0, zone   Normal ";
  for (uint32_t order = 0; order <= zone.top_order().value; ++order) {
    char column[16];
    std::snprintf(column, sizeof column, "%6u ", zone.area(Order(order)).nr_free);
    text += column;
  }
  return text + '\n';
}

// The newest cache first, as in the kernel, whose list of caches grows at its head.
std::string slabinfo(const CacheSet& caches) {
  std::string text = kSlabinfoHead;
  for (uint32_t id = caches.size(); id-- > 0;) {
    const KmemCache& cache = caches[CacheId(id)];
    if (cache.destroyed() || (id < kKmallocClasses && cache.work().grown == 0)) continue;
    text += slabinfo_row(cache);
  }
  return text;
}

}  // namespace kmem
