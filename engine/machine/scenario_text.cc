#include "machine/scenario_text.h"

#include <algorithm>

#include "base/digits.h"
#include "machine/linux_link.h"
#include "machine/scenario.h"
#include "machine/scenario_linux_words.h"
#include "machine/scenario_number.h"
#include "machine/scenario_words.h"
#include "slab/flag_names.h"

namespace kmem {
namespace {

// `d[3]`, `d[3] + 8` or `@0x10c0`.
std::string target_text(const Command& command, const Program& program) {
  if (command.handle == kNone) return '@' + address_text(command.number);
  const std::string handle = program.handle_name(HandleId(command.handle));
  return command.number == 0 ? handle : handle + " + " + size_text(command.number);
}

std::string result_text(const Command& command, const Program& program) {
  return program.handle_name(HandleId(command.handle)) + " = ";
}

// `, type=movable, zone=dma, atomic`
std::string request_text(uint16_t number) {
  if (number == kPlainRequest) return "";
  std::string text;
  const LinuxRequest request = linux_request(number, Order(0));
  if (request.type != MigrateType::unmovable)
    text.append(", type=").append(kTypeWords[index_of(request.type)]);
  if (request.highest_zone != kZoneNormal)
    text.append(", zone=").append(kZoneWords[request.highest_zone]);
  if (request.urgency == RequestClass::atomic) text += ", atomic";
  if (request.urgency == RequestClass::ignore_watermarks) text += ", memalloc";
  return text;
}

std::string alloc_pages_text(const Command& command) {
  const std::string options = request_text(command.request);
  if (command.order != kNoOrder)
    return "alloc_pages(" + decimal_text(command.order) + options + ')';
  return "alloc_pages(bytes=" + size_text(command.number) + options + ')';
}

// `, 0x41, 0x42`
std::string bytes_text(const std::string& bytes) {
  std::string text;
  for (const char byte : bytes) text += ", 0x" + hex_text(static_cast<uint8_t>(byte), 2);
  return text;
}

// `3, movable, dma32` of a quantity; `place` behind the order if it has one.
std::string area_text(const Quantity& quantity, const std::string& place) {
  const AreaKey key = area_of_key(quantity.subject);
  std::string text = decimal_text(key.order) + place;
  if (key.type != kAnyType) text.append(", ").append(kTypeWords[key.type]);
  if (key.zone != kAnyZone) text.append(", ").append(kZoneWords[key.zone]);
  return text;
}

std::string free_pages_text(const Command& command, const Program& program) {
  const std::string order = command.order == kNoOrder ? "" : ", " + decimal_text(command.order);
  return "free_pages(" + target_text(command, program) + order + ')';
}

std::string call_text(std::string_view name, std::string_view arguments) {
  return std::string(name).append("(").append(arguments).append(")");
}

std::string number_text(const Quantity& quantity, bool is_errc) {
  if (quantity.subject == kUndefined) return "undefined";
  if (is_errc && quantity.subject < kErrcCount)
    return errc_name(static_cast<Errc>(quantity.subject));
  return decimal_text(quantity.subject);
}

// `is_errc`: the other side is `error`.
std::string quantity_text(const Quantity& quantity, bool is_errc, const Program& program) {
  if (quantity.kind == QuantityKind::number) return number_text(quantity, is_errc);
  if (!linux_linked() && quantity.kind >= kFirstLinuxQuantity) return {};
  const QuantityName& name = quantity_name(quantity.kind);
  const std::string subject = decimal_text(quantity.subject);
  switch (name.subject) {
    case Subject::machine:
      return std::string(name.text);
    case Subject::order:
      return call_text(name.text, area_text(quantity, ""));
    case Subject::element:
      return call_text(name.text, area_text(quantity, ", " + decimal_text(quantity.place)));
    case Subject::zone:
      if (!linux_linked()) return {};
      return call_text("zone", kZoneWords[quantity.subject]).append(".").append(name.field());
    case Subject::frame:
      return call_text("frame", subject).append(".").append(name.field());
    case Subject::handle:
      return program.handle_name(HandleId(static_cast<uint32_t>(quantity.subject)))
          .append(".")
          .append(name.field());
    case Subject::cache:
      return cache_text(static_cast<uint16_t>(quantity.subject), program)
          .append(".")
          .append(name.field());
  }
  return {};
}

}  // namespace

std::string quoted_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out += '"';
}

