#include "machine/scenario_names.h"

#include "base/random.h"
#include "machine/scenario.h"

namespace kmem {
NameTable::NameTable(Program& program) : program_(&program), element_slots_(64, kNone) {
  Vector<uint8_t> known(program.handles.size());
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
  const uint32_t found = index_.find(name);
  return found == kNone ? nullptr : &names_[found];
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
  index_.add(text, static_cast<uint32_t>(names_.size()));
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

size_t NameTable::element_slot(uint32_t name, uint32_t index) const {
  const HandleName wanted{.base = name, .index = index};
  const size_t mask = element_slots_.size() - 1;
  size_t slot = static_cast<size_t>(mix_bits((uint64_t{name} << 32) | index)) & mask;
  while (element_slots_[slot] != kNone && program_->handles[element_slots_[slot]] != wanted)
    slot = (slot + 1) & mask;
  return slot;
}

void NameTable::grow_elements() {
  Vector<uint32_t> old(element_slots_.size() * 2, kNone);
  old.swap(element_slots_);
  for (const uint32_t handle : old) {
    if (handle == kNone) continue;
    const HandleName element = program_->handles[handle];
    element_slots_[element_slot(element.base, element.index)] = handle;
  }
}

}  // namespace kmem
