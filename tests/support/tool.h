// tool.h — runs the built `kmem` as a person or a script would.
#ifndef KMEM_TESTS_SUPPORT_TOOL_H_
#define KMEM_TESTS_SUPPORT_TOOL_H_

#include <string>
#include <string_view>

namespace kmem {

struct ToolRun {
  int status = -1;  // exit status, or 128 + the signal that ended it
  std::string out;
  std::string err;
};

// `arguments` go through the shell, so they may redirect; `input` is standard input.
ToolRun run_tool(const std::string& arguments, std::string_view input = {});

// The whole file. Stops the test if it cannot be read.
std::string read_file(const std::string& path);
void write_file(const std::string& path, std::string_view text);

// A path for a file of this test process.
std::string scratch_path(const std::string& name);

}  // namespace kmem

#endif  // KMEM_TESTS_SUPPORT_TOOL_H_
