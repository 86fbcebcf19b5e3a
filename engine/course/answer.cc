#include "course/answer.h"

#include "course/answer_signs.h"
#include "machine/scenario_number.h"
#include "machine/scenario_suggest.h"
#include "machine/scenario_utf8.h"

namespace kmem {
namespace {

constexpr std::string_view kEmptyList = "empty";

// Splits an answer into words: runs of anything that neither separates nor is space.
class AnswerReader {
 public:
  AnswerReader(std::string_view text, AnswerForm form, const std::vector<std::string>& words)
      : text_(text), form_(form), words_(words) {}

  Unreadable read(Answer& answer) {
    skip_spaces();
    if (at_ == text_.size()) return fail("empty", at_);
    if (form_ == AnswerForm::frames) return read_frames(answer);
    if (read_word(answer)) return expect_end();
    if (form_ == AnswerForm::choice) return unknown_word();
    skip_unit_before();
    uint64_t number = 0;
    const Unreadable wrong = read_number(number);
    if (!wrong.reason.empty()) return wrong;
    answer = number_answer(number);
    return expect_end();
  }

 private:
  static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
  static bool separates(char c) { return c == ',' || c == ';'; }

  void skip_spaces() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }
  // Between the frames of a list stand commas, semicolons, arrows or spaces.
  void skip_separators() {
    for (bool moved = true; moved;) {
      const size_t before = at_;
      skip_spaces();
      if (at_ < text_.size() && separates(text_[at_])) ++at_;
      if (text_.substr(at_, 2) == "->") at_ += 2;
      moved = at_ != before;
    }
  }
  std::string_view peek() const {
    size_t end = at_;
    while (end < text_.size() && !is_space(text_[end]) && !separates(text_[end]) &&
           text_.substr(end, 2) != "->")
      ++end;
    return text_.substr(at_, end - at_);
  }

  static std::string lower(std::string_view word) {
    std::string out(word);
    for (char& c : out)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
  }

  bool read_word(Answer& answer) {
    const std::string_view found = peek();
    for (const std::string& word : words_) {
      if (lower(found) != word) continue;
      answer = word_answer(word);
      at_ += found.size();
      return true;
    }
    return false;
  }

  // "frame 8", "order 3": the unit says nothing new, and is welcome where it fits.
  void skip_unit_before() {
    const std::string word = lower(peek());
    const bool frame =
        form_ == AnswerForm::frame || form_ == AnswerForm::frames || form_ == AnswerForm::slab;
    if ((frame && (word == "frame" || word == "pfn")) ||
        (form_ == AnswerForm::order && word == "order"))
      at_ += word.size();
    skip_spaces();
  }

  bool sized() const { return form_ == AnswerForm::bytes || form_ == AnswerForm::size_class; }

  // "11 KiB" is one number; a unit directly behind the digits belongs to the word.
  std::string with_unit(std::string_view digits) {
    std::string word(digits);
    if (!sized()) return word;
    const size_t digits_end = at_;
    skip_spaces();
    const std::string_view unit = peek();
    const std::string name = lower(unit);
    at_ += unit.size();
    if (name == "bytes" || name == "byte" || name == "b") return word;
    uint64_t ignored = 0;
    const std::string joined = word + std::string(unit);
    if (!unit.empty() && parse_number(joined, kMaxAnswer, ignored) == NumberForm::fine)
      return joined;
    at_ = digits_end;
    return word;
  }

  Unreadable read_number(uint64_t& number) {
    const size_t start = at_;
    const std::string_view digits = peek();
    at_ += digits.size();
    switch (parse_number(with_unit(digits), kMaxAnswer, number)) {
      case NumberForm::fine:
        return {};
      case NumberForm::too_large:
        return fail("too_large", start);
      case NumberForm::malformed:
        break;
    }
    at_ = start;
    return fail("no_number", start);
  }

