// slab61_cache.h — a cache of Linux 6.1's classic SLAB, the one of the textbooks' three lists.
//
//   CPU 0   array (a stack of objects)   [ a b c d ▸        limit 120, moved 60 at a time
//   CPU 1   array                        [ e ▸
//   node    shared array                 [ f g h ▸          only with more than one CPU
//           full      [slab]─[slab]
//           partial   [slab]                                slots free in slabs: free_objects
//           free      [slab]─[slab]
//
// An object in an array counts as in use for its slab: a slab whose last object was released stays
// where it is until a flush. Rules by number: linux-slab-rules.md, part 2.
//
// Invariants of a sound cache (slab61_audit.cc checks each by this name):
//   slots     every slot is free in its slab, in one array, or handed out
//   lists     a slab is on the list that its `active` says, once
//   table     the index table's free part holds each free slot once
//   counters  free_objects and free_slabs are what the lists say
//   arrays    no array holds more than its limit
//   pages     each page frame of a slab is owned by that slab
#ifndef KMEM_SLAB_SLAB61_CACHE_H_
#define KMEM_SLAB_SLAB61_CACHE_H_

#include <array>
#include <span>
#include <string>
#include <vector>

#include "slab/slab61_layout.h"
#include "slab/slab_pages.h"
#include "slab/slab_queue.h"

namespace kmem {

enum class Slab61List : uint8_t { unused, full, partial, free };
// The same list as events name it.
constexpr SlabList slab_list_of(Slab61List list) {
  constexpr SlabList kLists[] = {SlabList::none, SlabList::full, SlabList::partial,
                                 SlabList::empty};
  return kLists[static_cast<unsigned>(list)];
}

struct Slab61Slab {
  Address base = 0;
  uint32_t number = 0;  // in order of creation
  Pfn head;
  uint32_t next = kNone;
  uint32_t prev = kNone;
  uint32_t colour_bytes = 0;  // offset of the first object
  uint32_t table_at = kNone;  // of the index table in `bytes`; kNone: the table is in `off_slab`
  uint32_t active = 0;        // slots in use; the table's entries from here on are the free ones
  Slab61List list = Slab61List::unused;
  std::vector<uint8_t> bytes;     // the memory itself
  std::vector<uint8_t> off_slab;  // the index table, if another cache holds it
  friend bool operator==(const Slab61Slab&, const Slab61Slab&) = default;
};

inline constexpr uint32_t kSharedArray = 0xff;  // in events: the shared array, not a CPU's

// A stack of objects that are neither in use nor free in their slabs.
struct ArrayCache {
  uint32_t limit = 0;
  uint32_t batchcount = 0;
  bool touched = false;
  std::vector<Address> entries;  // the last is used next
  uint32_t room() const { return limit - static_cast<uint32_t>(entries.size()); }
  friend bool operator==(const ArrayCache&, const ArrayCache&) = default;
};

class Slab61Cache {
 public:
  Slab61Cache(std::string name, const Slab61Layout& layout, uint32_t cpus);

  CacheAnswer alloc(const Caller& caller, SlabPages& pages) {
    ArrayCache& array = arrays_[caller.cpu];
    if (array.entries.empty() && !refill(array, pages))
      return {0, fault_ == CacheFault::none ? CacheFault::no_memory : fault_};
    array.touched = true;
    const Address object = array.entries.back();
    array.entries.pop_back();
    tell(EventKind::array_take, array, static_cast<uint32_t>(array.entries.size()), pages);
    return {object};
  }

  CacheFault free(const Caller& caller, Address object, SlabPages& pages) {
    if (fault_ != CacheFault::none) return fault_;
    if (slab_of(object) == kNone) return CacheFault::foreign;
    ArrayCache& array = arrays_[caller.cpu];
    if (array.room() == 0 && flush(array, pages) != CacheFault::none) return fault_;
    array.entries.push_back(object);
    tell(EventKind::array_put, array, static_cast<uint32_t>(array.entries.size()), pages);
    return CacheFault::none;
  }

  // Plain loops (rule 2.9).
  CacheFault alloc_bulk(const Caller& caller, uint32_t n, std::vector<Address>& objects,
                        SlabPages& pages);
  CacheFault free_bulk(const Caller& caller, const std::vector<Address>& objects, SlabPages& pages);
  CacheFault shrink(SlabPages& pages);
  // The periodic reaper visits, on one CPU; `node`: the four-second part runs too.
  CacheFault reap(uint32_t cpu, bool node, SlabPages& pages);
  // Gives every slab back whose objects are all released. True if all are gone.
  bool destroy(const Caller& caller, SlabPages& pages);

  bool write(Address at, std::span<const uint8_t> bytes);
  bool read(Address at, std::span<uint8_t> bytes) const;

