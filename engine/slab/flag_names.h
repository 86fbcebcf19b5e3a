// flag_names.h — the flags of kmem_cache_create by the names that scenarios and the tool use.
#ifndef KMEM_SLAB_FLAG_NAMES_H_
#define KMEM_SLAB_FLAG_NAMES_H_

#include <string_view>

#include "slab/slab_flags.h"

namespace kmem {

struct SlabFlagName {
  const char* name;
  uint32_t flag;
};

// The kernel's names without SLAB_, in lower case; debug: all that slub_debug alone switches on.
inline constexpr SlabFlagName kSlabFlagNames[] = {
    {"consistency_checks", kSlabConsistencyChecks},
    {"red_zone", kSlabRedZone},
    {"poison", kSlabPoison},
    {"store_user", kSlabStoreUser},
    {"debug", kSlabDebugDefault},
    {"hwcache_align", kSlabHwcacheAlign},
    {"reclaim_account", kSlabReclaimAccount},
    {"typesafe_by_rcu", kSlabTypesafeByRcu},
};

// 0: no flag has this name.
constexpr uint32_t slab_flag_of(std::string_view name) {
  for (const SlabFlagName& known : kSlabFlagNames)
    if (name == known.name) return known.flag;
  return 0;
}

static_assert(slab_flag_of("poison") == kSlabPoison && slab_flag_of("poisson") == 0);

}  // namespace kmem

#endif  // KMEM_SLAB_FLAG_NAMES_H_
