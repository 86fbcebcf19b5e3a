#include "machine/scenario_names.h"

#include "machine/scenario.h"

namespace kmem {
namespace {

// The finalizer of SplitMix64: every bit of the key reaches the low bits, which choose the slot.
constexpr size_t mix(uint64_t key) {
  key = (key ^ (key >> 30)) * 0xbf58476d1ce4e5b9ull;
  key = (key ^ (key >> 27)) * 0x94d049bb133111ebull;
  return static_cast<size_t>(key ^ (key >> 31));
}

constexpr uint32_t hash_text(std::string_view text) {
  uint64_t hash = 0xcbf29ce484222325ull;  // FNV-1a
  for (const char c : text) hash = (hash ^ static_cast<uint8_t>(c)) * 0x100000001b3ull;
  return static_cast<uint32_t>(mix(hash));
}

}  // namespace

NameTable::NameTable(Program& program)
    : program_(&program), name_slots_(64), element_slots_(64, kNone) {
  std::vector<bool> known(program.handles.size());
  for (const Command& command : program.commands) {
    if (command.op == Op::kmem_cache_create) {
      const std::string& name = program.cache_vars[command.cache].name;
      if (find(name) == nullptr) add(name, {.is_cache = true, .id = command.cache});
      continue;
    }
    const bool assigns = command.op == Op::alloc_pages || command.op == Op::kmem_cache_alloc ||
                         command.op == Op::kmalloc;
    if (!assigns || known[command.handle]) continue;
    known[command.handle] = true;
    const HandleName handle = program.handles[command.handle];
    const std::string& text = program.names[handle.base];
    Name* name = find(text);
    if (name == nullptr) name = add(text, {.id = handle.base});
    remember(*name, handle.index, command.handle);
  }
}

std::string_view NameTable::text(const Name& name) const {
  return name.is_cache ? program_->cache_vars[name.id].name : program_->names[name.id];
}

Name* NameTable::find(std::string_view name) {
  const NameSlot slot = name_slot(name, hash_text(name));
  return slot.name == kNone ? nullptr : &names_[slot.name];
}

Name* NameTable::add_handle_name(std::string_view name) {
  program_->names.emplace_back(name);
  return add(name, {.id = static_cast<uint32_t>(program_->names.size() - 1)});
}

Name* NameTable::add_cache(std::string_view name) {
  program_->cache_vars.push_back({std::string(name), false});
  return add(name,
             {.is_cache = true, .id = static_cast<uint32_t>(program_->cache_vars.size() - 1)});
}

Name* NameTable::add(std::string_view text, Name name) {
  if (names_.size() * 2 >= name_slots_.size()) grow_names();
  const uint32_t hash = hash_text(text);
  name_slot(text, hash) = {hash, static_cast<uint32_t>(names_.size())};
  names_.push_back(name);
  return &names_.back();
}

uint32_t NameTable::handle(const Name& name, uint32_t index) const {
  return index == kNone ? name.plain : element_slots_[element_slot(name.id, index)];
}

uint32_t NameTable::assign(Name& name, uint32_t index) {
  const uint32_t known = handle(name, index);
  if (known != kNone) return known;
  if (program_->handles.size() >= kMaxHandles) return kNone;
  const uint32_t made = static_cast<uint32_t>(program_->handles.size());
  program_->handles.push_back({.base = name.id, .index = index});
  remember(name, index, made);
  return made;
}

void NameTable::remember(Name& name, uint32_t index, uint32_t handle) {
  if (index == kNone) {
    name.plain = handle;
    return;
  }
  if (name.lowest == kNone || index < name.lowest) name.lowest = index;
  if (index > name.highest) name.highest = index;
  if (elements_ * 2 >= element_slots_.size()) grow_elements();
  element_slots_[element_slot(name.id, index)] = handle;
  ++elements_;
}

// The slot that holds the name, or the one where it belongs.
NameTable::NameSlot& NameTable::name_slot(std::string_view wanted, uint32_t hash) {
  const size_t mask = name_slots_.size() - 1;
  for (size_t at = hash & mask;; at = (at + 1) & mask) {
    NameSlot& slot = name_slots_[at];
    if (slot.name == kNone) return slot;
    if (slot.hash == hash && text(names_[slot.name]) == wanted) return slot;
  }
}

size_t NameTable::element_slot(uint32_t name, uint32_t index) const {
  const HandleName wanted{.base = name, .index = index};
  const size_t mask = element_slots_.size() - 1;
  size_t slot = mix((uint64_t{name} << 32) | index) & mask;
  while (element_slots_[slot] != kNone && program_->handles[element_slots_[slot]] != wanted)
    slot = (slot + 1) & mask;
  return slot;
}

void NameTable::grow_names() {
  std::vector<NameSlot> old(name_slots_.size() * 2);
  old.swap(name_slots_);
  const size_t mask = name_slots_.size() - 1;
  for (const NameSlot& slot : old) {
    if (slot.name == kNone) continue;
    size_t at = slot.hash & mask;
    while (name_slots_[at].name != kNone) at = (at + 1) & mask;
    name_slots_[at] = slot;
  }
}

void NameTable::grow_elements() {
  std::vector<uint32_t> old(element_slots_.size() * 2, kNone);
  old.swap(element_slots_);
  for (const uint32_t handle : old) {
    if (handle == kNone) continue;
    const HandleName element = program_->handles[handle];
    element_slots_[element_slot(element.base, element.index)] = handle;
  }
}

}  // namespace kmem
