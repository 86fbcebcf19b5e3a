// sheet_options.h — what `kmem sheet` is asked for.
#ifndef KMEM_CLI_SHEET_OPTIONS_H_
#define KMEM_CLI_SHEET_OPTIONS_H_

#include <string>

#include "course/sheet.h"

namespace kmem {

struct SheetOptions {
  uint32_t seed = 1;
  Topic topic = Topic::mixed;
  uint32_t level = 1;
  uint32_t count = 5;
  bool answers = false;
  bool json = false;
};

extern const char* const kSheetHelp;

// False if argument `i` is no option of `kmem sheet`; else `error` says what is wrong with it, and
// `i` is moved past its value.
bool parse_sheet_option(int argc, char** argv, int& i, SheetOptions& sheet, std::string& error);

}  // namespace kmem

#endif  // KMEM_CLI_SHEET_OPTIONS_H_
