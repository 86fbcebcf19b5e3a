#include "support/tool.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace kmem {

std::string scratch_path(const std::string& name) {
  return testing::TempDir() + "kmem-" + std::to_string(getpid()) + '-' + name;
}

std::string read_file(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  EXPECT_NE(file, nullptr) << "cannot read " << path;
  std::string text;
  if (file == nullptr) return text;
  char piece[65536];
  for (size_t count; (count = std::fread(piece, 1, sizeof piece, file)) != 0;)
    text.append(piece, count);
  std::fclose(file);
  return text;
}

void write_file(const std::string& path, std::string_view text) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  ASSERT_NE(file, nullptr) << "cannot write " << path;
  EXPECT_EQ(std::fwrite(text.data(), 1, text.size(), file), text.size());
  EXPECT_EQ(std::fclose(file), 0);
}

ToolRun run_tool(const std::string& arguments, std::string_view input) {
  const std::string in = scratch_path("in");
  const std::string out = scratch_path("out");
  const std::string err = scratch_path("err");
  write_file(in, input);
  // The arguments come last, so that a redirection among them wins.
  const std::string command =
      std::string("'") + KMEM_TOOL + "' <'" + in + "' >'" + out + "' 2>'" + err + "' " + arguments;
  const int status = std::system(command.c_str());
  ToolRun run;
  run.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  run.out = read_file(out);
  run.err = read_file(err);
  for (const std::string& path : {in, out, err}) std::remove(path.c_str());
  return run;
}

}  // namespace kmem
