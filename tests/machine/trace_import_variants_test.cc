// The same stretch of a real trace, as other kernels, printers and accidents would give it.
#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "machine/trace_import_support.h"

namespace kmem {
namespace {

// Lines around the start of the workload: 6,000 events, a tenth of them after the mark.
const std::vector<std::string>& excerpt() {
  static const std::vector<std::string> lines = [] {
    const std::vector<std::string> all = lines_of(boot_trace());
    return all.size() < 110'000
               ? std::vector<std::string>()
               : std::vector<std::string>(all.begin() + 102'000, all.begin() + 108'000);
  }();
  return lines;
}

const Imported& plain() {
  static const Imported imported = import_trace_text(text_of(excerpt()));
  return imported;
}

std::string transform(const std::function<std::string(const std::string&)>& change) {
  std::vector<std::string> lines = excerpt();
  for (std::string& line : lines) line = change(line);
  return text_of(lines);
}

// The line with each `key=value` changed.
std::string change_fields(
    const std::string& line,
    const std::function<std::string(const std::string& key, const std::string& value)>& change) {
  std::string out;
  for (size_t at = 0; at < line.size();) {
    const size_t end = std::min(line.find(' ', at), line.size());
    const std::string word = line.substr(at, end - at);
    const size_t equals = word.find('=');
    out +=
        equals == std::string::npos
            ? word
            : word.substr(0, equals + 1) + change(word.substr(0, equals), word.substr(equals + 1));
    out += line.substr(end, 1);
    at = end + 1;
  }
  return out;
}

std::string hex(uint64_t number) {
  char text[20];
  snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(number));
  return text;
}

uint64_t from_hex(const std::string& text) { return std::stoull(text, nullptr, 16); }

// The scenario's commands, and all counts but those that the change is about.
void expect_same(const Imported& changed) {
  EXPECT_TRUE(adds_up(changed.report)) << changed.report_text;
  EXPECT_TRUE(commands_of(changed.scenario) == commands_of(plain().scenario));
  EXPECT_EQ(changed.report.slab_page_blocks, plain().report.slab_page_blocks);
  EXPECT_EQ(changed.report.unmatched_object_frees, plain().report.unmatched_object_frees);
  EXPECT_EQ(changed.report.frames, plain().report.frames);
}

// The excerpt itself is a good test: it has slabs, page blocks, names, frees of all kinds.
TEST(TraceImportVariants, StartFromARichExcerpt) {
  ASSERT_EQ(excerpt().size(), 6000u) << "tests/data/boot-kmem.txt.gz is missing, or gzip is";
  EXPECT_TRUE(adds_up(plain().report)) << plain().report_text;
  EXPECT_EQ(plain().report.map_base, 0xffff888000000000u);
  EXPECT_GT(plain().report.slab_page_blocks, 10u);
  EXPECT_GT(plain().report.page_allocs, 100u);
  EXPECT_GT(plain().report.object_frees, 1000u);
  EXPECT_GT(plain().report.unmatched_object_frees, 100u);
  const Replayed run = replay(plain().scenario);
  EXPECT_EQ(run.diagnostics, 0u);
  EXPECT_EQ(run.failures, 0u);
}

TEST(TraceImportVariants, FedInPiecesOfAnySize) {
  for (size_t piece : {size_t{1}, size_t{7}, size_t{180}, size_t{4096}, size_t{1} << 24}) {
    const Imported imported = import_trace_text(text_of(excerpt()), piece);
    EXPECT_TRUE(imported.report == plain().report) << imported.report_text;
    EXPECT_TRUE(imported.scenario == plain().scenario) << piece;
  }
  EXPECT_TRUE(import_trace_text(text_of(excerpt()), 4096, 1).scenario == plain().scenario);
}

TEST(TraceImportVariants, WithRandomisedAddresses) {
  const uint64_t shift = 0x13b740000000u;  // 1 GiB aligned, as KASLR does
  expect_same(import_trace_text(transform([&](const std::string& line) {
    return change_fields(line, [&](const std::string& key, const std::string& value) {
      if (key == "page") return hex(from_hex(value) + 0x52840000000u);
      return key == "ptr" && from_hex(value) != 0 ? hex(from_hex(value) + shift) : value;
    });
  })));
}

TEST(TraceImportVariants, WithPrefixedPointersAndDecimalFrames) {
  expect_same(import_trace_text(transform([](const std::string& line) {
    return change_fields(line, [](const std::string& key, const std::string& value) {
      if (key == "page") return "0x" + value;
      if (key == "ptr") return from_hex(value) == 0 ? std::string("(nil)") : "0x" + value;
      return key == "pfn" ? std::to_string(from_hex(value.substr(2))) : value;
    });
  })));
}

TEST(TraceImportVariants, WithWindowsLineEnds) {
  expect_same(import_trace_text(transform([](const std::string& line) { return line + "\r"; })));
}

TEST(TraceImportVariants, AsTraceCmdPrintsIt) {
  expect_same(import_trace_text("cpus=1\n" + transform([](std::string line) {
                                  const size_t flags = line.find("] ") + 2;
                                  line.replace(flags, 5, "");
                                  return line.replace(line.find(": ", flags) + 2, 0, "   ");
                                })));
}

TEST(TraceImportVariants, AsPerfPrintsIt) {
  expect_same(import_trace_text(transform([](std::string line) {
    const size_t flags = line.find("] ") + 2;
    line.replace(flags, 6, "");
    if (line.find("tracing_mark_write") != std::string::npos) return line;
    return line.insert(line.find(": ", flags) + 2, "kmem:");
  })));
}

// Kernels from 6.2 on may name the cache where the object is allocated, in any place. Then no
// object is nameless.
TEST(TraceImportVariants, WithNamesAtTheAllocation) {
  std::map<std::string, std::string> name_of;  // the names that the excerpt itself tells later
  std::vector<std::string> lines = excerpt();
  for (size_t i = lines.size(); i-- > 0;) {
    std::string& line = lines[i];
    const size_t at = line.find("ptr=");
    if (at == std::string::npos) continue;
    const std::string ptr = line.substr(at + 4, 16);
    if (const size_t name = line.find(" name="); name != std::string::npos)
      name_of[ptr] = line.substr(name + 6);
    if (line.find("kmem_cache_alloc: ") == std::string::npos || name_of.count(ptr) == 0) continue;
    line.insert(at, "accounted=true name=" + name_of[ptr] + " node=-1 ");
    name_of.erase(ptr);
  }
  expect_same(import_trace_text(text_of(lines)));
}

// Each CPU's events keep their order; who did them is all that changes.
TEST(TraceImportVariants, OnSeveralCpus) {
  const char* cpus[] = {"[000]", "[001]", "[003]"};
  uint32_t n = 0;
  const Imported imported = import_trace_text(transform([&](std::string line) {
    line.replace(line.find("[000]"), 5, cpus[n % 3]);
    if (line.find(" mm_page_alloc: ") == std::string::npos) ++n;  // what follows one is its cause
    return line;
  }));
  EXPECT_EQ(imported.report.cpus, 3u);
  EXPECT_EQ(imported.report.map_base, plain().report.map_base);
  expect_same(imported);
}

// Lines that are cut are refused; what they did is missing, and the rest still runs.
TEST(TraceImportVariants, WithCutLines) {
  uint32_t n = 0;
  const Imported imported = import_trace_text(transform([&](const std::string& line) {
    return ++n % 50 == 0 ? line.substr(0, 40 + n / 100) : line;
  }));
  EXPECT_EQ(imported.report.lines, 6000u);
  EXPECT_GT(imported.report.cut_lines, 100u);
  EXPECT_LE(imported.report.cut_lines, 120u);
  EXPECT_EQ(imported.report.first_cut_line, 50u);
  EXPECT_TRUE(adds_up(imported.report)) << imported.report_text;
  const Replayed run = replay(imported.scenario);
  EXPECT_EQ(run.diagnostics, 0u);
  EXPECT_EQ(run.failures, 0u);
  EXPECT_EQ(run.live_handles, imported.report.live_objects + imported.report.live_blocks);
}

// A ring buffer that overflowed: whole stretches are missing, and the trace says so.
TEST(TraceImportVariants, WithLostEvents) {
  std::string trace;
  uint64_t lost = 0;
  for (size_t i = 0; i < excerpt().size(); ++i) {
    if (i % 400 == 300) trace += "CPU:0 [LOST 100 EVENTS]\n";
    if (i % 400 >= 300) {
      ++lost;
    } else {
      trace += excerpt()[i] + "\n";
    }
  }
  const Imported imported = import_trace_text(trace);
  EXPECT_EQ(imported.report.lost_lines, 15u);
  EXPECT_EQ(imported.report.lost_events, lost);
  EXPECT_GT(imported.report.reused_addresses, 10u);
  EXPECT_TRUE(adds_up(imported.report)) << imported.report_text;
  EXPECT_NE(imported.report_text.find("counts them: 1,500."), std::string::npos);
  const Replayed run = replay(imported.scenario);
  EXPECT_EQ(run.diagnostics, 0u);
  EXPECT_EQ(run.failures, 0u);
  EXPECT_EQ(run.live_handles, imported.report.live_objects + imported.report.live_blocks);
}

// Hashed pointers still tell which free belongs to which allocation, but not where memory is.
TEST(TraceImportVariants, WithHashedPointers) {
  const Imported imported = import_trace_text(transform([](const std::string& line) {
    return change_fields(line, [](const std::string& key, const std::string& value) {
      if ((key != "ptr" && key != "page") || from_hex(value) == 0) return value;
      return hex((from_hex(value) * 0x9e3779b97f4a7c15u) >> 32);
    });
  }));
  EXPECT_EQ(imported.report.map_base, 0u);
  EXPECT_EQ(imported.report.slab_page_blocks, 0u);
  EXPECT_EQ(imported.report.page_allocs,
            plain().report.page_allocs + plain().report.slab_page_blocks);
  EXPECT_EQ(imported.report.object_allocs, plain().report.object_allocs);
  EXPECT_EQ(imported.report.object_frees, plain().report.object_frees);
  EXPECT_EQ(replay(imported.scenario).failures, 0u);
}

}  // namespace
}  // namespace kmem
