#include "cli/file.h"

#include <cerrno>
#include <cstring>

namespace kmem {
namespace {

constexpr size_t kBufferBytes = size_t{1} << 16;

bool is_standard_input(const char* path) { return std::string_view(path) == "-"; }

}  // namespace

InputFile::InputFile(const char* path)
    : name_(is_standard_input(path) ? "standard input" : path),
      file_(is_standard_input(path) ? stdin : std::fopen(path, "rb")) {
  if (file_ == nullptr) fail("open");
}

InputFile::~InputFile() {
  if (file_ != nullptr && file_ != stdin) std::fclose(file_);
}

void InputFile::fail(const char* verb) {
  error_ = std::string("cannot ") + verb + " `" + name_ + "`: " + std::strerror(errno);
}

bool InputFile::read(std::string& text, size_t limit) {
  if (!error_.empty()) return false;
  const size_t before = text.size();
  text.resize(before + limit);
  const size_t count = std::fread(text.data() + before, 1, limit, file_);
  text.resize(before + count);
  if (std::ferror(file_) != 0) fail("read");
  return error_.empty() && count != 0;
}

void Output::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= kBufferBytes) flush();
}

void Output::flush() {
  if (error_ == 0 && std::fwrite(buffer_.data(), 1, buffer_.size(), stdout) != buffer_.size())
    error_ = errno;
  buffer_.clear();
}

bool Output::close() {
  flush();
  if (error_ == 0 && std::fflush(stdout) != 0) error_ = errno;
  if (error_ == 0) return true;
  std::fprintf(stderr, "kmem: cannot write: %s\n", std::strerror(error_));
  return false;
}

}  // namespace kmem
