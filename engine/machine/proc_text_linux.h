// proc_text_linux.h — a machine with zones in the format of the kernel's own files, byte for byte.
#ifndef KMEM_MACHINE_PROC_TEXT_LINUX_H_
#define KMEM_MACHINE_PROC_TEXT_LINUX_H_

#include <string>

#include "buddy/linux_node.h"

namespace kmem {

std::string buddyinfo(const LinuxNode& node);       // /proc/buddyinfo
std::string pagetypeinfo(const LinuxNode& node);    // /proc/pagetypeinfo
std::string unusable_index(const LinuxNode& node);  // debugfs extfrag/unusable_index
std::string extfrag_index(const LinuxNode& node);   // debugfs extfrag/extfrag_index

// /proc/zoneinfo without the statistics of things that are not here: of its counters only
// nr_free_pages.
std::string zoneinfo(const LinuxNode& node);

}  // namespace kmem

#endif  // KMEM_MACHINE_PROC_TEXT_LINUX_H_
