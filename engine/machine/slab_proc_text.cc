#include "machine/slab_proc_text.h"

#include <algorithm>

#include "base/digits.h"

namespace kmem {
namespace {

std::string left_text(const std::string& text, size_t width) {
  return text.size() >= width ? text : text + std::string(width - text.size(), ' ');
}

// Caches that exist, the newest first: the kernel puts each new one at its list's head.
std::vector<CacheId> newest_first(const LinuxCacheSet& set) {
  std::vector<CacheId> ids;
  for (uint32_t id = set.size(); id-- > 0;)
    if (set.exists(CacheId(id))) ids.push_back(CacheId(id));
  return ids;
}

std::string tunables(const LinuxCache& cache) {
  if (cache.slab() == nullptr) return " : tunables    0    0    0";
  const Slab61Layout& at = cache.slab()->layout();
  return " : tunables " + right_text(at.limit, 4) + ' ' + right_text(at.batchcount, 4) + ' ' +
         right_text(at.shared, 4);
}

std::string slabinfo_row(const LinuxCache& cache) {
  const SlabinfoRow row = cache.slabinfo();
  return left_text(cache.name(), 17) + ' ' + right_text(row.active_objs, 6) + ' ' +
         right_text(row.num_objs, 6) + ' ' + right_text(cache.size(), 6) + ' ' +
         right_text(cache.objects(), 4) + ' ' + right_text(frames_of(cache.order()), 4) +
         tunables(cache) + " : slabdata " + right_text(row.active_slabs, 6) + ' ' +
         right_text(row.num_slabs, 6) + ' ' + right_text(row.shared_avail, 6) + '\n';
}

// Hundredths of a KiB, as printf rounds them.
std::string kib_text(uint32_t bytes) {
  const uint64_t hundredths = (uint64_t{bytes} * 100 + 512) / 1024;
  const std::string rest = decimal_text(hundredths % 100);
  const std::string text =
      decimal_text(hundredths / 100) + '.' + (rest.size() < 2 ? "0" : "") + rest + 'K';
  return std::string(text.size() < 8 ? 8 - text.size() : 0, ' ') + text;
}

std::string slabtop_row(const LinuxCache& cache) {
  const SlabinfoRow row = cache.slabinfo();
  const uint64_t use = row.num_objs == 0 ? 0 : 100 * row.active_objs / row.num_objs;
  const uint64_t kib = row.num_slabs * (frames_of(cache.order()) * (kLinuxPageSize / 1024));
  return right_text(row.num_objs, 6) + ' ' + right_text(row.active_objs, 6) + ' ' +
         right_text(use, 3) + "% " + kib_text(cache.size()) + ' ' + right_text(row.num_slabs, 6) +
         ' ' + right_text(cache.objects(), 8) + ' ' + right_text(kib, 9) + "K " +
         left_text(cache.name(), 23) + '\n';
}

// One machine has one node: `total N0=total`.
std::string node_count(uint64_t total) {
  const std::string number = decimal_text(total);
  return total == 0 ? number : number + " N0=" + number;
}

// A CPU without a slab of its own counts for nothing, whatever is on its stack.
uint64_t cpu_slabs(const SlubCache& cache) {
  uint64_t slabs = 0;
  for (uint32_t i = 0; i < cache.cpu_count(); ++i) {
    const SlubCpu& cpu = cache.cpu(i);
    if (cpu.slab == kNone) continue;
    slabs += 1 + (cpu.stack == kNone ? 0 : cache.slabs()[cpu.stack].stack_count);
  }
  return slabs;
}

// `126(12) C0=126(12)`: the objects are assumed to be half free.
std::string slabs_cpu_partial(const SlubCache& cache) {
  uint64_t all = 0;
  std::string each;
  const auto text = [&](uint64_t slabs) {
    return decimal_text(slabs * cache.layout().objects / 2) + '(' + decimal_text(slabs) + ')';
  };
  for (uint32_t i = 0; i < cache.cpu_count(); ++i) {
    const uint32_t top = cache.cpu(i).stack;
    if (top == kNone) continue;
    all += cache.slabs()[top].stack_count;
    each += " C" + decimal_text(i) + '=' + text(cache.slabs()[top].stack_count);
  }
  return text(all) + each;
}

uint64_t partial_objects(const SlubCache& cache) {
  uint64_t inuse = 0;
  for (uint32_t id = cache.partial().head; id != kNone; id = cache.slabs()[id].next)
    inuse += cache.slabs()[id].inuse;
  return inuse;
}

std::string lower_case(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

// As ftrace prints an event's fields.
std::string call_site(Address code, Address object) {
  return "call_site=" + pointer_text(code) + " ptr=" + hex_text(object, 16);
}

std::string sizes(uint64_t asked, uint64_t given) {
  return " bytes_req=" + decimal_text(asked) + " bytes_alloc=" + decimal_text(given) +
         " gfp_flags=GFP_NOWAIT node=-1 accounted=false";
}

}  // namespace

std::string slabinfo_text(const LinuxCacheSet& set) {
  std::string text =
      "slabinfo - version: 2.1\n"
      "# name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab> : tunables "
      "<limit> <batchcount> <sharedfactor> : slabdata <active_slabs> <num_slabs> <sharedavail>\n";
  for (const CacheId id : newest_first(set)) text += slabinfo_row(set[id]);
  return text;
}

std::vector<CacheId> slabtop_order(const LinuxCacheSet& set) {
  std::vector<CacheId> ids = newest_first(set);
  std::stable_sort(ids.begin(), ids.end(), [&](CacheId a, CacheId b) {
    return set[a].slabinfo().num_objs > set[b].slabinfo().num_objs;
  });
  return ids;
}

std::string slabtop_text(const LinuxCacheSet& set) {
  std::string text = "  OBJS ACTIVE  USE OBJ SIZE  SLABS OBJ/SLAB CACHE SIZE NAME\n";
  for (const CacheId id : slabtop_order(set)) text += slabtop_row(set[id]);
  return text;
}

std::string sysfs_slab_text(const LinuxCache& cache) {
  const SlubCache* slub = cache.slub();
  if (slub == nullptr) return {};
  const SlubLayout& at = slub->layout();
  const SlabinfoRow row = cache.slabinfo();
  std::string text;
  const auto line = [&](const char* name, const std::string& value) {
    text += std::string(name) + ' ' + value + '\n';
  };
  const auto number = [&](const char* name, uint64_t value) { line(name, decimal_text(value)); };
  const auto flag = [&](const char* name, uint32_t bit) { number(name, at.has(bit) ? 1 : 0); };
  number("aliases", 0);
  number("align", at.align);
  number("cpu_partial", at.cpu_partial);
  line("cpu_slabs", node_count(cpu_slabs(*slub)));
  flag("destroy_by_rcu", kSlabTypesafeByRcu);
  flag("hwcache_align", kSlabHwcacheAlign);
  number("min_partial", at.min_partial);
  number("object_size", at.object_size);
  line("objects", node_count(row.active_objs));
  line("objects_partial", node_count(partial_objects(*slub)));
  number("objs_per_slab", at.objects);
  number("order", at.order.value);
  line("partial", node_count(slub->partial().count));
  flag("poison", kSlabPoison);
  flag("reclaim_account", kSlabReclaimAccount);
  flag("red_zone", kSlabRedZone);
  flag("sanity_checks", kSlabConsistencyChecks);
  number("slab_size", at.size);
  line("slabs", node_count(row.num_slabs));
  line("slabs_cpu_partial", slabs_cpu_partial(*slub));
  flag("store_user", kSlabStoreUser);
  line("total_objects", node_count(row.num_objs));
  flag("trace", kSlabTrace);
  for (uint32_t stat = 0; stat < kSlubStats; ++stat)
    number(lower_case(slub_stat_name(static_cast<SlubStat>(stat))).c_str(), slub->counts()[stat]);
  return text;
}

std::string trace_kmem_cache_alloc(const LinuxCache& cache, Address code, Address object) {
  return "kmem_cache_alloc: " + call_site(code, object) + sizes(cache.object_size(), cache.size());
}

std::string trace_kmem_cache_free(const LinuxCache& cache, Address code, Address object) {
  return "kmem_cache_free: " + call_site(code, object) + " name=" + cache.name();
}

std::string trace_kmalloc(uint64_t asked, uint64_t given, Address code, Address object) {
  return "kmalloc: " + call_site(code, object) + sizes(asked, given);
}

std::string trace_kfree(Address code, Address object) {
  return "kfree: " + call_site(code, object);
}

}  // namespace kmem
