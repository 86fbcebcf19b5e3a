// event_reader.h — a picture of the machine painted from its events alone.
//
// It knows no rule of the allocators: it moves blocks between free lists, slabs between slab lists
// and objects in and out as the events say. Where it agrees with the machine after an event, the
// event was emitted right after the change it reports, and nothing happened in silence.
#ifndef KMEM_TESTS_SUPPORT_EVENT_READER_H_
#define KMEM_TESTS_SUPPORT_EVENT_READER_H_

#include <array>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "machine/machine.h"

namespace kmem {

// The base of a log that looks at the machine at every event.
struct WatchingLog {
  static constexpr bool kOn = true;
  static constexpr bool kWatched = true;
};

class EventReader {
 public:
  explicit EventReader(const Zone& start);

  // Applies one event; a complaint if it does not fit what was painted so far, else "".
  std::string read(const Event& event);

  // Where the machine differs from the picture, in words; empty if they agree.
  std::string difference(const Machine& machine) const;

 private:
  struct PaintedBlock {
    uint32_t pfn = 0;
    uint32_t order = 0;
  };
  struct PaintedSlab {
    uint32_t cache = 0;
    std::list<uint32_t> freelist;
    std::set<uint32_t> live;
  };
  struct PaintedCache {
    std::array<std::list<uint32_t>, 3> lists;  // heads of slabs, by SlabList
    uint64_t grown = 0, reaped = 0, ctor_runs = 0, ctor_saved = 0;
    bool destroyed = false;
  };

  std::string read_page_event(const Event& event);
  std::string read_cache_event(const Event& event);
  std::string take(uint32_t order, uint32_t pfn);
  std::string split(uint32_t order, uint32_t pfn);
  std::string coalesce(uint32_t order, uint32_t pfn);
  std::string carve(const Event& event);
  std::string object_out(uint32_t object, uint32_t head);
  std::string move_slab(const Event& event);
  std::string reap(const Event& event);
  std::string verdict(const Event& event) const;
  bool in_transit(uint32_t order, uint32_t pfn) const {
    return transit_ && transit_->order == order && transit_->pfn == pfn;
  }
  uint32_t free_frames() const;

  std::string zone_difference(const Zone& zone) const;
  std::string cache_difference(const KmemCache& cache, const PaintedCache& painted) const;
  std::string slab_difference(const KmemCache& cache, SlabId id) const;

  uint32_t top_;
  std::vector<std::list<uint32_t>> free_lists_;
  std::map<uint32_t, uint32_t> in_use_;  // head → order
  std::optional<PaintedBlock> transit_;
  std::map<uint32_t, PaintedSlab> slabs_;  // by head
  std::map<uint32_t, PaintedCache> caches_;
  uint32_t objects_to_carve_ = 0;
  uint64_t splits_ = 0, merges_ = 0;
};

}  // namespace kmem

#endif  // KMEM_TESTS_SUPPORT_EVENT_READER_H_
