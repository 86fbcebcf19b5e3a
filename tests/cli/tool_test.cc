// The tool from outside: what it prints and how it exits.
#include <gtest/gtest.h>

#include <cstdlib>

#include "cli/options.h"
#include "json_reader.h"
#include "support/tool.h"

namespace kmem {
namespace {

constexpr const char* kGood =
    "title \"Twice a page\"\n"
    "memory 16K\n"
    "a = alloc_pages(0)\n"
    "b = alloc_pages(bytes=5K)\n"
    "expect free_pages == 1\n";

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

size_t count_of(const std::string& text, const std::string& part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(ToolRun, TellsEveryEventAndTheEnd) {
  const ToolRun run = run_tool("run -", kGood);
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(run.err, "");
  EXPECT_EQ(
      run.out.rfind("Twice a page\n16 KiB of memory: 4 page frames of 4 KiB, orders 0 to 2\n", 0),
      0u);
  EXPECT_TRUE(contains(run.out,
                       "     3          a = alloc_pages(0)\n"
                       "             1    request: a block of order 0, 4 KiB\n"
                       "             2    order 0: no free block\n"));
  EXPECT_TRUE(contains(run.out, "split: frame 2 waits in order 1"));
  EXPECT_TRUE(contains(run.out, "holds: free_pages == 1"));
  EXPECT_TRUE(contains(run.out, "every byte                     16384  100.0 %"));
  EXPECT_TRUE(contains(run.out, "  1 held, 0 failed\n"));
}

TEST(ToolRun, QuietPrintsOnlyTheTables) {
  const ToolRun run = run_tool("run --quiet -", kGood);
  EXPECT_EQ(run.status, 0);
  EXPECT_FALSE(contains(run.out, "request:"));
  EXPECT_TRUE(contains(run.out, "Free areas"));
  EXPECT_TRUE(contains(run.out, "Accounting"));
}

// Quiet runs without events; the tables must be the same.
TEST(ToolRun, QuietEndsLikeTheFullRun) {
  const std::string full = run_tool("run -", kGood).out;
  const std::string quiet = run_tool("run --quiet -", kGood).out;
  const size_t tables = full.find("Free areas");
  ASSERT_NE(tables, std::string::npos);
  EXPECT_EQ(full.substr(tables), quiet.substr(quiet.find("Free areas")));
}

TEST(ToolRun, FailedExpectationGivesStatusOne) {
  const std::string bad = std::string(kGood) + "expect splits == 7\nexpect splits < merges\n";
  for (const char* options : {"run -", "run --quiet -"}) {
    const ToolRun run = run_tool(options, bad);
    EXPECT_EQ(run.status, 1);
    EXPECT_TRUE(contains(run.out, "  1 held, 2 failed\n"));
    EXPECT_TRUE(contains(run.out, "  standard input:6: splits == 7 (it is 2)\n"));
    EXPECT_TRUE(contains(run.out, "  standard input:7: splits < merges (2 against 0)\n"));
  }
}

// A request that is refused is part of the story.
TEST(ToolRun, RefusedRequestIsNoError) {
  const ToolRun run = run_tool("run -", "memory 4K\na = alloc_pages(0)\nb = alloc_pages(0)\n");
  EXPECT_EQ(run.status, 0);
  EXPECT_TRUE(contains(run.out, "refused, memory is exhausted: 1 frame is needed, 0 are free"));
  EXPECT_TRUE(contains(run.out, "a kernel would") || contains(run.out, "A kernel would"));
}

TEST(ToolRun, ErrorsOfTheFilePointAtTheirPlaces) {
  const ToolRun run = run_tool("run -", "memory 16K\na = alloc_pages(\n  free_pages(zebra)\n");
  EXPECT_EQ(run.status, 2);
  EXPECT_EQ(run.out, "");
  EXPECT_TRUE(contains(run.err, "standard input:2:")) << run.err;
  EXPECT_TRUE(contains(run.err, "standard input:3:14: error: ")) << run.err;
  EXPECT_TRUE(contains(run.err,
                       "    free_pages(zebra)\n"
                       "               ^~~~~\n"))
      << run.err;
  EXPECT_FALSE(contains(run.err, "<diag.")) << "a message is missing: " << run.err;
}

TEST(ToolRun, UnreadableFilesAreErrors) {
  const ToolRun missing = run_tool("run /no/such/file.kmem");
  EXPECT_EQ(missing.status, 2);
  EXPECT_EQ(missing.err, "kmem: cannot open `/no/such/file.kmem`: No such file or directory\n");
  const ToolRun directory = run_tool("run /tmp");
  EXPECT_EQ(directory.status, 2);
  EXPECT_TRUE(contains(directory.err, "cannot read `/tmp`: Is a directory"));
  const ToolRun unread = run_tool("run --json /no/such/file.kmem");
  EXPECT_EQ(unread.status, 2);
  EXPECT_EQ(unread.err, "kmem: cannot open `/no/such/file.kmem`: No such file or directory\n");
  const Json json = JsonReader::read(unread.out);
  ASSERT_TRUE(json.ok()) << unread.out;
  EXPECT_EQ("kmem: " + json["error"].text + "\n", unread.err);
}

TEST(ToolRun, AnEmptyFileIsAnEmptyScenario) {
  const ToolRun run = run_tool("run -", "");
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_TRUE(contains(run.out, "64 page frames"));
}

TEST(ToolRun, WriteErrorsAreReported) {
  const ToolRun full = run_tool("run - >/dev/full", kGood);
  EXPECT_EQ(full.status, 2);
  EXPECT_EQ(full.err, "kmem: cannot write: No space left on device\n");
  const ToolRun help = run_tool("--help >/dev/full");
  EXPECT_EQ(help.status, 2);
}

// A reader that leaves early must not end the tool by a signal.
TEST(ToolRun, ClosedPipeIsReported) {
  const std::string in = scratch_path("pipe-in");
  const std::string err = scratch_path("pipe-err");
  const std::string status = scratch_path("pipe-status");
  write_file(in, "repeat 20000 { a = alloc_pages(0); free_pages(a) }\n");
  const std::string command = std::string("{ '") + KMEM_TOOL + "' run '" + in + "' 2>'" + err +
                              "'; echo $? >'" + status + "'; } | true";
  EXPECT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(read_file(status), "2\n");
  EXPECT_EQ(read_file(err), "kmem: cannot write: Broken pipe\n");
  for (const std::string& path : {in, err, status}) std::remove(path.c_str());
}

TEST(ToolUntil, StopsAfterSoManyEvents) {
  const ToolRun none = run_tool("run --until 0 -", kGood);
  EXPECT_EQ(none.status, 0);
  EXPECT_FALSE(contains(none.out, "alloc_pages"));
  EXPECT_TRUE(contains(none.out, "free pages                     16384  100.0 %"));

  const ToolRun five = run_tool("run --until 5 -", kGood);
  EXPECT_TRUE(contains(five.out, "             5    "));
  EXPECT_FALSE(contains(five.out, "             6    "));
}

// The tables show the machine in the middle of the command.
TEST(ToolUntil, ShowsTheStateInsideACommand) {
  const ToolRun run = run_tool("run --until 6 -", kGood);  // look, look, look, take, split
  EXPECT_TRUE(contains(run.out, "split: frame 2 waits in order 1"));
  EXPECT_TRUE(contains(run.out, "      1      8 KiB       1")) << run.out;
  EXPECT_TRUE(contains(run.out, "      0      4 KiB       0")) << run.out;
  EXPECT_EQ(run.out.find("expect"), std::string::npos) << "nothing is expected yet";
}

TEST(ToolUntil, CommandAndEventAreTheSameStop) {
  const ToolRun by_event = run_tool("run --until 10 -", kGood);
  EXPECT_EQ(by_event.out, run_tool("run --until=2:2 -", kGood).out);
  EXPECT_EQ(run_tool("run --until 8 -", kGood).out, run_tool("run --until 1:8 -", kGood).out);
  EXPECT_EQ(run_tool("run --until 8 -", kGood).out, run_tool("run --until 1:99 -", kGood).out);
  EXPECT_EQ(run_tool("run --until 8 -", kGood).out, run_tool("run --until 2:0 -", kGood).out);
}

TEST(ToolUntil, BeyondTheEndRunsToTheEndAndSaysSo) {
  for (const char* step : {"1000000", "99:1"}) {
    const ToolRun run = run_tool(std::string("run --until ") + step + " -", kGood);
    EXPECT_EQ(run.status, 0);
    EXPECT_EQ(run.out, run_tool("run -", kGood).out);
    EXPECT_TRUE(contains(run.err, "the scenario ends before that step")) << run.err;
  }
}

// What is not reached cannot fail.
TEST(ToolUntil, ExpectationsBehindTheStopDoNotCount) {
  EXPECT_EQ(run_tool("run --until 1 -", std::string(kGood) + "expect splits == 7\n").status, 0);
}

TEST(ToolJson, IsOneDocument) {
  const ToolRun run = run_tool("run --json -", kGood);
  EXPECT_EQ(run.status, 0);
  const Json json = JsonReader::read(run.out);
  ASSERT_TRUE(json.ok()) << run.out;
  EXPECT_EQ(json["version"].number(), 1u);
  EXPECT_EQ(json["title"].text, "Twice a page");
  EXPECT_EQ(json["memory"]["frames"].number(), 4u);
  EXPECT_EQ(json["memory"]["page_size"].number(), 4096u);
  ASSERT_EQ(json["commands"].size(), 3u);
  const Json& first = json["commands"][0];
  EXPECT_EQ(first["line"].number(), 3u);
  EXPECT_EQ(first["text"].text, "a = alloc_pages(0)");
  EXPECT_EQ(first["events"][0]["kind"].text, "alloc_pages");
  EXPECT_EQ(first["events"][0]["main"].number(), 4096u);
  EXPECT_EQ(first["events"][0]["text"].text, "request: a block of order 0, 4 KiB");
  EXPECT_EQ(json["ledger"]["payload"].number(), 4096u + 5120u);
  EXPECT_EQ(json["ledger"].size(), 7u);
  EXPECT_EQ(json["counters"]["splits"].number(), 2u);
  ASSERT_EQ(json["buddyinfo"].size(), 3u);
  EXPECT_EQ(json["buddyinfo"][0].number(), 1u);
  EXPECT_EQ(json["caches"].kind, Json::Kind::array);
  EXPECT_EQ(json["expectations"]["met"].number(), 1u);
  EXPECT_EQ(json["expectations"]["failed"].number(), 0u);
  EXPECT_EQ(json["diagnostics"].size(), 0u);
}

TEST(ToolJson, HoldsCaches) {
  const ToolRun run = run_tool("run --json -",
                               "c = kmem_cache_create(\"a\\\"b\", 100)\n"
                               "x[1..3] = kmem_cache_alloc(c)\nk = kmalloc(9)\n");
  const Json json = JsonReader::read(run.out);
  ASSERT_TRUE(json.ok()) << run.out << run.err;
  ASSERT_EQ(json["caches"].size(), 2u);
  EXPECT_EQ(json["caches"][0]["name"].text, "kmalloc-16");
  EXPECT_EQ(json["caches"][1]["name"].text, "a\\\"b");
  EXPECT_EQ(json["caches"][1]["size"].number(), 104u);
  EXPECT_EQ(json["caches"][1]["active"].number(), 3u);
}

TEST(ToolJson, HoldsTheErrorsOfTheFile) {
  const ToolRun run = run_tool("run --json -", "memory 16K\nzebra\n");
  EXPECT_EQ(run.status, 2);
  const Json json = JsonReader::read(run.out);
  ASSERT_TRUE(json.ok()) << run.out;
  ASSERT_GE(json["diagnostics"].size(), 1u);
  EXPECT_EQ(json["diagnostics"][0]["line"].number(), 2u);
  EXPECT_NE(json["diagnostics"][0]["text"].text, "");
}

TEST(ToolJson, FailedExpectationGivesStatusOne) {
  EXPECT_EQ(run_tool("run --json -", "expect splits == 7\n").status, 1);
}

TEST(ToolHash, DependsOnTheEventsOnly) {
  const auto hash = [](const std::string& options, const std::string& text) {
    const std::string out = run_tool("run --hash " + options + " -", text).out;
    return out.substr(out.rfind("events "));
  };
  EXPECT_EQ(hash("", kGood), hash("--quiet", kGood));
  EXPECT_EQ(hash("", "a = alloc_pages(0)"), hash("", "# comment\n\nname = alloc_pages( 0 )"));
  EXPECT_NE(hash("", "a = alloc_pages(0)"), hash("", "a = alloc_pages(1)"));
  // FNV-1a of nothing is its offset basis.
  EXPECT_EQ(hash("", ""), "events 0, hash cbf29ce484222325\n");
}

TEST(ToolProc, PrintsTheKernelsFormats) {
  const ToolRun run = run_tool("run --quiet --proc -", kGood);
  EXPECT_TRUE(contains(run.out, "/proc/buddyinfo\nNode 0, zone   Normal      1      0      0 \n"))
      << run.out;
  EXPECT_TRUE(contains(run.out, "/proc/slabinfo\nslabinfo - version: 2.1\n"));
}

TEST(ToolUsage, IsWrongWithStatusTwoAndAHint) {
  for (const char* arguments : {"", "walk", "--fast", "run", "run --fast -", "import", "run - -"}) {
    const ToolRun run = run_tool(arguments);
    EXPECT_EQ(run.status, 2) << arguments;
    EXPECT_EQ(run.out, "") << arguments;
    EXPECT_EQ(run.err.rfind("kmem: ", 0), 0u) << arguments;
    EXPECT_EQ(count_of(run.err, "\n"), 1u) << run.err;
  }
  EXPECT_TRUE(contains(run_tool("--fast").err, "see `kmem --help`"));
}

TEST(ToolUsage, HelpAndVersionGoToStandardOutput) {
  for (const char* arguments :
       {"--help", "-h", "help", "run --help", "run -h", "import --help", "help run"}) {
    const ToolRun run = run_tool(arguments);
    EXPECT_EQ(run.status, 0) << arguments;
    EXPECT_TRUE(contains(run.out, "usage: kmem")) << arguments;
  }
  EXPECT_TRUE(contains(run_tool("help run").out, "--until"));
  EXPECT_EQ(run_tool("--version").out, std::string("kmem ") + kVersion + '\n');
}

// The number stands in the build's files too.
TEST(ToolUsage, VersionIsTheProjects) {
  const std::string cmake = read_file(std::string(KMEM_SOURCE_DIR) + "/CMakeLists.txt");
  EXPECT_TRUE(contains(cmake, std::string("VERSION ") + kVersion + ' '));
}

constexpr const char* kTrace =
    "# tracer: nop\n"
    "            init-1     [000] .....     0.000000: kmem_cache_alloc: call_site=f+0x1/0x2 "
    "ptr=ffff888000100000 bytes_req=192 bytes_alloc=192 gfp_flags=GFP_KERNEL node=-1 "
    "accounted=false\n"
    "            init-1     [000] .....     0.000001: kmem_cache_free: call_site=f+0x1/0x2 "
    "ptr=ffff888000100000 name=dentry\n"
    "            init-1     [000] .....     0.000002: kmem_cache_free: call_site=f+0x1/0x2 "
    "ptr=ffff888000100c00 name=dentry\n";

// The scenario on standard output runs; the report on standard error tells what did not match.
// The answers stand behind the problems, which do not change with them.
TEST(ToolSheet, PrintsProblemsAndTheirAnswers) {
  const ToolRun problems = run_tool("sheet --seed 7 --topic slab --count 2");
  EXPECT_EQ(problems.status, 0) << problems.err;
  const ToolRun both = run_tool("sheet --seed 7 --topic slab --count 2 --answers");
  EXPECT_TRUE(both.out.starts_with(problems.out));
  EXPECT_NE(both.out.find("\nAnswers "), std::string::npos);
  EXPECT_EQ(problems.out.find("\nAnswers "), std::string::npos);
  EXPECT_NE(run_tool("sheet --seed 8 --topic slab --count 2").out, problems.out);
}

TEST(ToolSheet, WritesJson) {
  const ToolRun run = run_tool("sheet --seed 7 --json --count 3");
  const Json sheet = JsonReader::read(run.out);
  ASSERT_TRUE(sheet.ok());
  EXPECT_EQ(sheet["problems"].size(), 3u);
  EXPECT_EQ(sheet["problems"][2]["parts"][0]["question"]["choices"].ok(), true);
}

TEST(ToolSheet, HelpsAndRefuses) {
  EXPECT_NE(run_tool("sheet --help").out.find("usage: kmem sheet"), std::string::npos);
  const ToolRun wrong = run_tool("sheet --topic slabs");
  EXPECT_EQ(wrong.status, 2);
  EXPECT_NE(wrong.err.find("did you mean slab?"), std::string::npos);
}

TEST(ToolImport, GivesAScenarioThatRuns) {
  const ToolRun import = run_tool("import -", kTrace);
  EXPECT_EQ(import.status, 0) << import.err;
  EXPECT_NE(import.err, "");
  const ToolRun run = run_tool("run --quiet -", import.out);
  EXPECT_EQ(run.status, 0) << run.err << import.out;
  EXPECT_TRUE(contains(run.out, "dentry")) << run.out;
}

TEST(ToolImport, RefusesWhatIsNoTrace) {
  const ToolRun text = run_tool("import -", "hello\nworld\n");
  EXPECT_EQ(text.status, 2);
  EXPECT_TRUE(contains(text.err, "holds not one kmem event in 2 lines")) << text.err;
  const ToolRun packed = run_tool("import -", "\x1f\x8b\x08 and so on");
  EXPECT_EQ(packed.status, 2);
  EXPECT_TRUE(contains(packed.err, "zcat")) << packed.err;
  EXPECT_EQ(run_tool("import -", "").status, 2);
  EXPECT_EQ(run_tool("import /no/such/trace").status, 2);
  EXPECT_EQ(run_tool("import - >/dev/full", kTrace).status, 2);
}

}  // namespace
}  // namespace kmem
