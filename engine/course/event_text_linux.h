// event_text_linux.h — the part of event_text.h that is about zones with mobility types.
#ifndef KMEM_COURSE_EVENT_TEXT_LINUX_H_
#define KMEM_COURSE_EVENT_TEXT_LINUX_H_

#include <optional>
#include <string>
#include <string_view>

#include "course/text.h"
#include "trace/event.h"

namespace kmem {

// The variant of a kind that only these zones have, or that says more for them; else nothing.
std::optional<std::string> linux_variant(const Event& event);

// Adds what a number of an event gives, by what the kind's table row calls it. False: not one of
// these names.
bool add_linux_field(std::string_view name, uint32_t value, Text& text);

}  // namespace kmem

#endif  // KMEM_COURSE_EVENT_TEXT_LINUX_H_
