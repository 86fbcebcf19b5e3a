// `kmem verify` as a person runs it.
#include <gtest/gtest.h>

#include "linux/capture_file.h"
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
