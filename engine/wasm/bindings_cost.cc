// bindings_cost.cc — the table of what JavaScript sees of the module that answers one question:
// what would my struct cost?
#include <emscripten/bind.h>

#include "slab/struct_cost.h"

namespace {

// struct_cost_json of struct_cost.h; {"error":"bad_size"}, bad_align or bad_cpus.
std::string struct_cost_of(uint32_t size, uint32_t align, uint32_t flags, bool ctor,
                           uint32_t cpus) {
  if (cpus < 1 || cpus > kmem::kMostCpus) return "{\"error\":\"bad_cpus\"}";
  const kmem::Result<kmem::StructCost> cost = kmem::struct_cost(size, align, flags, ctor, cpus);
  if (cost.ok()) return kmem::struct_cost_json(*cost);
  return std::string("{\"error\":\"") +
         (cost.errc() == kmem::Errc::bad_align ? "bad_align" : "bad_size") + "\"}";
}

}  // namespace

EMSCRIPTEN_BINDINGS(kmem_cost) { emscripten::function("structCost", &struct_cost_of); }
