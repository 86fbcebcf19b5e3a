#include "cli/message_format.h"

#include <algorithm>

#include "cli/messages.h"

namespace kmem {
namespace {

std::vector<Message> sorted_messages() {
  std::vector<Message> sorted(kMessagesEn, kMessagesEn + kMessagesEnCount);
  std::sort(sorted.begin(), sorted.end(), [](const Message& a, const Message& b) {
    return std::string_view(a.key) < std::string_view(b.key);
  });
  return sorted;
}

const Argument* find_argument(std::string_view name, const Arguments& arguments) {
  for (const Argument& argument : arguments)
    if (argument.name == name) return &argument;
  return nullptr;
}

void append_with_number(std::string& out, std::string_view text, const std::string& number) {
  for (const char c : text) {
    if (c == '#') {
      out += number;
    } else {
      out += c;
    }
  }
}

// `inside` is what stands between the braces. False if it names no argument.
bool append_placeholder(std::string& out, std::string_view inside, const Arguments& arguments) {
  const size_t question = inside.find('?');
  const Argument* argument = find_argument(inside.substr(0, question), arguments);
  if (argument == nullptr) return false;
  if (question == std::string_view::npos) {
    out += argument->text;
    return true;
  }
  const std::string_view choices = inside.substr(question + 1);
  const size_t bar = choices.find('|');
  if (bar == std::string_view::npos) return false;
  append_with_number(out, argument->number == 1 ? choices.substr(0, bar) : choices.substr(bar + 1),
                     argument->text);
  return true;
}

}  // namespace

Argument number_argument(std::string_view name, uint64_t number) {
  return {name, std::to_string(number), number};
}

Argument text_argument(std::string_view name, std::string text) {
  return {name, std::move(text), 0};
}

const char* find_message(std::string_view key) {
  static const std::vector<Message> sorted = sorted_messages();
  const auto found = std::lower_bound(
      sorted.begin(), sorted.end(), key,
      [](const Message& m, std::string_view k) { return std::string_view(m.key) < k; });
  return found != sorted.end() && key == found->key ? found->text : nullptr;
}

std::string format_message(std::string_view text, const Arguments& arguments) {
  std::string out;
  while (!text.empty()) {
    const size_t open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    text.remove_prefix(open + 1);
    if (!text.empty() && text.front() == '{') {
      text.remove_prefix(1);
      out += '{';
      continue;
    }
    const size_t close = text.find('}');
    if (close != std::string_view::npos &&
        append_placeholder(out, text.substr(0, close), arguments)) {
      text.remove_prefix(close + 1);
    } else {
      out += '{';
    }
  }
  return out;
}

std::string message(std::string_view key, const Arguments& arguments) {
  const char* text = find_message(key);
  if (text == nullptr) return '<' + std::string(key) + '>';
  return format_message(text, arguments);
}

}  // namespace kmem
