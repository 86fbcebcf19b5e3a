// scenario_names.h — which handle or cache a name means at this point of the scenario.
//
// Only names that a command of the program assigns are known: after a fork of the history, the
// names of forgotten commands are forgotten too. Two open-addressing tables hold what is known:
// name → Name, and (name, index) → handle.
#ifndef KMEM_MACHINE_SCENARIO_NAMES_H_
#define KMEM_MACHINE_SCENARIO_NAMES_H_

#include <string>
#include <string_view>

#include "base/vector.h"
#include "machine/command.h"
#include "machine/scenario_texts.h"

namespace kmem {

struct Name {
  bool is_cache = false;
  uint32_t id = 0;          // index into Program::cache_vars, or Program::names
  uint32_t plain = kNone;   // the handle `a`
  uint32_t lowest = kNone;  // of the indices assigned, if there are any: a[lowest..highest]
  uint32_t highest = 0;
};

class NameTable {
 public:
  // Knows what the program's commands assign. The program must outlive the table.
  explicit NameTable(Program& program);

  // Null if nothing was assigned to the name. Valid until the next add_.
  Name* find(std::string_view name);
  std::string_view text(const Name& name) const;
  // The name must not be known.
  Name* add_handle_name(std::string_view name);
  Name* add_cache(std::string_view name);

  // The handle of an element (index kNone: of the plain name), or kNone.
  uint32_t handle(const Name& name, uint32_t index) const;
  // The same, made if there is none; kNone if the program has kMaxHandles.
  uint32_t assign(Name& name, uint32_t index);

  const Vector<Name>& all() const { return names_; }

 private:
  Name* add(std::string_view text, Name name);
  void remember(Name& name, uint32_t index, uint32_t handle);
  size_t element_slot(uint32_t name, uint32_t index) const;
  void grow_elements();

  Program* program_;
  Vector<Name> names_;
  TextIndex index_;                 // from a name to its place in names_
  Vector<uint32_t> element_slots_;  // handle, or kNone; a power of two of them
  size_t elements_ = 0;
};

}  // namespace kmem

#endif  // KMEM_MACHINE_SCENARIO_NAMES_H_
