#include "machine/proc_text.h"

#include "base/digits.h"

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
  std::string row = cache.name();
  if (row.size() < 17) row.resize(17, ' ');
  const auto column = [&row](uint64_t number, size_t width) {
    row += ' ' + right_text(number, width);
  };
  column(cache.objects_in_use(), 6);
  column(uint64_t{slabs} * layout.objects, 6);
  column(layout.size, 6);
  column(layout.objects, 4);
  column(frames_of(layout.order), 4);
  row += " : tunables    0    0    0 : slabdata";
  column(cache.slabs_with_objects(), 6);
  column(slabs, 6);
  column(0, 6);
  return row + '\n';
}

}  // namespace

std::string buddyinfo(const Zone& zone) {
  std::string text = "Node 0, zone   Normal ";
  for (uint32_t order = 0; order <= zone.top_order().value; ++order)
    text += right_text(zone.area(Order(order)).nr_free, 6) + ' ';
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
