// Answers as people type them, and what is said about those that cannot be read.
#include "course/answer.h"

#include <gtest/gtest.h>

#include "cli/sentence.h"

namespace kmem {
namespace {

const std::vector<std::string> kNoWords;
const std::vector<std::string> kYesNo{"yes", "no"};

// The answer as grade() would write it, or "KEY@PLACE" if it cannot be read.
std::string read(std::string_view text, AnswerForm form,
                 const std::vector<std::string>& words = kNoWords) {
  Answer answer;
  const Unreadable wrong = read_answer(text, form, words, answer);
  if (wrong.reason.empty()) return answer_text(form, answer);
  EXPECT_EQ(english(wrong.reason).find('{'), std::string::npos) << english(wrong.reason);
  return wrong.reason.key.substr(std::string("course.unreadable.").size()) + '@' +
         std::to_string(wrong.at);
}

TEST(Answer, NumbersHaveTheirUnitsOrNone) {
  EXPECT_EQ(read("8", AnswerForm::frame), "8");
  EXPECT_EQ(read("  frame 8 ", AnswerForm::frame), "8");
  EXPECT_EQ(read("PFN 0x10", AnswerForm::frame), "16");
  EXPECT_EQ(read("order 3", AnswerForm::order), "3");
  EXPECT_EQ(read("1_024", AnswerForm::number), "1024");
  EXPECT_EQ(read("11K", AnswerForm::bytes), "11264");
  EXPECT_EQ(read("11 KiB", AnswerForm::bytes), "11264");
  EXPECT_EQ(read("64 bytes", AnswerForm::size_class, {"pages"}), "64");
  EXPECT_EQ(read("Pages", AnswerForm::size_class, {"pages"}), "pages");
  EXPECT_EQ(read("GROW", AnswerForm::slab, {"grow"}), "grow");
  EXPECT_EQ(read("frame 4", AnswerForm::slab, {"grow"}), "4");
}

TEST(Answer, ListsAreSeparatedInSeveralWays) {
  EXPECT_EQ(read("8, 16,24", AnswerForm::frames), "8, 16, 24");
  EXPECT_EQ(read("8 16 24", AnswerForm::frames), "8, 16, 24");
  EXPECT_EQ(read("8->16 \u2192 24;", AnswerForm::frames), "8, 16, 24");
  EXPECT_EQ(read("frame 8, frame 16", AnswerForm::frames), "8, 16");
  EXPECT_EQ(read("none", AnswerForm::frames), "empty");
  EXPECT_EQ(read("Empty", AnswerForm::frames), "empty");
}

// As keyboards of other scripts write them.
TEST(Answer, SignsMayBeThoseOfOtherScripts) {
  for (const char* list : {"8\uff0c16\uff0c24", "8\u300116\u300124", "8\uff1b 16\uff1b 24",
                           "8; 16; 24", "8\u300016\u300024", "\uff18\uff0c\uff11\uff16\u3001 24",
                           "8\u060c 16\u061b 24", "8\u00a016\u202f24", "8 \u2192 16\u219224"})
    EXPECT_EQ(read(list, AnswerForm::frames), "8, 16, 24") << list;
  EXPECT_EQ(read("\uff11\uff16", AnswerForm::frame), "16");
  EXPECT_EQ(read("\uff11\uff11\uff2b", AnswerForm::bytes), "11264");
  EXPECT_EQ(read("11\u00a0KiB", AnswerForm::bytes), "11264");
  EXPECT_EQ(read("\uff47row", AnswerForm::slab, {"grow"}), "grow");
  // A place is counted in characters of what was typed.
  EXPECT_EQ(read("8\uff0c\u9875", AnswerForm::frames), "no_number@2");
  EXPECT_EQ(read("8\u3002", AnswerForm::frame), "no_number@0");
  EXPECT_EQ(read("\xff"
                 "8",
                 AnswerForm::frame),
            "no_number@0");
  EXPECT_EQ(read("8\xe3\x80", AnswerForm::frames), "no_number@0");
}

TEST(Answer, WordsAreChosenFromTheQuestions) {
  EXPECT_EQ(read("Yes", AnswerForm::choice, kYesNo), "yes");
  EXPECT_EQ(read("perhaps", AnswerForm::choice, kYesNo), "no_choice@0");
  EXPECT_EQ(read("yes no", AnswerForm::choice, kYesNo), "more@4");
}

TEST(Answer, SaysWhereItCannotBeRead) {
  EXPECT_EQ(read("", AnswerForm::frame), "empty@0");
  EXPECT_EQ(read(" \t\n", AnswerForm::frames), "empty@3");
  EXPECT_EQ(read("eight", AnswerForm::frame), "no_number@0");
  EXPECT_EQ(read("frame eight", AnswerForm::frame), "no_number@6");
  EXPECT_EQ(read("order 3", AnswerForm::frame), "no_number@0");
  EXPECT_EQ(read("-5", AnswerForm::number), "no_number@0");
  EXPECT_EQ(read("3.5", AnswerForm::number), "no_number@0");
  EXPECT_EQ(read("8 or 9", AnswerForm::frame), "more@2");
  EXPECT_EQ(read("8 bytes", AnswerForm::frame), "more@2");
  EXPECT_EQ(read("11 K iB", AnswerForm::bytes), "more@5");
  EXPECT_EQ(read("9007199254740993", AnswerForm::number), "too_large@0");
  EXPECT_EQ(read("8, 4294967295", AnswerForm::frames), "too_large@3");
  EXPECT_EQ(read("8, x", AnswerForm::frames), "no_number@3");
  EXPECT_EQ(read("\u2192\u2192 x", AnswerForm::frames), "no_number@0");
  EXPECT_EQ(read("empty 8", AnswerForm::frames), "more@6");
}

TEST(Answer, BoundsTheList) {
  std::string text;
  for (size_t i = 0; i < kMaxAnswerFrames; ++i) text += "7 ";
  EXPECT_NE(read(text, AnswerForm::frames).find("7, 7"), std::string::npos);
  EXPECT_EQ(read(text + '8', AnswerForm::frames), "long_list@128");
}

TEST(Answer, ShortensWhatWasFound) {
  Answer answer;
  const Unreadable wrong = read_answer(std::string(100, 'x'), AnswerForm::frame, kNoWords, answer);
  EXPECT_NE(english(wrong.reason).find(std::string(24, 'x') + "\u2026"), std::string::npos);
}

// What grade() writes can be read again.
TEST(Answer, ReadsWhatItWrites) {
  for (const uint64_t number : {uint64_t{0}, uint64_t{7}, kMaxAnswer}) {
    Answer answer;
    EXPECT_TRUE(read_answer(answer_text(AnswerForm::bytes, number_answer(number)),
                            AnswerForm::bytes, kNoWords, answer)
                    .reason.empty());
    EXPECT_EQ(answer, number_answer(number));
  }
}

}  // namespace
}  // namespace kmem
