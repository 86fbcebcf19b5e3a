# Turns message files into one C++ table:
#   cmake "-DINPUT=en.txt;course.en.txt" -DOUTPUT=messages_en.cc -P <this>
#
#   # a comment            blank lines and comments are skipped
#   key = text             both trimmed; the text may hold any UTF-8
#
# No text is ever put into a CMake list, because texts contain semicolons and brackets, which lists
# would split or join. An empty INPUT gives an empty table.

cmake_minimum_required(VERSION 3.25)

# A C++ string literal of any text.
function(quote text result)
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  string(REPLACE "\t" "\\t" text "${text}")
  set(${result} "\"${text}\"" PARENT_SCOPE)
endfunction()

# One table row of one line of the file; empty for a comment.
function(row_of line number result)
  string(STRIP "${line}" line)
  set(row "")
  if(NOT "${line}" STREQUAL "" AND NOT "${line}" MATCHES "^#")
    string(FIND "${line}" "=" equals)
    if(equals LESS 1)
      message(FATAL_ERROR "${file}:${number}: expected `key = text`, found `${line}`")
    endif()
    string(SUBSTRING "${line}" 0 ${equals} key)
    math(EXPR after "${equals} + 1")
    string(SUBSTRING "${line}" ${after} -1 text)
    string(STRIP "${key}" key)
    string(STRIP "${text}" text)
    quote("${key}" key)
    quote("${text}" text)
    set(row "    {${key}, ${text}},\n")
  endif()
  set(${result} "${row}" PARENT_SCOPE)
endfunction()

set(rows "")
set(count 0)
foreach(file IN LISTS INPUT)
  file(READ "${file}" rest)
  set(number 0)
  while(NOT "${rest}" STREQUAL "")
    math(EXPR number "${number} + 1")
    string(FIND "${rest}" "\n" newline)
    string(SUBSTRING "${rest}" 0 ${newline} line)  # -1, no newline left: all of the rest
    row_of("${line}" ${number} row)
    if(NOT "${row}" STREQUAL "")
      math(EXPR count "${count} + 1")
      string(APPEND rows "${row}")
    endif()
    math(EXPR after "${newline} + 1")
    if(newline EQUAL -1)
      set(rest "")
    else()
      string(SUBSTRING "${rest}" ${after} -1 rest)
    endif()
  endwhile()
endforeach()

# C++ has no empty arrays, so the table ends in a row that is not counted.
file(WRITE "${OUTPUT}" "// Generated from the message file. Do not edit.
namespace kmem {
struct Message {
  const char* key;
  const char* text;
};
extern const Message kMessagesEn[];
extern const unsigned kMessagesEnCount;
const Message kMessagesEn[] = {
${rows}    {nullptr, nullptr},
};
const unsigned kMessagesEnCount = ${count};
}  // namespace kmem
")
