// The reports of a real kernel's SLUB debugging, line by line: tests/data/slab/debug-reports.txt.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <sstream>

#include "linux/slab_capture_file.h"
#include "linux/slab_test_pages.h"
#include "slab/slub_cache.h"
#include "support/tool.h"

namespace kmem {
namespace {

// A mistake that was made on purpose, and what the kernel said.
struct Recorded {
  std::string mistake;
  uint32_t size = 0;
  uint32_t flags = 0;
  bool boot_debug = false;  // slub_debug=FZPU
  uint32_t part = 0;
  Address a = 0, b = 0, d = 0, slab = 0;
  std::vector<std::string> log;
};

uint64_t hex_behind(const std::string& line, const std::string& key) {
  const size_t at = line.find(key);
  EXPECT_NE(at, std::string::npos) << key << line;
  return std::strtoull(line.c_str() + at + key.size(), nullptr, 16);
}

// Call traces, registers and the frame of a warning say nothing about the object.
bool is_about_slabs(const std::string& line) {
  if (line.empty() || line[0] == ' ') return false;
  for (const char* begin :
       {"CPU:",      "Call Trace",   "RIP:",          "Code:", "RSP:",        "RAX:", "RDX:",
        "RBP:",      "R10:",         "R13:",          "FS:",   "CS:",         "CR2:", "Modules",
        "Disabling", "WARNING",      "------------[", "---[",  "BUG: kernel", "#PF",  "PGD",
        "Oops",      "Kernel panic", "Kernel Offset", "@@"})
    if (line.rfind(begin, 0) == 0) return false;
  return true;
}

// Names of code, ages and process ids are the recording's own.
std::string without_names(std::string line) {
  const size_t in = line.find(" in ");
  const size_t age = line.find(" age=");
  const size_t cpu = line.find(" cpu=");
  const size_t pid = line.find(" pid=");
  if (in != std::string::npos && age != std::string::npos && pid != std::string::npos)
    return line.substr(0, in) + line.substr(cpu, pid - cpu);
  const size_t from = line.find("when called from ");
  return from == std::string::npos ? line : line.substr(0, from);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);)
    if (is_about_slabs(line)) lines.push_back(without_names(line));
  return lines;
}

// Without poison nobody wrote the filler: it holds what the memory held before.
std::vector<std::string> knowable(std::vector<std::string> lines, bool poisoned) {
  const auto is_filler = [](const std::string& line) { return line.rfind("Padding", 0) == 0; };
  if (!poisoned) lines.erase(std::remove_if(lines.begin(), lines.end(), is_filler), lines.end());
  return lines;
}

std::vector<Recorded> read_cases() {
  std::istringstream in(read_file(slab_data_path("debug-reports")));
  std::vector<Recorded> cases;
  uint32_t part = 0;
  bool open = false;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("####", 0) == 0) ++part;
    if (line.rfind("@@CASE ", 0) == 0) {
      Recorded& made = cases.emplace_back();
      made.mistake = line.substr(7, line.find(' ', 7) - 7);
      made.size =
          static_cast<uint32_t>(std::strtoul(line.c_str() + line.find("size=") + 5, nullptr, 10));
      made.flags = static_cast<uint32_t>(hex_behind(line, "flags=0x"));
      made.part = part;
      made.boot_debug = part != 2;
      open = true;
    } else if (line.rfind("@@OBJECTS", 0) == 0) {
      Recorded& now = cases.back();
      now.a = hex_behind(line, " a=");
      now.b = hex_behind(line, " b=");
      now.d = hex_behind(line, " d=");
      now.slab = hex_behind(line, " slab=");
    } else if (line.rfind("@@DONE", 0) == 0 || line.rfind("BUG: kernel", 0) == 0) {
      open = false;
    } else if (open && is_about_slabs(line)) {
      cases.back().log.push_back(without_names(line));
    }
  }
  return cases;
}

// The cache's name is in the first headline.
std::string name_in(const Recorded& recorded) {
  for (const std::string& line : recorded.log) {
    if (line.rfind("BUG ", 0) == 0) return line.substr(4, line.find(' ', 4) - 4);
    const size_t from = line.find("object is from ");
    if (from != std::string::npos) return line.substr(from + 15);
  }
  return "silent";
}

// One case carried out here.
class Rerun {
 public:
  explicit Rerun(const Recorded& recorded)
      : recorded_(recorded),
        pages_(static_cast<uint32_t>((recorded.slab - kDirectMap) >> kLinuxPageShift)),
        cache_(name_in(recorded), layout(), 1) {
    caller_.code = 0xffffffffa0000000;
    a_ = alloc();
    b_ = alloc();
    d_ = alloc();
    fill(a_, 0x11);
    fill(b_, 0x22);
    fill(d_, 0x33);
  }

