// bindings_course.cc — the table of what JavaScript sees of the course's module.
#include <emscripten/bind.h>

#include "wasm/course_session.h"

EMSCRIPTEN_BINDINGS(kmem_course) {
  emscripten::function("kinds", &kmem::course_kinds);
  emscripten::function("question", &kmem::course_question);
  emscripten::function("grade", &kmem::course_grade);
}
