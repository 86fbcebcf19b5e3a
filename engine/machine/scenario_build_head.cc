// title, memory and profile: what stands before the first command.
#include <bit>

#include "base/digits.h"
#include "machine/linux_link.h"
#include "machine/scenario_builder.h"
#include "machine/scenario_lexer.h"
#include "machine/scenario_number.h"

namespace kmem {

void ProgramBuilder::build_head(const Statement& s) {
  bool& given = s.kind == StatementKind::title    ? title_given_
                : s.kind == StatementKind::memory ? memory_given_
                                                  : profile_given_;
  if (!head_in_place(s, given)) return;
  if (s.kind == StatementKind::title) program_.title = text_value(text_of(s.text));
  if (s.kind == StatementKind::profile) build_profile(s);
  if (s.kind == StatementKind::memory) in_linux() ? build_linux_memory(s) : build_memory(s);
  if (in_linux() && s.kind != StatementKind::title)
    program_.memory_text.append(text_of(s.whole)).append("\n");
}

void ProgramBuilder::build_profile(const Statement& s) {
  const std::string_view name = text_of(s.text);
  if (in_linux() && name == "linux-6.1") {
    program_.memory.profile = Profile::linux61;
  } else if (in_linux() && name == "linux-6.1-slab") {
    program_.memory.profile = Profile::linux61_slab;
  } else if (name != "textbook") {
    fail(Code::unknown_profile, s.text,
         linux_linked() ? "textbook, linux-6.1, linux-6.1-slab" : "textbook");
  }
}

bool ProgramBuilder::head_in_place(const Statement& s, bool& given) {
  if (given) return fail(Code::given_twice, s.span);
  if (started_) return fail(Code::not_first, s.span);
  return given = true;
}

void ProgramBuilder::build_memory(const Statement& s) {
  const uint64_t page = s.second.number;
  if (page < kMinPageSize || page > kMaxPageSize)
    return void(fail(Code::page_size_range, s.second.span,
                     size_text(kMinPageSize) + ".." + size_text(kMaxPageSize)));
  if (!std::has_single_bit(page))
    return void(fail(Code::page_size_not_power_of_two, s.second.span));
  const uint64_t size = s.number.number;
  if (!s.by_frames && size % page != 0)
    return void(fail(Code::memory_not_multiple, s.number.span, size_text(page)));
  const uint64_t frames = s.by_frames ? size : size / page;
  const Code code =
      frames == 0 || frames > kMaxFrames ? Code::frames_range : Code::frames_not_power_of_two;
  if (code == Code::frames_range || !std::has_single_bit(frames))
    return diagnostics_->add(code, s.number.span, decimal_text(frames),
                             code == Code::frames_range ? "1.." + decimal_text(kMaxFrames) : "");
  program_.memory.frames = frames;
  program_.memory.page_size = page;
}

}  // namespace kmem
