// event_text_slab.h — the part of event_text.h that is about the object caches of Linux.
#ifndef KMEM_COURSE_EVENT_TEXT_SLAB_H_
#define KMEM_COURSE_EVENT_TEXT_SLAB_H_

#include <optional>
#include <string>

#include "trace/event.h"

namespace kmem {

// The variant of a kind that these caches have; nullopt for other kinds.
std::optional<std::string> slab_variant(const Event& event);

}  // namespace kmem

#endif  // KMEM_COURSE_EVENT_TEXT_SLAB_H_