std::string cache_text(uint16_t cache_var, const Program& program) {
  if (cache_var >= program.cache_vars.size()) return {};
  const CacheVar& var = program.cache_vars[cache_var];
  return var.by_name ? quoted_text(var.name) : var.name;
}

std::string cache_request_text(const CacheRequest& request) {
  std::string text = quoted_text(request.name) + ", " + size_text(request.spec.size);
  if (request.spec.align != 0) text += ", align=" + size_text(request.spec.align);
  if (request.spec.pages_per_slab != 0)
    text += ", pages=" + decimal_text(request.spec.pages_per_slab);
  if (request.spec.ctor) text += ", ctor";
  if (!linux_linked()) return text;
  uint32_t left = request.spec.flags;
  if ((left & kSlabDebugDefault) == kSlabDebugDefault) {
    text += ", debug";
    left &= ~kSlabDebugDefault;
  }
  for (const SlabFlagName& known : kSlabFlagNames)
    if ((left & known.flag) == known.flag) text.append(", ").append(known.name);
  return text;
}

std::string expectation_text(const Expectation& expectation, const Program& program) {
  const bool left_is_errc = expectation.right.kind == QuantityKind::error;
  const bool right_is_errc = expectation.left.kind == QuantityKind::error;
  return quantity_text(expectation.left, left_is_errc, program)
      .append(" ")
      .append(kComparisons[static_cast<unsigned>(expectation.comparison)])
      .append(" ")
      .append(quantity_text(expectation.right, right_is_errc, program));
}

static std::string linux_command_text(const Command& command, const Program& program) {
  switch (command.op) {
    case Op::drain_pages:
      return "drain_pages()";
    case Op::cpu:
      return "cpu " + decimal_text(command.number);
    case Op::write:
      return call_text("write",
                       target_text(command, program) + bytes_text(program.writes[command.cache]));
    default:
      return "reap()";
  }
}

std::string command_text(const Command& command, const Program& program) {
  const std::string cache = cache_text(command.cache, program);
  const size_t index = static_cast<size_t>(command.number);
  switch (command.op) {
    case Op::alloc_pages:
      return result_text(command, program) + alloc_pages_text(command);
    case Op::free_pages:
      return free_pages_text(command, program);
    case Op::kmem_cache_create:
      return cache + " = " +
             call_text("kmem_cache_create", cache_request_text(program.cache_requests[index]));
    case Op::kmem_cache_alloc:
      return result_text(command, program) + call_text("kmem_cache_alloc", cache);
    case Op::kmem_cache_free:
      return call_text("kmem_cache_free", cache + ", " + target_text(command, program));
    case Op::kmem_cache_shrink:
      return call_text("kmem_cache_shrink", cache);
    case Op::kmem_cache_destroy:
      return call_text("kmem_cache_destroy", cache);
    case Op::kmalloc:
      return result_text(command, program) + call_text("kmalloc", size_text(command.number));
    case Op::kfree:
      return call_text("kfree", target_text(command, program));
    case Op::note:
      return "note " + quoted_text(program.notes[index]);
    case Op::expect:
      return "expect " + program.expectations[index].text;
    case Op::drain_pages:
    case Op::cpu:
    case Op::write:
    case Op::reap:
      break;
  }
  return linux_linked() ? linux_command_text(command, program) : std::string();
}

std::string program_text(const Program& program, uint32_t commands) {
  std::string text;
  if (!program.title.empty()) text += "title " + quoted_text(program.title) + '\n';
  if (!program.memory_text.empty()) {
    text += program.memory_text;
  } else {
    text += "memory " + decimal_text(program.memory.frames) + " frames page " +
            size_text(program.memory.page_size) + "\nprofile textbook\n";
  }
  const size_t count = std::min<size_t>(commands, program.commands.size());
  for (size_t i = 0; i < count; ++i) text += command_text(program.commands[i], program) + '\n';
  return text;
}

}  // namespace kmem
