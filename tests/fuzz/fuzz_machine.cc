// Any bytes become a memory and commands, sensible and silly. After every command the audit runs
// and the machine is compared with the naive model; at every event, with the picture painted from
// the events alone; at the end, with a timeline's view of the past.

#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "machine/machine_audit.h"
#include "machine/machine_inl.h"
#include "machine/timeline.h"
#include "support/event_reader.h"
#include "support/naive_machine.h"
#include "support/random_program.h"

namespace {

using namespace kmem;

// So that no input takes long.
constexpr size_t kMaxFuzzedCommands = 300;
constexpr Bytes kSmall = 128 * 1024;  // a segment that is compared at every event and command

// Numbers out of the fuzzer's bytes; zeros when they are used up.
class ByteSource {
 public:
  ByteSource(const uint8_t* data, size_t size) : data_(data), end_(data + size) {}

  bool done() const { return data_ == end_; }
  uint32_t below(uint32_t bound) {
    uint32_t number = 0;
    for (uint32_t reach = bound - 1; reach != 0; reach >>= 8)
      number = (number << 8) | (done() ? 0 : *data_++);
    return number % bound;
  }

 private:
  const uint8_t* data_;
  const uint8_t* end_;
};

void require(bool holds, const std::string& what, size_t command) {
  if (holds) return;
  std::fprintf(stderr, "command %zu: %s\n", command, what.c_str());
  std::abort();
}

struct ComparingLog : WatchingLog {
  explicit ComparingLog(const Machine& watched) : machine(watched), reader(watched.zone()) {}

  void emit(Event event) {
    if (trouble.empty()) trouble = reader.read(event);
    if (machine.zone().bytes() <= kSmall) compare();
  }
  void compare() {
    if (trouble.empty()) trouble = reader.difference(machine);
  }

  const Machine& machine;
  EventReader reader;
  std::string trouble;
};

MemoryConfig memory_from(ByteSource& source) {
  MemoryConfig memory{uint64_t{1} << source.below(9), kMinPageSize << source.below(7)};
  if (source.below(64) == 0) memory.frames = uint64_t{source.below(1u << 16)} << source.below(40);
  if (source.below(64) == 0) memory.page_size = uint64_t{source.below(1u << 16)} << source.below(8);
  return memory;
}

// Machines of up to 4096 frames are run; larger ones would make an input slow.
bool is_run(const MemoryConfig& memory) {
  const Result<Machine> machine = Machine::create(memory);
  const bool frames = std::has_single_bit(memory.frames) && memory.frames <= kMaxFrames;
  const bool page = std::has_single_bit(memory.page_size) && memory.page_size >= kMinPageSize &&
                    memory.page_size <= kMaxPageSize;
  require(machine.ok() == (frames && page), "machine made or not", 0);
  return machine.ok() && memory.frames <= 4096;
}

void check(const Machine& machine, const naive::Machine& model, const Program& program) {
  const std::string trouble = naive::difference(machine, model, program);
  require(trouble.empty(), trouble, program.commands.size());
  const char* broken = audit(machine);
  require(broken == nullptr, broken == nullptr ? "" : broken, program.commands.size());
}

// Half of the commands back, the timeline shows what a replay shows.
void travel(const Program& program, const Machine& end) {
  Timeline timeline(*Machine::create(program.memory), program, 100000);
  timeline.record(kNone);
  require(timeline.end() == end, "timeline's end", program.commands.size());
  const uint32_t half = timeline.recorded() / 2;
  Machine replayed = *Machine::create(program.memory);
  NullLog silent;
  for (uint32_t i = 0; i < half; ++i) replayed.execute(program.commands[i], program, silent);
  timeline.seek({half, 0});
  require(timeline.machine() == replayed, "timeline's middle", half);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ByteSource source(data, size);
  const MemoryConfig memory = memory_from(source);
  if (!is_run(memory)) return 0;
  ProgramMaker<ByteSource> maker(source, memory);
  Machine machine = *Machine::create(memory);
  naive::Machine model(memory);
  ComparingLog log(machine);
  const Vector<Command>& commands = maker.program.commands;
  while (!source.done() && commands.size() < kMaxFuzzedCommands) {
    maker.add();
    machine.execute(commands.back(), maker.program, log);
    model.execute(commands.back(), maker.program);
    require(log.trouble.empty(), log.trouble, commands.size());
    require(machine.last_errc() == model.last_errc, "another error", commands.size());
    if (machine.zone().bytes() <= kSmall || commands.size() % 32 == 0)
      check(machine, model, maker.program);
  }
  log.compare();
  require(log.trouble.empty(), log.trouble, commands.size());
  check(machine, model, maker.program);
  travel(maker.program, machine);
  return 0;
}
