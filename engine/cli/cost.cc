#include "cli/cost.h"

#include <cstdio>

#include "base/digits.h"
#include "cli/options.h"

namespace kmem {
namespace {

// `712.3`: rounded to a tenth, by whole numbers, so that every machine prints the same.
std::string tenths(uint64_t number, uint64_t divisor) {
  const uint64_t value = (number * 10 + divisor / 2) / divisor;
  return std::to_string(value / 10) + '.' + std::to_string(value % 10);
}

std::string right(const std::string& text, size_t width) {
  return text.size() >= width ? text : std::string(width - text.size(), ' ') + text;
}

std::string name_of(const CostRow& row) {
  const std::string allocator = row.allocator == SlabAllocator::slub ? "SLUB, " : "SLAB, ";
  if (row.pages) return allocator + "kmalloc: pages";
  return allocator + (row.class_size == 0 ? "own cache" : kmalloc61_name(row.class_size));
}

std::string row_text(const CostRow& row) {
  std::string name = name_of(row);
  name.resize(22, ' ');
  return name + right_text(row.size, 8) + right_text(row.order, 7) + right_text(row.objects, 9) +
         right(tenths(row.slab_bytes(), row.objects), 12) + right_text(row.rounding(), 10) +
         right_text(row.tail(), 8) +
         right(tenths((row.slab_bytes() - row.used()) * 100, row.slab_bytes()) + " %", 9) + '\n';
}

std::string per_object(const CostRow& row) { return tenths(row.slab_bytes(), row.objects); }

std::string bytes_text_of(uint64_t bytes) {
  return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
}

std::string neighbours_text(const CostNeighbours& at, const char* allocator) {
  std::string text = std::string(allocator) + ": the same from " + std::to_string(at.same_from) +
                     " to " + bytes_text_of(at.same_to);
  if (at.below.objects != 0)
    text += "; " + bytes_text_of(at.same_from - 1) + " would cost " + per_object(at.below);
  if (at.above.objects != 0)
    text += "; " + bytes_text_of(at.same_to + 1) + " would cost " + per_object(at.above);
  return text + ".\n";
}

std::string head_text(const StructCost& cost) {
  std::string text = "A struct of " + bytes_text_of(cost.args.object_size);
  if (cost.args.align != 0) text += ", aligned to " + std::to_string(cost.args.align);
  return text + ", on a machine with " + std::to_string(cost.cpus) +
         (cost.cpus == 1 ? " CPU" : " CPUs") + ":\n\n";
}

}  // namespace

std::string cost_text(const StructCost& cost) {
  std::string text = head_text(cost);
  text += "                          slot  order  objects  per object  rounding    tail    waste\n";
  for (const CostRow& row : cost.rows) text += row_text(row);
  if (cost.rows[2].colours > 1)
    text += "\nSLAB shifts the first object of a slab: " + std::to_string(cost.rows[2].colours) +
            " colours.\n";
  return text + "\nBytes of memory per object:\n" + neighbours_text(cost.neighbours[0], "SLUB") +
         neighbours_text(cost.neighbours[1], "SLAB");
}

int cost(const CostOptions& options, Output& out) {
  std::string json;
  for (const uint64_t size : options.sizes) {
    const Result<StructCost> cost =
        struct_cost(size, options.align, options.flags, options.ctor, options.cpus);
    if (!cost.ok()) {
      std::fprintf(stderr, "kmem: no slab holds %llu bytes with this alignment and these flags\n",
                   static_cast<unsigned long long>(size));
      return kExitError;
    }
    if (options.json) {
      json += (json.empty() ? "" : ",\n") + struct_cost_json(*cost);
    } else {
      out.write((size == options.sizes.front() ? "" : "\n") + cost_text(*cost));
    }
  }
  if (options.json) out.line('[' + json + ']');
  return kExitOk;
}

}  // namespace kmem
