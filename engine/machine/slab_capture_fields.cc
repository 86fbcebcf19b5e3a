#include "machine/slab_capture_fields.h"

namespace kmem {
namespace {

constexpr uint32_t kMostBytes = 4u << 20;

// A number of the machine that the caches depend on, or that must be as the engine is built for.
struct MachineKey {
  const char* key;
  uint32_t SlabMachine::*member;
  uint32_t least, most;
};

constexpr MachineKey kMachineKeys[] = {
    {"cpus_online=", &SlabMachine::cpus_online, 1, kMostCpus},
    {"cpus_present=", &SlabMachine::cpus_present, 1, kMostCpus},
    {"cpus_possible=", &SlabMachine::cpus_possible, 1, kMostCpus},
    {"nr_cpu_ids=", &SlabMachine::nr_cpu_ids, 1, kMostCpus},
    {"page_size=", nullptr, kLinuxPageSize, kLinuxPageSize},
    {"cache_line=", nullptr, kCacheLine, kCacheLine},
};

constexpr MachineKey kBootKeys[] = {
    {"min_order", &SlabMachine::slub_min_order, 0, kMostSlabOrder},
    {"max_order", &SlabMachine::slub_max_order, 0, kMostSlabOrder},
    {"min_objects", &SlabMachine::slub_min_objects, 0, kMostSlubObjects},
};

std::string range_text(std::string_view what, uint32_t least, uint32_t most) {
  std::string text = std::string(what) + " must be " + std::to_string(least);
  return least == most ? text : text + " to " + std::to_string(most);
}

// The letters of slub_debug.
std::string read_debug(std::string_view letters, SlabMachine& machine) {
  if (letters.empty()) machine.slub_debug = kSlabDebugDefault;
  for (const char letter : letters) {
    const std::string_view known = "FZPUTO";
    constexpr uint32_t kFlags[] = {kSlabConsistencyChecks, kSlabRedZone, kSlabPoison,
                                   kSlabStoreUser, kSlabTrace};
    const size_t at = known.find(letter);
    if (at == std::string_view::npos) return "unknown letter of debug: " + quoted(letters);
    if (letter == 'O') {
      machine.slub_debug_low_order = true;
    } else {
      machine.slub_debug |= kFlags[at];
    }
  }
  return {};
}

// `min_order:1`, with or without the kernel's slub_ or slab_ before it.
std::string read_boot_setting(std::string_view setting, SlabCapture& capture) {
  Fields fields(setting);
  std::string_view key = fields.until(':');
  const std::string_view value = fields.rest();
  if (key == "slab_max_order" || (key == "max_order" && capture.allocator == SlabAllocator::slab)) {
    const auto order = parse_u32(value);
    if (!order || *order > kMostSlabOrder) return range_text("slab_max_order", 0, kMostSlabOrder);
    capture.machine.slab_max_order = *order;
    return {};
  }
  if (key.substr(0, 5) == "slub_") key.remove_prefix(5);
  if (key == "debug") return read_debug(value, capture.machine);
  for (const MachineKey& known : kBootKeys) {
    if (key != known.key) continue;
    const auto number = parse_u32(value);
    if (!number || *number < known.least || *number > known.most)
      return range_text(key, known.least, known.most) + ", not " + quoted(value);
    capture.machine.*known.member = *number;
    return {};
  }
  return "unknown boot setting " + quoted(setting);
}

std::string read_boot(std::string_view text, SlabCapture& capture) {
  Fields settings(text);
  while (!settings.at_end())
    if (std::string fault = read_boot_setting(settings.until(','), capture); !fault.empty())
      return fault;
  return {};
}

std::string check_machine(const SlabMachine& m) {
  if (m.cpus_online > m.cpus_present || m.cpus_present > m.cpus_possible ||
      m.cpus_possible > m.nr_cpu_ids)
    return "CPUs online, present, possible and their ids must not decrease in this order";
  return {};
}

}  // namespace

std::string quoted(std::string_view text) {
  constexpr size_t kMost = 40;
  std::string shown(text.substr(0, kMost));
  for (char& c : shown)
    if (c < ' ' || c > '~') c = '.';
  return '`' + shown + (text.size() > kMost ? "…`" : "`");
}

std::optional<uint64_t> parse_hex(std::string_view text) {
  if (text.empty() || text.size() > 16) return std::nullopt;
  uint64_t number = 0;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c < 'a' || c > 'f')) return std::nullopt;
    number = 16 * number + static_cast<uint64_t>(digit ? c - '0' : c - 'a' + 10);
  }
  return number;
}

std::optional<uint32_t> keyed_u32(std::string_view field, std::string_view key) {
  if (field.substr(0, key.size()) != key) return std::nullopt;
  return parse_u32(field.substr(key.size()));
}

std::string read_slab_machine(Fields fields, SlabCapture& capture) {
  if (const std::string_view who = fields.next(); who == "allocator=slub") {
    capture.allocator = SlabAllocator::slub;
  } else if (who == "allocator=slab") {
    capture.allocator = SlabAllocator::slab;
    capture.machine.slab_max_order = 0;  // unless the boot line says otherwise
  } else {
    return "`K` begins with allocator=slub or allocator=slab";
  }
  if (fields.next().substr(0, 7) != "kernel=") return "kernel= must follow the allocator";
  for (const MachineKey& known : kMachineKeys) {
    const std::string_view field = fields.next();
    const auto number = keyed_u32(field, known.key);
    if (!number) return "expected " + std::string(known.key) + "N, not " + quoted(field);
    if (*number < known.least || *number > known.most)
      return range_text(field.substr(0, field.find('=')), known.least, known.most) + ", not " +
             std::to_string(*number);
    if (known.member != nullptr) capture.machine.*known.member = *number;
  }
  while (!fields.at_end()) {
    const std::string_view field = fields.next();
    if (field.substr(0, 5) == "boot=")
      if (std::string fault = read_boot(field.substr(5), capture); !fault.empty()) return fault;
  }
  return check_machine(capture.machine);
}

std::string read_cache_request(Fields fields, SlabCacheCapture& cache) {
  const std::string_view name = fields.next();
  if (name.substr(0, 5) != "name=" || name.size() == 5) return "`C` begins with name=";
  cache.name = name.substr(5);
  const auto object = keyed_u32(fields.next(), "object=");
  if (!object || *object == 0 || *object > kMostBytes) return "object= must be 1 byte to 4 MiB";
  const auto align = keyed_u32(fields.next(), "align=");
  if (!align || *align > kMostBytes || (*align & (*align - 1)) != 0)
    return "align= must be 0 or a power of two up to 4 MiB";
  const std::string_view flags = fields.next();
  const auto bits = flags.substr(0, 8) == "flags=0x" ? parse_hex(flags.substr(8)) : std::nullopt;
  if (!bits || *bits > 0x1fffffff) return "flags= must be flags of kmem_cache_create, as 0x…";
  const auto ctor = keyed_u32(fields.next(), "ctor=");
  if (!ctor || *ctor > 1 || !fields.at_end()) return "the last field is ctor=0 or ctor=1";
  cache.request = {*object, *align, static_cast<uint32_t>(*bits), *ctor == 1};
  return {};
}

}  // namespace kmem
