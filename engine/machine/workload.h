// workload.h — what `churn` stands for: seeded random requests and frees, as plain commands.
//
// A churn goes on from the memory that is in use: pages until the given share of the frames is,
// objects until so many of churn's own are. It frees only what a churn requested. Its results are
// churn_pages[1], churn_pages[2], … and churn_objects[1], …; an index that was freed is used again.
//
// The commands are made before any of them runs, so what is live is taken from the commands alone,
// as if every request had been granted. Freeing the result of a refused request does nothing.
#ifndef KMEM_MACHINE_WORKLOAD_H_
#define KMEM_MACHINE_WORKLOAD_H_

#include "base/random.h"
#include "base/vector.h"
#include "machine/scenario_names.h"

namespace kmem {

inline constexpr const char* kChurnPages = "churn_pages";
inline constexpr const char* kChurnObjects = "churn_objects";

struct PageChurn {
  uint64_t seed = 1;
  uint32_t operations = 0;
  uint32_t lowest_order = 0;
  uint32_t highest_order = 0;
  uint32_t fill = 0;  // per cent of the segment's frames
};

struct ObjectChurn {
  uint64_t seed = 1;
  uint32_t operations = 0;
  uint16_t cache = 0;  // index into Program::cache_vars
  uint32_t live = 0;
};

enum class ChurnResult : uint8_t { done, too_many_handles, name_is_cache };

class Workload {
 public:
  // Both must outlive the workload.
  Workload(Program& program, NameTable& names) : program_(&program), names_(&names) {}

  // Append `operations` commands to the program.
  ChurnResult churn(const PageChurn& churn, uint32_t line);
  ChurnResult churn(const ObjectChurn& churn, uint32_t line);

 private:
  // Handles of churn that are live, in no particular order, and freed ones for the next requests.
  struct Population {
    Vector<uint32_t> live;
    Vector<uint32_t> spare;
  };
  struct Life {
    uint32_t pages = 0;           // frames it holds as a block of pages
    uint32_t population = kNone;  // kNone: not live, or not churn's
    uint32_t place = 0;           // in Population::live
  };

  void follow();
  void follow(const Command& command);
  uint32_t frames_of_request(const Command& command) const;
  uint32_t population_of_request(const Command& command) const;
  void born(const Command& command);
  void dead(uint32_t handle);
  void leave_population(uint32_t handle);
  uint32_t next_handle(const char* base, uint32_t population);
  bool request(Command command, const char* base, uint32_t population);
  void free_one(Command command, uint32_t population, Random& random);
  bool usable(const char* base) const;
  Population& population(uint32_t index);

  Program* program_;
  NameTable* names_;
  size_t followed_ = 0;             // commands
  uint64_t frames_ = 0;             // in use as pages
  Vector<Life> lives_;              // by handle
  Vector<Population> populations_;  // 0: pages; 1 + cache variable: objects
};

}  // namespace kmem

#endif  // KMEM_MACHINE_WORKLOAD_H_