  const std::string& name() const { return name_; }
  const Slab61Layout& layout() const { return layout_; }
  SlabinfoRow slabinfo() const;
  uint64_t ctor_runs() const { return ctor_runs_; }
  CacheFault fault() const { return fault_; }

  // Its parts, to look at.
  uint32_t cpu_count() const { return static_cast<uint32_t>(arrays_.size()); }
  const ArrayCache& array(uint32_t cpu) const { return arrays_[cpu]; }
  const ArrayCache& shared() const { return shared_; }
  const std::vector<Slab61Slab>& slabs() const { return slabs_; }
  const SlabQueue& list(Slab61List which) const { return lists_[static_cast<unsigned>(which)]; }
  uint32_t free_objects() const { return free_objects_; }
  bool free_touched() const { return free_touched_; }
  uint32_t colour_next() const { return colour_next_; }
  uint32_t slab_count() const { return slab_count_; }
  uint32_t created() const { return created_; }
  // The slab that the address lies in, or kNone.
  uint32_t slab_of(Address address) const {
    return owners_.find((address - direct_map_) >> kLinuxPageShift);
  }
  uint32_t slot_of(const Slab61Slab& slab, Address object) const {
    return static_cast<uint32_t>((object - slab.base - slab.colour_bytes) / layout_.size);
  }
  Address object_at(const Slab61Slab& slab, uint32_t slot) const {
    return slab.base + slab.colour_bytes + uint64_t{slot} * layout_.size;
  }
  // The entry of the index table: from `active` on, the free slots in the order of use.
  uint8_t table_entry(const Slab61Slab& slab, uint32_t entry) const {
    const std::vector<uint8_t>& in = slab.table_at == kNone ? slab.off_slab : slab.bytes;
    const size_t at = size_t{slab.table_at == kNone ? 0 : slab.table_at} + entry;
    return at < in.size() ? in[at] : uint8_t{0};
  }
  // Bytes of this value, what its vectors hold included.
  uint64_t memory_bytes() const;

  friend bool operator==(const Slab61Cache&, const Slab61Cache&) = default;

 private:
  friend class Slab61Surgeon;  // tests break a cache on purpose, to see the audit find it

  SlabQueue& queue(Slab61List which) { return lists_[static_cast<unsigned>(which)]; }
  void move_to(uint32_t id, Slab61List from, Slab61List to, bool to_head, SlabPages& pages);
  // Says what happened to a CPU's array, or to the shared one.
  void tell(EventKind kind, const ArrayCache& array, uint32_t count, SlabPages& pages) const {
    const bool is_shared = &array == &shared_;
    pages.tell(kind, is_shared ? kSharedArray : static_cast<uint32_t>(&array - arrays_.data()),
               count);
  }
  CacheFault die(CacheFault fault);

  // slab61_grow.cc
  uint32_t new_slab(SlabPages& pages);
  uint32_t take_entry();
  uint32_t next_colour();
  void tell_new(const Slab61Slab& slab, SlabPages& pages) const;
  void place_table(Slab61Slab& slab, uint8_t fresh_byte);
  void set_table_entry(Slab61Slab& slab, uint32_t entry, uint8_t slot);
  void discard(uint32_t id, SlabPages& pages);

  // slab61_alloc.cc
  bool refill(ArrayCache& array, SlabPages& pages);
  bool take_shared(ArrayCache& array, uint32_t want, SlabPages& pages);
  void take_from_lists(ArrayCache& array, uint32_t want, SlabPages& pages);
  uint32_t first_slab(SlabPages& pages);
  void take_slots(ArrayCache& array, uint32_t id, uint32_t want, SlabPages& pages);
  void list_used_slab(uint32_t id, Slab61List from, SlabPages& pages);

  // slab61_free.cc
  CacheFault flush(ArrayCache& array, SlabPages& pages);
  CacheFault release_oldest(ArrayCache& array, uint32_t n, SlabPages& pages);
  void give_back_surplus(SlabPages& pages);
  bool put_slot(Address object, SlabPages& pages);

  // slab61_reap.cc
  CacheFault drain_array(ArrayCache& array, SlabPages& pages);
  void drain_free(uint32_t most, SlabPages& pages);

  std::string name_;
  Slab61Layout layout_;
  std::vector<ArrayCache> arrays_;
  ArrayCache shared_;
  std::vector<Slab61Slab> slabs_;
  std::array<SlabQueue, 4> lists_{};  // by Slab61List; that of `unused` stays empty
  uint32_t unused_ = kNone;
  uint32_t slab_count_ = 0;
  uint32_t created_ = 0;
  uint32_t free_objects_ = 0;
  bool free_touched_ = false;
  uint32_t colour_next_ = 0;
  uint64_t ctor_runs_ = 0;
  Address direct_map_ = kDirectMap;
  PageOwners owners_;
  CacheFault fault_ = CacheFault::none;
};

}  // namespace kmem

#endif  // KMEM_SLAB_SLAB61_CACHE_H_
