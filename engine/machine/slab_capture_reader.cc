// slab_capture_reader.cc — lines, sections, the machine and the beginning and end of a cache.
#include "machine/slab_capture_reader.h"

#include <utility>

#include "machine/slab_capture_fields.h"

namespace kmem {

bool SlabCaptureReader::fail(std::string text) {
  if (error_.line != 0) return false;
  error_ = {line_ == 0 ? 1 : line_, std::move(text)};
  drop_unfinished();
  return false;
}

// What stands before an error can still be replayed. A request with an impossible answer stays: it
// may be the first that is wrong.
void SlabCaptureReader::drop_unfinished() {
  if (section_ == Section::created) capture_.caches.pop_back();
  if (section_ != Section::cache || request_whole_) return;
  SlabCacheCapture& cache = capture_.caches.back();
  if (cache.requests.empty() || cache.requests.back().line != line_) return;
  cache.requests.pop_back();
  cache.answers.pop_back();
}

bool SlabCaptureReader::take_text(size_t bytes) {
  text_ += bytes;
  return text_ <= limits_.text ||
         fail("more than " + std::to_string(limits_.text) + " bytes of answers");
}

bool SlabCaptureReader::feed(std::string_view bytes) {
  while (error_.line == 0) {
    const size_t end = bytes.find('\n');
    const size_t length = end == std::string_view::npos ? bytes.size() : end;
    if (partial_.size() + length > limits_.line_bytes) {
      ++line_;
      return fail("the line is longer than " + std::to_string(limits_.line_bytes) + " bytes");
    }
    if (end == std::string_view::npos) {
      partial_ += bytes;
      return true;
    }
    ++line_;
    const bool whole = partial_.empty();
    if (!whole) partial_ += bytes.substr(0, length);
    if (!read_line(whole ? bytes.substr(0, length) : std::string_view(partial_))) return false;
    partial_.clear();
    bytes.remove_prefix(length + 1);
  }
  return false;
}

bool SlabCaptureReader::finish() {
  if (error_.line != 0) return false;
  if (!partial_.empty()) {
    ++line_;
    // Half a line may look like a whole one with another answer.
    if (section_ == Section::cache && partial_[0] != 'E')
      return fail("the file ends inside this line, before the `E` of cache " +
                  capture_.caches.back().name);
    if (!read_line(partial_)) return false;
    partial_.clear();
  }
  if (section_ == Section::magic)
    return fail("the file is empty: no `" + std::string(kSlabCaptureMagic) + "`");
  if (section_ == Section::machine) return fail("the file ends here, before `K`");
  if (section_ != Section::between)
    return fail("the file ends here, before the `E` of cache " + capture_.caches.back().name);
  return !capture_.caches.empty() || fail("the file holds no cache");
}

bool SlabCaptureReader::read_line(std::string_view line) {
  if (section_ == Section::magic) {
    if (line != kSlabCaptureMagic)
      return fail("the first line must be `" + std::string(kSlabCaptureMagic) + "`");
    section_ = Section::machine;
    return true;
  }
  if (line.empty() || line.front() == '#') return true;
  Fields fields(line);
  const std::string_view word = fields.next();
  in_full_state_ = in_full_state_ && word == "D";
  if (section_ == Section::machine)
    return word == "K" ? read_machine(fields) : fail("`K`, the machine, must come first");
  if (word == "K") return fail("`K` is said twice");
  if (word == "P" || word == "p") return read_scarcity(word, fields);
  if (section_ == Section::between)
    return word == "C" ? read_cache(fields)
                       : fail("`C`, a cache, must come here, not " + quoted(word));
  if (word == "C") return fail("`C`, but the cache before has no `E`");
  if (section_ == Section::created)
    return word == "G" ? read_geometry(fields) : fail("`G`, the geometry, must follow `C`");
  return read_cache_line(word, fields);
}

bool SlabCaptureReader::read_cache_line(std::string_view word, Fields fields) {
  if (word == "A") return read_alloc(fields);
  if (word == "F") return read_free(fields, SlabOp::free);
  if (word == "2") return read_free(fields, SlabOp::free_again);
  if (word == "B") return read_alloc_bulk(fields);
  if (word == "M") return read_free_bulk(fields);
  if (word == "X") return read_shrink(fields);
  if (word == "R") return read_reap(fields);
  if (word == "W") return read_fill(fields);
  if (word == "H") return read_dump(fields);
  if (word == "E") return read_end(fields);
  if (word == "=" || word == "D") return read_answer_line(word, fields);
  return fail("unknown line " + quoted(word));
}

bool SlabCaptureReader::read_machine(Fields fields) {
  if (!check(read_slab_machine(fields, capture_))) return false;
  section_ = Section::between;
  return true;
}

bool SlabCaptureReader::read_cache(Fields fields) {
  if (capture_.caches.size() >= limits_.caches)
    return fail("more than " + std::to_string(limits_.caches) + " caches");
  SlabCacheCapture cache;
  cache.line = line_;
  if (!check(read_cache_request(fields, cache))) return false;
  capture_.caches.push_back(std::move(cache));
  world_ = {};
  section_ = Section::created;
  return take_text(sizeof(SlabCacheCapture));
}

bool SlabCaptureReader::read_geometry(Fields fields) {
  SlabCacheCapture& cache = capture_.caches.back();
  if (fields.at_end()) return fail("`G` needs the geometry");
  cache.geometry_line = line_;
  cache.geometry = fields.rest();
  section_ = Section::cache;
  return take_text(cache.geometry.size());
}

bool SlabCaptureReader::read_end(Fields fields) {
  if (!fields.at_end() && fields.rest() != "abandoned")
    return fail("`E` stands alone, not with " + quoted(fields.rest()));
  section_ = Section::between;
  return true;
}

// `P order held= freed=`: from here on memory is scarce; `p released=`: no more.
bool SlabCaptureReader::read_scarcity(std::string_view word, Fields fields) {
  const bool begins = word == "P";
  if (!begins && !scarce_) return fail("`p`, but memory is not scarce");
  if (begins) {
    const auto order = parse_u32(fields.next());
    if (!order || *order > kMostSlabOrder) return fail("`P` needs an order of 0 to 10");
  }
  for (const char* key : {"held=", "freed=", "released="}) {
    if (begins == (key[0] == 'r')) continue;
    const auto number = keyed_u32(fields.next(), key);
    if (!number) return fail("`" + std::string(word) + "` needs " + key + "N");
  }
  if (!fields.at_end()) return fail("unexpected " + quoted(fields.rest()));
  scarce_ = begins;
  return true;
}

}  // namespace kmem
