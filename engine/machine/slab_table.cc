#include "machine/slab_table.h"

#include <algorithm>

#include "machine/slab_capture_fields.h"
#include "slab/slab61_layout.h"
#include "slab/slub_layout.h"

namespace kmem {
namespace {

constexpr size_t kLineBytes = 4096;
constexpr uint32_t kMostRows = 1u << 16;
constexpr size_t kMostDifferences = 1000;

// The columns of /proc/slabinfo are padded with any number of blanks.
std::vector<std::string_view> columns(std::string_view line) {
  std::vector<std::string_view> all;
  while (!line.empty()) {
    const size_t start = line.find_first_not_of(" \t");
    if (start == std::string_view::npos) break;
    line.remove_prefix(start);
    const size_t end = std::min(line.find_first_of(" \t"), line.size());
    all.push_back(line.substr(0, end));
    line.remove_prefix(end);
  }
  return all;
}

struct SlabinfoColumns {
  uint32_t size = 0, objects = 0, pages = 0, limit = 0, batch = 0, shared = 0;
};

// Reads the numbers of a row. Returns what is wrong, or an empty text.
std::string read_columns(const std::vector<std::string_view>& at, SlabinfoColumns& row) {
  constexpr size_t kColumns = 16;  // with the colons and their words
  if (at.size() != kColumns || at[6] != ":" || at[7] != "tunables" || at[11] != ":" ||
      at[12] != "slabdata")
    return "a row of slabinfo has 16 columns: a name, 5 numbers, `: tunables` and 3, "
           "`: slabdata` and 3";
  std::vector<uint32_t> numbers;
  for (const size_t i : {1, 2, 3, 4, 5, 8, 9, 10, 13, 14, 15}) {
    const auto number = parse_u32(at[i]);
    if (!number) return "no number: " + quoted(at[i]);
    numbers.push_back(*number);
  }
  row = {numbers[2], numbers[3], numbers[4], numbers[5], numbers[6], numbers[7]};
  if (row.size == 0 || row.size > kMostObjectBytes) return "a size must be 1 byte to 4 MiB";
  if (row.objects == 0 || row.pages == 0) return "a slab has objects and pages";
  return {};
}

std::string cut_text(uint32_t objects, uint32_t pages) {
  return std::to_string(objects) + " objects in " + std::to_string(pages) +
         (pages == 1 ? " page" : " pages");
}

// What SLUB makes of slots of this size.
std::string slub_cut(uint32_t size, const SlabMachine& machine) {
  const uint32_t order = slub_order(size, machine);
  return order == kNone ? "none" : cut_text(slub_objects(order, size), 1u << order);
}

// Whether classic SLAB makes this of slots of the row's size. A row does not show the constructor,
// the flags and the size asked for, so any that give it will do.
bool slab61_may_cut(const SlabinfoColumns& row, const SlabMachine& machine, std::string& had) {
  for (const uint32_t flags : {0u, kSlabReclaimAccount, kSlabTypesafeByRcu, kSlabNoLeakTrace})
    for (const bool ctor : {false, true}) {
      const Result<Slab61Layout> at =
          slab61_layout({.object_size = row.size, .flags = flags, .ctor = ctor}, machine);
      const std::string cut = at.ok() ? cut_text(at->num, frames_of(at->order)) : "none";
      if (had.empty()) had = cut;
      if (cut != cut_text(row.objects, row.pages)) continue;
      had = cut;
      return true;
    }
  return false;
}

std::string array_text(uint32_t limit, uint32_t batch, uint32_t shared) {
  return std::to_string(limit) + " " + std::to_string(batch) + " " + std::to_string(shared);
}

}  // namespace

bool SlabTableReader::fail(std::string text) {
  if (error_.line == 0) error_ = {line_ == 0 ? 1 : line_, std::move(text)};
  return false;
}

bool SlabTableReader::feed(std::string_view bytes) {
  while (error_.line == 0) {
    const size_t end = bytes.find('\n');
    partial_ += bytes.substr(0, std::min(end, kLineBytes + 1));
    if (partial_.size() > kLineBytes) {
      ++line_;
      return fail("the line is longer than " + std::to_string(kLineBytes) + " bytes");
    }
    if (end == std::string_view::npos) return true;
    bytes.remove_prefix(end + 1);
    ++line_;
    if (!read_line(partial_)) return false;
    partial_.clear();
  }
  return false;
}

bool SlabTableReader::finish() {
  if (error_.line != 0) return false;
  if (!partial_.empty()) {
    ++line_;
    if (!read_line(partial_)) return false;
    partial_.clear();
  }
  if (rows_ == 0)
    return fail("no row of a cache: neither a /proc/slabinfo nor a table of /sys/kernel/slab");
  verdict_.kind = kind_ == Kind::sysfs ? "/sys/kernel/slab"
                  : classic_           ? "/proc/slabinfo of classic SLAB"
                                       : "/proc/slabinfo of SLUB";
  return true;
}

bool SlabTableReader::read_line(std::string_view line) {
  if (line.find_first_not_of(" \t\r") == std::string_view::npos || line.front() == '#') return true;
  if (line.substr(0, 8) == "slabinfo") {
    if (kind_ != Kind::unknown || line != "slabinfo - version: 2.1")
      return fail("expected `slabinfo - version: 2.1`, once");
    kind_ = Kind::slabinfo;
    return true;
  }
  if (kind_ == Kind::unknown)
    kind_ = line.find(" size=") != std::string_view::npos ? Kind::sysfs : Kind::slabinfo;
  if (++rows_ > kMostRows) return fail("more than " + std::to_string(kMostRows) + " rows");
  return kind_ == Kind::sysfs ? read_sysfs_row(line) : read_slabinfo_row(line);
}

bool SlabTableReader::read_slabinfo_row(std::string_view line) {
  const std::vector<std::string_view> at = columns(line);
  SlabinfoColumns row;
  if (std::string fault = read_columns(at, row); !fault.empty()) return fail(std::move(fault));
  const std::string kernel = cut_text(row.objects, row.pages);
  if (row.limit == 0) {
    const std::string had = slub_cut(row.size, machine_);
    judge("objects, pages", at[0], had == kernel, kernel, had);
    return true;
  }
  classic_ = true;
  std::string had;
  const bool right = slab61_may_cut(row, machine_, had);
  judge("objects, pages", at[0], right, kernel, had);
  Slab61Layout arrays;
  arrays.size = row.size;
  size_slab61_arrays(arrays, machine_);
  const std::string said = array_text(row.limit, row.batch, row.shared);
  had = array_text(arrays.limit, arrays.batchcount, arrays.shared);
  judge("arrays", at[0], said == had, said, had);
  return true;
}

bool SlabTableReader::read_sysfs_row(std::string_view line) {
  const std::vector<std::string_view> at = columns(line);
  constexpr std::string_view kKeys[] = {
      "size=", "obj=", "order=", "opers=", "align=", "minp=", "cpup="};
  uint32_t number[std::size(kKeys)] = {};
  if (at.size() != 1 + std::size(kKeys)) return fail("a row has a name and 7 numbers");
  for (size_t i = 0; i < std::size(kKeys); ++i) {
    const auto value = keyed_u32(at[i + 1], kKeys[i]);
    if (!value) return fail("expected " + std::string(kKeys[i]) + "N, not " + quoted(at[i + 1]));
    number[i] = *value;
  }
  const auto [size, object, order, objects, align, min_partial, cpu_partial] = number;
  if (size == 0 || size > kMostObjectBytes || object == 0 || object > size)
    return fail("sizes must be 1 byte to 4 MiB, the object no larger than its slot");
  if (order > kMostSlabOrder || align == 0 || (align & (align - 1)) != 0)
    return fail("order= must be 0 to 10, align= a power of two");

  const std::string kernel = cut_text(objects, 1u << order);
  const std::string had = slub_cut(size, machine_);
  judge("objects, pages", at[0], had == kernel, kernel, had);
  // A row does not show whether the free pointer lies behind the object.
  const uint64_t inside = round_up(round_up(object, kPointerBytes), align);
  const uint64_t outside = round_up(round_up(object, kPointerBytes) + kPointerBytes, align);
  judge("slot size", at[0], size == inside || size == outside, std::to_string(size),
        std::to_string(inside));
  judge("min_partial", at[0], min_partial == slub_min_partial(size), std::to_string(min_partial),
        std::to_string(slub_min_partial(size)));
  judge("cpu_partial", at[0], cpu_partial == slub_cpu_partial(size), std::to_string(cpu_partial),
        std::to_string(slub_cpu_partial(size)));
  return true;
}

void SlabTableReader::judge(const char* what, std::string_view cache, bool right,
                            std::string expected, std::string had) {
  auto tally = std::find_if(verdict_.tallies.begin(), verdict_.tallies.end(),
                            [what](const SlabTableTally& t) { return t.what == what; });
  if (tally == verdict_.tallies.end()) tally = verdict_.tallies.insert(tally, {what, {}});
  tally->tally.count(right);
  if (right || verdict_.differences.size() >= kMostDifferences) return;
  verdict_.differences.push_back(
      {line_, std::string(cache), std::string(what) + " " + expected, std::move(had)});
}

}  // namespace kmem
