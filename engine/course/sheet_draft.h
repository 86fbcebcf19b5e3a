// sheet_draft.h — a random scenario on its way to become a problem; inside engine/course only.
//
// A line is a command. Every draw of a random number stands in a statement of its own: in what
// order a compiler evaluates the operands of one expression is its own affair.
#ifndef KMEM_COURSE_SHEET_DRAFT_H_
#define KMEM_COURSE_SHEET_DRAFT_H_

#include <string>
#include <vector>

#include "base/random.h"
#include "course/sheet.h"

namespace kmem {

// What a name of the draft holds.
struct Held {
  std::string name;
  uint32_t order = 0;  // of pages
  Op op{};             // the request that gave it
};

class Draft {
 public:
  Draft(Random& random, uint32_t frames, Bytes page_size = kDefaultPageSize);

  // Append a request and remember the name that it gives its result.
  void alloc(uint32_t order);
  void alloc_bytes(Bytes bytes);
  void kmalloc(Bytes bytes);
  void cache_alloc();
  // The same lines, with a new name, without appending them.
  std::string alloc_line(uint32_t order);
  std::string bytes_line(Bytes bytes);
  std::string kmalloc_line(Bytes bytes);
  std::string cache_line();
  // Appends the making of a cache, of which cache_alloc and free then speak.
  void create_cache(const std::string& name, Bytes size, const std::string& options = "");
  // Appends the free of what place `i` of held() holds.
  void free(uint32_t i);
  // Appends any line.
  void add(std::string line) { lines_.push_back(std::move(line)); }

  // The line that frees what place `i` holds.
  std::string free_line(uint32_t i) const;
  const std::vector<Held>& held() const { return held_; }
  const std::vector<std::string>& lines() const { return lines_; }
  uint32_t frames() const { return frames_; }
  Bytes page_size() const { return page_size_; }
  // The scenario of all lines, with more behind them.
  std::string script(const std::vector<std::string>& more = {}) const;

  uint32_t below(uint32_t bound) { return random_.below(bound); }
  // From low to high, both included.
  uint32_t between(uint32_t low, uint32_t high) { return low + random_.below(high - low + 1); }
  bool chance(uint32_t percent) { return random_.below(100) < percent; }

 private:
  std::string new_name();
  void keep(Op op, uint32_t order, std::string line);

  Random& random_;
  uint32_t frames_;
  Bytes page_size_;
  std::vector<std::string> lines_;
  std::vector<Held> held_;
  std::string cache_;
  uint32_t names_ = 0;
};

// A problem being made of a draft.
class ProblemMaker {
 public:
  explicit ProblemMaker(Draft& draft) : draft_(draft) {}

  // Everything the draft has so far has happened; false if a request of it was refused.
  bool begin(bool shows_state);
  // Asks about the last of these calls, which follow the draft's lines. `new_from`: those from here
  // to the last but one have not been shown by an earlier question. False if it makes no sense.
  bool ask(const std::vector<std::string>& calls, const char* kind, size_t new_from);
  // The same, all of them new.
  bool ask(const std::vector<std::string>& calls, const char* kind) { return ask(calls, kind, 0); }
  bool ask(const std::string& call, const char* kind) {
    return ask(std::vector<std::string>{call}, kind, 0);
  }
  // Asks to draw the machine after these calls.
  bool draw(const std::vector<std::string>& calls);

  const Question& last() const { return problem.parts.back().question; }
  // Is a mistake with this reason, without course.wrong., possible in the last question?
  bool tempts(const char* reason) const;
  // The number the last question is answered with.
  uint64_t number() const { return last().right.number; }
  const std::string& word() const { return last().right.word; }
  // Have any two of the questions different answers?
  bool answers_differ() const;

  Problem problem;

 private:
  Draft& draft_;
};

// A way to make problems: false if this try came to nothing worth asking.
struct SheetForm {
  const char* name;
  Topic topic;
  bool (*make)(Random& random, uint32_t level, Problem& problem);
};

// All of them, those of one topic side by side.
const std::vector<SheetForm>& sheet_forms();
std::vector<SheetForm> buddy_forms();
std::vector<SheetForm> slab_forms();
std::vector<SheetForm> kmalloc_forms();
std::vector<SheetForm> fragmentation_forms();

}  // namespace kmem

#endif  // KMEM_COURSE_SHEET_DRAFT_H_
