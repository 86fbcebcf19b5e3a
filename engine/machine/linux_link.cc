#include "machine/linux_link.h"

namespace kmem {

bool linux_linked() { return true; }

}  // namespace kmem
