// slab61_grow.cc — rule 2.4 and the index table: a new slab, and the end of one.
#include "slab/slab61_cache.h"

namespace kmem {

Slab61Cache::Slab61Cache(std::string name, const Slab61Layout& layout, uint32_t cpus)
    : name_(std::move(name)), layout_(layout), arrays_(cpus) {
  for (ArrayCache& array : arrays_) {
    array.limit = layout.limit;
    array.batchcount = layout.batchcount;
    array.entries.reserve(layout.limit);
  }
  shared_.limit = layout.shared_limit;
  shared_.batchcount = layout.batchcount;
}

// A slab on no list yet, all slots free. kNone: the page allocator refused.
uint32_t Slab61Cache::new_slab(SlabPages& pages) {
  pages.tell(EventKind::grow, layout_.order.value, layout_.num);
  const uint32_t pfn = pages.alloc_slab(layout_.order);
  if (pfn == kNone) return kNone;
  direct_map_ = pages.direct_map;
  const uint32_t id = take_entry();
  Slab61Slab& slab = slabs_[id];
  slab.base = direct_map_ + (uint64_t{pfn} << kLinuxPageShift);
  slab.number = created_++;
  slab.head = Pfn(pfn);
  slab.colour_bytes = next_colour() * layout_.colour_off;
  slab.bytes.assign(size_t{kLinuxPageSize} << layout_.order.value, pages.fresh_byte);
  owners_.set(slab.head, layout_.order, id);
  ++slab_count_;
  place_table(slab, pages.fresh_byte);
  for (uint32_t slot = 0; slot < layout_.num; ++slot) {
    if (layout_.ctor) {
      slab.bytes[static_cast<size_t>(object_at(slab, slot) - slab.base)] = kConstructed;
      ++ctor_runs_;
    }
    set_table_entry(slab, slot, static_cast<uint8_t>(slot));
  }
  if (pages.heard) tell_new(slab, pages);
  return id;
}

void Slab61Cache::tell_new(const Slab61Slab& slab, SlabPages& pages) const {
  pages.tell(EventKind::slab_carved, layout_.order.value, slab.head.value);
  pages.tell(EventKind::colour, 0, slab.colour_bytes);
  if (layout_.ctor) pages.tell(EventKind::ctor_ran, 0, layout_.num);
}

uint32_t Slab61Cache::take_entry() {
  if (unused_ == kNone) {
    slabs_.emplace_back();
    return static_cast<uint32_t>(slabs_.size() - 1);
  }
  const uint32_t id = unused_;
  unused_ = slabs_[id].next;
  slabs_[id] = {};
  return id;
}

// Raised before use, so the offset 0 comes last; with one colour it is always 0.
uint32_t Slab61Cache::next_colour() {
  if (++colour_next_ >= layout_.colour) colour_next_ = 0;
  return colour_next_;
}

void Slab61Cache::place_table(Slab61Slab& slab, uint8_t fresh_byte) {
  if (layout_.table == IndexTable::off) {
    slab.off_slab.assign(layout_.num, fresh_byte);
  } else if (layout_.table == IndexTable::on) {
    slab.table_at = static_cast<uint32_t>(slab.bytes.size()) - layout_.freelist_size();
  } else {
    slab.table_at = static_cast<uint32_t>(object_at(slab, layout_.num - 1) - slab.base);
  }
}

void Slab61Cache::set_table_entry(Slab61Slab& slab, uint32_t entry, uint8_t slot) {
  std::vector<uint8_t>& in = slab.table_at == kNone ? slab.off_slab : slab.bytes;
  const size_t at = size_t{slab.table_at == kNone ? 0 : slab.table_at} + entry;
  if (at < in.size()) in[at] = slot;
}

// Puts a slab that is on no list on one.
void Slab61Cache::move_to(uint32_t id, Slab61List from, Slab61List to, bool to_head,
                          SlabPages& pages) {
  slabs_[id].list = to;
  to_head ? queue(to).push_head(slabs_, id) : queue(to).push_tail(slabs_, id);
  if (from == to) return;
  const uint32_t lists =
      static_cast<uint32_t>(slab_list_of(from)) << 4 | static_cast<uint32_t>(slab_list_of(to));
  pages.tell(EventKind::slab_moved, lists, slabs_[id].head.value);
}

// Gives a slab that is on no list back to the page allocator.
void Slab61Cache::discard(uint32_t id, SlabPages& pages) {
  const Pfn head = slabs_[id].head;
  owners_.set(head, layout_.order, kNone);
  --slab_count_;
  slabs_[id] = {};
  slabs_[id].next = unused_;
  unused_ = id;
  pages.tell(EventKind::reap, layout_.order.value, head.value);
  pages.free_slab(head, layout_.order);
}

// Nothing works any more.
CacheFault Slab61Cache::die(CacheFault fault) {
  fault_ = fault;
  for (ArrayCache& array : arrays_) array.entries.clear();
  return fault;
}

SlabinfoRow Slab61Cache::slabinfo() const {
  const uint64_t objects = uint64_t{slab_count_} * layout_.num;
  return {objects - free_objects_, objects, slab_count_ - list(Slab61List::free).count, slab_count_,
          shared_.entries.size()};
}

uint64_t Slab61Cache::memory_bytes() const {
  uint64_t bytes = owners_.memory_bytes() + slabs_.capacity() * sizeof(Slab61Slab) +
                   shared_.entries.capacity() * sizeof(Address);
  for (const ArrayCache& array : arrays_)
    bytes += sizeof array + array.entries.capacity() * sizeof(Address);
  for (const Slab61Slab& slab : slabs_) bytes += slab.bytes.capacity() + slab.off_slab.capacity();
  return bytes;
}

bool Slab61Cache::write(Address at, std::span<const uint8_t> bytes) {
  const uint32_t id = slab_of(at);
  if (id == kNone) return false;
  std::vector<uint8_t>& to = slabs_[id].bytes;
  const size_t start = static_cast<size_t>(at - slabs_[id].base);
  if (bytes.size() > to.size() - start) return false;
  for (size_t i = 0; i < bytes.size(); ++i) to[start + i] = bytes[i];
  return true;
}

bool Slab61Cache::read(Address at, std::span<uint8_t> bytes) const {
  const uint32_t id = slab_of(at);
  if (id == kNone) return false;
  const std::vector<uint8_t>& from = slabs_[id].bytes;
  const size_t start = static_cast<size_t>(at - slabs_[id].base);
  if (bytes.size() > from.size() - start) return false;
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = from[start + i];
  return true;
}

}  // namespace kmem
