// race_stream.h — a scenario's program as requests that any allocator can be asked.
//
// The commands of a program are calls of one machine: they name caches, orders and addresses. What
// the contenders of a race share is less: somebody wants so many bytes, and later gives them back.
// A stream turns each command into that, and numbers the live requests, so that each contender
// can remember where it put them. An address in a program is one of the textbook machine; it stands
// for the request that this machine placed there.
#ifndef KMEM_COURSE_RACE_STREAM_H_
#define KMEM_COURSE_RACE_STREAM_H_

#include <vector>

#include "machine/machine.h"

namespace kmem {

enum class AskKind : uint8_t {
  nothing,  // a note, a cache made or shrunk, a free of what the machine had refused
  request,
  release,
  misuse,  // a call that is wrong for every allocator, so none is asked
};

struct Ask {
  AskKind kind = AskKind::nothing;
  bool object = false;  // of a cache, kmalloc's included; else pages
  bool ctor = false;    // the object has a constructor
  uint32_t slot = kNone;
  Bytes bytes = 0;  // a request's
  Order order{};    // of the block that holds them; above the top order if none does
  friend bool operator==(const Ask&, const Ask&) = default;
};

class RaceStream {
 public:
  // What a command asks, before the machine carries it out.
  Ask read(const Command& command, const Program& program, const Machine& before);
  // Where the machine has put the request that was just read.
  void placed(const Ask& ask, const Command& command, const Machine& after);

  // Requests that are live, or were: one more than the largest slot so far.
  uint32_t slots() const { return static_cast<uint32_t>(slots_.size()); }
  uint64_t memory_bytes() const {
    return slots_.capacity() * sizeof(Slot) + names_.capacity() * sizeof(Name) +
           unused_.capacity() * sizeof(uint32_t);
  }
  friend bool operator==(const RaceStream&, const RaceStream&) = default;

 private:
  static constexpr Address kNowhere = ~Address{0};

  // A live request.
  struct Slot {
    Address address = kNowhere;  // on the machine
    uint32_t handle = kNone;     // kNone: its name was given to another request
    uint32_t cache = kNone;      // kNone: a block of pages
    uint8_t order = 0;           // of that block
    bool kmalloc = false;
    bool live = false;
    friend bool operator==(const Slot&, const Slot&) = default;
  };
  // What a handle stands for.
  struct Name {
    HandleStatus status = HandleStatus::unset;  // never failed: others may have granted it
    uint32_t slot = kNone;
    friend bool operator==(const Name&, const Name&) = default;
  };

  Ask request(const Command& command, Slot what, Ask ask);
  Ask read_pages(const Command& command, const Zone& zone);
  Ask read_object(const Command& command, const Program& program, const Machine& before);
  Ask read_kmalloc(const Command& command, const Zone& zone);
  Ask read_release(const Command& command, const Program& program, const Machine& before);
  uint32_t slot_at(Address address) const;
  bool may_release(const Command& command, const Slot& slot, uint32_t cache) const;
  void forget(uint32_t handle);
  Name& name(uint32_t handle);

  std::vector<Slot> slots_;
  std::vector<Name> names_;       // by handle
  std::vector<uint32_t> unused_;  // slots
};

}  // namespace kmem

#endif  // KMEM_COURSE_RACE_STREAM_H_
