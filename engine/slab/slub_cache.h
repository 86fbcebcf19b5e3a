// slub_cache.h — a cache of Linux 6.1's SLUB.
//
//   CPU 0   own list ─▶ a ─▶ b       slab 7 (frozen)     stack: 5 ─ 3     (frozen)
//   CPU 1   own list ─▶ c            slab 8 (frozen)     stack: 6
//   node    partial: 4 ─ 2 ─ 9                                            (not frozen)
//   nowhere 0, 1: full slabs are on no list; their next release finds them by address
//
// A CPU that takes a slab takes its whole free list, so allocating and releasing there need no
// lock. The links of a free list lie inside the free objects: real bytes, which a careless owner
// can spoil, and then what happens in a kernel happens here. Rules by number: linux-slab-rules.md.
//
// Invariants of a sound cache (slub_audit.cc checks each by this name):
//   slots      every slot is on its slab's list, on its CPU's list, or handed out
//   inuse      a slab's inuse is its objects less those on its own list
//   places     a slab is a CPU's, in one stack, on the node's list or full, once; frozen says which
//   stacks     the count in a stack entry is the number of entries from there down
//   totals     slabs, objects and lists are counted right
//   pages      each page frame of a slab is owned by that slab
#ifndef KMEM_SLAB_SLUB_CACHE_H_
#define KMEM_SLAB_SLUB_CACHE_H_

#include <bit>
#include <cstring>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "slab/slab_pages.h"
#include "slab/slab_queue.h"
#include "slab/slub_layout.h"
#include "slab/slub_report.h"
#include "slab/slub_stats.h"

namespace kmem {

// Fill patterns (include/linux/poison.h).
inline constexpr uint8_t kPoisonInuse = 0x5a;  // P: nobody's bytes
inline constexpr uint8_t kPoisonFree = 0x6b;   // P: a free object …
inline constexpr uint8_t kPoisonEnd = 0xa5;    // … and its last byte
inline constexpr uint8_t kRedInactive = 0xbb;  // Z: guards of a free object
inline constexpr uint8_t kRedActive = 0xcc;    // Z: guards of an object in use

enum class SlubPlace : uint8_t { unused, cpu, stack, partial, full_list, nowhere };

struct SlubSlab {
  Address base = 0;
  Address freelist = 0;   // the slab's own list: its first free object
  uint32_t number = 0;    // in order of creation
  Pfn head;               // first page frame
  uint32_t next = kNone;  // in its list or stack, or among the unused entries
  uint32_t prev = kNone;
  uint32_t stack_count = 0;  // in a stack: entries from here down
  Order order;
  uint16_t objects = 0;
  uint16_t inuse = 0;
  bool frozen = false;
  SlubPlace place = SlubPlace::unused;
  std::vector<uint8_t> bytes;  // the memory itself
  friend bool operator==(const SlubSlab&, const SlubSlab&) = default;
};

struct SlubCpu {
  Address freelist = 0;
  uint32_t slab = kNone;
  uint32_t stack = kNone;  // top
  friend bool operator==(const SlubCpu&, const SlubCpu&) = default;
};

class SlubCache {
 public:
  SlubCache(std::string name, const SlubLayout& layout, uint32_t cpus)
      : name_(std::move(name)), layout_(layout), cpus_(cpus) {}

  // Hands an object out to a caller. no_memory: the page allocator refused.
  CacheAnswer alloc(const Caller& caller, SlabPages& pages) {
    SlubCpu& cpu = cpus_[caller.cpu];
    const Address object = cpu.freelist;
    if (object == 0) return alloc_slow(caller, pages);
    const uint8_t* link = link_in(slabs_[cpu.slab], object);
    if (link == nullptr) return alloc_astray(cpu);
    cpu.freelist = load(link);
    count(SlubStat::ALLOC_FASTPATH);
    return {object};
  }

  // Takes an object back.
  CacheFault free(const Caller& caller, Address object, SlabPages& pages) {
    const uint32_t id = slab_of(object);
    if (id == kNone) return fault_ == CacheFault::none ? CacheFault::foreign : fault_;
    SlubCpu& cpu = cpus_[caller.cpu];
    if (id != cpu.slab) return free_slow(caller, id, {object, object, 1}, pages);
    uint8_t* link = link_in(slabs_[id], object);
    if (link == nullptr) return die(CacheFault::crash, object);
    store(link, cpu.freelist);
    cpu.freelist = object;
    count(SlubStat::FREE_FASTPATH);
    return CacheFault::none;
  }

