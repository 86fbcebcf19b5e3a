// reason_cases.h — wrong answers and the reason that each must get, as functions that a test calls
// one by one, and another one all together.
#ifndef KMEM_TESTS_COURSE_REASON_CASES_H_
#define KMEM_TESTS_COURSE_REASON_CASES_H_

#include <set>

#include "course/course_support.h"

namespace kmem {

struct Case {
  const char* answer;
  const char* verdict;  // "right", or the reason
};

// The reasons that were given so far.
inline std::set<std::string>& given() {
  static std::set<std::string> reasons;
  return reasons;
}

// Asks about the last command. The first case is the right answer.
inline void expect_verdicts(const std::string& script, const char* kind, std::vector<Case> cases) {
  const Asked asked = ask(script, kind);
  SCOPED_TRACE(script + kind);
  ASSERT_EQ(asked.error, "");
  EXPECT_EQ(asked.verdict(cases[0].answer), "right") << "right is " << asked.answer();
  for (const Case& c : cases) {
    const Grade graded = grade(asked.moment, asked.question, c.answer);
    expect_sayable(graded.reason);
    given().insert(asked.verdict(c.answer));
    EXPECT_EQ(asked.verdict(c.answer), c.verdict) << c.answer << ": " << english(graded.reason);
  }
}

void of_the_textbooks_request();
void of_a_list_with_several_blocks();
void of_blocks_in_use();
void of_a_merge_that_must_not_be();
void of_a_buddy_in_use_or_split();
void of_a_cascade();
void of_buddies();
void of_a_free_list_after_a_request();
void of_the_slab_that_serves();
void of_many_slabs();
void of_a_slabs_list();
void of_an_object();
void of_pages_that_go_home();
void of_constructors();
void of_slab_geometry();
void of_kmalloc();
void of_requests_that_fail();

}  // namespace kmem

#endif  // KMEM_TESTS_COURSE_REASON_CASES_H_
