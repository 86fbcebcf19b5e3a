// session_import.cc — the part of Session that turns kernel traces into scenarios.
#include "wasm/session.h"

namespace kmem {

void Session::begin_import() {
  importer_.emplace();
  import_text_.clear();
}

void Session::feed_import(const std::string& piece) {
  if (importer_) importer_->feed(piece);
}

void Session::finish_import() {
  if (importer_) importer_->finish();
}

bool Session::continue_import(uint32_t commands) {
  return importer_ && importer_->write(import_text_, commands);
}

std::string Session::import_text() const { return import_text_; }

std::string Session::import_report() const {
  return importer_ ? importer_->report_text() : std::string();
}

}  // namespace kmem
