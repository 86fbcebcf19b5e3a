#include "slab/struct_cost.h"

#include "base/digits.h"

namespace kmem {
namespace {

// Sizes are rounded up to 8 at least, so nothing changes between two multiples of 8. (The place of
// the free pointer and the kmalloc class do, which cost nothing.)
constexpr uint32_t kStep = 8;

CostRow row_of(CacheArgs args, uint32_t size, SlabAllocator allocator, const SlabMachine& machine) {
  args.object_size = size;
  const Result<CostRow> row = cache_cost(args, allocator, machine);
  return row.ok() ? *row : CostRow{};
}

std::string field(const char* name, uint64_t value) {
  return std::string("\"") + name + "\":" + decimal_text(value);
}

std::string row_json(const CostRow& row) {
  return std::string("{\"allocator\":\"") +
         (row.allocator == SlabAllocator::slub ? "slub" : "slab") + "\"," +
         field("kmallocClass", row.class_size) + ",\"pages\":" + (row.pages ? "true" : "false") +
         ',' + field("objectSize", row.object_size) + ',' + field("size", row.size) + ',' +
         field("order", row.order) + ',' + field("objects", row.objects) + ',' +
         field("slabBytes", row.slab_bytes()) + ',' + field("used", row.used()) + ',' +
         field("rounding", row.rounding()) + ',' + field("tail", row.tail()) + ',' +
         field("colours", row.colours) + ',' + field("table", row.table) + '}';
}

std::string neighbour_json(const CostRow& row) { return row.objects == 0 ? "null" : row_json(row); }

std::string neighbours_json(const CostNeighbours& at) {
  return '{' + field("sameFrom", at.same_from) + ',' + field("sameTo", at.same_to) +
         ",\"below\":" + neighbour_json(at.below) + ",\"above\":" + neighbour_json(at.above) + '}';
}

}  // namespace

CostNeighbours cost_neighbours(const CacheArgs& args, SlabAllocator allocator,
                               const SlabMachine& machine) {
  const CostRow here = row_of(args, args.object_size, allocator, machine);
  CostNeighbours found;
  uint32_t top = static_cast<uint32_t>(round_up(args.object_size, kStep));
  uint32_t bottom = top - kStep;  // the largest size of the step below
  const uint32_t most = kMostObjectBytes;
  for (; bottom > 0; bottom -= kStep) {
    found.below = row_of(args, bottom, allocator, machine);
    if (!found.below.as_cheap_as(here)) break;
  }
  if (bottom == 0) found.below = {};
  for (; top < most; top += kStep) {
    found.above = row_of(args, top + 1, allocator, machine);
    if (found.above.objects == 0 || !found.above.as_cheap_as(here)) break;
  }
  if (top >= most) found.above = {};
  found.same_from = bottom + 1;
  found.same_to = top;
  return found;
}

Result<StructCost> struct_cost(uint64_t size, uint64_t align, uint32_t flags, bool ctor,
                               uint32_t cpus) {
  if (size == 0 || size > kMostObjectBytes) return Errc::bad_size;
  if (align > kMostObjectBytes) return Errc::bad_align;
  KMEM_CHECK(cpus >= 1 && cpus <= kMostCpus);
  StructCost cost;
  cost.args = {.object_size = static_cast<uint32_t>(size),
               .align = static_cast<uint32_t>(align),
               .flags = flags,
               .ctor = ctor};
  cost.cpus = cpus;
  const SlabMachine machine = slab_machine(cpus);
  for (const SlabAllocator allocator : {SlabAllocator::slub, SlabAllocator::slab}) {
    const uint32_t at = static_cast<uint32_t>(allocator);
    const Result<CostRow> own = cache_cost(cost.args, allocator, machine);
    if (!own.ok()) return own.errc();
    const Result<CostRow> general = kmalloc_cost(cost.args.object_size, allocator, machine);
    if (!general.ok()) return general.errc();
    cost.rows[2 * at] = *own;
    cost.rows[2 * at + 1] = *general;
    cost.neighbours[at] = cost_neighbours(cost.args, allocator, machine);
  }
  return cost;
}

std::string struct_cost_json(const StructCost& cost) {
  std::string rows;
  for (const CostRow& row : cost.rows) rows += (rows.empty() ? "" : ",") + row_json(row);
  return '{' + field("size", cost.args.object_size) + ',' + field("align", cost.args.align) + ',' +
         field("flags", cost.args.flags) + ",\"ctor\":" + (cost.args.ctor ? "true" : "false") +
         ',' + field("cpus", cost.cpus) + ",\"rows\":[" + rows + "],\"neighbours\":[" +
         neighbours_json(cost.neighbours[0]) + ',' + neighbours_json(cost.neighbours[1]) + "]}";
}

}  // namespace kmem
