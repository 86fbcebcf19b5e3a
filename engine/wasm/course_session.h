// course_session.h — what the page can ask of the course: a module of its own, which is downloaded
// with the first lesson or problem sheet.
//
// Nothing is kept between calls: text in, JSON out. Every call is total: what cannot be answered
// gives {"error":TEXT}. A TEXT is a message's key and its values: see course/text.h.
#ifndef KMEM_WASM_COURSE_SESSION_H_
#define KMEM_WASM_COURSE_SESSION_H_

#include <string>

namespace kmem {

// [{"kind":"which_block","form":"frame"},…]
std::string course_kinds();

}  // namespace kmem

#endif  // KMEM_WASM_COURSE_SESSION_H_
