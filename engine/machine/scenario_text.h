// scenario_text.h — parts of commands as the language writes them.
#ifndef KMEM_MACHINE_SCENARIO_TEXT_H_
#define KMEM_MACHINE_SCENARIO_TEXT_H_

#include <string>
#include <string_view>

#include "machine/command.h"

namespace kmem {

// "…", with quotes and backslashes escaped.
std::string quoted_text(std::string_view text);
// dentry, or "kmalloc-64".
std::string cache_text(uint16_t cache_var, const Program& program);
// "dentry", 192, align=64
std::string cache_request_text(const CacheRequest& request);
// a.pfn == 8; numbers are written out.
std::string expectation_text(const Expectation& expectation, const Program& program);

}  // namespace kmem

#endif  // KMEM_MACHINE_SCENARIO_TEXT_H_
