// diagnostic_codes.h — everything that can be wrong with the text of a scenario.
//
// Keys of the message file are `diag.<code>`. What `found` and `expected` of the diagnostic hold is
// said here only where it is not plain: what stands there, and what may stand there.
#ifndef KMEM_MACHINE_DIAGNOSTIC_CODES_H_
#define KMEM_MACHINE_DIAGNOSTIC_CODES_H_

#include <cstdint>

namespace kmem {

// The missing_ codes are for the end of a line, where nothing is found.
#define KMEM_DIAGNOSTIC_TABLE(X)                                                    \
  /* the file */                                                                    \
  X(file_too_large)  /* found, expected: bytes, and the bound */                    \
  X(too_many_errors) /* the last one; expected: the bound */                        \
  /* characters */                                                                  \
  X(unexpected_character)                                                           \
  X(bad_number)                                                                     \
  X(number_too_large) /* expected: the largest number */                            \
  X(unclosed_text)                                                                  \
  X(control_character) /* in a text */                                              \
  X(bad_utf8)          /* in a text */                                              \
  X(bad_escape)        /* in a text */                                              \
  X(text_too_long)     /* found, expected: characters, and the bound */             \
  X(empty_text)        /* the name of a cache */                                    \
  X(name_too_long)     /* expected: the bound */                                    \
  /* the form of a statement */                                                     \
  X(expected_statement)                                                             \
  X(expected_end)    /* something behind a complete statement */                    \
  X(expected_symbol) /* expected: the symbol */                                     \
  X(missing_symbol)                                                                 \
  X(expected_number)                                                                \
  X(missing_number)                                                                 \
  X(expected_name)                                                                  \
  X(missing_name)                                                                   \
  X(expected_text)                                                                  \
  X(missing_text)                                                                   \
  X(unknown_statement) /* expected: the closest one, or all of them */              \
  X(unknown_function)  /* expected: the closest one, or all that give a result */   \
  X(needs_result)      /* alloc_pages(3) without a name for what it gives */        \
  X(no_result)         /* x = kfree(a) */                                           \
  X(unknown_option)    /* expected: the closest one, or all of them */              \
  X(option_twice)                                                                   \
  X(reserved_name) /* a word of the language as a name */                           \
  X(cache_index)   /* d[1] = kmem_cache_create(…) */                              \
  /* blocks */                                                                      \
  X(stray_brace)                                                                    \
  X(unclosed_block)                                                                 \
  X(nesting_too_deep) /* expected: the bound */                                     \
  X(block_too_long)   /* expected: the bound */                                     \
  X(repeat_too_large) /* found, expected: rounds, and the bound */                  \
  X(unknown_variable) /* expected: the variables of the repeats around it */        \
  X(name_is_variable) /* the variable of a repeat where a result is meant */        \
  X(negative_value)   /* i - 3 when i is 1 */                                       \
  /* title, memory, profile */                                                      \
  X(not_first)                                                                      \
  X(given_twice)                                                                    \
  X(not_in_repeat)                                                                  \
  X(frames_range) /* expected: the range */                                         \
  X(frames_not_power_of_two)                                                        \
  X(memory_not_multiple) /* found, expected: bytes, and the page size */            \
  X(page_size_range)     /* expected: the range */                                  \
  X(page_size_not_power_of_two)                                                     \
  X(unknown_profile) /* expected: all of them */                                    \
  /* profiles of Linux */                                                           \
  X(needs_linux)         /* a word or an option of theirs in another profile */     \
  X(unknown_type)        /* expected: all of them */                                \
  X(unknown_zone)        /* expected: all of them */                                \
  X(unknown_mechanism)   /* expected: all of them */                                \
  X(linux_page_size)     /* expected: 4K */                                         \
  X(zone_order)          /* zones must ascend and not overlap */                    \
  X(run_backwards)       /* 9..5 */                                                 \
  X(run_outside)         /* a hole or used frames; expected: what it may be in */   \
  X(zone_without_memory) /* nothing is left for the allocator */                    \
  X(watermark_order)     /* min above low above high */                             \
  X(zone_number_range)   /* expected: the range */                                  \
  X(zoneinfo_wrong)      /* found: the line; expected: what is wrong */             \
  X(raw_block)           /* no line with the closing brace */                       \
  /* names */                                                                       \
  X(unknown_name)                                                                   \
  X(unknown_name_near) /* expected: the closest name */                             \
  X(unknown_element)   /* expected: what there is of this name: a, or c[1..4] */    \
  X(unknown_cache_name)                                                             \
  X(unknown_cache_name_near) /* expected: the closest name */                       \
  X(cache_as_handle)                                                                \
  X(handle_as_cache)                                                                \
  X(name_is_cache)  /* assigned a result */                                         \
  X(name_is_handle) /* assigned a cache, or counts a repeat */                      \
  X(index_range)    /* expected: the range */                                       \
  /* values */                                                                      \
  X(order_range)    /* expected: the range */                                       \
  X(bytes_as_order) /* alloc_pages(21K); expected: the range of orders */           \
  X(fill_range)     /* expected: the range */                                       \
  X(churn_orders)   /* found: the two orders */                                     \
  /* expect */                                                                      \
  X(unknown_quantity)     /* expected: the closest one, or all of them */           \
  X(unknown_field)        /* expected: the closest one, or all of this thing */     \
  X(reason_without_error) /* double_free compared with something else than error */ \
  /* bounds of the program; expected: the bound */                                  \
  X(too_many_commands)                                                              \
  X(too_many_handles)                                                               \
  X(too_many_caches)                                                                \
  X(too_many_texts)

enum class DiagnosticCode : uint8_t {
#define X(name) name,
  KMEM_DIAGNOSTIC_TABLE(X)
#undef X
};

inline constexpr uint32_t kDiagnosticCodeCount = 0
#define X(name) +1
    KMEM_DIAGNOSTIC_TABLE(X)
#undef X
    ;

constexpr const char* diagnostic_name(DiagnosticCode code) {
  constexpr const char* kNames[] = {
#define X(name) #name,
      KMEM_DIAGNOSTIC_TABLE(X)
#undef X
  };
  return kNames[static_cast<unsigned>(code)];
}

}  // namespace kmem

#endif  // KMEM_MACHINE_DIAGNOSTIC_CODES_H_
