// Every scenario of the gallery gives, word by word, the recorded output, and all that it expects
// holds.
//
// A golden file's first line is the number of events and their hash, so that other builds, such as
// WebAssembly, can be compared without the tool. Of a run of more than kMaxTold events, that line
// and the tables are the record. After a change that is meant to change them:
//   KMEM_UPDATE_GOLDEN=1 ctest --preset native -R golden
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <set>
#include <sstream>

#include "support/tool.h"

namespace kmem {
namespace {

const std::string kScenarios = std::string(KMEM_SOURCE_DIR) + "/web/scenarios/";
const std::string kGolden = std::string(KMEM_SOURCE_DIR) + "/tests/golden/";

std::vector<std::string> gallery() {
  std::vector<std::string> names;
  std::istringstream lines(read_file(kScenarios + "order.txt"));
  for (std::string line; std::getline(lines, line);)
    if (!line.empty() && line[0] != '#') names.push_back(line);
  return names;
}

constexpr unsigned long kMaxTold = 1000;

unsigned long event_count(const std::string& golden) {
  return std::strtoul(golden.c_str() + std::string("events ").size(), nullptr, 10);
}

// The output of a run with its last line, the hash, put first.
std::string with_hash_first(const std::string& out) {
  const size_t last = out.rfind("\nevents ");
  return last == std::string::npos ? out : out.substr(last + 1) + out.substr(0, last);
}

std::string first_difference(const std::string& golden, const std::string& now) {
  std::istringstream a(golden), b(now);
  std::string old_line, new_line;
  for (int number = 1;; ++number) {
    const bool more_a = static_cast<bool>(std::getline(a, old_line));
    const bool more_b = static_cast<bool>(std::getline(b, new_line));
    if (more_a && more_b && old_line == new_line) continue;
    return "line " + std::to_string(number) + ":\n  golden: " + (more_a ? old_line : "(the end)") +
           "\n  now:    " + (more_b ? new_line : "(the end)");
  }
}

class GoldenTest : public testing::TestWithParam<std::string> {};

TEST_P(GoldenTest, IsAsRecorded) {
  const std::string file = "'" + kScenarios + GetParam() + ".kmem'";
  const ToolRun quiet = run_tool("run --quiet --hash " + file);
  ASSERT_EQ(quiet.status, 0) << quiet.err << quiet.out;
  EXPECT_EQ(quiet.err, "");
  std::string now = with_hash_first(quiet.out);
  if (event_count(now) <= kMaxTold) now = with_hash_first(run_tool("run --hash " + file).out);
  const std::string path = kGolden + GetParam() + ".txt";
  if (std::getenv("KMEM_UPDATE_GOLDEN") != nullptr) return write_file(path, now);
  const std::string golden = read_file(path);
  EXPECT_TRUE(golden == now) << first_difference(golden, now);
}

INSTANTIATE_TEST_SUITE_P(Gallery, GoldenTest, testing::ValuesIn(gallery()),
                         [](const auto& scenario) {
                           std::string name = scenario.param;
                           for (char& c : name)
                             if (c == '-') c = '_';
                           return name;
                         });

// No scenario is forgotten in the order, and no golden file is left of one that is gone.
TEST(Gallery, HasEveryFileInItsOrder) {
  const std::vector<std::string> names = gallery();
  const std::set<std::string> listed(names.begin(), names.end());
  EXPECT_EQ(listed.size(), names.size()) << "a name stands twice";
  std::set<std::string> scenarios, golden;
  for (const auto& file : std::filesystem::directory_iterator(kScenarios))
    if (file.path().extension() == ".kmem") scenarios.insert(file.path().stem());
  for (const auto& file : std::filesystem::directory_iterator(kGolden))
    if (file.path().extension() == ".txt") golden.insert(file.path().stem());
  EXPECT_EQ(listed, scenarios);
  EXPECT_EQ(listed, golden);
}

// A scenario of the gallery says what it is about, and fits on a screen of 100 columns.
TEST(Gallery, HasTitlesNotesAndExpectations) {
  for (const std::string& name : gallery()) {
    const std::string text = read_file(kScenarios + name + ".kmem");
    EXPECT_NE(text.find("\ntitle \""), std::string::npos) << name;
    EXPECT_NE(text.find("\nnote \""), std::string::npos) << name;
    EXPECT_NE(text.find("\nexpect "), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace kmem
