#include "base/digits.h"
#include "machine/command.h"

namespace kmem {

std::string Program::handle_name(HandleId id) const {
  if (id.value >= handles.size()) return {};
  const HandleName& handle = handles[id.value];
  const std::string& name = names[handle.base];
  return handle.index == kNone ? name : name + '[' + decimal_text(handle.index) + ']';
}

}  // namespace kmem
