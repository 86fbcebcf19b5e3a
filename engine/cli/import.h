// import.h — kmem import: a kernel trace becomes a scenario.
#ifndef KMEM_CLI_IMPORT_H_
#define KMEM_CLI_IMPORT_H_

#include "cli/file.h"
#include "cli/options.h"

namespace kmem {

// Returns the exit status, write errors not included.
int import_trace(const Options& options, Output& out);

}  // namespace kmem

#endif  // KMEM_CLI_IMPORT_H_
