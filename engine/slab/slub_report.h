// slub_report.h — what SLUB's debugging says about a mistake, and its text in the kernel log.
//
// A report is taken at the moment of the fault: the bytes it shows are copies.
#ifndef KMEM_SLAB_SLUB_REPORT_H_
#define KMEM_SLAB_SLUB_REPORT_H_

#include <string>
#include <vector>

#include "base/types.h"

namespace kmem {

// An owner record: who allocated or freed an object.
struct SlubTrack {
  bool set = false;
  Address code = 0;
  uint32_t stack = 0;
  uint32_t cpu = 0;
  uint32_t pid = 0;
  uint64_t age = 0;  // ticks
  friend bool operator==(const SlubTrack&, const SlubTrack&) = default;
};

struct SlubReport {
  // Bytes shown, 16 to a row.
  struct Section {
    const char* label = "";
    Address at = 0;
    std::vector<uint8_t> bytes;
    friend bool operator==(const Section&, const Section&) = default;
  };
  // An object that was never released.
  struct Left {
    Address object = 0;
    uint64_t offset = 0;
    SlubTrack allocated, freed;
    friend bool operator==(const Left&, const Left&) = default;
  };

  std::string headline;
  bool warning = false;  // no more than a warning: the kernel goes on as if nothing were
  Address called_from = 0;

  bool damaged = false;  // bytes that should hold `expected`
  Address first = 0, last = 0;
  uint64_t damage_offset = 0;  // from the slab's first byte
  uint8_t found = 0, expected = 0;

  Pfn page;
  Order order;
  uint32_t objects = 0;
  uint32_t used = 0;
  Address list = 0;  // the slab's own list

  bool has_object = false;
  Address object = 0;
  uint64_t object_offset = 0;
  Address link = 0;  // the object's free pointer
  SlubTrack allocated, freed;
  std::vector<Section> sections;
  std::vector<Left> left;
  std::vector<std::string> fixes;  // what was done about it
  friend bool operator==(const SlubReport&, const SlubReport&) = default;
};

// What the log says besides: the kernel's taint, and names of code.
struct KernelLogStyle {
  bool foreign_module = false;  // O: a module from outside the kernel's tree is loaded
  bool bad_page = false;        // B: a report was made before
  bool warned = false;          // W
  std::string (*code_name)(Address) = nullptr;
};

// The report as lines of the kernel log, without its call traces.
std::string slub_report_text(const SlubReport& report, const std::string& cache,
                             const KernelLogStyle& style);

// `Tainted: G    B             `, `Not tainted`.
std::string taint_text(const KernelLogStyle& style);

// As %p prints a pointer, and %x after 0x a byte.
std::string pointer_text(Address address);
std::string hex_prefixed(uint8_t byte);

// One row of a dump: `label address: 16 bytes  as text`.
std::string dump_row(const char* label, Address at, const uint8_t* bytes, uint32_t count);

}  // namespace kmem

#endif  // KMEM_SLAB_SLUB_REPORT_H_
