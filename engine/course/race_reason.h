// race_reason.h — why a contender put a request where it did, and why two of them differ.
#ifndef KMEM_COURSE_RACE_REASON_H_
#define KMEM_COURSE_RACE_REASON_H_

#include "course/race_run.h"
#include "course/text.h"

namespace kmem {

// The message key of a contender's name.
std::string contender_key(ContenderKind kind);

// Why this contender answers the next command as it will; `before` is the race until then. Empty
// if the command asks it nothing, or asks it to free.
Text race_choice(const Race& before, const Program& program, ContenderKind kind);

// What differs over the command that `after` has just done. Empty if nothing does.
Text race_difference(const Race& after, ContenderKind a, ContenderKind b);

}  // namespace kmem

#endif  // KMEM_COURSE_RACE_REASON_H_
