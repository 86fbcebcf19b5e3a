// random_program.h — programs made of random numbers, or of a fuzzer's bytes.
#ifndef KMEM_TESTS_SUPPORT_RANDOM_PROGRAM_H_
#define KMEM_TESTS_SUPPORT_RANDOM_PROGRAM_H_

#include <vector>

#include "support/commands.h"

namespace kmem {

inline constexpr uint32_t kProgramHandles = 48;

// Makes sense most of the time: it allocates under handles that are, as far as it knows, idle, and
// frees what is, as far as it knows, live. The rest is misuse. `Source` has below(n).
template <class Source>
class ProgramMaker {
 public:
  ProgramMaker(Source& source, const MemoryConfig& memory) : source_(source) {
    program.memory = memory;
    live_.resize(kProgramHandles);
    for (const char* name : {"kmalloc-8", "kmalloc-64", "kmalloc-4k", "no such cache"})
      program.cache_vars.push_back({name, true});
    for (uint32_t i = 0; i < kVariables; ++i)
      program.cache_vars.push_back({"cache " + std::to_string(i), false});
    for (uint32_t i = 0; i < kVariables; ++i) make_request("cache " + std::to_string(i));
    make_request("kmalloc-64");
    for (const char* text : {"first", "second"}) program.notes.push_back(text);
    for (uint32_t i = 0; i < 4; ++i) make_expectation();
  }

  // Appends one command.
  void add() {
    const uint32_t what = source_.below(64);
    if (what < 12) return add_alloc(command::alloc_pages(idle(), order()));
    if (what < 17) return add_alloc(command::alloc_bytes(idle(), bytes()));
    if (what < 29) return add_alloc(command::cache_alloc(idle(), variable()));
    if (what < 36) return add_alloc(command::kmalloc(idle(), bytes()));
    if (what < 55) return add_free();
    if (what < 57) return push(command::cache_shrink(variable()));
    if (what < 59) return push(command::cache_destroy(variable()));
    if (what < 62)
      return push(command::cache_create(
          static_cast<uint16_t>(kNamed + source_.below(kVariables)),
          source_.below(static_cast<uint32_t>(program.cache_requests.size()))));
    if (what < 63) return push(command::note(source_.below(2)));
    push({.op = Op::expect, .number = source_.below(4)});
  }

  Program program;

 private:
  static constexpr uint32_t kNamed = 4;      // cache variables that are names
  static constexpr uint32_t kVariables = 4;  // cache variables that are variables

  // What a handle holds, as far as the maker knows.
  struct Live {
    Op freed_by = Op::note;  // note: nothing
    uint16_t cache = 0;
    uint8_t order = kNoOrder;
  };

  void push(const Command& what) { program.commands.push_back(what); }

  void add_alloc(const Command& what) {
    const Op freed_by = what.op == Op::alloc_pages        ? Op::free_pages
                        : what.op == Op::kmem_cache_alloc ? Op::kmem_cache_free
                                                          : Op::kfree;
    live_[what.handle] = {freed_by, what.cache, what.order};
    push(what);
  }

  void add_free() {
    const uint32_t id = source_.below(kProgramHandles);
    Live& live = live_[id];
    Command what{.op = live.freed_by, .cache = live.cache, .handle = id};
    if (source_.below(2) == 0) what.order = live.order;
    if (live.order != kNoOrder && source_.below(16) == 0) what.order = order();
    if (live.freed_by == Op::note || source_.below(8) == 0) spoil(what);
    if (what.op != Op::free_pages) what.order = kNoOrder;
    live = {};
    push(what);
  }

  // Another call, cache, place or order than the right one.
  void spoil(Command& what) {
    const Op ops[] = {Op::free_pages, Op::kmem_cache_free, Op::kfree};
    what.op = ops[source_.below(3)];
    what.cache = variable();
    const uint64_t bytes = program.memory.frames * program.memory.page_size;
    switch (source_.below(7)) {
      case 0:
        what.order = static_cast<uint8_t>(source_.below(256));
        break;
      case 1:
        what.number = uint64_t{source_.below(1u << 16)} * 8;
        break;
      case 2:
        what.number = uint64_t{source_.below(64)} * program.memory.page_size;
        break;
      case 3:
        what.handle = kNone;
        what.number = (bytes / 512 + 1) * source_.below(600);
        break;
      case 4:
        what.handle = kNone;
        what.number = uint64_t{source_.below(1u << 20)} * program.memory.page_size;
        break;
      case 5:
        what.handle = source_.below(1u << 24);
        break;
      default:
        what.number = ~uint64_t{0} - source_.below(1u << 20) * 4095ull;
        break;
    }
  }

  // A handle that holds nothing; now and then any.
  uint32_t idle() {
    const uint32_t id = source_.below(kProgramHandles);
    if (live_[id].freed_by == Op::note || source_.below(16) == 0) return id;
    for (uint32_t i = 0; i < kProgramHandles; ++i)
      if (live_[i].freed_by == Op::note) return i;
    return id;
  }

  uint8_t order() {
    const uint32_t number = source_.below(64);
    if (number < 60) return static_cast<uint8_t>(number % 5);
    return static_cast<uint8_t>(source_.below(255));
  }

  Bytes bytes() {
    switch (source_.below(16)) {
      case 0:
        return source_.below(4);
      case 1:
        return uint64_t{source_.below(1u << 16)} << source_.below(49);
      case 2:
      case 3:
        return source_.below(static_cast<uint32_t>(program.memory.page_size) * 16);
      default:
        return source_.below(1u << source_.below(14)) + 1;
    }
  }

  uint16_t variable() {
    const uint32_t number = source_.below(64);
    if (number == 0) return static_cast<uint16_t>(source_.below(1u << 16));
    return static_cast<uint16_t>(number % 4 == 0 ? source_.below(kNamed)
                                                 : kNamed + source_.below(kVariables));
  }

  void make_request(const std::string& name) {
    CacheSpec spec{.size = source_.below(1u << source_.below(13)) + 1};
    if (source_.below(4) == 0) spec.align = uint64_t{1} << source_.below(14);
    if (source_.below(4) == 0) spec.pages_per_slab = uint64_t{1} << source_.below(4);
    if (source_.below(16) == 0) spec.align = source_.below(100);
    if (source_.below(16) == 0) spec.pages_per_slab = source_.below(2000);
    if (source_.below(16) == 0) spec.size = uint64_t{source_.below(1u << 16)} << source_.below(24);
    spec.ctor = source_.below(2) == 0;
    program.cache_requests.push_back({name, spec});
  }

  Quantity make_quantity() {
    const uint32_t last = static_cast<uint32_t>(QuantityKind::cache_ctor_saved);
    return {static_cast<QuantityKind>(source_.below(last + 1)), source_.below(70),
            source_.below(4)};
  }

  void make_expectation() {
    const Quantity left = make_quantity();
    const auto comparison = static_cast<Comparison>(source_.below(6));
    program.expectations.push_back({left, comparison, make_quantity(), ""});
  }

  Source& source_;
  std::vector<Live> live_;
};

}  // namespace kmem

#endif  // KMEM_TESTS_SUPPORT_RANDOM_PROGRAM_H_
