// page_text.h — text for a sheet of paper: 80 columns, wrapped and indented.
#ifndef KMEM_CLI_PAGE_TEXT_H_
#define KMEM_CLI_PAGE_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "course/sheet_state.h"

namespace kmem {

inline constexpr size_t kPageColumns = 80;

class PageText {
 public:
  void line(std::string_view text = {});
  // Broken at spaces; the first line begins with `head`, the others with as many spaces.
  void paragraph(std::string_view head, std::string_view text);
  // A rule of `c` across the page.
  void rule(char c);
  // Left and right in one line.
  void ends(std::string_view left, std::string_view right);
  // One or two columns of numbered lines.
  void numbered(const std::vector<std::string>& lines, size_t indent);
  // Boxes to tick, in one line if they fit.
  void boxes(const std::vector<std::string>& texts, size_t indent);
  // The frames as a strip of letters and digits, the free lists, the slabs.
  void state(const State& state, size_t indent);

  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace kmem

#endif  // KMEM_CLI_PAGE_TEXT_H_
