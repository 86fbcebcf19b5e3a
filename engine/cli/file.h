// file.h — reading whole files or pieces of them, and writing without losing an error.
#ifndef KMEM_CLI_FILE_H_
#define KMEM_CLI_FILE_H_

#include <cstdio>
#include <string>
#include <string_view>

namespace kmem {

// A file to read, or standard input for the path "-".
class InputFile {
 public:
  explicit InputFile(const char* path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  // Appends up to `limit` bytes to `text`. False at the end and after an error.
  bool read(std::string& text, size_t limit);
  // Empty, or why the file could not be opened or read, with its name.
  const std::string& error() const { return error_; }
  // The name as messages show it.
  const char* name() const { return name_; }

 private:
  void fail(const char* verb);

  const char* name_;
  std::FILE* file_;
  std::string error_;
};

// Standard output. A failed write is remembered, and what follows is dropped.
class Output {
 public:
  void write(std::string_view text);
  void line(std::string_view text = {}) {
    write(text);
    write("\n");
  }
  bool failed() const { return error_ != 0; }
  // Writes out what is buffered. False, with a message on standard error, if any write failed.
  bool close();

 private:
  void flush();

  std::string buffer_;
  int error_ = 0;
};

}  // namespace kmem

#endif  // KMEM_CLI_FILE_H_
