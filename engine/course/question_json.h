// question_json.h — questions and grades as JSON, for the page and for scripts. What the members
// mean: web/src/engine/course-types.ts.
#ifndef KMEM_COURSE_QUESTION_JSON_H_
#define KMEM_COURSE_QUESTION_JSON_H_

#include <string>

#include "course/question.h"

namespace kmem {

std::string question_json(const Question& question);
std::string grade_json(const Question& question, const Grade& grade);
// {"error":TEXT}
std::string error_json(const Text& error);

// "free_list_after(3)": the kind as read_question_name reads it.
std::string question_name(const Question& question);

}  // namespace kmem

#endif  // KMEM_COURSE_QUESTION_JSON_H_
