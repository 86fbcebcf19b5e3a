// json_text.h — a text as JSON writes it.
#ifndef KMEM_BASE_JSON_TEXT_H_
#define KMEM_BASE_JSON_TEXT_H_

#include <string>
#include <string_view>

namespace kmem {

// `text` in quotes, with every character escaped that JSON asks for.
std::string json_string(std::string_view text);

}  // namespace kmem

#endif  // KMEM_BASE_JSON_TEXT_H_
