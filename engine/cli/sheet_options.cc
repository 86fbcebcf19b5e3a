#include "cli/sheet_options.h"

#include <cstring>

#include "machine/scenario_number.h"
#include "machine/scenario_suggest.h"

namespace kmem {
namespace {

// The value of an option of `kmem sheet`, behind a space or an equals sign; nullptr if the argument
// is another one. Moves `i` past it.
const char* sheet_value(int argc, char** argv, int& i, const char* name) {
  const size_t length = std::strlen(name);
  if (std::strncmp(argv[i], name, length) != 0) return nullptr;
  if (argv[i][length] == '=') return argv[i] + length + 1;
  if (argv[i][length] != '\0') return nullptr;
  return i + 1 < argc ? argv[++i] : "";
}

std::string parse_in_range(const char* text, const char* name, uint64_t low, uint64_t high,
                           uint32_t& number) {
  uint64_t value = 0;
  if (parse_number(text, high, value) == NumberForm::fine && value >= low) {
    number = static_cast<uint32_t>(value);
    return "";
  }
  return std::string(name) + " needs a number from " + std::to_string(low) + " to " +
         std::to_string(high) + (*text ? std::string(", not `") + text + '`' : "");
}

std::string parse_topic(const char* text, Topic& topic) {
  if (read_topic(text, topic)) return "";
  ClosestName closest(text);
  std::string all;
  for (const char* name : kTopics) {
    closest.offer(name);
    all += (all.empty() ? "" : ", ") + std::string(name);
  }
  if (*text == '\0') return "--topic needs one of " + all;
  if (closest.found())
    return std::string("`") + text + "` is no topic; did you mean " + closest.name() + '?';
  return std::string("`") + text + "` is no topic; the topics are " + all;
}

}  // namespace

const char* const kSheetHelp = R"(usage: kmem sheet [OPTIONS]

Makes a problem sheet that prints well on paper, 80 columns wide. The same options give the same
sheet everywhere; another seed gives another sheet.

      --seed N      which sheet: 0 to 4294967295; 1 if it is left out
      --topic NAME  buddy, slab, kmalloc, fragmentation or mixed; mixed if it is left out
      --level N     1, 2 or 3; 1 if it is left out
      --count N     how many problems: 1 to 100; 5 if it is left out
      --answers     print the answers behind the problems
      --json        one JSON document instead, answers included
  -h, --help        this text

Exit status: 0; 2 if the command line has an error.
)";

bool parse_sheet_option(int argc, char** argv, int& i, SheetOptions& sheet, std::string& error) {
  if (std::strcmp(argv[i], "--json") == 0) return sheet.json = true;
  if (std::strcmp(argv[i], "--answers") == 0) return sheet.answers = true;
  if (const char* seed = sheet_value(argc, argv, i, "--seed")) {
    error = parse_in_range(seed, "--seed", 0, 0xffffffffu, sheet.seed);
  } else if (const char* level = sheet_value(argc, argv, i, "--level")) {
    error = parse_in_range(level, "--level", 1, kSheetLevels, sheet.level);
  } else if (const char* count = sheet_value(argc, argv, i, "--count")) {
    error = parse_in_range(count, "--count", 1, kMaxSheetProblems, sheet.count);
  } else if (const char* topic = sheet_value(argc, argv, i, "--topic")) {
    error = parse_topic(topic, sheet.topic);
  } else {
    return false;
  }
  return true;
}

}  // namespace kmem
