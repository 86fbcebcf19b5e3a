// sheet.h — `kmem sheet`: problem sheets for paper and for programs.
#ifndef KMEM_CLI_SHEET_H_
#define KMEM_CLI_SHEET_H_

#include "cli/file.h"
#include "cli/options.h"

namespace kmem {

// Returns the exit status.
int sheet(const Options& options, Output& out);

// The sheet as a text of 80 columns; with the answers behind it.
std::string sheet_text(const Sheet& sheet, bool answers);

}  // namespace kmem

#endif  // KMEM_CLI_SHEET_H_
