// race_contender.h — the allocators of a race: what each is asked, what comes of it, and its books.
//
//   first, best, worst, next fit   the segment cut to the byte (fit/fit_allocator.h)
//   buddy alone                    every request becomes a block of pages, an object's too
//   buddy + slab                   the textbook machine
//
// Where there is no object cache, nobody keeps an object constructed: its constructor runs with
// every allocation.
#ifndef KMEM_COURSE_RACE_CONTENDER_H_
#define KMEM_COURSE_RACE_CONTENDER_H_

#include <vector>

#include "course/race_stream.h"
#include "fit/fit_allocator.h"

namespace kmem {

enum class ContenderKind : uint8_t { first_fit, best_fit, worst_fit, next_fit, buddy, slab };
inline constexpr uint32_t kContenders = 6;

enum class OutcomeKind : uint8_t {
  nothing,   // it was not asked, or had nothing to free
  placed,    // a request got `granted` bytes at `address`
  failed,    // a request was refused: `errc`
  released,  // what lay at `address` came back
};

struct Outcome {
  OutcomeKind kind = OutcomeKind::nothing;
  Errc errc = Errc::none;
  Address address = 0;
  Bytes granted = 0;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

// Every byte of the segment is in exactly one of the first five.
struct RaceBytes {
  Bytes payload = 0;   // asked for, and in use
  Bytes rounding = 0;  // handed out beyond what was asked for
  Bytes tails = 0;     // behind the last object of slabs in use
  Bytes kept = 0;      // free objects of slabs in use, and empty slabs
  Bytes free = 0;
  Bytes largest = 0;  // the largest request that free memory can serve

  Bytes total() const { return payload + rounding + tails + kept + free; }
  // Internal fragmentation: handed out or held, and of no use to anybody.
  Bytes internal() const { return rounding + tails; }
  // External fragmentation: free, and of no use to a request for all of it.
  Bytes external() const { return free - largest; }
  friend bool operator==(const RaceBytes&, const RaceBytes&) = default;
};

// Since the start of the race.
struct RaceWork {
  uint64_t looks = 0;  // holes, free lists or slab lists looked at
  uint64_t splits = 0;
  uint64_t merges = 0;
  uint64_t ctor_runs = 0;
  uint64_t ctor_saved = 0;
  uint64_t exhausted = 0;   // requests refused for want of memory; larger than the segment counts
  uint64_t fragmented = 0;  // requests refused though enough bytes were free
  friend bool operator==(const RaceWork&, const RaceWork&) = default;
};

enum class StripKind : uint8_t { free, pages, object, kept, tail };

// A run of bytes for a picture. `payload` of them, from the start, are asked for.
struct StripPart {
  Address start = 0;
  Bytes size = 0;
  Bytes payload = 0;
  StripKind kind = StripKind::free;
  friend bool operator==(const StripPart&, const StripPart&) = default;
};

class FitContender {
 public:
  FitContender() = default;
  FitContender(FitPolicy policy, Bytes segment) : fit_(*FitAllocator::create(policy, segment)) {}

  Outcome answer(const Ask& ask);
  const FitAllocator& allocator() const { return fit_; }
  // Does a region hold an object, and not pages?
  bool is_object(uint32_t region) const { return region < objects_.size() && objects_[region]; }
  RaceBytes bytes() const;
  RaceWork work() const;
  uint64_t memory_bytes() const;
  friend bool operator==(const FitContender&, const FitContender&) = default;

 private:
  struct Place {
    Address address = 0;
    bool live = false;
    friend bool operator==(const Place&, const Place&) = default;
  };
  FitAllocator fit_;
  std::vector<Place> places_;     // by slot
  std::vector<uint8_t> objects_;  // by region
  RaceWork own_;                  // what the allocator does not count
};

class BuddyContender {
 public:
  BuddyContender() = default;
  explicit BuddyContender(const MemoryConfig& memory)
      : zone_(*Zone::create(memory.frames, memory.page_size)), objects_(zone_.frames()) {}

  Outcome answer(const Ask& ask);
  const Zone& zone() const { return zone_; }
  // Does the block that begins at a frame hold an object, and not pages?
  bool is_object(Pfn head) const { return objects_[head.value] != 0; }
  RaceBytes bytes() const;
  RaceWork work() const;
  uint64_t memory_bytes() const;
  friend bool operator==(const BuddyContender&, const BuddyContender&) = default;

 private:
  Zone zone_;
  std::vector<uint32_t> places_;  // by slot: head page frame, or kNone
  std::vector<uint8_t> objects_;  // by head page frame
  RaceWork own_;
};

// The machine of the program itself. It carries out every command, misuse too.
class SlabContender {
 public:
  SlabContender() = default;
  explicit SlabContender(const MemoryConfig& memory) : machine_(*Machine::create(memory)) {}

  Outcome answer(const Ask& ask, const Command& command, const Program& program);
  const Machine& machine() const { return machine_; }
  RaceBytes bytes() const;
  RaceWork work() const;
  uint64_t memory_bytes() const;
  friend bool operator==(const SlabContender&, const SlabContender&) = default;

 private:
  Machine machine_;
  std::vector<Outcome> places_;  // by slot: how the request was placed
  RaceWork own_;
};

}  // namespace kmem

#endif  // KMEM_COURSE_RACE_CONTENDER_H_
