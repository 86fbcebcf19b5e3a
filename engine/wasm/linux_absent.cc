// linux_absent.cc — linked in place of machine/linux_link.cc where the profiles of Linux are left
// out.
#include "machine/linux_link.h"

namespace kmem {

bool linux_linked() { return false; }

}  // namespace kmem
