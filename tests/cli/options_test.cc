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

TEST(ParseOptions, TakesASheet) {
  Options options;
  EXPECT_EQ(parse({"sheet"}, options), "");
  EXPECT_EQ(options.verb, Verb::sheet);
  EXPECT_EQ(options.sheet.count, 5u);
  EXPECT_EQ(parse({"sheet", "--seed", "7", "--topic=slab", "--level=3", "--count", "12",
                   "--answers", "--json"},
                  options),
            "");
  EXPECT_EQ(options.sheet.seed, 7u);
  EXPECT_EQ(options.sheet.topic, Topic::slab);
  EXPECT_EQ(options.sheet.level, 3u);
  EXPECT_EQ(options.sheet.count, 12u);
  EXPECT_TRUE(options.sheet.answers && options.sheet.json);
}

TEST(ParseOptions, TakesSizesOfStructs) {
  Options options;
  EXPECT_EQ(parse({"cost", "700", "--cpus", "2", "--json"}, options), "");
  EXPECT_EQ(options.verb, Verb::cost);
  EXPECT_EQ(options.cost.sizes, std::vector<uint64_t>{700});
  EXPECT_TRUE(options.cost.json);
  Options none;
  EXPECT_EQ(parse({"cost"}, none).find("no size given"), 0u);
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
      {{"sheet", "--topic", "budy"}, "`budy` is no topic; did you mean buddy?"},
      {{"sheet", "--topic=poems"}, "`poems` is no topic; the topics are buddy, slab, kmalloc"},
      {{"sheet", "--topic"}, "--topic needs one of buddy"},
      {{"sheet", "--seed", "x"}, "--seed needs a number from 0 to 4294967295, not `x`"},
      {{"sheet", "--seed", "4294967296"}, "--seed needs a number"},
      {{"sheet", "--seed"}, "--seed needs a number from 0 to 4294967295"},
      {{"sheet", "--level", "0"}, "--level needs a number from 1 to 3, not `0`"},
      {{"sheet", "--count=101"}, "--count needs a number from 1 to 100, not `101`"},
      {{"sheet", "--sead", "7"}, "unknown option `--sead`; see `kmem sheet --help`"},
      {{"sheet", "--seedy", "7"}, "unknown option `--seedy`"},
      {{"sheet", "a.kmem"}, "takes no file"},
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
