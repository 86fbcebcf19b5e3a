// linux_cache_set_inl.h — the verbs of linux_cache_set.h. In a header so that a silent log costs
// nothing.
#ifndef KMEM_SLAB_LINUX_CACHE_SET_INL_H_
#define KMEM_SLAB_LINUX_CACHE_SET_INL_H_

#include "slab/linux_cache_set.h"

namespace kmem {

// The page allocator as one cache sees it during one request, and where its events go.
template <class Pages, class Log>
class CachePages final : public SlabPages {
 public:
  CachePages(LinuxCacheSet& set, CacheId cache, Pages& pages, Log& log)
      : set_(set), cache_(cache), pages_(pages), log_(log) {
    heard = Log::kOn;
  }

  // Why the last slab was refused.
  Errc refusal = Errc::none;

  uint32_t alloc_slab(Order order) override {
    if (!set_.has_room(order)) {
      refusal = Errc::slab_bytes;
      return kNone;
    }
    const Result<Pfn> head =
        pages_.alloc_pages({.order = order, .type = set_.mobility(cache_)}, log_);
    refusal = head.errc();
    if (!head.ok()) return kNone;
    set_.add_slab(cache_, *head, order);
    return head->value;
  }
  void free_slab(Pfn head, Order order) override {
    set_.drop_slab(head);
    const Errc errc = pages_.free_pages(head, order, log_);
    KMEM_CHECK(errc == Errc::none);
  }

 private:
  void on_event(EventKind kind, uint32_t where, uint32_t what) override {
    log_.emit(make_event(kind, where, cache_.value, what));
  }
  void on_slot(EventKind kind, uint32_t slot, Pfn slab) override {
    log_.emit(make_event(kind, 0, slot, slab.value));
  }

