// run.h — kmem run: a scenario from its first command to its end.
#ifndef KMEM_CLI_RUN_H_
#define KMEM_CLI_RUN_H_

#include "cli/file.h"
#include "cli/load.h"
#include "cli/options.h"

namespace kmem {

// Returns the exit status, write errors not included.
int run(const Options& options, Output& out);

// Runs as far as it goes; a note on standard error if that is not as far as asked.
void play_to_stop(const StopPoint& until, PlaybackListener& listener, Playback& playback);

// With --json: the document of a run, or of the errors of the file.
int run_json(const Options& options, const LoadedScenario& scenario, Output& out);

}  // namespace kmem

#endif  // KMEM_CLI_RUN_H_
