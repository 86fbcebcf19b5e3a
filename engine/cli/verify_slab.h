// verify_slab.h — kmem verify for object caches: captures of SLUB and SLAB, and tables of caches.
#ifndef KMEM_CLI_VERIFY_SLAB_H_
#define KMEM_CLI_VERIFY_SLAB_H_

#include "cli/verify_text.h"
#include "machine/slab_capture_reader.h"

namespace kmem {

// `piece` is what was read of the file already. Both return the exit status.
int verify_slabs(InputFile& file, std::string piece, const char* path, Output& out);
// A /proc/slabinfo, or a table of /sys/kernel/slab, of a machine with so many CPUs.
int verify_table(InputFile& file, std::string piece, const char* path, uint32_t cpus, Output& out);

}  // namespace kmem

#endif  // KMEM_CLI_VERIFY_SLAB_H_
