// ask_session.h — what the page can ask of a scenario as a whole: its history, why and why not, and
// the race of the allocators. Part of the module of the course, which is downloaded with the first
// such question.
//
// Answers are JSON. A TEXT is a message's key and its values: see course/text.h. All calls are
// total: what is not there gets an empty answer.
#ifndef KMEM_WASM_ASK_SESSION_H_
#define KMEM_WASM_ASK_SESSION_H_

#include <memory>
#include <optional>
#include <string>

#include "course/race_run.h"
#include "course/why.h"
#include "machine/scenario.h"

namespace kmem {

class AskSession {
 public:
  // Starts with a scenario's text. It is parsed by parse(), which returns true while there is more
  // to do, and may be asked about if ready() is true then: the text had no error and is of the
  // profile textbook.
  explicit AskSession(std::string text);
  bool parse(uint32_t statements);
  bool ready() const { return run_program_ != nullptr; }

  // {"segment":BYTES,"orders":N,"samples":[[command, payload, block rounding, object rounding, slab
  // tails, free objects, empty slabs, free pages, payload in objects, requests refused, free
  // frames, order of the largest free block + 1, unusable index of order 0, of order 1, …],…]}
  std::string history(uint32_t samples) const;

  // [{"text":TEXT,"command":N,"event":N,"pfn":N,"object":N},…]; what a step has not is left out.
  std::string why_block(uint32_t command, uint32_t event, uint32_t pfn) const;
  std::string why_object(uint32_t command, uint32_t event, uint32_t pfn, uint32_t object) const;
  std::string why_event(uint32_t command, uint32_t event) const;
  std::string why_not(uint32_t command, uint32_t event, uint32_t pfn_a, uint32_t pfn_b) const;

  // --- the race ---------------------------------------------------------------------------------
  // Starts one; `contenders`: bits 1 << ContenderKind. Returns the number of commands.
  uint32_t start_race(uint32_t contenders, uint32_t samples);
  // Runs up to `commands` more for the curves. Returns how many it ran; 0: done.
  uint32_t record_race(uint32_t commands);
  // {"segment":BYTES,"samples":[[position, then for each contender that runs: internal, kept,
  // external bytes, requests refused],…]}
  std::string race_series() const;
  // Goes up to `budget` commands towards a position. Returns how many are left; at 0, race_at() of
  // it or of the next position is answered without delay.
  uint32_t approach_race(uint32_t position, uint32_t budget);
  // {"position":N,"call":"…","bytes":N,"kind":"request","note":"…",
  //  "contenders":[{"id":N,"outcome":"placed","address":N,"granted":N,"choice":TEXT,
  //    "bytes":[payload, rounding, tails, kept, free, largest],
  //    "work":[looks, splits, merges, runs, saved, exhausted, fragmented],
  //    "parts":[start, size, payload, kind, …]  or, for more than `columns` of them,
  //    "bands":[payload, waste, free, …] bytes of each column}]}
  // of the race after `position` commands; `call` and what follows tell of the last of them, `note`
  // is the last one of the scenario until there.
  std::string race_at(uint32_t position, uint32_t columns);
  // {"command":N,"text":TEXT,"a":TEXT,"b":TEXT}, or {"next":N} to go on with; at the end of the
  // program N is its number of commands. See RaceRun::search.
  std::string race_search(uint32_t a, uint32_t b, uint32_t from, uint32_t kinds, uint32_t budget);

 private:
  std::string contender_json(const Race& race, ContenderKind kind, const Text& choice,
                             uint32_t columns) const;

  ScenarioParser parser_;
  std::unique_ptr<Program> run_program_;
  std::optional<RaceRun> race_;
};

}  // namespace kmem

#endif  // KMEM_WASM_ASK_SESSION_H_
