// trace_import_text.h — numbers and lines of the import report.
#ifndef KMEM_MACHINE_TRACE_IMPORT_TEXT_H_
#define KMEM_MACHINE_TRACE_IMPORT_TEXT_H_

#include <string>

#include "base/types.h"

namespace kmem::ftrace {

// 161470 as 161,470.
std::string with_commas(uint64_t number);
// As 0x1ffdf.
std::string as_hex(uint64_t number);

}  // namespace kmem::ftrace

#endif  // KMEM_MACHINE_TRACE_IMPORT_TEXT_H_
