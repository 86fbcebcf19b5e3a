#include "machine/slab_capture_fields.h"

namespace kmem {
namespace {

constexpr uint32_t kMostBytes = 4u << 20;

// A number of the machine that the caches depend on, or that must be as the engine is built for.
struct MachineKey {
  std::string_view key;
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

// The letters of slub_debug, or its flags as 0x….
std::string read_debug(std::string_view letters, SlabMachine& machine) {
  if (const auto flags = parse_hex(letters.substr(0, 2) == "0x" ? letters.substr(2) : "")) {
    machine.slub_debug = static_cast<uint32_t>(*flags) & kSlabDebugFlags;
    return {};
  }
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

// `min_order:1`, with or without the kernel's slub_ or slab_ before it. Others change no layout.
std::string read_boot_setting(std::string_view setting, SlabCapture& capture) {
  Fields fields(setting);
  std::string_view key = fields.until(':');
  const std::string_view value = fields.rest();
  const bool classic = capture.allocator == SlabAllocator::slab;
  if (key.substr(0, 5) == "slub_" || key.substr(0, 5) == "slab_") key.remove_prefix(5);
  if (key == "debug") return read_debug(value, capture.machine);
  for (const MachineKey& known : kBootKeys) {
    if (key != known.key) continue;
    const auto number = parse_u32(value);
    if (!number || *number < known.least || *number > known.most)
      return range_text(key, known.least, known.most) + ", not " + quoted(value);
    const bool of_slab = classic && key == "max_order";
    capture.machine.*(of_slab ? &SlabMachine::slab_max_order : known.member) = *number;
  }
  return {};
}

std::string read_boot(std::string_view text, SlabCapture& capture) {
  Fields settings(text);
  while (!settings.at_end())
    if (std::string fault = read_boot_setting(settings.until(','), capture); !fault.empty())
      return fault;
  return {};
}

std::string read_machine_key(const MachineKey& known, std::string_view field,
                             SlabMachine& machine) {
  const auto number = keyed_u32(field, known.key);
  if (!number || *number < known.least || *number > known.most)
    return range_text(known.key.substr(0, known.key.size() - 1), known.least, known.most) +
           ", not " + quoted(field.substr(known.key.size()));
  if (known.member != nullptr) machine.*known.member = *number;
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
  uint32_t seen = 0;
  while (!fields.at_end()) {
    const std::string_view field = fields.next();
    std::string fault;
    if (field.substr(0, 5) == "boot=") fault = read_boot(field.substr(5), capture);
    for (uint32_t i = 0; i < std::size(kMachineKeys) && fault.empty(); ++i)
      if (field.substr(0, kMachineKeys[i].key.size()) == kMachineKeys[i].key) {
        fault = (seen >> i & 1) != 0 ? quoted(field) + " is said twice"
                                     : read_machine_key(kMachineKeys[i], field, capture.machine);
        seen |= 1u << i;
      }
    if (!fault.empty()) return fault;
  }
  for (uint32_t i = 0; i < std::size(kMachineKeys); ++i)
    if ((seen >> i & 1) == 0) return "`K` lacks " + std::string(kMachineKeys[i].key);
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
