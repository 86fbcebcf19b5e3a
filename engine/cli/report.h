// report.h — the tables that end a run, for people.
#ifndef KMEM_CLI_REPORT_H_
#define KMEM_CLI_REPORT_H_

#include <span>
#include <string>
#include <vector>

#include "cli/file.h"
#include "cli/playback.h"

namespace kmem {

inline constexpr size_t kColumns = 100;

// A row of the accounting or of the work counters: the key of its name and its value.
struct NamedNumber {
  const char* name;
  uint64_t value;
};

// The rows of the ledger, those of Linux only if they are not empty; they add up to the memory.
std::vector<NamedNumber> ledger_rows(const Ledger& ledger);
std::vector<NamedNumber> counter_rows(const Machine& machine);

// Tenths of a percent that add up to 100.0 %: rounded down, and the tenths that are missing then go
// to the rows that lost most.
std::vector<uint32_t> shares(std::span<const NamedNumber> rows, uint64_t total);

// Breaks a text at spaces so that every line but the first begins with `indent` spaces.
std::string wrapped(std::string_view text, size_t indent);

// Free areas, caches, accounting, counters.
void write_tables(const Machine& machine, Output& out);
// How many expectations of the scenario `name` held, and those that did not. Nothing if it has
// none.
void write_expectations(const Playback& playback, const char* name, Output& out);

}  // namespace kmem

#endif  // KMEM_CLI_REPORT_H_
