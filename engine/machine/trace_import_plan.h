// trace_import_plan.h — from records to commands: caches, handle numbers, the size of the segment.
#ifndef KMEM_MACHINE_TRACE_IMPORT_PLAN_H_
#define KMEM_MACHINE_TRACE_IMPORT_PLAN_H_

#include <array>
#include <string>
#include <vector>

#include "machine/trace_import_record.h"
#include "slab/kmalloc_classes.h"

namespace kmem::ftrace {

// A cache of the scenario: all objects of one name and one size. Its object size is the largest
// that was asked for; its alignment is the smallest that makes its slots as large as the kernel's.
struct PlannedCache {
  std::string name;      // in quotes
  std::string variable;  // a legal name of the language, used once
  uint32_t requested = 0;
  uint32_t granted = 0;
  uint64_t live = 0;
  uint64_t peak = 0;
};

// Numbers 1, 2, 3 … for handles; a number that was given back is used again first.
class HandleNumbers {
 public:
  uint32_t take() {
    if (returned_.empty()) return ++last_;
    const uint32_t number = returned_.back();
    returned_.pop_back();
    return number;
  }
  void give_back(uint32_t number) { returned_.push_back(number); }

 private:
  std::vector<uint32_t> returned_;
  uint32_t last_ = 0;
};

// Two passes over the records, a slice at a time. The first, if the map's base is known, finds the
// page blocks that are slabs of the kernel; the second numbers the handles and meets the caches.
class Planner {
 public:
  Planner(Recording& recording, ImportReport& report) : recording_(recording), report_(report) {}

  // Starts; `base`: of the direct map, or 0.
  void start(uint64_t base);
  // Takes up to `records` more records. False when the plan is complete.
  bool step(uint32_t records);
  const std::vector<PlannedCache>& caches() const { return caches_; }

 private:
  enum class Pass : uint8_t { find_slabs, number, done };

  void find_slab(Record& record, uint32_t index);
  uint32_t block_around(uint32_t pfn) const;
  void number(Record& record);
  void number_object(Record& record);
  void number_free(Record& record);
  void number_block(Record& record);
  bool put_in_cache(Record& record);
  void count_object(const Record& record, bool freed);
  void leave_out(Record& record);
  uint32_t add_cache(const Record& record);
  void choose_frames();

  Recording& recording_;
  ImportReport& report_;
  Pass pass_ = Pass::find_slabs;
  size_t at_ = 0;

  uint32_t base_page_ = 0;  // low word of base >> kPageShift
  AddressTable heads_;      // pfn of a block → record
  std::array<uint32_t, kMaxOrder + 1> blocks_of_order_{};
  uint32_t live_orders_ = 0;  // a bit for each order with a block

  std::vector<PlannedCache> caches_;
  AddressTable cache_keys_;  // name number and size → cache
  std::array<PlannedCache, kKmallocClasses> classes_;
  HandleNumbers object_numbers_;
  HandleNumbers block_numbers_;
  uint64_t block_frames_ = 0;
  uint64_t block_frames_peak_ = 0;
};

// `size=…, align=…` of a cache, such that its slots are as large as in the trace.
struct PlannedSizes {
  uint32_t size = 0;
  uint32_t align = 0;  // 0: the default
};
PlannedSizes sizes_of(const PlannedCache& cache);

}  // namespace kmem::ftrace

#endif  // KMEM_MACHINE_TRACE_IMPORT_PLAN_H_