  // n single allocations; those before a failure are given back.
  CacheFault alloc_bulk(const Caller& caller, uint32_t n, std::vector<Address>& objects,
                        SlabPages& pages);
  CacheFault free_bulk(const Caller& caller, std::vector<Address> objects, SlabPages& pages);
  CacheFault shrink(SlabPages& pages);
  // Takes back an object that its owner releases under another cache's name.
  CacheFault free_as(const SlubCache& named, const Caller& caller, Address object,
                     SlabPages& pages);
  // Gives every slab back. Objects in use: a report, and those slabs stay. True if all are gone.
  bool destroy(const Caller& caller, SlabPages& pages);

  // The memory of objects, for owners. False, and nothing is done, unless all of it lies in one
  // slab.
  bool write(Address at, std::span<const uint8_t> bytes);
  bool read(Address at, std::span<uint8_t> bytes) const;

  const std::string& name() const { return name_; }
  const SlubLayout& layout() const { return layout_; }
  SlabinfoRow slabinfo() const;
  const SlubCounts& counts() const { return counts_; }
  uint64_t ctor_runs() const { return ctor_runs_; }
  // Set when the kernel died of this cache; then nothing works any more.
  CacheFault fault() const { return fault_; }
  Address fault_address() const { return fault_address_; }
  // What debugging reported, oldest first; the last of them is number reports_made() - 1.
  const std::vector<SlubReport>& reports() const { return reports_; }
  uint32_t reports_made() const { return reports_made_; }

  // Its parts, to look at.
  uint32_t cpu_count() const { return static_cast<uint32_t>(cpus_.size()); }
  const SlubCpu& cpu(uint32_t cpu) const { return cpus_[cpu]; }
  const std::vector<SlubSlab>& slabs() const { return slabs_; }
  const SlabQueue& partial() const { return partial_; }
  const SlabQueue& full() const { return full_; }
  uint32_t slab_count() const { return slab_count_; }
  uint64_t object_count() const { return object_count_; }
  uint32_t created() const { return created_; }
  // The slab that the address lies in, or kNone.
  uint32_t slab_of(Address address) const {
    return owners_.find((address - direct_map_) >> kLinuxPageShift);
  }
  uint32_t slot_of(const SlubSlab& slab, Address object) const {
    return static_cast<uint32_t>((object - slab.base - layout_.red_left_pad) / layout_.size);
  }
  Address object_at(const SlubSlab& slab, uint32_t slot) const {
    return slab.base + uint64_t{slot} * layout_.size + layout_.red_left_pad;
  }
  bool is_object(const SlubSlab& slab, Address address) const;
  // The objects of a list, at most as many as the slab has; *sound says if it ended there, and all
  // of them are objects of this slab.
  std::vector<Address> list_from(const SlubSlab& slab, Address first, bool* sound) const;
  // Bytes of this value, what its vectors hold included.
  uint64_t memory_bytes() const;

  friend bool operator==(const SlubCache&, const SlubCache&) = default;

 private:
  friend class SlubSurgeon;  // tests break a cache on purpose, to see the audit find it

  // Linked objects on their way back: `head` first.
  struct Chain {
    Address head, tail;
    uint32_t count;
  };

  // Both run on little-endian machines, as the kernel that is imitated.
  static_assert(std::endian::native == std::endian::little);
  static Address load(const uint8_t* at) {
    Address word = 0;
    std::memcpy(&word, at, sizeof word);
    return word;
  }
  static void store(uint8_t* at, Address word) { std::memcpy(at, &word, sizeof word); }
  // An object's free pointer in the memory of this slab; nullptr if it lies outside.
  const uint8_t* link_in(const SlubSlab& slab, Address object) const {
    const uint64_t at = object + layout_.offset - slab.base;
    const uint64_t room = slab.bytes.size() - kPointerBytes;
    return at <= room ? &slab.bytes[static_cast<size_t>(at)] : nullptr;
  }
  uint8_t* link_in(SlubSlab& slab, Address object) {
    return const_cast<uint8_t*>(std::as_const(*this).link_in(slab, object));
  }
  void count(SlubStat stat) { ++counts_[static_cast<unsigned>(stat)]; }
  uint32_t number_of(const SlubCpu& cpu) const {
    return static_cast<uint32_t>(&cpu - cpus_.data());
  }
  // Says that a CPU did something with a slab.
  void tell(EventKind kind, const SlubCpu& cpu, uint32_t id, SlabPages& pages) const {
    pages.tell(kind, number_of(cpu), slabs_[id].head.value);
  }

  // slub_links.cc: free pointers, and what follows from a wild one.
  uint8_t* bytes_at(Address at, uint64_t length);
  const uint8_t* bytes_at(Address at, uint64_t length) const;
  bool get_link(Address object, Address& next) const;
  bool set_link(Address object, Address next);
  // The same, for an object that most likely lies in this slab.
  bool set_link(SlubSlab& slab, Address object, Address next) {
    uint8_t* at = link_in(slab, object);
    if (at == nullptr) return set_link(object, next);
    store(at, next);
    return true;
  }
  CacheFault die(CacheFault fault, Address address);

