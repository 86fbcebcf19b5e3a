// The course's facade: text in, JSON out, and an error for whatever cannot be answered.
#include "wasm/course_session.h"

#include <gtest/gtest.h>

#include "cli/json_reader.h"
#include "course/question_kinds.h"

namespace kmem {
namespace {

constexpr const char* kScript = "memory 256K\na = alloc_pages(bytes=21K)\nfree_pages(a)\n";

bool is_json(const std::string& text) { return JsonReader::read(text).ok(); }

bool has(const std::string& json, const std::string& part) {
  return json.find(part) != std::string::npos;
}

TEST(CourseSession, KnowsItsKinds) {
  const std::string kinds = course_kinds();
  EXPECT_TRUE(is_json(kinds));
  for (const QuestionKindInfo& kind : kQuestionKinds) EXPECT_TRUE(has(kinds, kind.name));
}

TEST(CourseSession, AsksAndGrades) {
  const std::string question = course_question(kScript, 0, "which_block");
  EXPECT_TRUE(is_json(question)) << question;
  for (const char* part :
       {"\"kind\":\"which_block\"", "\"form\":\"frame\"", "\"command\":0", "\"line\":2",
        "\"call\":\"a = alloc_pages(bytes=21K)\"", "\"answer\":\"0\"", "\"answer\":\"56\"",
        "course.hint.which_block.3.split", "\"shownBy\":[", "event.split"})
    EXPECT_TRUE(has(question, part)) << part << " in " << question;

  EXPECT_TRUE(has(course_grade(kScript, 0, "which_block", "0"), "{\"verdict\":\"right\""));
  const std::string wrong = course_grade(kScript, 0, "which_block", "frame 56");
  EXPECT_TRUE(has(wrong, "\"verdict\":\"wrong\"") && has(wrong, "course.wrong.high_half")) << wrong;
  const std::string unreadable = course_grade(kScript, 0, "which_block", "frame \"x\\\n");
  EXPECT_TRUE(is_json(unreadable)) << unreadable;
  EXPECT_TRUE(has(unreadable, "{\"verdict\":\"unreadable\",\"at\":6")) << unreadable;
}

TEST(CourseSession, TakesAParameter) {
  EXPECT_TRUE(has(course_question(kScript, 0, "free_list_after(4)"), "\"answer\":\"16\""));
  EXPECT_TRUE(has(course_question(kScript, 0, "free_list_after(4)"), "\"free_list_after(4)\""));
  EXPECT_TRUE(has(course_grade(kScript, 0, "free_list_after(4)", "16"), "right"));
}

TEST(CourseSession, SaysWhatCannotBeAsked) {
  const std::string errors[] = {
      course_question("memory 3 frames\n", 0, "which_block"),
      course_question(kScript, 2, "which_block"),
      course_question(kScript, 0xffffffff, "which_block"),
      course_question(kScript, 1, "which_block"),
      course_question(kScript, 0, "which_blok"),
      course_question(kScript, 0, ""),
      course_question("", 0, "which_block"),
      course_grade(kScript, 1, "slab_order", "3"),
      course_sheet(1, "budy", 1, 1),
      course_sheet(1, "buddy", 0, 1),
      course_sheet(1, "buddy", 4, 1),
      course_sheet(1, "buddy", 1, 0),
      course_sheet(1, "buddy", 1, 101),
  };
  for (const std::string& error : errors) {
    EXPECT_TRUE(error.starts_with("{\"error\":{\"key\":\"course.error.")) << error;
    EXPECT_TRUE(is_json(error)) << error;
  }
}

TEST(CourseSession, MakesSheets) {
  const std::string sheet = course_sheet(7, "mixed", 2, 3);
  EXPECT_TRUE(is_json(sheet));
  EXPECT_TRUE(has(sheet, "{\"version\":1,\"seed\":7,\"topic\":\"mixed\",\"level\":2"));
  EXPECT_EQ(sheet, course_sheet(7, "mixed", 2, 3));
  EXPECT_NE(sheet, course_sheet(8, "mixed", 2, 3));
}

}  // namespace
}  // namespace kmem
