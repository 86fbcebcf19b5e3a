// bindings_import.cc — the table of what JavaScript sees of the importer's module.
#include <emscripten/bind.h>

#include "wasm/import_session.h"

EMSCRIPTEN_BINDINGS(kmem_import) {
  using kmem::ImportSession;
  emscripten::class_<ImportSession>("ImportSession")
      .constructor<>()
      .function("feed", &ImportSession::feed)
      .function("finish", &ImportSession::finish)
      .function("takeText", &ImportSession::take_text)
      .function("report", &ImportSession::report);
}
