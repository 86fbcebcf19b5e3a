// sentence.h — the sentence that says what an event did.
//
// Which key and which arguments an event has: engine/course/event_text.h.
#ifndef KMEM_CLI_SENTENCE_H_
#define KMEM_CLI_SENTENCE_H_

#include <string>

#include "cli/message_format.h"
#include "course/text.h"
#include "machine/machine.h"

namespace kmem {

std::string sentence(const Event& event, const Machine& machine, const Program& program);

// The sentence of any text of the course.
std::string english(const Text& text);

// 192 → "192 bytes", 21504 → "21 KiB".
std::string bytes_text(Bytes bytes);

}  // namespace kmem

#endif  // KMEM_CLI_SENTENCE_H_
