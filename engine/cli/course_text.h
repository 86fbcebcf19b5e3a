// course_text.h — the English sentence of what the course says.
#ifndef KMEM_CLI_COURSE_TEXT_H_
#define KMEM_CLI_COURSE_TEXT_H_

#include <string>

#include "course/text.h"

namespace kmem {

std::string english(const Text& text);

}  // namespace kmem

#endif  // KMEM_CLI_COURSE_TEXT_H_
