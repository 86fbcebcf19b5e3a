// The machine without a log: what a seek runs a million times. In WebAssembly only this is compiled
// for speed (engine/CMakeLists.txt).
#include "machine/machine_inl.h"

namespace kmem {

template void Machine::execute(const Command&, const Program&, NullLog&);

}  // namespace kmem
