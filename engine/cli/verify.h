// verify.h — kmem verify: are captures of a real kernel predicted, page frame by page frame?
#ifndef KMEM_CLI_VERIFY_H_
#define KMEM_CLI_VERIFY_H_

#include "cli/file.h"
#include "cli/options.h"

namespace kmem {

// Returns the exit status, write errors not included: kExitDiffers if a prediction is wrong,
// kExitError if a file is no capture.
int verify_captures(const Options& options, Output& out);

}  // namespace kmem

#endif  // KMEM_CLI_VERIFY_H_