  Unreadable read_frames(Answer& answer) {
    if (lower(peek()) == kEmptyList || lower(peek()) == "none") {
      at_ += peek().size();
      answer = frames_answer({});
      return expect_end();
    }
    std::vector<uint32_t> frames;
    while (at_ < text_.size()) {
      if (frames.size() == kMaxAnswerFrames) return fail("long_list", at_);
      skip_unit_before();
      const size_t start = at_;
      uint64_t number = 0;
      const Unreadable wrong = read_number(number);
      if (!wrong.reason.empty()) return wrong;
      if (number >= kNone) return fail("too_large", start);
      frames.push_back(static_cast<uint32_t>(number));
      skip_separators();
    }
    answer = frames_answer(std::move(frames));
    return {};
  }

  Unreadable expect_end() {
    skip_spaces();
    return at_ == text_.size() ? Unreadable{} : fail("more", at_);
  }

  Unreadable unknown_word() {
    ClosestName closest(peek());
    for (const std::string& word : words_) closest.offer(word);
    Unreadable wrong = fail("no_choice", at_);
    wrong.reason = std::move(wrong.reason).text("expected", closest.or_all());
    return wrong;
  }

  Unreadable fail(const std::string& why, size_t at) const {
    const std::string_view rest = text_.substr(at);
    const size_t end = rest.find_first_of(" \t\r\n,;");
    std::string found(rest.substr(0, end == 0 ? 1 : end));
    if (count_characters(found) > kMaxShown) found = shortened(found);
    const std::string form = kAnswerForms[static_cast<unsigned>(form_)];
    return {say("course.unreadable." + why)
                .text("found", found)
                .word("form", "course.form." + form)
                .number("place", count_characters(text_.substr(0, at)) + 1),
            count_characters(text_.substr(0, at))};
  }

  static constexpr uint32_t kMaxShown = 24;
  static std::string shortened(std::string_view text) {
    size_t end = 0;
    for (uint32_t i = 0; i < kMaxShown; ++i) {
      const uint32_t bytes = character_bytes(text, end);
      end += bytes == 0 ? 1 : bytes;
      if (end >= text.size()) return std::string(text);
    }
    return std::string(text.substr(0, end)) + "\u2026";
  }

  std::string_view text_;
  AnswerForm form_;
  const std::vector<std::string>& words_;
  size_t at_ = 0;
};

}  // namespace

Answer number_answer(uint64_t number) {
  Answer answer;
  answer.number = number;
  return answer;
}

Answer frames_answer(std::vector<uint32_t> frames) {
  Answer answer;
  answer.frames = std::move(frames);
  return answer;
}

Answer word_answer(std::string word) {
  Answer answer;
  answer.word = std::move(word);
  return answer;
}

std::string answer_text(AnswerForm form, const Answer& answer) {
  if (!answer.word.empty()) return answer.word;
  if (form != AnswerForm::frames) return std::to_string(answer.number);
  if (answer.frames.empty()) return std::string(kEmptyList);
  std::string out;
  for (const uint32_t frame : answer.frames) {
    if (!out.empty()) out += ", ";
    out += std::to_string(frame);
  }
  return out;
}

Text answer_phrase(AnswerForm form, const Answer& answer) {
  if (!answer.word.empty()) return say("course.choice." + answer.word);
  switch (form) {
    case AnswerForm::frame:
    case AnswerForm::slab:
      return say("course.phrase.frame").number("n", answer.number);
    case AnswerForm::order:
      return say("course.phrase.order").number("n", answer.number);
    case AnswerForm::bytes:
    case AnswerForm::size_class:
      return say("course.phrase.bytes").bytes("n", answer.number);
    case AnswerForm::frames:
      return say("course.phrase.frames").list("n", answer.frames);
    default:
      return say("course.phrase.number").number("n", answer.number);
  }
}

Unreadable read_answer(std::string_view text, AnswerForm form,
                       const std::vector<std::string>& words, Answer& answer) {
  const std::string plain = plain_signs(text);
  return AnswerReader(plain, form, words).read(answer);
}

}  // namespace kmem
