// What object caches of Linux add to a program: the CPUs of the machine, and what is written.
#include "machine/scenario_builder.h"

namespace kmem {

void ProgramBuilder::build_cpus(const Statement& s) {
  if (started_) return void(fail(Code::not_first, s.span));
  if (cpus_given_) return void(fail(Code::given_twice, s.span));
  cpus_given_ = true;
  program_.memory.cpus = static_cast<uint32_t>(s.number.number);
  program_.memory_text.append(text_of(s.whole)).append("\n");
}

// A CPU that the machine does not have is refused when the command runs.
void ProgramBuilder::build_cpu(const Statement& s, Command command) {
  if (value_of(s.number, command.number)) emit(command);
}

void ProgramBuilder::build_write(const Statement& s, Command command) {
  const std::string& bytes = tree_->writes[s.detail];
  uint32_t index = writes_.find(bytes);
  if (index == kNone) {
    index = static_cast<uint32_t>(program_.writes.size());
    if (index == kNoCacheVar) return too_many_texts(s);
    writes_.add(bytes, index);
    program_.writes.push_back(bytes);
  }
  command.cache = static_cast<uint16_t>(index);
  build_frees(s, command);
}

}  // namespace kmem
