#include "machine/trace_import_plan.h"

#include <bit>

#include "machine/trace_import_names.h"
#include "slab/cache_set.h"
#include "slab/layout.h"

namespace kmem::ftrace {
namespace {

constexpr uint64_t kFewestFrames = 16;
// A segment of which the commands can use less than this share is a mostly empty picture.
constexpr uint64_t kEmptiest = 64;

uint64_t cache_key(const Record& record) { return uint64_t{record.cache} << 32 | record.granted; }

// Slabs never exceed what the peak of live objects fills, because a cache grows only when all of
// its objects are in use.
uint64_t slab_frames(const PlannedCache& cache, const CacheSpec& spec) {
  const Result<SlabLayout> layout = layout_for(spec, kPageShift, kMaxSlabOrder);
  if (!layout.ok() || layout->objects == 0) return 0;
  return (cache.peak + layout->objects - 1) / layout->objects * frames_of(layout->order);
}

uint64_t large_kmalloc_frames(uint32_t bytes) {
  return std::bit_ceil((uint64_t{bytes} + kDefaultPageSize - 1) >> kPageShift);
}

void count(PlannedCache& cache, bool freed) {
  if (freed) {
    --cache.live;
  } else if (++cache.live > cache.peak) {
    cache.peak = cache.live;
  }
}

}  // namespace

PlannedSizes sizes_of(const PlannedCache& cache) {
  for (uint32_t align : {8u, 16u, 32u, 64u, 128u, 256u, 512u, 1024u, 2048u, 4096u, 4u, 2u, 1u}) {
    const uint64_t slot = (uint64_t{cache.requested} + align - 1) & ~uint64_t{align - 1};
    if (slot == cache.granted) return {cache.requested, align == kDefaultAlign ? 0 : align};
  }
  // The kernel keeps something of its own behind each object: count it in.
  for (uint32_t align : {8u, 4u, 2u, 1u})
    if (cache.granted % align == 0) return {cache.granted, align == kDefaultAlign ? 0 : align};
  return {cache.granted, 0};
}

void Planner::start(uint64_t base) {
  base_page_ = static_cast<uint32_t>(base >> kPageShift);
  pass_ = base == 0 ? Pass::number : Pass::find_slabs;
}

bool Planner::step(uint32_t records) {
  const size_t end = recording_.records.size();
  for (; records != 0 && at_ != end; --records, ++at_) {
    Record& record = recording_.records[at_];
    if (pass_ == Pass::find_slabs) find_slab(record, static_cast<uint32_t>(at_));
    if (pass_ == Pass::number) number(record);
  }
  if (at_ != end || pass_ == Pass::done) return pass_ != Pass::done;
  if (pass_ == Pass::number) choose_frames();
  pass_ = pass_ == Pass::find_slabs ? Pass::number : Pass::done;
  if (pass_ == Pass::number) at_ = 0;
  return pass_ != Pass::done;
}

void Planner::find_slab(Record& record, uint32_t index) {
  switch (record.kind) {
    case RecordKind::page_alloc:
      if (record.place == kNone) return;
      heads_.put(record.place, index);
      if (blocks_of_order_[record.order]++ == 0) live_orders_ |= 1u << record.order;
      return;
    case RecordKind::page_free:
    case RecordKind::page_lost: {
      const Record& block = recording_.records[record.number];
      if (block.place == kNone) return;
      heads_.take(block.place);
      if (--blocks_of_order_[block.order] == 0) live_orders_ &= ~(1u << block.order);
      return;
    }
    case RecordKind::kmalloc:
    case RecordKind::cache_alloc: {
      const uint32_t block = block_around(record.place - base_page_);
      if (block != kNone) recording_.records[block].kind = RecordKind::slab_alloc;
      return;
    }
    default:
      return;
  }
}

// The record of the live block that holds a page frame, or kNone. There is at most one of each
// order: the one whose head the number rounds down to. The kernel can give back part of a block;
// what it hands out there later is the newer block, so that one counts.
uint32_t Planner::block_around(uint32_t pfn) const {
  uint32_t newest = kNone;
  for (uint32_t orders = live_orders_; orders != 0; orders &= orders - 1) {
    const uint32_t order = static_cast<uint32_t>(std::countr_zero(orders));
    const uint32_t block = heads_.find(pfn & ~((1u << order) - 1));
    if (block == kNone || recording_.records[block].order != order) continue;
    if (newest == kNone || block > newest) newest = block;
  }
  return newest;
}

void Planner::number(Record& record) {
  switch (record.kind) {
    case RecordKind::kmalloc:
    case RecordKind::cache_alloc:
      return number_object(record);
    case RecordKind::page_alloc:
      return number_block(record);
    case RecordKind::slab_alloc:
      ++report_.slab_page_blocks;
      return;
    case RecordKind::note:
    case RecordKind::none:
      return;
    default:
      number_free(record);
  }
}

void Planner::leave_out(Record& record) {
  record.kind = RecordKind::none;
  ++report_.left_out;
}

void Planner::number_object(Record& record) {
  if (record.kind == RecordKind::cache_alloc && !put_in_cache(record)) return leave_out(record);
  count_object(record, false);
  record.place = object_numbers_.take();
  ++report_.object_allocs;
  ++report_.live_objects;
}

void Planner::number_block(Record& record) {
  record.place = block_numbers_.take();
  block_frames_ += uint64_t{1} << record.order;
  if (block_frames_ > block_frames_peak_) block_frames_peak_ = block_frames_;
  ++report_.page_allocs;
  ++report_.live_blocks;
}

void Planner::number_free(Record& record) {
  const Record& held = recording_.records[record.number];
  const bool implied =
      record.kind == RecordKind::object_lost || record.kind == RecordKind::page_lost;
  if (held.kind == RecordKind::none) {  // its allocation was left out
    record.kind = RecordKind::none;
    report_.left_out += !implied;
    return;
  }
  if (held.kind == RecordKind::slab_alloc) {
    record.kind = RecordKind::none;
    report_.slab_page_frees += !implied;
    return;
  }
  report_.implied_frees += implied;
  if (held.kind == RecordKind::page_alloc) {
    report_.page_frees += !implied;
    --report_.live_blocks;
    block_frames_ -= uint64_t{1} << held.order;
    block_numbers_.give_back(held.place);
    return;
  }
  report_.object_frees += !implied;
  --report_.live_objects;
  count_object(held, true);
  object_numbers_.give_back(held.place);
}

void Planner::count_object(const Record& record, bool freed) {
  if (record.kind == RecordKind::cache_alloc) return count(caches_[record.cache], freed);
  if (const uint32_t size_class = kmalloc_class(record.number); size_class != kNone)
    return count(classes_[size_class], freed);
  const uint64_t frames = large_kmalloc_frames(record.number);
  block_frames_ = freed ? block_frames_ - frames : block_frames_ + frames;
  if (block_frames_ > block_frames_peak_) block_frames_peak_ = block_frames_;
}

// False when the machine can hold no further cache, or no object of this size.
bool Planner::put_in_cache(Record& record) {
  if (record.granted > kMaxObjectSize) return false;
  const uint64_t key = cache_key(record);
  uint32_t cache = cache_keys_.find(key);
  if (cache == kNone) {
    if (caches_.size() + kKmallocClasses >= kMaxCaches) return false;
    cache = add_cache(record);
    cache_keys_.put(key, cache);
  }
  if (record.number > caches_[cache].requested) caches_[cache].requested = record.number;
  report_.nameless_objects += record.cache == kNoName;
  record.cache = static_cast<uint16_t>(cache);
  return true;
}

uint32_t Planner::add_cache(const Record& record) {
  const std::string size = std::to_string(record.granted);
  PlannedCache cache;
  cache.granted = record.granted;
  cache.name = unused_cache_name(
      record.cache == kNoName ? "size_" + size : recording_.names[record.cache], size, caches_);
  cache.variable = unused_variable(cache.name, caches_);
  caches_.push_back(std::move(cache));
  ++report_.caches;
  return static_cast<uint32_t>(caches_.size() - 1);
}

// As large as the traced machine, if that is a segment and not a mostly empty one; else the power
// of two that holds twice what the commands can use at once, so that blocks find room between
// others.
void Planner::choose_frames() {
  uint64_t needed = block_frames_peak_;
  for (const PlannedCache& cache : caches_) {
    const PlannedSizes sizes = sizes_of(cache);
    needed += slab_frames(cache, {.size = sizes.size, .align = sizes.align});
  }
  for (uint32_t i = 0; i < kKmallocClasses; ++i)
    needed += slab_frames(classes_[i], {.size = kKmallocSizes[i]});
  report_.needed_frames = needed;

  const uint64_t enough = std::bit_ceil(needed * 2 > kFewestFrames ? needed * 2 : kFewestFrames);
  const uint64_t traced = std::bit_ceil(report_.largest_pfn + 1);
  report_.frames_from_pfn =
      traced >= enough && traced <= kMaxFrames && traced <= needed * kEmptiest;
  const uint64_t frames = report_.frames_from_pfn ? traced : enough;
  report_.frames = static_cast<uint32_t>(frames < kMaxFrames ? frames : kMaxFrames);
}

}  // namespace kmem::ftrace
