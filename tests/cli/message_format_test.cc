#include "cli/message_format.h"

#include <gtest/gtest.h>

#include <set>

#include "cli/messages.h"

namespace kmem {
namespace {

TEST(MessageFormat, ReplacesArgumentsByName) {
  const Arguments arguments = {number_argument("order", 3), text_argument("cache", "dentry")};
  EXPECT_EQ(format_message("{cache}: order {order}, {cache}", arguments),
            "dentry: order 3, dentry");
}

// {n?one|other}: 1 is one, everything else, 0 too, is other.
TEST(MessageFormat, PicksByNumber) {
  const std::string text = "{n?# frame is|# frames are} free";
  EXPECT_EQ(format_message(text, {number_argument("n", 0)}), "0 frames are free");
  EXPECT_EQ(format_message(text, {number_argument("n", 1)}), "1 frame is free");
  EXPECT_EQ(format_message(text, {number_argument("n", 11)}), "11 frames are free");
  EXPECT_EQ(format_message("{n?the #|all #, #}", {number_argument("n", 2)}), "all 2, 2");
  EXPECT_EQ(format_message("{n?|s}", {number_argument("n", 1)}), "");
}

TEST(MessageFormat, DoubledBraceIsOne) {
  EXPECT_EQ(format_message("{{n} {n}", {number_argument("n", 5)}), "{n} 5");
  EXPECT_EQ(format_message("}", {}), "}");
}

// What a template gets wrong stays visible instead of vanishing.
TEST(MessageFormat, KeepsWhatItCannotReplace) {
  const Arguments arguments = {number_argument("n", 5)};
  EXPECT_EQ(format_message("a {missing} b", arguments), "a {missing} b");
  EXPECT_EQ(format_message("open {n", arguments), "open {n");
  EXPECT_EQ(format_message("one {n?only} choice", arguments), "one {n?only} choice");
  EXPECT_EQ(format_message("end {", arguments), "end {");
}

// An argument's own braces are not a template.
TEST(MessageFormat, ArgumentsAreNotTemplates) {
  EXPECT_EQ(format_message("{text}", {text_argument("text", "{text} # {")}), "{text} # {");
}

TEST(Messages, AreFoundByKey) {
  ASSERT_NE(find_message("unit.kib"), nullptr);
  EXPECT_STREQ(find_message("unit.kib"), "{n} KiB");
  EXPECT_EQ(find_message("unit."), nullptr);
  EXPECT_EQ(find_message(""), nullptr);
  EXPECT_EQ(message("no.such.key"), "<no.such.key>");
}

TEST(Messages, HaveUniqueKeysAndTexts) {
  std::set<std::string> keys;
  for (unsigned i = 0; i < kMessagesEnCount; ++i) {
    EXPECT_TRUE(keys.insert(kMessagesEn[i].key).second) << kMessagesEn[i].key << " stands twice";
    EXPECT_STRNE(kMessagesEn[i].text, "") << kMessagesEn[i].key << " has no text";
  }
  EXPECT_GT(keys.size(), 80u);
}

}  // namespace
}  // namespace kmem
