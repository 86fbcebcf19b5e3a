// scenario_statement.h — a statement as it was written, before names have a meaning.
//
// A top-level statement with everything inside its braces is a StatementTree: a flat list in the
// order of the text, in which a repeat knows where its body ends.
//
//   repeat 2 {            nodes  0 repeat, end 4
//     a = kmalloc(8)             1 kmalloc
//     repeat 3 {                 2 repeat, end 4
//       note "x"                 3 note
//   } }
#ifndef KMEM_MACHINE_SCENARIO_STATEMENT_H_
#define KMEM_MACHINE_SCENARIO_STATEMENT_H_

#include <string>

#include "base/vector.h"
#include "machine/command.h"
#include "machine/scenario_diagnostics.h"

namespace kmem {

enum class StatementKind : uint8_t {
  broken,  // had an error; only its result's name counts
  title,
  memory,
  profile,
  repeat,
  churn,
  note,
  expect,
  alloc_pages,
  free_pages,
  kmem_cache_create,
  kmem_cache_alloc,
  kmem_cache_free,
  kmem_cache_shrink,
  kmem_cache_destroy,
  kmalloc,
  kfree,
  zone,         // Linux
  mechanisms,   // Linux
  drain_pages,  // Linux
  cpus,         // Linux
  cpu,          // Linux
  write,        // Linux
  reap,         // Linux
};

inline constexpr uint8_t kNoVariable = 0xff;

// A number, or the variable of a repeat plus a number (which may be negative, modulo 2^64).
struct Value {
  uint64_t number = 0;
  Span span;
  uint8_t variable = kNoVariable;  // how many repeats are around the one that has the variable

  bool constant() const { return variable == kNoVariable; }
};

// `a`, `c[2]` or `c[1..4]`.
struct NameUse {
  enum class Shape : uint8_t { plain, element, range };
  Span name;
  Shape shape = Shape::plain;
  Value first;
  Value last;
};

// A cache by its variable or by its name in quotes.
struct CacheUse {
  Span span;
  bool quoted = false;
};

struct CreateParts {
  Span name;
  Value size;
  Value align;
  Value pages;
  bool ctor = false;
  uint32_t flags = 0;  // Linux: kSlab…
};

// zone DMA 1..4095, hole 159..255, used 1..158, min=30 (Linux)
struct ZoneParts {
  uint32_t index = 0;
  ZoneLayout layout;   // start, spanned and the numbers that are given
  uint32_t given = 0;  // a bit for each of kZoneNumbers
  Vector<FrameRun> holes;
  Vector<FrameRun> used;
  Vector<Span> hole_spans;
  Vector<Span> used_spans;
};

struct ChurnParts {
  bool objects = false;
  CacheUse cache;
  uint32_t operations = 0;
  Value seed;
  uint32_t lowest_order = 0;
  uint32_t highest_order = 3;
  uint32_t fill = 70;
  uint32_t live = 100;
};

// One side of an expectation.
struct QuantityParts {
  enum class Shape : uint8_t { number, undefined, reason, machine, indexed, frame, of_name, zone };
  Shape shape = Shape::number;
  Span span;
  QuantityKind kind = QuantityKind::number;  // machine, indexed
  Value first;                               // number; order, frame; reason: the Errc
  Value second;                              // place in the free list
  uint64_t area = 0;                         // Linux: area_key() of type and zone
  NameUse name;
  bool quoted = false;  // the name is a text: a cache's own name
  Span field;           // frame, of_name
};

struct ExpectParts {
  QuantityParts left;
  Comparison comparison = Comparison::eq;
  QuantityParts right;
  Span text;
  bool has_variable = false;  // of a repeat: every round expects something else
};

struct Statement {
  StatementKind kind = StatementKind::broken;
  bool has_result = false;  // handle is assigned
  bool broken = false;      // repeat: its head had an error
  bool by_bytes = false;    // alloc_pages
  bool by_frames = false;   // memory
  bool zoneinfo = false;    // memory, Linux
  bool by_address = false;  // the target is number
  bool has_order = false;   // free_pages(…, second)
  uint32_t line = 0;
  Span span;       // first word
  Span text;       // of title and note; name of the profile; memory zoneinfo: what it says
  Span whole;      // title, memory, profile, zone, mechanisms: the statement
  NameUse handle;  // result, or what is to be freed
  CacheUse cache;
  Value number;                      // order, bytes; offset or address; memory: size; repeat: from
  Value second;                      // claimed order; memory: page size; repeat: to
  bool counts_none = false;          // repeat 0
  uint8_t depth = 0;                 // repeat: how many repeats are around it
  Span variable;                     // repeat: its variable, if it has one
  uint32_t detail = 0;               // index into a table of the tree
  uint32_t end = 0;                  // repeat: index behind its body
  uint16_t request = kPlainRequest;  // alloc_pages, Linux
  uint64_t commands = 0;             // it makes at least so many; none only if this is 0
};

struct StatementTree {
  Vector<Statement> nodes;
  Vector<CreateParts> creates;
  Vector<ChurnParts> churns;
  Vector<ExpectParts> expects;
  Vector<ZoneParts> zones;
  Vector<std::string> writes;

  void clear() {
    nodes.clear();
    creates.clear();
    churns.clear();
    expects.clear();
    zones.clear();
    writes.clear();
  }
};

}  // namespace kmem

#endif  // KMEM_MACHINE_SCENARIO_STATEMENT_H_
