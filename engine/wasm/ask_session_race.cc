// ask_session_race.cc — the part of AskSession that is about the race.
#include "base/json_text.h"
#include "course/race_reason.h"
#include "wasm/ask_session.h"

namespace kmem {
namespace {

constexpr uint32_t kNoPosition = 0xffffffffu;

std::string numbers(std::initializer_list<uint64_t> list) {
  std::string out = "[";
  for (const uint64_t number : list) out += (out.size() > 1 ? "," : "") + std::to_string(number);
  return out + ']';
}

const char* outcome_name(OutcomeKind kind) {
  constexpr const char* kNames[] = {"nothing", "placed", "failed", "released"};
  return kNames[static_cast<uint32_t>(kind)];
}

std::string last_note(const Program& program, uint32_t position) {
  while (position-- > 0)
    if (const Command& command = program.commands[position]; command.op == Op::note)
      return program.notes[static_cast<size_t>(command.number)];
  return {};
}

const char* ask_name(AskKind kind) {
  constexpr const char* kNames[] = {"nothing", "request", "release", "misuse"};
  return kNames[static_cast<uint32_t>(kind)];
}

// What each column of a strip holds: payload, waste, free.
class Bands {
 public:
  Bands(Bytes segment, uint32_t columns) : segment_(segment), bytes_(columns) {}

  void add(Address start, Bytes size, uint32_t what) {
    const uint64_t columns = bytes_.size();
    while (size != 0) {
      const uint64_t column = start * columns / segment_;
      const Address end = ((column + 1) * segment_ + columns - 1) / columns;
      const Bytes here = size < end - start ? size : end - start;
      bytes_[static_cast<size_t>(column)][what] += here;
      start += here;
      size -= here;
    }
  }
  void add(const StripPart& part) {
    add(part.start, part.payload, 0);
    add(part.start + part.payload, part.size - part.payload, part.kind == StripKind::free ? 2 : 1);
  }
  std::string json() const {
    std::string out = "[";
    for (const auto& column : bytes_)
      for (const Bytes bytes : column) out += (out.size() > 1 ? "," : "") + std::to_string(bytes);
    return out + ']';
  }

