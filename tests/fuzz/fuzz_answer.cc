// fuzz_answer.cc — any bytes as an answer to any question: an answer that means what it says, or a
// reason with a place inside the text. The first byte chooses the question.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "cli/sentence.h"
#include "course/question.h"
#include "machine/scenario_utf8.h"

namespace kmem {
namespace {

constexpr const char* kScript =
    "memory 128K\nk = kmem_cache_create(\"k\", 700, ctor)\no[0..30] = kmem_cache_alloc(k)\n"
    "kmem_cache_free(k, o[4])\na = alloc_pages(bytes=5K)\nb = alloc_pages(0)\nfree_pages(b)\n"
    "free_pages(a)\nx = kmem_cache_alloc(k)\nkmem_cache_free(k, x)\nm = kmalloc(100)\n"
    "n = kmalloc(9K)\nkfree(n)\n";

struct Asked {
  Moment moment;
  Question question;
};

// Every question that makes sense about some command of the script.
std::vector<Asked> make_all() {
  std::vector<Asked> all;
  Asked asked;
  for (uint32_t command = 0; make_moment(kScript, command, asked.moment).empty(); ++command)
    for (uint32_t kind = 0; kind < kQuestionKindCount; ++kind)
      if (make_question(asked.moment, {static_cast<QuestionKind>(kind), kNone}, asked.question)
              .empty())
        all.push_back(asked);
  KMEM_CHECK(all.size() > kQuestionKindCount);
  return all;
}

void check_said(const Text& text) {
  const std::string said = english(text);
  KMEM_CHECK(!said.empty() && said[0] != '<');
}

void run(const Asked& asked, std::string_view text) {
  const Question& q = asked.question;
  const Grade graded = grade(asked.moment, q, text);
  check_said(graded.reason);
  if (graded.verdict == Verdict::unreadable) {
    KMEM_CHECK(graded.at <= count_characters(text));
    return;
  }
  KMEM_CHECK((graded.verdict == Verdict::right) == q.is_right(graded.answer));
  const Grade again = grade(asked.moment, q, answer_text(q.form(), graded.answer));
  KMEM_CHECK(again.verdict == graded.verdict && again.answer == graded.answer);
}

}  // namespace
}  // namespace kmem

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::vector<kmem::Asked> all = kmem::make_all();
  if (size == 0) return 0;
  kmem::run(all[data[0] % all.size()],
            std::string_view(reinterpret_cast<const char*>(data) + 1, size - 1));
  return 0;
}
