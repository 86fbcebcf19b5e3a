// `kmem verify` as a person runs it.
#include <gtest/gtest.h>

#include <algorithm>

#include "linux/capture_file.h"
#include "linux/slab_capture_file.h"
#include "support/tool.h"

namespace kmem {
namespace {

TEST(VerifyTool, AllCapturesAreRight) {
  std::string arguments = "verify";
  for (const char* name : kCaptures) arguments += " " + capture_path(name);
  const ToolRun run = run_tool(arguments);
  EXPECT_EQ(run.status, 0) << run.out << run.err;
  EXPECT_EQ(run.err, "");
  EXPECT_NE(run.out.find("public-3-steal.txt: all right\n"
                         "  page frames        2716 of 2716 right\n"
                         "  failures             16 of 16 right\n"
                         "  checkpoints          54 of 54 right\n"
                         "  later states        160 of 160 right\n"),
            std::string::npos)
      << run.out;
}

// A capture with one answer changed, on standard input.
TEST(VerifyTool, ADifferenceIsShownAndIsStatusOne) {
  std::string text = read_file(capture_path("public-1-basic"));
  const size_t checkpoint = text.find("\nc 0:3808,");
  ASSERT_NE(checkpoint, std::string::npos);
  text.replace(checkpoint, 10, "\nc 0:3809,");
  const ToolRun run = run_tool("verify -", text);
  EXPECT_EQ(run.status, 1) << run.out << run.err;
  for (const char* line : {"-: differs\n", "  checkpoints          15 of 16 right\n",
                           "the counters of zone DMA\n    kernel: free 3809, diff 0",
                           "\n    engine: free 3808, diff 0", "    after these requests, with"})
    EXPECT_NE(run.out.find(line), std::string::npos) << line << run.out;
}

// The text with one of its lines changed, and the number of that line.
struct OneLie {
  std::string text;
  size_t line = 0;
};

OneLie change_line(std::string text, const std::string& truth, const std::string& lie) {
  const size_t at = text.find("\n" + truth + "\n");
  if (at == std::string::npos) return {};
  const size_t line = static_cast<size_t>(std::count(text.begin(), text.begin() + at, '\n')) + 2;
  return {text.replace(at + 1, truth.size(), lie), line};
}

// A wrong answer makes the record contradict itself further down, where the block is freed or
// handed out again. Then both are said: what is wrong first, and why the file is refused.
void expect_found(const OneLie& lie, const std::string& truth, const std::string& contradiction) {
  ASSERT_NE(lie.line, 0u);
  const ToolRun run = run_tool("verify -", lie.text);
  EXPECT_EQ(run.status, 2);
  EXPECT_NE(run.out.find("-: differs\n"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("first difference: line " + std::to_string(lie.line) + ", "),
            std::string::npos)
      << lie.line << run.out;
  EXPECT_NE(run.out.find("\n    engine: " + truth + "\n"), std::string::npos) << run.out;
  EXPECT_NE(run.err.find(contradiction), std::string::npos) << run.err;
}

TEST(VerifyTool, AWrongPageFrameIsFoundAlthoughTheRecordThenContradictsItself) {
  const std::string text = read_file(capture_path("public-1-basic"));
  const std::string freed = ": page frame 12224 is freed, but no request of this capture holds it";
  expect_found(change_line(text, "a 5 U N W 12224", "a 5 U N W -"), "page frame 12224", freed);
  expect_found(change_line(text, "a 5 U N W 12224", "a 5 U N W 12256"), "page frame 12224", freed);
  const OneLie taken = change_line(text, "a 5 U N W 12448", "a 5 U N W 12480");
  expect_found(taken, "page frame 12448", "page frame 12480 is handed out while it is in use");
}

TEST(VerifyTool, AWrongSlotIsFoundAlthoughTheRecordThenContradictsItself) {
  const std::string text = read_file(slab_data_path("public-slub"));
  expect_found(change_line(text, "A 0 437 14 16", "A 0 437 14 17"), "14.16", "in use already");
  expect_found(change_line(text, "A 0 437 14 16", "A 0 437 99 16"), "14.16", "there is no slab 99");
  expect_found(change_line(text, "F 0 370 -21", "F 0 370 -99"), "0:-21", "there is no such slab");
}

// What is no request cannot be replayed; nothing before it was wrong, so nothing is compared.
TEST(VerifyTool, ARequestThatCannotBeIsOnlyRefused) {
  const std::string text = read_file(slab_data_path("public-slub"));
  const OneLie lie = change_line(text, "A 0 437 14 16", "A 9 437 14 16");
  const ToolRun run = run_tool("verify -", lie.text);
  EXPECT_EQ(run.status, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_NE(run.err.find(":" + std::to_string(lie.line) + ": the CPU must be below 1"),
            std::string::npos)
      << run.err;
}

// Half a line may look like a whole one with another answer: a cut record is not a wrong one.
TEST(VerifyTool, ACutFileIsOnlyRefused) {
  const auto cut_inside = [](const std::string& text, const std::string& line, size_t length) {
    const size_t at = text.find("\n" + line + "\n");
    ASSERT_NE(at, std::string::npos);
    const ToolRun run = run_tool("verify -", text.substr(0, at + 1 + length));
    EXPECT_EQ(run.status, 2);
    EXPECT_EQ(run.out, "") << run.out;
    EXPECT_NE(run.err.find(": the file ends inside this line, before "), std::string::npos)
        << run.err;
  };
  const std::string pages = read_file(capture_path("public-1-basic"));
  cut_inside(pages, "a 5 U N W 12224", 13);
  const std::string slabs = read_file(slab_data_path("public-slub"));
  cut_inside(slabs, "A 0 437 14 16", 12);
}

TEST(VerifyTool, ABrokenFileIsStatusTwoAndTheOthersAreStillVerified) {
  const std::string broken = scratch_path("broken.txt");
  write_file(broken, "kmem-capture v1\ncpus 2\n");
  const ToolRun run = run_tool("verify " + broken + " " + capture_path("public-1-basic"));
  EXPECT_EQ(run.status, 2);
  EXPECT_EQ(run.err, "kmem: " + broken + ":2: cpus must be 1, not `2`\n");
  EXPECT_NE(run.out.find("all right"), std::string::npos);
  EXPECT_EQ(run_tool("verify /nonexistent").status, 2);
  EXPECT_EQ(run_tool("verify").status, 2);
}

}  // namespace
}  // namespace kmem
