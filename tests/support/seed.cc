#include "support/seed.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace kmem {
namespace {

uint64_t from_environment(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

}  // namespace

std::vector<uint64_t> seeds(uint64_t count) {
  if (const uint64_t only = from_environment("KMEM_SEED", 0); only != 0) return {only};
  std::vector<uint64_t> all;
  for (uint64_t seed = 1; seed <= count; ++seed) all.push_back(seed);
  return all;
}

uint64_t steps(uint64_t steps) {
  const uint64_t scaled = steps * from_environment("KMEM_TEST_SCALE", kSanitized ? 20 : 100) / 100;
  return from_environment("KMEM_STEPS", scaled);
}

std::string replay_line(const std::string& test, uint64_t seed, uint64_t step) {
  std::error_code unknown;
  const std::string program = std::filesystem::read_symlink("/proc/self/exe", unknown).string();
  return "KMEM_SEED=" + std::to_string(seed) + " KMEM_STEPS=" + std::to_string(step) + " " +
         program + " --gtest_filter=" + test;
}

}  // namespace kmem
