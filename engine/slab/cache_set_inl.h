// cache_set_inl.h — the verbs of cache_set.h. In a header so that a silent log costs nothing.
#ifndef KMEM_SLAB_CACHE_SET_INL_H_
#define KMEM_SLAB_CACHE_SET_INL_H_

#include "slab/cache_set.h"

namespace kmem {

inline Result<ObjectPlace> CacheSet::find_object(Address address, const Zone& zone) const {
  const Pfn pfn(static_cast<uint32_t>(address >> zone.page_shift()));
  const Block block = zone.block_of(pfn);
  if (block.kind != FrameKind::slab) return Errc::wrong_free;
  const CacheId cache(zone.tag_high(block.head));
  const uint32_t offset =
      static_cast<uint32_t>(address - (Address{block.head.value} << zone.page_shift()));
  const uint32_t index = caches_[cache.value].layout().index_of(offset);
  if (index == kNone) return Errc::interior_pointer;
  return ObjectPlace{cache, {SlabId(zone.tag_low(block.head)), ObjectIndex(index)}};
}

template <class Log>
Result<CacheId> CacheSet::create(std::string_view name, const CacheSpec& spec, const Zone& zone,
                                 Log& log) {
  if (find(name) != kNone) return Errc::cache_exists;
  if (size() >= kMaxCaches) return Errc::too_many_caches;
  const Result<SlabLayout> layout = layout_for(spec, zone.page_shift(), zone.top_order().value);
  if (!layout.ok()) return layout.errc();

  const CacheId id(size());
  caches_.emplace_back(std::string(name), id, *layout, spec.ctor);
  log.emit(make_event(EventKind::cache_create, layout->order.value, id.value, layout->object_size));
  return id;
}

template <class Log>
Result<Address> CacheSet::alloc(CacheId id, uint32_t requested, Zone& zone, Log& log) {
  log.emit(make_event(EventKind::cache_alloc, 0, id.value, 0));
  ObjectRef object;
  while (!caches_[id.value].alloc(requested, object, log)) [[unlikely]] {
      const Result<Pfn> slab = grow(id, zone, log);
      if (!slab.ok()) return slab.errc();
    }
  const KmemCache& cache = caches_[id.value];
  return (Address{cache.slab(object.slab).head.value} << zone.page_shift()) +
         Address{object.index.value} * cache.layout().size;
}

// Apart, so that the common way through alloc stays short.
template <class Log>
[[gnu::noinline]] Result<Pfn> CacheSet::grow(CacheId id, Zone& zone, Log& log) {
  KmemCache& cache = caches_[id.value];
  const SlabLayout& layout = cache.layout();
  log.emit(make_event(EventKind::grow, layout.order.value, id.value, layout.objects));
  const Result<Pfn> head =
      alloc_pages(layout.order, Bytes{1} << (layout.order.value + zone.page_shift()),
                  BlockOwner::slab, zone, log);
  if (!head.ok()) return head;
  zone.set_tag(*head, id.value, cache.add_slab(*head).value);
  log.emit(make_event(EventKind::slab_carved, layout.order.value, id.value, head->value));
  if (cache.has_ctor()) log.emit(make_event(EventKind::ctor_ran, 0, id.value, layout.objects));
  return head;
}

template <class Log>
Result<Pfn> CacheSet::alloc_pages(Order order, Bytes requested, BlockOwner owner, Zone& zone,
                                  Log& log) {
  log.emit(make_wide_event(EventKind::alloc_pages, order.value, requested));
  if (order > zone.top_order()) {
    log.emit(make_event(EventKind::alloc_failed, order.value,
                        static_cast<uint32_t>(Errc::order_too_large), zone.free_frames()));
    return Errc::order_too_large;
  }
  if ((requested >> zone.page_shift()) < frames_of(order)) {
    const Bytes frames = (requested + zone.page_size() - 1) >> zone.page_shift();
    log.emit(make_event(EventKind::round_up, order.value, 0, static_cast<uint32_t>(frames)));
  }
  if (Result<Pfn> block = zone.alloc_pages(order, requested, owner, log); block.ok()) return block;

  if (const uint32_t empty = empty_slabs(); empty != 0) {
    log.emit(make_event(EventKind::pressure, order.value, 0, empty));
    for (uint32_t id = 0; id < size(); ++id) reap_all(CacheId(id), zone, log);
    if (Result<Pfn> block = zone.alloc_pages(order, requested, owner, log); block.ok())
      return block;
  }
  const Errc why = zone.failure(order);
  log.emit(make_event(EventKind::alloc_failed, order.value, static_cast<uint32_t>(why),
                      zone.free_frames()));
  return why;
}

template <class Log>
void CacheSet::reap_all(CacheId id, Zone& zone, Log& log) {
  KmemCache& cache = caches_[id.value];
  while (cache.list(SlabList::empty).count != 0) {
    const Pfn head = cache.remove_empty();
    zone.set_tag(head, kNone, kNone);
    log.emit(make_event(EventKind::reap, cache.layout().order.value, id.value, head.value));
    zone.free_pages(head, log);
  }
}

template <class Log>
void CacheSet::shrink(CacheId id, Zone& zone, Log& log) {
  log.emit(
      make_event(EventKind::shrink, 0, id.value, caches_[id.value].list(SlabList::empty).count));
  reap_all(id, zone, log);
}

template <class Log>
Result<uint32_t> CacheSet::destroy(CacheId id, Zone& zone, Log& log) {
  if (caches_[id.value].objects_in_use() != 0) return Errc::cache_in_use;
  const uint32_t slabs = caches_[id.value].slab_count();
  reap_all(id, zone, log);
  caches_[id.value].destroy();
  log.emit(make_event(EventKind::cache_destroy, 0, id.value, 0));
  return slabs;
}

}  // namespace kmem

#endif  // KMEM_SLAB_CACHE_SET_INL_H_