  LinuxCacheSet& set_;
  CacheId cache_;
  Pages& pages_;
  Log& log_;
};

template <class Log>
Result<CacheId> LinuxCacheSet::create(std::string_view name, const LinuxCacheSpec& spec, Log& log) {
  const Result<CacheId> id = add(name, spec);
  if (!id.ok()) return id;
  const LinuxCache& cache = caches_[id->value];
  log.emit(
      make_event(EventKind::cache_create, cache.order().value, id->value, cache.object_size()));
  return id;
}

// Says what the kernel died of, if it did.
template <class Log>
Errc LinuxCacheSet::fail(CacheId id, CacheFault fault, Errc refusal, Address at, Log& log) const {
  const Errc errc = errc_of(fault, refusal);
  if (errc == Errc::kernel_oops || errc == Errc::kernel_hang)
    log.emit(make_event(EventKind::oops, errc == Errc::kernel_hang, id.value,
                        static_cast<uint32_t>(at >> kLinuxPageShift)));
  return errc;
}

template <class Log>
Address LinuxCacheSet::hand_out(CacheId id, Address object, uint32_t asked, Log& log) {
  const Address address = from_kernel(object);
  set_slot(object, Slot::in_use(asked));
  const SlabRecord* slab = slab_at(address);
  if (slab != nullptr)
    log.emit(
        make_event(EventKind::object_out, 0, caches_[id.value].slot_of(object), slab->head.value));
  return address;
}

template <class Pages, class Log>
Result<Address> LinuxCacheSet::alloc(CacheId id, const Caller& caller, Pages& pages, Log& log) {
  log.emit(make_event(EventKind::cache_alloc, 0, id.value, 0));
  LinuxCache& cache = caches_[id.value];
  CachePages<Pages, Log> source(*this, id, pages, log);
  const bool fast = Log::kOn && cache.fast_alloc(caller.cpu);
  const CacheAnswer got = cache.ask([&](auto& policy) { return policy.alloc(caller, source); });
  if (!got.ok()) return fail(id, got.fault, source.refusal, 0, log);
  if (fast)
    log.emit(make_event(EventKind::cpu_alloc, caller.cpu, id.value,
                        static_cast<uint32_t>(from_kernel(got.object) >> kLinuxPageShift)));
  return hand_out(id, got.object, caller.asked_size, log);
}

template <class Pages, class Log>
Errc LinuxCacheSet::free(CacheId named, const Caller& caller, Address address, Pages& pages,
                         Log& log) {
  const SlabRecord* slab = slab_at(address);
  if (slab == nullptr) return Errc::wrong_free;
  return release(named, CacheId(slab->cache), caller, address, pages, log);
}

template <class Pages, class Log>
Errc LinuxCacheSet::kfree(const Caller& caller, Address address, Pages& pages, Log& log) {
  const SlabRecord* slab = slab_at(address);
  if (slab == nullptr) return Errc::wrong_free;
  const CacheId owner(slab->cache);
  return release(owner, owner, caller, address, pages, log);
}

template <class Pages, class Log>
Errc LinuxCacheSet::release(CacheId named, CacheId owner, const Caller& caller, Address address,
                            Pages& pages, Log& log) {
  const Address object = to_kernel(address);
  LinuxCache& cache = caches_[owner.value];
  const uint32_t slot = cache.slot_of(object);
  const Pfn head = slab_at(address)->head;
  log.emit(make_event(EventKind::cache_free, 0, named.value, head.value));

  CachePages<Pages, Log> source(*this, owner, pages, log);
  const bool fast = Log::kOn && cache.fast_free(caller.cpu, object);
  const Slot was = set_slot(object, {});
  CacheFault fault = CacheFault::none;
  if (named == owner) {
    fault = cache.ask([&](auto& policy) { return policy.free(caller, object, source); });
  } else {
    fault = cache.free_as(caches_[named.value], caller, object, source);
  }
  if (fault != CacheFault::none) {
    if (was.live()) set_slot(object, was);
    return fail(owner, fault, Errc::none, address, log);
  }
  if (fast) {
    log.emit(make_event(EventKind::cpu_free, caller.cpu, owner.value, head.value));
    log.emit(make_event(EventKind::object_in, 0, slot, head.value));
  }
  return Errc::none;
}

template <class Pages, class Log>
Errc LinuxCacheSet::alloc_bulk(CacheId id, const Caller& caller, uint32_t n,
                               std::vector<Address>& objects, Pages& pages, Log& log) {
  objects.clear();
  for (uint32_t i = 0; i < n; ++i) {
    const Result<Address> got = alloc(id, caller, pages, log);
    if (!got.ok()) {
      free_bulk(id, caller, objects, pages, log);
      objects.clear();
      return got.errc();
    }
    objects.push_back(*got);
  }
  return Errc::none;
}

template <class Pages, class Log>
Errc LinuxCacheSet::free_bulk(CacheId id, const Caller& caller, std::span<const Address> objects,
                              Pages& pages, Log& log) {
  std::vector<Address> inside;
  Errc worst = Errc::none;
  for (const Address address : objects) {
    const SlabRecord* slab = slab_at(address);
    if (slab == nullptr || slab->cache != id.value) {
      worst = slab == nullptr ? Errc::wrong_free : Errc::wrong_cache;
      continue;
    }
    log.emit(make_event(EventKind::cache_free, 0, id.value, slab->head.value));
    inside.push_back(to_kernel(address));
  }
  for (const Address object : inside) set_slot(object, {});
  CachePages<Pages, Log> source(*this, id, pages, log);
  const CacheFault fault =
      caches_[id.value].ask([&](auto& policy) { return policy.free_bulk(caller, inside, source); });
  if (fault == CacheFault::none) return worst;
  // Which of a group debugging refused is in its report; owners hold those no longer either.
  return fail(id, fault, Errc::none, 0, log);
}

template <class Pages, class Log>
Errc LinuxCacheSet::shrink(CacheId id, Pages& pages, Log& log) {
  LinuxCache& cache = caches_[id.value];
  log.emit(make_event(EventKind::cache_shrink, 0, id.value, cache.slab_count()));
  CachePages<Pages, Log> source(*this, id, pages, log);
  const CacheFault fault = cache.ask([&](auto& policy) { return policy.shrink(source); });
  return fault == CacheFault::none ? Errc::none : fail(id, fault, Errc::none, 0, log);
}

template <class Pages, class Log>
Errc LinuxCacheSet::reap(uint32_t cpu, bool node, Pages& pages, Log& log) {
  Errc worst = Errc::none;
  for (uint32_t i = 0; i < size(); ++i) {
    if (!exists(CacheId(i)) || caches_[i].slab() == nullptr) continue;
    log.emit(make_event(EventKind::reaper, cpu, i, 0));
    CachePages<Pages, Log> source(*this, CacheId(i), pages, log);
    const CacheFault fault = caches_[i].reap(cpu, node, source);
    if (fault != CacheFault::none) worst = fail(CacheId(i), fault, Errc::none, 0, log);
  }
  return worst;
}

template <class Pages, class Log>
Errc LinuxCacheSet::destroy(CacheId id, const Caller& caller, Pages& pages, Log& log) {
  if (id.value < kmalloc_classes_) return Errc::reserved_cache;
  LinuxCache& cache = caches_[id.value];
  CachePages<Pages, Log> source(*this, id, pages, log);
  const bool gone = cache.ask([&](auto& policy) { return policy.destroy(caller, source); });
  if (!gone)
    return cache.fault() == CacheFault::none ? Errc::cache_in_use
                                             : fail(id, cache.fault(), Errc::none, 0, log);
  cache.end();
  log.emit(make_event(EventKind::cache_destroy, 0, id.value, 0));
  return Errc::none;
}

template <class Log>
Errc LinuxCacheSet::write(Address object, uint64_t at, std::span<const uint8_t> bytes, Log& log) {
  SlabRecord* slab = record_at(object + at);
  if (slab == nullptr) return Errc::wrong_free;
  const WritePlace place = place_of(object, at, bytes.size());
  if (!caches_[slab->cache].write(to_kernel(object + at), bytes)) return Errc::wrong_free;
  log.emit(make_event(EventKind::wrote, static_cast<uint32_t>(place),
                      static_cast<uint32_t>(bytes.size() < 0xffff ? bytes.size() : 0xffff),
                      static_cast<uint32_t>((object + at) >> kLinuxPageShift)));
  return Errc::none;
}

}  // namespace kmem

#endif  // KMEM_SLAB_LINUX_CACHE_SET_INL_H_
