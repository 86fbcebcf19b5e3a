#include "wasm/import_session.h"

namespace kmem {

std::string ImportSession::take_text(uint32_t commands) {
  std::string text;
  bool more = true;
  while (text.empty() && more) more = importer_.write(text, commands);
  return text;
}

}  // namespace kmem
