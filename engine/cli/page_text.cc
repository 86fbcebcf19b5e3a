#include "cli/page_text.h"

#include <algorithm>

#include "cli/sentence.h"
#include "machine/scenario_utf8.h"

namespace kmem {
namespace {

constexpr size_t kStripColumns = 64;
constexpr size_t kColumnedLines = 6;  // more lines than these go into two columns

std::string spaces(size_t count) { return std::string(count, ' '); }

std::string padded(std::string text, size_t columns) {
  const size_t length = count_characters(text);
  return length < columns ? text + spaces(columns - length) : text;
}

char letter_of(const StateBlock& block) {
  if (block.kind == FrameKind::free) return static_cast<char>('0' + block.order % 10);
  const char first = block.name.empty() ? '?' : block.name[0];
  const bool small = first >= 'a' && first <= 'z';
  return block.kind == FrameKind::slab && small ? static_cast<char>(first - 'a' + 'A') : first;
}

std::string strip_of(const State& state, size_t per_frame) {
  std::string strip;
  for (const StateBlock& block : state.blocks)
    strip += std::string(per_frame << block.order, letter_of(block));
  return strip;
}

// Frame numbers above every eighth column.
std::string ruler(size_t columns, size_t per_frame) {
  std::string out;
  for (size_t column = 0; column < columns; column += 8)
    out += padded(std::to_string(column / per_frame), 8);
  return out;
}

std::string slab_line(const StateCache& cache, const StateSlab& slab) {
  constexpr const char* kLists[] = {"word.full", "word.partial", "word.empty"};
  return english(say("course.sheet.slab")
                     .word("list", kLists[static_cast<unsigned>(slab.list)])
                     .number("frame", slab.frame)
                     .number("in_use", slab.in_use)
                     .number("objects", cache.objects)
                     .list("freelist", slab.freelist));
}

}  // namespace

void PageText::line(std::string_view text) {
  text_ += text;
  while (!text_.empty() && text_.back() == ' ') text_.pop_back();
  text_ += '\n';
}

void PageText::paragraph(std::string_view head, std::string_view text) {
  const size_t indent = count_characters(head);
  std::string current(head);
  size_t length = indent;
  while (!text.empty()) {
    const size_t end = text.find(' ');
    const std::string_view word = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    const size_t columns = count_characters(word);
    if (length > indent && length + 1 + columns > kPageColumns) {
      line(current);
      current = spaces(indent);
      length = indent;
    }
    if (length > indent) {
      current += ' ';
      ++length;
    }
    current += word;
    length += columns;
  }
  line(current);
}

void PageText::rule(char c) { line(std::string(kPageColumns, c)); }

void PageText::ends(std::string_view left, std::string_view right) {
  const size_t used = count_characters(left) + count_characters(right);
  const size_t gap = used < kPageColumns ? kPageColumns - used : 1;
  line(std::string(left) + spaces(gap) + std::string(right));
}

// Long lines at the beginning stand alone, so that the others may stand side by side.
void PageText::numbered(const std::vector<std::string>& lines, size_t indent) {
  const size_t width = (kPageColumns - indent) / 2;
  const auto entry = [&](size_t i) {
    const std::string number = std::to_string(i + 1);
    return spaces(2 - std::min<size_t>(2, number.size())) + number + "  " + lines[i];
  };
  const auto fits = [&](const std::string& text) { return count_characters(text) + 5 <= width; };
  size_t alone = 0;
  while (alone < lines.size() && !fits(lines[alone])) line(spaces(indent) + entry(alone++));
  const bool two = lines.size() > kColumnedLines &&
                   std::all_of(lines.begin() + static_cast<long>(alone), lines.end(), fits);
  const size_t rows = two ? (lines.size() - alone + 1) / 2 : lines.size() - alone;
  for (size_t row = alone; row < alone + rows; ++row) {
    std::string text = spaces(indent) + padded(entry(row), width);
    if (two && row + rows < lines.size()) text += entry(row + rows);
    line(text);
  }
}

void PageText::boxes(const std::vector<std::string>& texts, size_t indent) {
  size_t columns = indent;
  for (const std::string& text : texts) columns += count_characters(text) + 7;
  if (columns > kPageColumns + 3) {
    for (const std::string& text : texts) paragraph(spaces(indent) + "[ ] ", text);
    return;
  }
  std::string all = spaces(indent);
  for (const std::string& text : texts) all += "[ ] " + text + "   ";
  line(all);
}

void PageText::state(const State& state, size_t indent) {
  const size_t per_frame = std::max<size_t>(1, kStripColumns / state.frames);
  const std::string strip = strip_of(state, per_frame);
  const std::string word = english(say("course.sheet.frame"));
  for (size_t at = 0; at < strip.size(); at += kStripColumns) {
    const std::string row = strip.substr(at, kStripColumns);
    std::string numbers = ruler(row.size(), per_frame);
    if (at != 0) {
      numbers.clear();
      for (size_t column = 0; column < row.size(); column += 8)
        numbers += padded(std::to_string((at + column) / per_frame), 8);
    }
    line(spaces(indent) + word + ' ' + numbers);
    line(spaces(indent + word.size() + 1) + row);
  }
  line(spaces(indent) + english(say("course.sheet.lists")));
  for (uint32_t order = 0; order < state.free_lists.size(); ++order)
    paragraph(spaces(indent + 2), english(say("course.sheet.list")
                                              .number("order", order)
                                              .list("frames", state.free_lists[order])));
  for (const StateCache& cache : state.caches) {
    paragraph(spaces(indent), english(say("course.sheet.cache")
                                          .text("cache", cache.name)
                                          .number("objects", cache.objects)
                                          .bytes("size", cache.object_size)
                                          .number("order", cache.order)));
    for (const StateSlab& slab : cache.slabs) paragraph(spaces(indent + 2), slab_line(cache, slab));
  }
}

}  // namespace kmem
