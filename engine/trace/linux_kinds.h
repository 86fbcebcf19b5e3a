// linux_kinds.h — which kinds of events a textbook machine never has.
#ifndef KMEM_TRACE_LINUX_KINDS_H_
#define KMEM_TRACE_LINUX_KINDS_H_

#include "trace/event_kinds.h"

namespace kmem {

// Kinds that only happen in the profiles of Linux.
constexpr bool only_in_linux(EventKind kind) {
  return (kind >= EventKind::on_cpu && kind <= EventKind::reaper) || kind >= EventKind::request;
}

}  // namespace kmem

#endif  // KMEM_TRACE_LINUX_KINDS_H_
