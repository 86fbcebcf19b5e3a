// linux_link.h — whether the profiles of Linux are part of this program.
//
// The page's first module does without them: what asks here first is then left out of it, because
// the linker knows the answer. linux_link.cc says yes; wasm/linux_absent.cc says no.
#ifndef KMEM_MACHINE_LINUX_LINK_H_
#define KMEM_MACHINE_LINUX_LINK_H_

namespace kmem {

bool linux_linked();

}  // namespace kmem

#endif  // KMEM_MACHINE_LINUX_LINK_H_
