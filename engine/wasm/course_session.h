// course_session.h — what the page can ask of the course: a module of its own, which is downloaded
// with the first lesson or problem sheet.
//
// Nothing is kept between calls: text in, JSON out. Every call is total: what cannot be answered
// gives {"error":TEXT}. A TEXT is a message's key and its values: see course/text.h.
#ifndef KMEM_WASM_COURSE_SESSION_H_
#define KMEM_WASM_COURSE_SESSION_H_

#include <cstdint>
#include <string>

namespace kmem {

// [{"kind":"which_block","form":"frame"},…]
std::string course_kinds();
// The question of a kind, such as "which_block" or "free_list_after(3)", about command number
// `command`, from 0, of a scenario: question_json.h.
std::string course_question(const std::string& script, uint32_t command, const std::string& kind);
// What an answer to that question comes to.
std::string course_grade(const std::string& script, uint32_t command, const std::string& kind,
                         const std::string& answer);
// A problem sheet: sheet_json. Topic, level or count out of range give an error.
std::string course_sheet(uint32_t seed, const std::string& topic, uint32_t level, uint32_t count);

}  // namespace kmem

#endif  // KMEM_WASM_COURSE_SESSION_H_
