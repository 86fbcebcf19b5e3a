// session_view.cc — the part of Session that shows the machine at the position.
#include "machine/proc_text.h"
#include "machine/scenario_number.h"
#include "wasm/json.h"
#include "wasm/session.h"

namespace kmem {
namespace {

Pfn pfn_of(Address address, const Zone& zone) {
  return Pfn(static_cast<uint32_t>(address >> zone.page_shift()));
}

void add_cache(const KmemCache& cache, Words& words) {
  const SlabLayout& layout = cache.layout();
  const CacheWork& work = cache.work();
  const auto low = [](uint64_t n) { return static_cast<uint32_t>(n); };
  const uint32_t row[] = {cache.id().value,
                          layout.object_size,
                          layout.size,
                          layout.align,
                          layout.order.value,
                          layout.objects,
                          layout.tail,
                          cache.has_ctor(),
                          cache.list(SlabList::full).count,
                          cache.list(SlabList::partial).count,
                          cache.list(SlabList::empty).count,
                          cache.objects_in_use(),
                          low(work.allocs),
                          low(work.frees),
                          low(work.grown),
                          low(work.reaped),
                          low(work.ctor_runs),
                          low(work.ctor_saved),
                          cache.id().value < kKmallocClasses,
                          0};
  words.append(row, std::size(row));
}

template <size_t kRows>
Doubles as_doubles(const uint64_t (&rows)[kRows]) {
  Doubles numbers;
  for (const uint64_t row : rows) numbers.push_back(static_cast<double>(row));
  return numbers;
}

}  // namespace

uint32_t Session::frames() const { return machine().frames(); }
uint32_t Session::page_size() const { return static_cast<uint32_t>(zone().page_size()); }
uint32_t Session::top_order() const { return machine().top_order().value; }

const uint8_t* Session::frame_states() const {
  if (const LinuxMemory* memory = machine().linux_memory()) return linux_states(*memory);
  return reinterpret_cast<const uint8_t*>(zone().states().data());
}

Words Session::areas() const {
  Words words;
  if (machine().linux_memory() != nullptr) return linux_areas();
  for (uint32_t k = 0; k <= top_order(); ++k)
    words.append({zone().area(Order(k)).nr_free, unusable_index(zone(), Order(k)), 0});
  return words;
}

Words Session::free_list(uint32_t order, uint32_t limit) const {
  Words words;
  if (order > top_order()) return words;
  if (machine().linux_memory() != nullptr) return linux_free_list(order, limit);
  for (uint32_t pfn = zone().area(Order(order)).head; pfn != kNone && words.size() < limit;
       pfn = zone().next_free(Pfn(pfn)))
    words.push_back(pfn);
  return words;
}

Doubles Session::ledger() const {
  const Ledger l = machine().ledger();
  const Bytes rows[] = {l.payload,      l.block_rounding, l.object_rounding, l.slab_tails,
                        l.free_objects, l.empty_slabs,    l.free_pages,      l.total(),
                        l.percpu_pages, l.reserved_pages};
  return as_doubles(rows);
}

Doubles Session::counters() const {
  uint64_t grown = 0, reaped = 0, runs = 0, saved = 0;
  const CacheSet& caches = machine().caches();
  for (uint32_t id = 0; id < caches.size(); ++id) {
    const CacheWork& work = caches[CacheId(id)].work();
    grown += work.grown;
    reaped += work.reaped;
    runs += work.ctor_runs;
    saved += work.ctor_saved;
  }
  BuddyWork buddy = zone().work();
  if (const LinuxMemory* memory = machine().linux_memory()) {
    buddy.splits = memory->work().splits;
    buddy.merges = memory->work().merges;
  }
  const uint64_t rows[] = {buddy.list_looks,
                           buddy.splits,
                           buddy.merges,
                           grown,
                           reaped,
                           runs,
                           saved,
                           machine().failures(),
                           static_cast<uint64_t>(machine().last_errc()),
                           machine().expectations_failed()};
  return as_doubles(rows);
}

Words Session::caches() const {
  Words words;
  const CacheSet& caches = machine().caches();
  for (uint32_t id = 0; id < caches.size(); ++id)
    if (caches.exists(CacheId(id))) add_cache(caches[CacheId(id)], words);
  return words;
}

std::string Session::cache_name(uint32_t cache) const {
  // An event may name a cache that comes to be only later in the history.
  const std::string name = machine().cache_name(cache);
  return name.empty() ? timeline_->end().cache_name(cache) : name;
}

Words Session::slabs(uint32_t cache, uint32_t list, uint32_t limit) const {
  Words words;
  const CacheSet& caches = machine().caches();
  if (!caches.exists(CacheId(cache)) || list > 2) return words;
  const KmemCache& c = caches[CacheId(cache)];
  uint32_t id = c.list(static_cast<SlabList>(list)).head;
  for (; id != kNone && words.size() < uint64_t{limit} * 2; id = c.slab(SlabId(id)).next)
    words.append({c.slab(SlabId(id)).head.value, c.slab(SlabId(id)).in_use});
  return words;
}

Words Session::slab(uint32_t pfn) const {
  Words words;
  if (pfn >= frames()) return words;
  if (machine().linux_memory() != nullptr) return words;
  const Block block = machine().block_of(Pfn(pfn));
  if (block.kind != FrameKind::slab || zone().tag_high(block.head) == kNone) return words;
  const KmemCache& cache = machine().caches()[CacheId(zone().tag_high(block.head))];
  const SlabId id(zone().tag_low(block.head));
  const Slab& slab = cache.slab(id);
  words = {block.head.value, cache.id().value, static_cast<uint32_t>(slab.list), slab.in_use,
           slab.free_head};
  for (uint32_t i = 0; i < cache.layout().objects; ++i)
    words.push_back(cache.slot(id, ObjectIndex(i)).bits);
  return words;
}

Words Session::block(uint32_t pfn) const {
  if (pfn >= frames()) return {};
  const Block block = machine().block_of(Pfn(pfn));
  const bool pages = block.kind == FrameKind::pages;
  const Bytes requested = pages ? machine().requested_of(block.head) : 0;
  const uint32_t cache = block.kind == FrameKind::slab ? machine().cache_at(block.head) : kNone;
  const uint32_t owner =
      pages ? machine().owner_of(Address{block.head.value} << zone().page_shift()) : kNone;
  return {block.head.value,
          block.order.value,
          static_cast<uint32_t>(block.kind),
          static_cast<uint32_t>(requested),
          static_cast<uint32_t>(requested >> 32),
          cache + 1,
          owner + 1};
}

Words Session::live_handles(uint32_t limit) const {
  Words words;
  for (uint32_t id = 0; id < machine().handle_count() && words.size() < uint64_t{limit} * 4; ++id) {
    const Handle h = machine().handle(HandleId(id));
    if (h.status == HandleStatus::live)
      words.append({id, h.pfn, h.offset, static_cast<uint32_t>(h.kind)});
  }
  return words;
}

std::string Session::handle_name(uint32_t handle) const {
  if (handle >= program_->handles.size()) return {};
  return program_->handle_name(HandleId(handle));
}

std::string Session::cache_reference(uint32_t cache) const {
  for (uint32_t var = 0; var < program_->cache_vars.size(); ++var)
    if (machine().cache_of(static_cast<uint16_t>(var), *program_) == cache &&
        !program_->cache_vars[var].by_name)
      return program_->cache_vars[var].name;
  return '"' + machine().cache_name(cache) + '"';
}

std::string Session::free_command(uint32_t pfn, uint32_t offset) const {
  if (pfn >= frames()) return {};
  const Address address = (Address{pfn} << zone().page_shift()) + offset;
  if (address >= machine().bytes()) return {};
  const uint32_t owner = machine().owner_of(address);
  const std::string target = owner == kNone ? '@' + address_text(address) : handle_name(owner);
  const Block block = machine().block_of(pfn_of(address, zone()));
  const HandleKind kind =
      owner == kNone ? HandleKind::object : machine().handle(HandleId(owner)).kind;

  if (block.kind == FrameKind::pages)
    return (kind == HandleKind::kmalloc ? "kfree(" : "free_pages(") + target + ')';
  if (block.kind != FrameKind::slab || machine().cache_at(block.head) == kNone) return {};
  const uint32_t cache = machine().cache_at(block.head);
  if (machine().is_kmalloc_class(cache)) return "kfree(" + target + ')';
  return "kmem_cache_free(" + cache_reference(cache) + ", " + target + ')';
}

std::string Session::proc_text(const std::string& name) const {
  if (machine().linux_memory() != nullptr) return linux_proc_text(name);
  if (name == "buddyinfo") return buddyinfo(zone());
  if (name == "slabinfo") return slabinfo(machine().caches());
  return {};
}

std::string Session::tables() { return tables_json(); }

}  // namespace kmem
