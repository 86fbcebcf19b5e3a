#include "cli/options.h"

#include <gtest/gtest.h>

#include <vector>

namespace kmem {
namespace {

std::string parse(std::vector<const char*> arguments, Options& options) {
  arguments.insert(arguments.begin(), "kmem");
  arguments.push_back(nullptr);
  return parse_options(static_cast<int>(arguments.size()) - 1, const_cast<char**>(arguments.data()),
                       options);
}

TEST(ParseOptions, TakesOptionsBeforeAndBehindTheFile) {
  Options options;
  EXPECT_EQ(parse({"run", "--quiet", "a.kmem", "--until", "12"}, options), "");
  EXPECT_EQ(options.verb, Verb::run);
  EXPECT_STREQ(options.file, "a.kmem");
  EXPECT_TRUE(options.quiet);
  EXPECT_EQ(options.until.kind, StopPoint::Kind::events);
  EXPECT_EQ(options.until.events, 12u);
}

TEST(ParseOptions, ADashIsAFile) {
  Options options;
  EXPECT_EQ(parse({"import", "-"}, options), "");
  EXPECT_EQ(options.verb, Verb::import);
  EXPECT_STREQ(options.file, "-");
}

TEST(ParseOptions, RefusesWithAReason) {
  const std::vector<std::pair<std::vector<const char*>, const char*>> cases = {
      {{}, "nothing to do"},
      {{"walk"}, "`walk` is no command"},
      {{"--fast"}, "unknown option `--fast`"},
      {{"run"}, "no file given"},
      {{"run", "a", "b"}, "one file at a time"},
      {{"run", "--fast", "a"}, "unknown option `--fast`; see `kmem run --help`"},
      {{"import", "--json", "a"}, "unknown option `--json`; see `kmem import --help`"},
      {{"run", "a", "--until"}, "--until needs a step"},
      {{"run", "a", "--until=x"}, "`x` is no step"},
      {{"run", "a", "--quiet", "--json"}, "exclude each other"},
      {{"run", "a", "--proc", "--json"}, "exclude each other"},
  };
  for (const auto& [arguments, reason] : cases) {
    Options options;
    const std::string error = parse(arguments, options);
    EXPECT_NE(error.find(reason), std::string::npos) << "expected " << reason << ", got " << error;
  }
}

TEST(ParseStop, TakesEventsOrCommandAndEvent) {
  StopPoint stop;
  ASSERT_TRUE(parse_stop("7:10", stop));
  EXPECT_EQ(stop.kind, StopPoint::Kind::command);
  EXPECT_EQ(stop.command, 7u);
  EXPECT_EQ(stop.event, 10u);
  ASSERT_TRUE(parse_stop("0", stop));
  EXPECT_EQ(stop.kind, StopPoint::Kind::events);
  for (const char* bad : {"", "-1", "7:", ":7", "0:1", "1:2:3", "1.5", " 1", "99999999999999999999",
                          "4294967296:1", "1:99999999999999999999"})
    EXPECT_FALSE(parse_stop(bad, stop)) << bad;
}

}  // namespace
}  // namespace kmem
