#include "course/history.h"

#include "buddy/fragmentation.h"

namespace kmem {
namespace {

HistorySample take_sample(const Machine& machine, uint32_t command) {
  const Zone& zone = machine.zone();
  HistorySample sample{.command = command,
                       .ledger = machine.ledger(),
                       .object_payload = machine.ledger().payload - zone.requested_bytes(),
                       .failures = machine.failures(),
                       .free_frames = zone.free_frames(),
                       .largest = zone.largest_free(),
                       .unusable = {}};
  std::vector<uint32_t> nr_free;
  for (uint32_t k = 0; k <= zone.top_order().value; ++k)
    nr_free.push_back(zone.area(Order(k)).nr_free);
  for (uint32_t k = 0; k < nr_free.size(); ++k)
    sample.unusable.push_back(unusable_index(FreeBlocks(nr_free), k));
  return sample;
}

}  // namespace

std::vector<HistorySample> ledger_history(const Program& program, uint32_t samples) {
  const uint32_t commands = static_cast<uint32_t>(program.commands.size());
  const uint32_t stride = samples == 0 ? commands + 1 : (commands + samples - 1) / samples;
  Machine machine = *Machine::create(program.memory);
  ProbeLog log;
  std::vector<HistorySample> history{take_sample(machine, 0)};
  for (uint32_t c = 0; c < commands; ++c) {
    log.clear();
    machine.execute(program.commands[c], program, log);
    if ((c + 1) % stride == 0 || c + 1 == commands) history.push_back(take_sample(machine, c + 1));
  }
  return history;
}

}  // namespace kmem