  // slub_alloc.cc
  CacheAnswer alloc_slow(const Caller& caller, SlabPages& pages);
  CacheAnswer alloc_astray(SlubCpu& cpu);
  CacheAnswer load_list(SlubCpu& cpu, Address list);
  Address take_list(uint32_t id);
  void forget_full(SlubCpu& cpu, SlabPages& pages);
  bool pop_stack(SlubCpu& cpu, SlabPages& pages);
  Address take_from_node(SlubCpu& cpu, SlabPages& pages);

  // slub_grow.cc
  uint32_t new_slab(SlabPages& pages);
  uint32_t take_entry();
  void link_slots(SlubSlab& slab);
  void tell_new(const SlubSlab& slab, SlabPages& pages) const;
  void discard(uint32_t id, SlabPages& pages);

  // slub_free.cc
  CacheFault free_slow(const Caller& caller, uint32_t id, Chain chain, SlabPages& pages);
  CacheFault free_chain(const Caller& caller, Chain chain, SlabPages& pages);
  void tell_chain(EventKind kind, const SlubCpu& cpu, uint32_t id, Chain chain,
                  SlabPages& pages) const;
  Chain detach_group(std::vector<Address>& objects, size_t& left);

  // slub_stack.cc
  void stack_slab(SlubCpu& cpu, uint32_t id);
  void push_stack(SlubCpu& cpu, uint32_t id, SlabPages& pages);
  void drain_stack(uint32_t top, SlabPages& pages);

  // slub_shrink.cc
  CacheFault flush_cpus(SlabPages& pages);
  CacheFault end_of(Address list, Address& last, uint32_t& length) const;
  CacheFault deactivate(SlubCpu& cpu, SlabPages& pages);
  bool sort_partial(SlabPages& pages);

  // slub_debug.cc: caches with a debug flag.
  CacheAnswer alloc_debug(const Caller& caller, SlabPages& pages);
  Address alloc_single(const Caller& caller, uint32_t id, SlabPages& pages);
  void leave_partial(uint32_t id, SlabPages& pages);
  CacheFault free_debug(const Caller& caller, uint32_t id, Chain chain, SlabPages& pages);
  bool accept_free(const Caller& caller, SlubSlab& slab, Chain& chain);
  bool refuse_free(Address object);
  void tell_reports(SlabPages& pages);
  void list_objects_left(SlubSlab& slab);

  // slub_bytes.cc: what lies in a slot.
  void fill_object(Address object, uint8_t guard);
  void make_object(Address object);
  void set_track(Address object, bool freed, const Caller& caller);

  // slub_check.cc: what F finds, and its repairs. False: a fault was found.
  bool check_slab(SlubSlab& slab);
  void check_slab_end(SlubSlab& slab);
  bool check_alloc(SlubSlab& slab, Address object);
  bool check_free(SlubSlab& slab, Address object);
  bool check_object(SlubSlab& slab, Address object, uint8_t guard);
  bool check_bytes(const SlubSlab& slab, Address object, const char* what, Address start,
                   uint32_t length, uint8_t expected);
  void check_filler(const SlubSlab& slab, Address object);
  bool check_free_pointer(SlubSlab& slab, Address object);
  bool on_freelist(SlubSlab& slab, Address object);
  void check_counts(SlubSlab& slab, uint32_t listed);
  void check_discarded(SlubSlab& slab);
  void mark_all_used(SlubSlab& slab);

  // slub_report.cc
  SlubReport& new_report(std::string headline);
  SlubReport& report(const SlubSlab& slab, std::string headline);
  SlubReport& report_object(const SlubSlab& slab, Address object, std::string headline);
  void add_section(SlubReport& report, const char* label, Address at, uint32_t length) const;
  SlubTrack track_of(Address object, bool freed) const;
  void fix(std::string text);

  std::string name_;
  SlubLayout layout_;
  std::vector<SlubCpu> cpus_;
  std::vector<SlubSlab> slabs_;
  SlabQueue partial_;
  SlabQueue full_;  // only with U
  uint32_t unused_ = kNone;
  uint32_t slab_count_ = 0;
  uint64_t object_count_ = 0;
  uint32_t created_ = 0;
  uint64_t ctor_runs_ = 0;
  uint64_t now_ = 0;  // the latest caller's time
  Address direct_map_ = kDirectMap;
  PageOwners owners_;
  SlubCounts counts_{};
  std::vector<SlubReport> reports_;
  uint32_t reports_made_ = 0;
  uint32_t reports_told_ = 0;
  CacheFault fault_ = CacheFault::none;
  Address fault_address_ = 0;
};

}  // namespace kmem

#endif  // KMEM_SLAB_SLUB_CACHE_H_