  void make_mistake() {
    EXPECT_EQ(a_, recorded_.a);
    EXPECT_EQ(b_, recorded_.b);
    EXPECT_EQ(d_, recorded_.d);
    const std::string& m = recorded_.mistake;
    if (m == "double-free") release(b_), release(b_);
    if (m == "double-free-later") release(b_), release(a_), release(b_);
    if (m == "write-after-free") release(b_), poke(b_ + 5, {0x42, 0x43}), alloc();
    if (m == "end-poison") release(b_), poke(b_ + recorded_.size - 1, {0x42}), alloc();
    if (m == "free-into-disabled-slab") release(b_), poke(b_ + 5, {0x42}), alloc(), release(a_);
    if (m == "right-redzone") poke(b_ + recorded_.size, {0x99}), release(b_);
    if (m == "left-redzone") poke(b_ - 1, {0x88}), release(b_);
    if (m == "invalid-pointer") release(b_ + 8);
    if (m == "freepointer")
      release(b_), poke(b_ + cache_.layout().offset, std::vector<uint8_t>(8, 0x41)), alloc();
    if (m == "padding") poke(b_ + cache_.layout().filler_offset(), {0x77, 0x77, 0x77}), release(b_);
    if (m == "wrong-cache") {
      const SlubCache other("other", layout(), 1);
      EXPECT_EQ(cache_.free_as(other, caller_, b_, pages_), CacheFault::none);
    }
    if (m == "objects-remaining") {
      release(a_), release(d_);
      EXPECT_FALSE(cache_.destroy(caller_, pages_));
    }
    if (m == "double-free-then-fill") release(b_), release(b_), alloc(), alloc();
  }

  const SlubCache& cache() const { return cache_; }
  Address b() const { return b_; }
  Address alloc() { return cache_.alloc(caller_, pages_).object; }

 private:
  SlubLayout layout() const {
    SlabMachine machine = slab_machine(1);
    if (recorded_.boot_debug) machine.slub_debug = kSlabDebugDefault;
    return *slub_layout({.object_size = recorded_.size, .align = 0, .flags = recorded_.flags},
                        machine);
  }
  void release(Address object) { cache_.free(caller_, object, pages_); }
  void poke(Address at, std::vector<uint8_t> bytes) { EXPECT_TRUE(cache_.write(at, bytes)); }
  void fill(Address at, uint8_t byte) { poke(at, std::vector<uint8_t>(recorded_.size, byte)); }

  const Recorded& recorded_;
  TestPages pages_;
  SlubCache cache_;
  Caller caller_;
  Address a_ = 0, b_ = 0, d_ = 0;
};

TEST(SlabReports, AreTheKernelsWordForWord) {
  const std::vector<Recorded> cases = read_cases();
  ASSERT_EQ(cases.size(), 26u);
  KernelLogStyle style{
      .foreign_module = true, .bad_page = false, .warned = false, .code_name = nullptr};
  uint32_t lines = 0, part = 0;
  for (const Recorded& recorded : cases) {
    SCOPED_TRACE(recorded.mistake + " " + std::to_string(recorded.size) + " part " +
                 std::to_string(recorded.part));
    if (recorded.part != part) {  // another boot; that of part 3 had made reports before
      style.bad_page = recorded.part == 3;
      style.warned = false;
    }
    part = recorded.part;
    Rerun rerun(recorded);
    rerun.make_mistake();
    std::string text;
    for (const SlubReport& report : rerun.cache().reports()) {
      text += slub_report_text(report, rerun.cache().name(), style);
      (report.warning ? style.warned : style.bad_page) = true;
    }
    const bool poisoned = rerun.cache().layout().has(kSlabPoison);
    EXPECT_EQ(knowable(lines_of(text), poisoned), knowable(recorded.log, poisoned));
    lines += static_cast<uint32_t>(recorded.log.size());
  }
  EXPECT_GT(lines, 200u);
}

// Rule 1.13: the list behind a double release is lost, and the next allocation but one ends the
// kernel: it reads a free pointer at address 0 plus its offset.
TEST(SlabReports, ADoubleReleaseThatWasReportedStillKills) {
  for (const Recorded& recorded : read_cases()) {
    if (recorded.mistake != "double-free-then-fill") continue;
    Rerun rerun(recorded);
    rerun.make_mistake();
    EXPECT_EQ(rerun.cache().fault(), CacheFault::crash);
    EXPECT_EQ(rerun.cache().fault_address(), 0x40u);
  }
}

// Z and P alone fill memory, and look at nothing.
TEST(SlabReports, WithoutChecksThereAreNone) {
  for (const Recorded& recorded : read_cases()) {
    if (recorded.boot_debug || (recorded.flags & kSlabConsistencyChecks) != 0) continue;
    Rerun rerun(recorded);
    rerun.make_mistake();
    EXPECT_TRUE(rerun.cache().reports().empty());
    EXPECT_TRUE(recorded.log.empty());
  }
}

}  // namespace
}  // namespace kmem
