// import_session.h — a kernel trace becoming a scenario, for the page: a module of its own, which
// is downloaded only when somebody opens a trace.
#ifndef KMEM_WASM_IMPORT_SESSION_H_
#define KMEM_WASM_IMPORT_SESSION_H_

#include <string>

#include "machine/trace_import.h"

namespace kmem {

// Feed all pieces, finish, then take text until it is empty.
class ImportSession {
 public:
  void feed(const std::string& piece) { importer_.feed(piece); }
  void finish() { importer_.finish(); }
  // The next lines of the scenario, up to `commands` commands; empty at its end.
  std::string take_text(uint32_t commands);
  std::string report() const { return importer_.report_text(); }

 private:
  TraceImporter importer_;
};

}  // namespace kmem

#endif  // KMEM_WASM_IMPORT_SESSION_H_
