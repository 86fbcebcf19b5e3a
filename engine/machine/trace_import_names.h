// trace_import_names.h — names for caches that a machine and the scenario language accept.
#ifndef KMEM_MACHINE_TRACE_IMPORT_NAMES_H_
#define KMEM_MACHINE_TRACE_IMPORT_NAMES_H_

#include <string>
#include <string_view>
#include <vector>

namespace kmem::ftrace {

struct PlannedCache;

// The cache's real name, as far as the language allows it (32 characters); with its size behind if
// another cache has that name already, and with a number if that is in use too.
std::string unused_cache_name(std::string_view name, std::string_view size,
                              const std::vector<PlannedCache>& caches);
// A variable that reads like `name` and is no word of the language.
std::string unused_variable(std::string_view name, const std::vector<PlannedCache>& caches);

}  // namespace kmem::ftrace

#endif  // KMEM_MACHINE_TRACE_IMPORT_NAMES_H_
