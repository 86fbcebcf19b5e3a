// answer_signs.h — answers as keyboards of other scripts write them, in the signs of ASCII.
#ifndef KMEM_COURSE_ANSWER_SIGNS_H_
#define KMEM_COURSE_ANSWER_SIGNS_H_

#include <string>
#include <string_view>

namespace kmem {

// Full-width letters, digits and signs (U+FF01 to U+FF5E), the commas, semicolons and spaces of
// other scripts, and arrows. One character becomes one character, so places in the text stay.
std::string plain_signs(std::string_view text);

}  // namespace kmem

#endif  // KMEM_COURSE_ANSWER_SIGNS_H_
