// slab_capture_fields.h — the key=value fields of slab captures.
#ifndef KMEM_MACHINE_SLAB_CAPTURE_FIELDS_H_
#define KMEM_MACHINE_SLAB_CAPTURE_FIELDS_H_

#include <optional>
#include <string>

#include "machine/slab_capture.h"
#include "machine/text_fields.h"

namespace kmem {

// The text in back quotes, cut if it is long; bytes that are no letters shown as dots.
std::string quoted(std::string_view text);

// Hexadecimal digits, at most 16, that are the whole text.
std::optional<uint64_t> parse_hex(std::string_view text);

// The decimal number behind `key`, which ends in an equals sign.
std::optional<uint32_t> keyed_u32(std::string_view field, std::string_view key);

// The fields behind `K` and behind `C`. Both return what is wrong, or an empty text.
std::string read_slab_machine(Fields fields, SlabCapture& capture);
std::string read_cache_request(Fields fields, SlabCacheCapture& cache);

}  // namespace kmem

#endif  // KMEM_MACHINE_SLAB_CAPTURE_FIELDS_H_