 private:
  Bytes segment_;
  std::vector<std::array<Bytes, 3>> bytes_;
};

std::string strip_json(const Race& race, ContenderKind kind, uint32_t columns) {
  std::string parts = ",\"parts\":[";
  uint32_t count = 0;
  race.each_part(kind, [&](const StripPart& part) {
    if (++count > columns) return;
    parts += (count > 1 ? "," : "") + std::to_string(part.start) + ',' + std::to_string(part.size) +
             ',' + std::to_string(part.payload) + ',' +
             std::to_string(static_cast<uint32_t>(part.kind));
  });
  if (count <= columns) return parts + ']';
  Bands bands(race.bytes(kind).total(), columns == 0 ? 1 : columns);
  race.each_part(kind, [&](const StripPart& part) { bands.add(part); });
  return ",\"bands\":" + bands.json();
}

std::string search_json(RaceRun& run, const RaceRun::Search& found, ContenderKind a,
                        ContenderKind b) {
  const Race& before = run.at(found.command);
  const Text choice_a = race_choice(before, run.program(), a);
  const Text choice_b = race_choice(before, run.program(), b);
  const Text text = race_difference(run.at(found.command + 1), a, b);
  return "{\"command\":" + std::to_string(found.command) + ",\"text\":" + text_json(text) +
         ",\"a\":" + text_json(choice_a) + ",\"b\":" + text_json(choice_b) + '}';
}

}  // namespace

uint32_t AskSession::start_race(uint32_t contenders, uint32_t samples) {
  if (!ready()) return 0;
  race_.emplace(*run_program_, contenders, samples);
  return race_->commands();
}

uint32_t AskSession::record_race(uint32_t commands) { return race_ ? race_->record(commands) : 0; }

uint32_t AskSession::approach_race(uint32_t position, uint32_t budget) {
  return race_ ? race_->approach(position, budget) : 0;
}

std::string AskSession::race_series() const {
  if (!race_) return "{}";
  const MemoryConfig& memory = run_program_->memory;
  std::string out =
      "{\"segment\":" + std::to_string(memory.frames * memory.page_size) + ",\"samples\":[";
  bool first = true;
  for (const RaceSample& sample : race_->samples()) {
    out += (first ? "[" : ",[") + std::to_string(sample.position);
    first = false;
    for (const RaceBooks& books : sample.books) {
      if (books.bytes.total() == 0) continue;
      for (const uint64_t number :
           {books.bytes.internal(), books.bytes.kept, books.bytes.external(),
            books.work.exhausted + books.work.fragmented})
        out += ',' + std::to_string(number);
    }
    out += ']';
  }
  return out + "]}";
}

std::string AskSession::contender_json(const Race& race, ContenderKind kind, const Text& choice,
                                       uint32_t columns) const {
  const Outcome& outcome = race.outcome(kind);
  const RaceBytes bytes = race.bytes(kind);
  const RaceWork work = race.work(kind);
  std::string out = "{\"id\":" + std::to_string(static_cast<uint32_t>(kind)) +
                    ",\"outcome\":" + json_string(outcome_name(outcome.kind)) +
                    ",\"address\":" + std::to_string(outcome.address) +
                    ",\"granted\":" + std::to_string(outcome.granted);
  if (!choice.empty()) out += ",\"choice\":" + text_json(choice);
  out += ",\"bytes\":" + numbers({bytes.payload, bytes.rounding, bytes.tails, bytes.kept,
                                  bytes.free, bytes.largest});
  out += ",\"work\":" + numbers({work.looks, work.splits, work.merges, work.ctor_runs,
                                 work.ctor_saved, work.exhausted, work.fragmented});
  return out + strip_json(race, kind, columns) + '}';
}

std::string AskSession::race_at(uint32_t position, uint32_t columns) {
  if (!race_) return "{}";
  if (position > race_->commands()) position = race_->commands();
  const uint32_t last = position == 0 ? kNoPosition : position - 1;
  std::array<Text, kContenders> choices;
  if (last != kNoPosition) {
    const Race& before = race_->at(last);
    for (uint32_t i = 0; i < kContenders; ++i)
      choices[i] = race_choice(before, race_->program(), static_cast<ContenderKind>(i));
  }
  const Race& race = race_->at(position);
  std::string out = "{\"position\":" + std::to_string(position);
  if (last != kNoPosition)
    out += ",\"call\":" +
           json_string(command_text(race_->program().commands[last], race_->program())) +
           ",\"kind\":" + json_string(ask_name(race.ask().kind)) +
           ",\"bytes\":" + std::to_string(race.ask().bytes) +
           ",\"note\":" + json_string(last_note(race_->program(), position));
  out += ",\"contenders\":[";
  bool first = true;
  for (uint32_t i = 0; i < kContenders; ++i) {
    const ContenderKind kind = static_cast<ContenderKind>(i);
    if (!has(race.running(), kind)) continue;
    out += (first ? "" : ",") + contender_json(race, kind, choices[i], columns);
    first = false;
  }
  return out + "]}";
}

std::string AskSession::race_search(uint32_t a, uint32_t b, uint32_t from, uint32_t kinds,
                                    uint32_t budget) {
  if (!race_ || a >= kContenders || b >= kContenders) return "{}";
  const ContenderKind first = static_cast<ContenderKind>(a);
  const ContenderKind second = static_cast<ContenderKind>(b);
  const RaceRun::Search found = race_->search(first, second, from, kinds, budget);
  if (found.kind == DifferenceKind::none) return "{\"next\":" + std::to_string(found.command) + '}';
  return search_json(*race_, found, first, second);
}

}  // namespace kmem
