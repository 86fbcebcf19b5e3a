#include "base/check.h"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace kmem {

void check_failed(const char* file, int line, const char* text) {
  const std::string where = std::string(file) + ':' + std::to_string(line);
  std::fputs((where + ": check failed: " + text + '\n').c_str(), stderr);
  std::abort();
}

}  // namespace kmem
