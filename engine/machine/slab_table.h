// slab_table.h — tables of a kernel's caches, and whether the layout rules give the same numbers.
//
// Two kinds: /proc/slabinfo (version 2.1) of a kernel with SLUB or classic SLAB; and rows made from
// /sys/kernel/slab: `name size=192 obj=176 order=0 opers=21 align=64 minp=5 cpup=120`.
#ifndef KMEM_MACHINE_SLAB_TABLE_H_
#define KMEM_MACHINE_SLAB_TABLE_H_

#include <string>
#include <string_view>
#include <vector>

#include "machine/capture.h"
#include "machine/capture_verify.h"
#include "machine/text_fields.h"
#include "slab/slab_flags.h"

namespace kmem {

struct SlabTableTally {
  std::string what;
  Tally tally;  // of rows
};

struct SlabTableDifference {
  uint32_t line = 0;
  std::string cache;
  std::string expected;
  std::string had;
};

struct SlabTableVerdict {
  std::string kind;  // `/proc/slabinfo of SLUB`
  std::vector<SlabTableTally> tallies;
  std::vector<SlabTableDifference> differences;
  bool right() const { return differences.empty(); }
};

// Reads a table and checks each row as it comes.
class SlabTableReader {
 public:
  explicit SlabTableReader(uint32_t cpus) : machine_(slab_machine(cpus)) {}

  // As CaptureReader's.
  bool feed(std::string_view bytes);
  bool finish();
  const CaptureError& error() const { return error_; }
  // After finish() returned true.
  const SlabTableVerdict& verdict() const { return verdict_; }

 private:
  enum class Kind : uint8_t { unknown, slabinfo, sysfs };

  bool read_line(std::string_view line);
  bool read_slabinfo_row(std::string_view line);
  bool read_sysfs_row(std::string_view line);
  void judge(const char* what, std::string_view cache, bool right, std::string expected,
             std::string had);
  bool fail(std::string text);

  SlabMachine machine_;
  Kind kind_ = Kind::unknown;
  bool classic_ = false;  // slabinfo: a row with arrays was seen
  SlabTableVerdict verdict_;
  CaptureError error_;
  std::string partial_;
  uint32_t line_ = 0;
  uint32_t rows_ = 0;
};

}  // namespace kmem

#endif  // KMEM_MACHINE_SLAB_TABLE_H_
