// slab_capture_lines.cc — requests, and the answers that stand beside or behind them.
#include <algorithm>

#include "machine/slab_capture_fields.h"
#include "machine/slab_capture_reader.h"

namespace kmem {
namespace {

constexpr uint32_t kMostBulk = 4096;
constexpr uint32_t kMostDump = 512;
// What an event takes beside its text: the string, a grant, and a slab of the record's world.
constexpr size_t kEventBytes = 192;

// `12.3`: a slab and a slot.
bool parse_place(std::string_view text, uint32_t& slab, uint32_t& slot) {
  Fields parts(text);
  const auto first = parse_u32(parts.until('.'));
  const auto second = parse_u32(parts.rest());
  if (!first || !second) return false;
  slab = *first;
  slot = *second;
  return true;
}

bool is_event(std::string_view field) {
  return !field.empty() && (field[0] == '+' || field[0] == '-' || field.substr(0, 5) == "ctor=");
}

}  // namespace

SlabRequest* SlabCaptureReader::add_request(SlabOp op) {
  if (requests_ >= limits_.requests) {
    fail("more than " + std::to_string(limits_.requests) + " requests");
    return nullptr;
  }
  ++requests_;
  SlabCacheCapture& cache = capture_.caches.back();
  cache.answers.emplace_back();
  SlabRequest& request = cache.requests.emplace_back();
  request.op = op;
  request.line = line_;
  request.scarce = scarce_;
  request_whole_ = false;
  return &request;
}

bool SlabCaptureReader::read_cpu(Fields& fields, SlabRequest& request) {
  const auto cpu = parse_u32(fields.next());
  if (!cpu || *cpu >= capture_.machine.cpus_online)
    return fail("the CPU must be below " + std::to_string(capture_.machine.cpus_online) +
                ", the number of CPUs online");
  request.cpu = *cpu;
  return true;
}

// `A cpu handle slab slot [events]`. The slab may be one that this very request made.
bool SlabCaptureReader::read_alloc(Fields fields) {
  SlabRequest* request = add_request(SlabOp::alloc);
  if (request == nullptr || !read_cpu(fields, *request)) return false;
  const auto handle = parse_u32(fields.next());
  if (!handle) return fail("`A` needs a handle");
  request->handle = *handle;
  const std::string_view slab_field = fields.next();
  if (slab_field == "fail") {
    request->refused = true;
    answer().slots = "fail";
    return check(world_.refuse(*handle)) && read_events(fields, *request);
  }
  const auto slab = parse_u32(slab_field);
  const auto slot = parse_u32(fields.next());
  if (!slab || !slot) return fail("`A` needs a slab and a slot, or `fail`");
  answer().slots = std::to_string(*slab) + "." + std::to_string(*slot);
  request_whole_ = *handle == world_.handles();
  while (!fields.at_end())
    if (!read_event(fields.next(), *request, 1)) return false;
  return check(world_.hand_out(*handle, *slab, *slot)) && take_text(sizeof(SlabRequest));
}

bool SlabCaptureReader::read_free(Fields fields, SlabOp op) {
  SlabRequest* request = add_request(op);
  if (request == nullptr || !read_cpu(fields, *request)) return false;
  const auto handle = parse_u32(fields.next());
  if (!handle) return fail("a release needs a handle");
  request->handle = *handle;
  if (op == SlabOp::free_again) world_.corrupt();
  if (!check(op == SlabOp::free ? world_.take_back(*handle) : world_.check_live(*handle)))
    return false;
  request_whole_ = true;
  return read_events(fields, *request);
}

bool SlabCaptureReader::read_alloc_bulk(Fields fields) {
  SlabRequest* request = add_request(SlabOp::alloc_bulk);
  if (request == nullptr || !read_cpu(fields, *request)) return false;
  const auto first = parse_u32(fields.next());
  const auto count = parse_u32(fields.next());
  if (!first || !count || *count == 0 || *count > kMostBulk)
    return fail("`B` needs a first handle and a number of objects, 1 to 4096");
  request->handle = *first;
  request->count = *count;
  request_whole_ = *first == world_.handles();
  uint32_t seen = 0;
  // The events of an object stand behind it, but its slab must be made before it is handed out.
  uint32_t slab = 0, slot = 0;
  bool pending = false;
  while (true) {
    const std::string_view field = fields.next();
    if (is_event(field)) {
      if (!read_event(field, *request, seen)) return false;
      continue;
    }
    if (pending && !check(world_.hand_out(*first + seen - 1, slab, slot))) return false;
    if (field.empty()) break;
    if (seen == *count || !parse_place(field, slab, slot))
      return fail("expected " + std::to_string(*count) + " objects as slab.slot, not " +
                  quoted(field));
    answer().slots += (seen++ == 0 ? "" : " ") + std::string(field);
    pending = true;
  }
  if (seen != *count)
    return fail("`B` says " + std::to_string(*count) + " objects, and names " +
                std::to_string(seen));
  return take_text(sizeof(SlabRequest) + answer().slots.size());
}

bool SlabCaptureReader::read_free_bulk(Fields fields) {
  SlabRequest* request = add_request(SlabOp::free_bulk);
  if (request == nullptr || !read_cpu(fields, *request)) return false;
  while (!fields.at_end()) {
    const std::string_view field = fields.next();
    const auto handle = parse_u32(field);
    if (!handle) {
      if (!is_event(field)) return fail("expected a handle, not " + quoted(field));
      if (!read_event(field, *request, 0)) return false;
      continue;
    }
    if (!check(world_.take_back(*handle))) return false;
    request->handles.push_back(*handle);
  }
  if (request->handles.empty()) return fail("`M` needs handles");
  return take_text(sizeof(SlabRequest) + 4 * request->handles.size());
}

bool SlabCaptureReader::read_shrink(Fields fields) {
  SlabRequest* request = add_request(SlabOp::shrink);
  request_whole_ = true;
  return request != nullptr && read_events(fields, *request);
}

bool SlabCaptureReader::read_reap(Fields fields) {
  SlabRequest* request = add_request(SlabOp::reap);
  if (request == nullptr) return false;
  if (capture_.allocator != SlabAllocator::slab) return fail("only classic SLAB has a reaper");
  // Recordings of one CPU do not name it.
  if (fields.rest().substr(0, 4) == "cpu=") {
    Fields cpu(fields.next().substr(4));
    if (!read_cpu(cpu, *request)) return false;
  }
  const auto node = keyed_u32(fields.next(), "node=");
  const auto changed = keyed_u32(fields.next(), "changed=");
  if (!node || *node > 1 || !changed || *changed > 1)
    return fail("`R` needs node=0 or 1, and changed=0 or 1");
  request->node = *node == 1;
  answer().slots = "changed=" + std::to_string(*changed);
  request_whole_ = true;
  return read_events(fields, *request);
}

bool SlabCaptureReader::read_fill(Fields fields) {
  SlabRequest* request = add_request(SlabOp::fill);
  if (request == nullptr) return false;
  const auto handle = parse_u32(fields.next());
  const auto byte = parse_hex(fields.next());
  if (!handle || !byte || *byte > 0xff || !fields.at_end())
    return fail("`W` needs a handle and a byte, such as 3 5f");
  request->handle = *handle;
  request->byte = static_cast<uint8_t>(*byte);
  return check(world_.check_live(*handle));
}

// `H slab slot base= hex`. The bases must agree on where memory is mapped.
bool SlabCaptureReader::read_dump(Fields fields) {
  SlabRequest* request = add_request(SlabOp::dump);
  if (request == nullptr) return false;
  const auto slab = parse_u32(fields.next());
  const auto slot = parse_u32(fields.next());
  const std::string_view base_field = fields.next();
  const std::string_view hex = fields.rest();
  if (!slab || !slot) return fail("`H` needs a slab and a slot");
  if (!check(world_.check_slot(*slab, *slot))) return false;
  const auto base =
      base_field.substr(0, 5) == "base=" ? parse_hex(base_field.substr(5)) : std::nullopt;
  if (!base || *base % kLinuxPageSize != 0) return fail("base= must be the address of a page");
  const Address map = *base - (Address{world_.pfn_of(*slab)} << kLinuxPageShift);
  if (capture_.direct_map != 0 && capture_.direct_map != map)
    return fail("this base contradicts an earlier one, or the slab's page frame");
  if (hex.empty() || hex.size() % 2 != 0 || hex.size() > 2 * kMostDump)
    return fail("`H` needs 1 to 512 bytes in hexadecimal");
  capture_.direct_map = map;
  for (size_t i = 0; i < hex.size(); i += 2) {
    const auto byte = parse_hex(hex.substr(i, 2));
    if (!byte) return fail("no hexadecimal byte: " + quoted(hex.substr(i, 2)));
    answer().bytes.push_back(static_cast<uint8_t>(*byte));
  }
  request->slab = *slab;
  request->slot = *slot;
  request->bytes = static_cast<uint32_t>(answer().bytes.size());
  capture_.caches.back().dumps = true;
  return take_text(hex.size());
}

bool SlabCaptureReader::read_events(Fields fields, SlabRequest& request) {
  while (!fields.at_end())
    if (!read_event(fields.next(), request, 0)) return false;
  return take_text(sizeof(SlabRequest));
}

// `+id@pfn/order/objects[/colour]`, `-id`, `ctor=n`.
bool SlabCaptureReader::read_event(std::string_view field, SlabRequest& request, uint32_t objects) {
  const std::string before = std::to_string(objects) + ":";
  std::vector<std::string>& events = answer().events;
  if (!take_text(kEventBytes + field.size())) return false;
  if (field.substr(0, 5) == "ctor=") {
    if (!parse_u32(field.substr(5))) return fail("bad event " + quoted(field));
    events.push_back(before + std::string(field));
    return true;
  }
  const bool made = !field.empty() && field[0] == '+';
  if (!made && (field.empty() || field[0] != '-')) return fail("unknown event " + quoted(field));
  Fields parts(field.substr(1));
  const auto number = parse_u32(parts.until(made ? '@' : ' '));
  if (!number) return fail("bad event " + quoted(field));
  if (!made) {
    events.push_back(before + std::string(field));
    return check(world_.drop_slab(*number));
  }
  const auto pfn = parse_hex(parts.until('/'));
  const auto order = parse_u32(parts.until('/'));
  const auto slots = parse_u32(parts.until('/'));
  const bool coloured = capture_.allocator == SlabAllocator::slab;
  const auto colour = coloured ? parse_u32(parts.rest()) : 0;
  if (!pfn || !order || !slots || !colour || (!coloured && !parts.at_end()))
    return fail("bad event " + quoted(field));
  std::string text = before + "+" + std::to_string(*number) + "/" + std::to_string(*order) + "/" +
                     std::to_string(*slots);
  if (coloured) text += "/" + std::to_string(*colour);
  events.push_back(std::move(text));
  if (!check(world_.make_slab(*number, *pfn, *order, *slots))) return false;
  request.grants.push_back({static_cast<uint32_t>(*pfn), *order});
  return true;
}

// `= …` and `D …` belong to the request before them.
bool SlabCaptureReader::read_answer_line(std::string_view word, Fields fields) {
  if (capture_.caches.back().requests.empty() && add_request(SlabOp::look) == nullptr) return false;
  SlabAnswer& to = answer();
  if (!take_text(sizeof(std::string) + fields.rest().size())) return false;
  if (word == "D") return read_full_state(fields);
  if (to.state_line != 0) return fail("two states after one request");
  to.state_line = line_;
  to.state = fields.rest();
  return true;
}

bool SlabCaptureReader::read_full_state(Fields fields) {
  SlabAnswer& to = answer();
  if (!in_full_state_) {
    if (to.full_state_line != 0) return fail("two full states after one request");
    to.full_state_line = line_;
    if (fields.rest().substr(0, 5) != "info ") return fail("a full state begins with `D info`");
  }
  in_full_state_ = true;
  to.full_state.emplace_back(fields.rest());
  return true;
}

}  // namespace kmem
