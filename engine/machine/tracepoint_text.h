// tracepoint_text.h — what a command did as the kernel's own kmem tracepoints print it.
//
// Formats of include/trace/events/kmem.h in Linux 6.1. `page` is the address of the frame's struct
// page, which a real trace shows scrambled.
#ifndef KMEM_MACHINE_TRACEPOINT_TEXT_H_
#define KMEM_MACHINE_TRACEPOINT_TEXT_H_

#include <span>
#include <string>

#include "trace/event.h"

namespace kmem {

// The lines of one command's events, each with its line end; empty if the kernel traces none.
std::string tracepoint_text(std::span<const Event> events);

}  // namespace kmem

#endif  // KMEM_MACHINE_TRACEPOINT_TEXT_H_
