#include "wasm/course_session.h"

#include "base/json_text.h"
#include "course/question_kinds.h"

namespace kmem {

std::string course_kinds() {
  std::string out = "[";
  for (const QuestionKindInfo& kind : kQuestionKinds)
    out += (out.size() > 1 ? ",{" : "{") + ("\"kind\":" + json_string(kind.name)) +
           ",\"form\":" + json_string(kAnswerForms[static_cast<unsigned>(kind.form)]) + '}';
  return out + ']';
}

}  // namespace kmem
