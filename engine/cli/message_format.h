// message_format.h — looks up a message and fills in its template.
//
// The template language is described at the top of the message file. The page has the same in
// TypeScript; a test compares the sentences of both.
#ifndef KMEM_CLI_MESSAGE_FORMAT_H_
#define KMEM_CLI_MESSAGE_FORMAT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kmem {

// What a template calls by name. `number` chooses between one and other; texts leave it 0.
struct Argument {
  std::string_view name;
  std::string text;
  uint64_t number = 0;
};

using Arguments = std::vector<Argument>;

Argument number_argument(std::string_view name, uint64_t number);
Argument text_argument(std::string_view name, std::string text);

// The text of a key, or nullptr.
const char* find_message(std::string_view key);

// Fills in a template. What has no argument, or no closing brace, stays as it is written.
std::string format_message(std::string_view text, const Arguments& arguments);

// Looks up and fills in. A key without a message gives the key itself in angle brackets.
std::string message(std::string_view key, const Arguments& arguments = {});

}  // namespace kmem

#endif  // KMEM_CLI_MESSAGE_FORMAT_H_
